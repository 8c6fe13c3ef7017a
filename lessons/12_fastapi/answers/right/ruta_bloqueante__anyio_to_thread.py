#: anyio's threads, and a response of its own
import anyio
from fastapi.responses import JSONResponse


async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await anyio.to_thread.run_sync(Archivo.busca, cuenta)
    except LookupError:
        return JSONResponse({"detail": "nada"}, status_code=404)
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
