# E1230: calls it, and sends the result to the thread
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await asyncio.to_thread(Archivo.busca(cuenta))
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
