# E123: looks at the balance before it has the locks
from contextlib import ExitStack


def traspasar(a, b, monto):
    if a.saldo < monto:
        raise ValueError("no alcanza")
    with ExitStack() as pila:
        for cuenta in sorted({a, b}, key=lambda c: c.numero):
            pila.enter_context(cuenta.candado)
        a.saldo -= monto
        b.saldo += monto
