#: a Runner closed in a finally
import asyncio


def sesion(fns):
    """Un Runner cerrado a mano."""
    resultados = []
    corredor = asyncio.Runner()
    try:
        for fn in fns:
            resultados.append(corredor.run(fn()))
    finally:
        corredor.close()
    return resultados
