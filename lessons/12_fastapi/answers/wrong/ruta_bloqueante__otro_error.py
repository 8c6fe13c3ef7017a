# E1233: catches another error
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await asyncio.to_thread(Archivo.busca, cuenta)
    except KeyError:
        raise HTTPException(404)
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
