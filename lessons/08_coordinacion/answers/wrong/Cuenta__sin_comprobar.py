# E09: never looks whether there is enough
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = asyncio.Lock()

    async def retirar(self, n):
        async with self.candado:
            saldo = await self.banco.consultar()
            await self.banco.guardar(saldo - n)
            return True
