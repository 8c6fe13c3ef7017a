#: delegates to a generator-based coroutine
import types


@types.coroutine
def _ofrece(valor):
    recibido = yield valor
    return recibido


class Pausa:
    """Delega en una corrutina hecha con un generador."""

    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    async def _espera(self):
        return await _ofrece(self.etiqueta)

    def __await__(self):
        return self._espera().__await__()
