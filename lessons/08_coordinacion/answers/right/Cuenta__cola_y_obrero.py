#: no lock: a queue of requests that one task serves
import asyncio


class Cuenta:
    """Una sola tarea atiende los retiros, en orden."""

    def __init__(self, banco):
        self.banco = banco
        self.pedidos = asyncio.Queue()
        self.obrero = None

    async def _atiende(self):
        while not self.pedidos.empty():
            n, respuesta = self.pedidos.get_nowait()
            if respuesta.cancelled():
                continue
            try:
                saldo = await self.banco.consultar()
                if saldo >= n:
                    await self.banco.guardar(saldo - n)
            except Exception as error:
                respuesta.set_exception(error)
            else:
                respuesta.set_result(saldo >= n)
        self.obrero = None

    async def retirar(self, n):
        respuesta = asyncio.get_running_loop().create_future()
        self.pedidos.put_nowait((n, respuesta))
        self.obrero = self.obrero or asyncio.create_task(self._atiende())
        return await respuesta
