#: Starlette's own pool
from fastapi.concurrency import run_in_threadpool


async def ruta_bloqueante(cuenta: int):
    try:
        return {
            "cuenta": cuenta,
            "consulta": await Bitacora.anota(cuenta),
            "cursos": await run_in_threadpool(Archivo.busca, cuenta),
        }
    except LookupError as error:
        raise HTTPException(status_code=404, detail=str(error)) from error
