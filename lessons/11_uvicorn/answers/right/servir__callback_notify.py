#: Uvicorn's own callback, called in the first turn of its main loop; the outcome is kept and given later
async def servir(app, uso):
    listo = asyncio.Event()

    async def avisa():
        listo.set()

    servidor = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, callback_notify=avisa))
    tarea = asyncio.create_task(servidor.serve(), name="servidor")
    falla = None
    try:
        await listo.wait()
        (enchufe,) = servidor.servers[0].sockets
        valor = await uso(f"http://127.0.0.1:{enchufe.getsockname()[1]}/")
    except BaseException as error:
        falla = error
    servidor.should_exit = True
    await asyncio.gather(tarea)
    if falla is not None:
        raise falla
    return valor
