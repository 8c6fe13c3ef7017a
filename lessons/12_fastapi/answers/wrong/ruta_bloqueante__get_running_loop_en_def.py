# E1231: looks for a loop in a thread that has none
def ruta_bloqueante(cuenta: int):
    futuro = asyncio.run_coroutine_threadsafe(Bitacora.anota(cuenta), asyncio.get_running_loop())
    consulta = futuro.result()
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
