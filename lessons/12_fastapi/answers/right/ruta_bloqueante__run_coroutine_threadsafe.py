#: a def route with the loop of a dependency
from typing import Annotated


async def el_bucle() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


def ruta_bloqueante(cuenta: int, bucle: Annotated[Any, Depends(el_bucle)]):
    consulta = asyncio.run_coroutine_threadsafe(Bitacora.anota(cuenta), bucle).result()
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
