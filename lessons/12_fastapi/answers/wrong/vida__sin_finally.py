# E1211: cleans up only after a good end
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    yield
    await app.state.acervo.cerrar()
