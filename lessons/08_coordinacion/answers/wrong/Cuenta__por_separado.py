# E811: read and write are protected apart
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = asyncio.Lock()

    async def retirar(self, n):
        async with self.candado:
            saldo = await self.banco.consultar()
        if saldo < n:
            return False
        async with self.candado:
            await self.banco.guardar(saldo - n)
        return True
