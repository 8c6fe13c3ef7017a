# E1216: closes in a finally what was never opened
@asynccontextmanager
async def vida(app):
    try:
        acervo = await Acervo.abrir()
        app.state.acervo = acervo
        yield
    finally:
        await acervo.cerrar()
