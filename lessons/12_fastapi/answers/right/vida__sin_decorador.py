#: a bare generator, which FastAPI takes as well
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    try:
        yield
    finally:
        await app.state.acervo.cerrar()
        del app.state.acervo
