# E1218: closes in a finally before the yield
@asynccontextmanager
async def vida(app):
    acervo = await Acervo.abrir()
    try:
        app.state.acervo = acervo
    finally:
        await acervo.cerrar()
    yield
