# E101: no lock at all
def traspasar(a, b, monto):
    if a.saldo < monto:
        raise ValueError("no alcanza")
    a.saldo -= monto
    b.saldo += monto
