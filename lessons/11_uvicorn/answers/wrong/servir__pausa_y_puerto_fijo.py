# E1102: a fixed pause, and a fixed port
async def servir(app, uso):
    servidor = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=8765, log_level="warning"))
    tarea = asyncio.create_task(servidor.serve())
    await asyncio.sleep(0.5)
    puerto = 8765
    try:
        return await uso(f"http://127.0.0.1:{puerto}")
    finally:
        servidor.should_exit = True
        await tarea
