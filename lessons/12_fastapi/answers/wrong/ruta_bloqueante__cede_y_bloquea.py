# E1230: yields once, and blocks all the same
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    await asyncio.sleep(0)
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
