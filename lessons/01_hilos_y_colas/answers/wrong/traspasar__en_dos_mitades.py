# E124: gives under one lock, receives under the other, and the money is nowhere in between
def traspasar(a, b, monto):
    with a.candado:
        if a.saldo < monto:
            raise ValueError("no alcanza")
        a.saldo -= monto
    with b.candado:
        b.saldo += monto
