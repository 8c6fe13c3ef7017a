# E119: takes the locks in the order of the arguments
def traspasar(a, b, monto):
    with a.candado, b.candado:
        if a.saldo < monto:
            raise ValueError("no alcanza")
        a.saldo -= monto
        b.saldo += monto
