# E121: the locks stay taken when it raises
def traspasar(a, b, monto):
    cuentas = sorted({a, b}, key=lambda c: c.numero)
    for cuenta in cuentas:
        cuenta.candado.acquire()
    if a.saldo < monto:
        raise ValueError("no alcanza")
    a.saldo -= monto
    b.saldo += monto
    for cuenta in cuentas:
        cuenta.candado.release()
