# E120: locks the account that gives, and not the one that receives
def traspasar(a, b, monto):
    with a.candado:
        if a.saldo < monto:
            raise ValueError("no alcanza")
        a.saldo -= monto
        b.saldo += monto
