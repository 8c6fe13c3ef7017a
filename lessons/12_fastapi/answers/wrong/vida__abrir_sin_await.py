# E14: does not await the opening
@asynccontextmanager
async def vida(app):
    acervo = Acervo.abrir()
    app.state.acervo = acervo
    try:
        yield
    finally:
        await acervo.cerrar()
