def traspasar(a, b, monto):
    """Sin orden: si el segundo no está libre, suelta el primero y vuelve a empezar."""
    while True:
        with a.candado:
            if a is b or b.candado.acquire(blocking=False):
                try:
                    if a.saldo < monto:
                        raise ValueError("no alcanza")
                    a.saldo -= monto
                    b.saldo += monto
                    return
                finally:
                    if a is not b:
                        b.candado.release()
