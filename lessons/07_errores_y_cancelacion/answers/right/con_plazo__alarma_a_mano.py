#: what asyncio.timeout does, by hand: call_later, cancel and uncancel
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    """Una alarma cancela esta misma tarea, y su petición se retira al atenderla."""
    yo, vencido = asyncio.current_task(), False

    def alarma():
        nonlocal vencido
        vencido = True
        yo.cancel()

    antes = yo.cancelling()
    aviso = asyncio.get_running_loop().call_later(segundos, alarma)
    try:
        return await fabrica()
    except asyncio.CancelledError:
        if vencido and yo.uncancel() <= antes:
            return defecto
        raise
    finally:
        aviso.cancel()
