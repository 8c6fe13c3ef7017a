# E1211: cleans up after an Exception, not after a cancellation
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    try:
        yield
    except Exception:
        await app.state.acervo.cerrar()
        raise
    else:
        await app.state.acervo.cerrar()
