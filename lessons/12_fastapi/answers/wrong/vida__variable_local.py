# E1212: a local that nobody else can see
@asynccontextmanager
async def vida(app):
    acervo = await Acervo.abrir()
    try:
        yield
    finally:
        await acervo.cerrar()
