# E1215: opens in a task of its own, and says it is ready
@asynccontextmanager
async def vida(app):
    async def abre():
        app.state.acervo = await Acervo.abrir()

    tarea = asyncio.create_task(abre())
    try:
        yield
    finally:
        await tarea
        await app.state.acervo.cerrar()
