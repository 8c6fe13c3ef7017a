#: no lock: each withdrawal waits for the one before it
import asyncio


class Cuenta:
    """Cada retiro espera a que termine el anterior, como sea que termine."""

    def __init__(self, banco):
        self.banco = banco
        self.ultimo = None

    async def retirar(self, n):
        anterior, self.ultimo = self.ultimo, asyncio.Event()
        mio = self.ultimo
        try:
            if anterior is not None:
                await anterior.wait()
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
        finally:
            if anterior is None or anterior.is_set():
                mio.set()
            else:
                asyncio.ensure_future(anterior.wait()).add_done_callback(lambda _: mio.set())
