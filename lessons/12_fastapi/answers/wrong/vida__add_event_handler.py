# E1210: registers with what Starlette took away
@asynccontextmanager
async def vida(app):
    async def arranque():
        app.state.acervo = await Acervo.abrir()

    async def apagado():
        await app.state.acervo.cerrar()

    app.add_event_handler("startup", arranque)
    app.add_event_handler("shutdown", apagado)
    yield
