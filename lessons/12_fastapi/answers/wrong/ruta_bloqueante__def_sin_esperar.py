# E1232: calls the coroutine function from a def route
def ruta_bloqueante(cuenta: int):
    consulta = Bitacora.anota(cuenta)
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
