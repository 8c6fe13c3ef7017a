#: the lock is made at the first withdrawal; two methods
import asyncio


class Cuenta:
    """El candado nace con el primer retiro y lo comparten todos."""

    candado = None

    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        if self.candado is None:
            self.candado = asyncio.Lock()
        async with self.candado:
            return await self._retirar_con_turno(n)

    async def _retirar_con_turno(self, n):
        if (saldo := await self.banco.consultar()) >= n:
            await self.banco.guardar(saldo - n)
            return True
        return False
