# E1216: turns the error into another one
@asynccontextmanager
async def vida(app):
    try:
        app.state.acervo = await Acervo.abrir()
    except OSError:
        raise RuntimeError("no se pudo arrancar")
    try:
        yield
    finally:
        await app.state.acervo.cerrar()
