# E1216: leaves the program
import sys


@asynccontextmanager
async def vida(app):
    try:
        app.state.acervo = await Acervo.abrir()
    except OSError as error:
        sys.exit(str(error))
    try:
        yield
    finally:
        await app.state.acervo.cerrar()
