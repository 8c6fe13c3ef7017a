# E1217: catches the cancellation, and says nothing
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    try:
        yield
    except asyncio.CancelledError:
        pass
    finally:
        await app.state.acervo.cerrar()
