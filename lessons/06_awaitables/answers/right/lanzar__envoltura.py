#: a wrapping coroutine instead of callbacks, a dict instead of a set
import asyncio

_registro = {}


def lanzar(coro):
    """Envuelve la corrutina en otra que vigila cómo termina."""
    clave = object()

    async def vigilada():
        try:
            return await coro
        except Exception as error:
            asyncio.get_running_loop().call_exception_handler({"message": "falló", "exception": error})
            raise
        finally:
            _registro.pop(clave, None)

    _registro[clave] = asyncio.ensure_future(vigilada())
    return _registro[clave]
