# E813: the same with a lock that belongs to the class
import threading


class Cuenta:
    candado = threading.Lock()

    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        with self.candado:
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
