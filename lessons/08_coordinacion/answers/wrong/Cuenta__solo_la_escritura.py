# E811: only the write is protected
import asyncio


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = asyncio.Lock()

    async def retirar(self, n):
        saldo = await self.banco.consultar()
        if saldo < n:
            return False
        async with self.candado:
            await self.banco.guardar(saldo - n)
        return True
