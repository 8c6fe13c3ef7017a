# E1230: joins a thread in the loop
async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    hallado = []

    def busca():
        try:
            hallado.append(Archivo.busca(cuenta))
        except LookupError:
            pass

    hilo = threading.Thread(target=busca)
    hilo.start()
    hilo.join()
    if not hallado:
        raise HTTPException(404)
    cursos = hallado[0]
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
