# E1231: a loop of its own in the route's thread
def ruta_bloqueante(cuenta: int):
    bucle = asyncio.new_event_loop()
    try:
        consulta = bucle.run_until_complete(Bitacora.anota(cuenta))
    finally:
        bucle.close()
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
