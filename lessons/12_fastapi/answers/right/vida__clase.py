#: a class with __aenter__ and __aexit__
class vida:
    def __init__(self, app):
        self.app = app

    async def __aenter__(self):
        self.app.state.acervo = await Acervo.abrir()

    async def __aexit__(self, tipo, error, rastro):
        await self.app.state.acervo.cerrar()
