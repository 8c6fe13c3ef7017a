# E810: nothing keeps two withdrawals apart
class Cuenta:
    def __init__(self, banco):
        self.banco = banco

    async def retirar(self, n):
        saldo = await self.banco.consultar()
        if saldo < n:
            return False
        await self.banco.guardar(saldo - n)
        return True
