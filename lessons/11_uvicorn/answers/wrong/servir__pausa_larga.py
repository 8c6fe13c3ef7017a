# E1102: a pause that is always too long
async def servir(app, uso):
    servidor = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    tarea = asyncio.create_task(servidor.serve())
    await asyncio.sleep(13)
    puerto = servidor.servers[0].sockets[0].getsockname()[1]
    try:
        return await uso(f"http://127.0.0.1:{puerto}")
    finally:
        servidor.should_exit = True
        await tarea
