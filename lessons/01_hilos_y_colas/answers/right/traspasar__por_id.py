def traspasar(a, b, monto):
    """Ordena por identidad, con acquire y release a mano."""
    if a is b:
        with a.candado:
            if a.saldo < monto:
                raise ValueError(monto)
        return
    uno, otro = (a, b) if id(a) < id(b) else (b, a)
    uno.candado.acquire()
    try:
        otro.candado.acquire()
        try:
            if a.saldo < monto:
                raise ValueError(monto)
            a.saldo -= monto
            b.saldo += monto
        finally:
            otro.candado.release()
    finally:
        uno.candado.release()
