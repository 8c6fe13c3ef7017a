# E1233: looks for the error where it is not
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        pendiente = asyncio.to_thread(Archivo.busca, cuenta)
    except LookupError:
        raise HTTPException(404)
    cursos = await pendiente
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
