# E813: the same with a lock that was made before
from threading import Lock

CANDADO = Lock()


class Cuenta:
    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        CANDADO.acquire()
        try:
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
        finally:
            CANDADO.release()
