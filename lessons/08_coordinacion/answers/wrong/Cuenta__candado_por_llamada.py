# E812: a new lock in each call
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        async with asyncio.Lock():
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
