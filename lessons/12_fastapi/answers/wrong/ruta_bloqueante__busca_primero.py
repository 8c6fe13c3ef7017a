# E1234: searches first
async def ruta_bloqueante(cuenta: int):
    try:
        cursos = await asyncio.to_thread(Archivo.busca, cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    consulta = await Bitacora.anota(cuenta)
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
