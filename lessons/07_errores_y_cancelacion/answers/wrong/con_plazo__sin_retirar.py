# E722: cancels its own task at the deadline and never takes the request back
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    yo, vencido = asyncio.current_task(), []

    def alarma():
        vencido.append(True)
        yo.cancel()

    aviso = asyncio.get_running_loop().call_later(segundos, alarma)
    try:
        return await fabrica()
    except asyncio.CancelledError:
        if not vencido:
            raise
        return defecto
    finally:
        aviso.cancel()
