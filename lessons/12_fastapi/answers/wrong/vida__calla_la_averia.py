# E1216: starts although it could not open
@asynccontextmanager
async def vida(app):
    app.state.acervo = None
    try:
        app.state.acervo = await Acervo.abrir()
    except OSError as error:
        print("no se pudo abrir:", error)
    try:
        yield
    finally:
        if app.state.acervo:
            await app.state.acervo.cerrar()
