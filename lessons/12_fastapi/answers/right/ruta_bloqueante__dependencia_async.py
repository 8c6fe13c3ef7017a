#: a dependency writes it down in the loop, the route is def
async def anotada(cuenta: int) -> int:
    return await Bitacora.anota(cuenta)


def ruta_bloqueante(cuenta: int, consulta: int = Depends(anotada)):
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
