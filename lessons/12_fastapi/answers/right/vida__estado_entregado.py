#: yields the state instead of keeping it in the app
@asynccontextmanager
async def vida(app):
    acervo = await Acervo.abrir()
    try:
        yield {"acervo": acervo}
    finally:
        await acervo.cerrar()
