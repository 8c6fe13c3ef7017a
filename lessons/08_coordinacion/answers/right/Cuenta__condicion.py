#: a Condition and a flag
import asyncio


class Cuenta:
    """Una condición y una marca de ocupado."""

    def __init__(self, banco):
        self.banco = banco
        self.libre = asyncio.Condition()
        self.ocupada = False

    async def retirar(self, n):
        async with self.libre:
            await self.libre.wait_for(lambda: not self.ocupada)
            self.ocupada = True
        try:
            saldo = await self.banco.consultar()
            if n > saldo:
                return False
            await self.banco.guardar(saldo - n)
            return True
        finally:
            async with self.libre:
                self.ocupada = False
                self.libre.notify()
