#: whoever waits looks again; a cancelled or failed flight hands over to the next
import asyncio


class Cache:
    """Quien espera vuelve a mirar; si el vuelo no llegó, sale otro."""

    def __init__(self):
        self.listos = {}
        self.en_curso = {}

    async def obtener(self, clave, fabrica):
        while clave not in self.listos:
            if (aviso := self.en_curso.get(clave)) is not None:
                await aviso.wait()
                continue
            self.en_curso[clave] = asyncio.Event()
            try:
                self.listos[clave] = await fabrica()
            finally:
                self.en_curso.pop(clave).set()
        return self.listos[clave]
