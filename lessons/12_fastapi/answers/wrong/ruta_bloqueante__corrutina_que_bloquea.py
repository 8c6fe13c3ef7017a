# E1230: hides the call in a coroutine
async def busca(cuenta):
    return Archivo.busca(cuenta)


async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
