# E814: an early return keeps the lock
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = asyncio.Lock()

    async def retirar(self, n):
        await self.candado.acquire()
        saldo = await self.banco.consultar()
        if saldo < n:
            return False
        await self.banco.guardar(saldo - n)
        self.candado.release()
        return True
