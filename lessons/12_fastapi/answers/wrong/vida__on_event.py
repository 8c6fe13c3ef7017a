# E1210: registers with on_event inside the life
import warnings


@asynccontextmanager
async def vida(app):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")

        @app.on_event("startup")
        async def arranque():
            app.state.acervo = await Acervo.abrir()

        @app.on_event("shutdown")
        async def apagado():
            await app.state.acervo.cerrar()

    yield
