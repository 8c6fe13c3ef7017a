# E03: takes a lock that it already has
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = asyncio.Lock()

    async def saldo(self):
        async with self.candado:
            return await self.banco.consultar()

    async def retirar(self, n):
        async with self.candado:
            saldo = await self.saldo()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
