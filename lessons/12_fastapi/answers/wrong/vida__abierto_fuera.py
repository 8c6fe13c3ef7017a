# E1212: opened in the cell, before any app
ACERVO = await Acervo.abrir()


@asynccontextmanager
async def vida(app):
    app.state.acervo = ACERVO
    try:
        yield
    finally:
        await ACERVO.cerrar()
