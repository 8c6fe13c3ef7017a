# E17: does not ask whether the balance is enough
from contextlib import ExitStack


def traspasar(a, b, monto):
    with ExitStack() as pila:
        for cuenta in sorted({a, b}, key=lambda c: c.numero):
            pila.enter_context(cuenta.candado)
        a.saldo -= monto
        b.saldo += monto
