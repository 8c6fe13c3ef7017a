# E813: a lock of threads, held across an await
import threading


class Cuenta:
    def __init__(self, banco):
        self.banco = banco
        self.candado = threading.Lock()

    async def retirar(self, n):
        with self.candado:
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
