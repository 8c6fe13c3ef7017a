# E1212: keeps it in the class of the app
@asynccontextmanager
async def vida(app):
    FastAPI.acervo = await Acervo.abrir()
    try:
        yield
    finally:
        await FastAPI.acervo.cerrar()
