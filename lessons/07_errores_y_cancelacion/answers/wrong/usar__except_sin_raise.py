# E721: an except that does not raise again
async def usar(recurso, fn):
    await recurso.abrir()
    try:
        return await fn(recurso)
    except Exception as error:
        print("falló:", error)
    finally:
        await recurso.cerrar()
