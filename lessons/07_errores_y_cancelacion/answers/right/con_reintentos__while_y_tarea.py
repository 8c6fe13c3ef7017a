#: a while loop, each attempt in a task of its own, cancelled with it
import asyncio


async def con_reintentos(fabrica, n, espera):
    """Cada intento es una tarea nueva."""
    intentos = 0
    while True:
        intentos += 1
        tarea = asyncio.ensure_future(fabrica())
        try:
            resultado = await tarea
        except asyncio.CancelledError:
            tarea.cancel()
            raise
        except Exception as error:
            ultimo = error
        else:
            return resultado
        if intentos >= n:
            raise ultimo
        await asyncio.sleep(espera * 2 ** (intentos - 1))
