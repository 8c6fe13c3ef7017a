# E1214: returns the state instead of yielding it
async def vida(app):
    acervo = await Acervo.abrir()
    try:
        return {"acervo": acervo}
    finally:
        await acervo.cerrar()
