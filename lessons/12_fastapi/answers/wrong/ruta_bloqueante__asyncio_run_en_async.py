# E31: asyncio.run in an async route
async def ruta_bloqueante(cuenta: int):
    consulta = asyncio.run(Bitacora.anota(cuenta))
    try:
        cursos = await asyncio.to_thread(Archivo.busca, cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
