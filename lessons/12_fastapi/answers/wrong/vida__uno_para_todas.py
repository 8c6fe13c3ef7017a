# E1212: opened by the first app, shared by all
compartido = []


@asynccontextmanager
async def vida(app):
    abre = not compartido
    if abre:
        compartido.append(await Acervo.abrir())
    app.state.acervo = compartido[0]
    try:
        yield
    finally:
        if abre:
            await compartido.pop().cerrar()
