# E1233: lets the library's error out
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    cursos = await asyncio.to_thread(Archivo.busca, cuenta)
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
