# E1213: never closes it
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    yield
