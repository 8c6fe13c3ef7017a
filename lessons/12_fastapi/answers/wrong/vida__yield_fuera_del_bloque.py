# E1218: yields after the block that keeps it open
@asynccontextmanager
async def abierto():
    acervo = await Acervo.abrir()
    try:
        yield acervo
    finally:
        await acervo.cerrar()


@asynccontextmanager
async def vida(app):
    async with abierto() as acervo:
        app.state.acervo = acervo
    yield
