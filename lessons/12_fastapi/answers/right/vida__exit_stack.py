#: an AsyncExitStack closes it
from contextlib import AsyncExitStack


@asynccontextmanager
async def vida(app):
    async with AsyncExitStack() as pila:
        app.state.acervo = await Acervo.abrir()
        pila.push_async_callback(app.state.acervo.cerrar)
        yield
