# E1212: a variable of the module, where no request looks
recursos = {}


@asynccontextmanager
async def vida(app):
    recursos["acervo"] = await Acervo.abrir()
    try:
        yield
    finally:
        await recursos["acervo"].cerrar()
