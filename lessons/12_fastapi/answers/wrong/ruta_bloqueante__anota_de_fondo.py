# E1234: writes it down in the background
async def ruta_bloqueante(cuenta: int):
    tarea = asyncio.create_task(Bitacora.anota(cuenta))
    try:
        cursos = await asyncio.to_thread(Archivo.busca, cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    consulta = await tarea
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
