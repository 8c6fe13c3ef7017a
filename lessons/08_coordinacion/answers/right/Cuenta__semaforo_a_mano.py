#: a semaphore of one, taken and released by hand
import asyncio


class Cuenta:
    """Un semáforo de un permiso, con try y finally."""

    def __init__(self, banco):
        self.banco = banco
        self.permiso = asyncio.Semaphore(1)

    async def retirar(self, n):
        await self.permiso.acquire()
        try:
            saldo = await self.banco.consultar()
            alcanza = saldo >= n
            if alcanza:
                await self.banco.guardar(saldo - n)
            return alcanza
        finally:
            self.permiso.release()
