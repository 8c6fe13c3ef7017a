#: asks with a pause
async def servir(app, uso):
    config = uvicorn.Config(app, port=0, log_level="critical")
    servidor = uvicorn.Server(config)
    tarea = asyncio.create_task(servidor.serve())
    try:
        while not servidor.started:
            await asyncio.sleep(0.01)
        puerto = servidor.servers[0].sockets[0].getsockname()[1]
        resultado = await uso(f"http://127.0.0.1:{puerto}")
    finally:
        servidor.should_exit = True
        await tarea
    return resultado
