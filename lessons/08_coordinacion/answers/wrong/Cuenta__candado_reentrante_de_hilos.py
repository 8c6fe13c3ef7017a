# E810: an RLock of threads never makes a task of the same thread wait
import threading


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = threading.RLock()

    async def retirar(self, n):
        with self.candado:
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
