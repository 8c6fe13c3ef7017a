# E1231: another loop in the route's thread
def ruta_bloqueante(cuenta: int):
    consulta = asyncio.run(Bitacora.anota(cuenta))
    try:
        cursos = Archivo.busca(cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
