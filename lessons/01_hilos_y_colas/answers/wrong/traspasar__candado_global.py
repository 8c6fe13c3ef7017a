# E104: a lock of its own, which others that hold the accounts' locks do not know
import threading

BANCO = threading.Lock()


def traspasar(a, b, monto):
    with BANCO:
        if a.saldo < monto:
            raise ValueError("no alcanza")
        a.saldo -= monto
        b.saldo += monto
