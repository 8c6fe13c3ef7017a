# E1210: a coroutine that registers with on_event
async def vida(app):
    async def arranque():
        app.state.acervo = await Acervo.abrir()

    async def apagado():
        await app.state.acervo.cerrar()

    app.router.on_startup.append(arranque)
    app.router.on_shutdown.append(apagado)
