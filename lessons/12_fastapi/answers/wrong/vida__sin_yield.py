# E1214: opens and closes, with no yield between
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    await app.state.acervo.cerrar()
