# E1211: cleans up after a cancellation, not after an exception
@asynccontextmanager
async def vida(app):
    acervo = app.state.acervo = await Acervo.abrir()
    try:
        yield
    except asyncio.CancelledError:
        await acervo.cerrar()
        raise
    await acervo.cerrar()
