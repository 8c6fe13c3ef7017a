# E105: the locks are never given back
def traspasar(a, b, monto):
    for cuenta in sorted({a, b}, key=lambda c: c.numero):
        cuenta.candado.acquire()
    if a.saldo < monto:
        raise ValueError("no alcanza")
    a.saldo -= monto
    b.saldo += monto
