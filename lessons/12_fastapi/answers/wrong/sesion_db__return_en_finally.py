# E1222: returns from the finally
import warnings

warnings.simplefilter("ignore", SyntaxWarning)


async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
        return
