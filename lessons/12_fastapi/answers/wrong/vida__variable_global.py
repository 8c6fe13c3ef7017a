# E1212: a variable of the module, closed by whoever ends first
acervo = None


@asynccontextmanager
async def vida(app):
    global acervo
    acervo = await Acervo.abrir()
    app.state.acervo = acervo
    try:
        yield
    finally:
        await acervo.cerrar()
