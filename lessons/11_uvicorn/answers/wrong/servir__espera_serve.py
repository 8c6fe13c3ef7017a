# E1107: awaits serve() before the use
async def servir(app, uso):
    servidor = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    await servidor.serve()
    puerto = servidor.servers[0].sockets[0].getsockname()[1]
    return await uso(f"http://127.0.0.1:{puerto}")
