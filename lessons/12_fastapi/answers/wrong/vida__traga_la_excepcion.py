# E1217: catches what interrupts it, and says nothing
@asynccontextmanager
async def vida(app):
    app.state.acervo = await Acervo.abrir()
    try:
        yield
    except Exception as error:
        print("terminó mal:", error)
    finally:
        await app.state.acervo.cerrar()
