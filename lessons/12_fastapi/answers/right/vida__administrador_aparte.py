#: a manager of the resource, and the life around it
@asynccontextmanager
async def acervo_abierto():
    acervo = await Acervo.abrir()
    try:
        yield acervo
    except BaseException:
        await acervo.cerrar()
        raise
    else:
        await acervo.cerrar()


@asynccontextmanager
async def vida(app):
    async with acervo_abierto() as acervo:
        app.state.acervo = acervo
        yield
        app.state.acervo = None
