#: a def route, which asks the loop for the coroutine
from anyio import from_thread


def ruta_bloqueante(cuenta: int) -> dict[str, Any]:
    consulta = from_thread.run(Bitacora.anota, cuenta)
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError:
        raise HTTPException(404) from None
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
