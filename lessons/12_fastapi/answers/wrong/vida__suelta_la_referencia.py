# E1213: lets go of it instead of closing it
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    try:
        yield
    finally:
        del app.state.acervo
