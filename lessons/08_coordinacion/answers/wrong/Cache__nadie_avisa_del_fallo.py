# E823: the future is completed only when all goes well
import asyncio


class Cache:
    def __init__(self):
        self.futuros = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.futuros:
            self.futuros[clave] = asyncio.get_running_loop().create_future()
            self.futuros[clave].set_result(await fabrica())
        return await asyncio.shield(self.futuros[clave])
