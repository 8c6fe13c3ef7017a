# E1219: yields the resource itself, not a dict
@asynccontextmanager
async def vida(app):
    acervo = await Acervo.abrir()
    try:
        yield acervo
    finally:
        await acervo.cerrar()
