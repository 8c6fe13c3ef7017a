# E14: does not await the closing
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    try:
        yield
    finally:
        app.state.acervo.cerrar()
