#: an executor of its own with a single thread
from concurrent.futures import ThreadPoolExecutor

uno_solo = ThreadPoolExecutor(max_workers=1)


async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await asyncio.wrap_future(uno_solo.submit(Archivo.busca, cuenta))
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
