#: the loop's executor, and a function that gives None for nothing
def cursos_o_nada(cuenta):
    try:
        return Archivo.busca(cuenta)
    except LookupError:
        return None


async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    bucle = asyncio.get_running_loop()
    cursos = await bucle.run_in_executor(None, cursos_o_nada, cuenta)
    if cursos is None:
        raise HTTPException(404, "no hay nada")
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
