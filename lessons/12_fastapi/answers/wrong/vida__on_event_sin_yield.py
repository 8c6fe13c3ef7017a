# E1210: a plain function that registers with on_event
def vida(app):
    @app.on_event("startup")
    async def arranque():
        app.state.acervo = await Acervo.abrir()

    @app.on_event("shutdown")
    async def apagado():
        await app.state.acervo.cerrar()
