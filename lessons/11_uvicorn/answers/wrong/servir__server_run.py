# E1101: Server.run inside the running loop
async def servir(app, uso):
    servidor = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    servidor.run()
    return await uso("http://127.0.0.1:8000")
