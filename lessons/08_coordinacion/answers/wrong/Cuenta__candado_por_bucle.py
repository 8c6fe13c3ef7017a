# E815: one lock for all the accounts of a loop
import asyncio

CANDADOS = {}


class Cuenta:
    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        async with CANDADOS.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
