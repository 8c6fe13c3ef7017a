# E17: swallows the error of the use
async def servir(app, uso):
    servidor = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    tarea = asyncio.create_task(servidor.serve())
    while not servidor.started:
        await asyncio.sleep(0.01)
    puerto = servidor.servers[0].sockets[0].getsockname()[1]
    try:
        return await uso(f"http://127.0.0.1:{puerto}")
    except Exception:
        return None
    finally:
        servidor.should_exit = True
        await tarea
