#: one try around all, and a guard for what was never opened
@asynccontextmanager
async def vida(app):
    app.state.acervo = None
    try:
        app.state.acervo = await Acervo.abrir()
        yield
    finally:
        if app.state.acervo is not None:
            await app.state.acervo.cerrar()
