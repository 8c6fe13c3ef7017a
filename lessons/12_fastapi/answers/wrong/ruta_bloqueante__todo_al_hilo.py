# E1231: runs everything in the thread, in a loop of its own
def trabajo(cuenta):
    return asyncio.run(Bitacora.anota(cuenta)), Archivo.busca(cuenta)


async def ruta_bloqueante(cuenta: int):
    try:
        consulta, cursos = await asyncio.to_thread(trabajo, cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
