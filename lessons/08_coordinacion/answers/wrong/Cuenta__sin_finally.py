# E814: a failure keeps the lock
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = asyncio.Lock()

    async def retirar(self, n):
        await self.candado.acquire()
        saldo = await self.banco.consultar()
        alcanza = saldo >= n
        if alcanza:
            await self.banco.guardar(saldo - n)
        self.candado.release()
        return alcanza
