from contextlib import ExitStack


def traspasar(a, b, monto):
    """Un conjunto de cuentas, ordenado, y una pila de salidas."""
    with ExitStack() as pila:
        for cuenta in sorted({a, b}, key=lambda c: c.numero):
            pila.enter_context(cuenta.candado)
        if monto > a.saldo:
            raise ValueError("saldo insuficiente")
        a.saldo = a.saldo - monto
        b.saldo = b.saldo + monto
