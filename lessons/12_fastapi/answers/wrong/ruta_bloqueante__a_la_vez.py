# E1234: starts both at once
async def ruta_bloqueante(cuenta: int):
    try:
        consulta, cursos = await asyncio.gather(
            Bitacora.anota(cuenta), asyncio.to_thread(Archivo.busca, cuenta)
        )
    except LookupError:
        raise HTTPException(404)
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
