# E1230: puts await before a synchronous call
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
