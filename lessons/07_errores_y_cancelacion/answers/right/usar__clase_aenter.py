#: a class with __aenter__ and __aexit__
class _Abierto:
    def __init__(self, recurso):
        self.recurso = recurso

    async def __aenter__(self):
        await self.recurso.abrir()
        return self.recurso

    async def __aexit__(self, *detalles):
        await self.recurso.cerrar()
        return False


async def usar(recurso, fn):
    """Con una clase que se usa en async with."""
    async with _Abierto(recurso) as abierto:
        resultado = await fn(abierto)
    return resultado
