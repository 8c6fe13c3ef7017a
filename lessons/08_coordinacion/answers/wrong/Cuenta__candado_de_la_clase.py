# E815: one lock for all accounts, made with the class
import asyncio


class Cuenta:
    candado = asyncio.Lock()

    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        async with self.candado:
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
