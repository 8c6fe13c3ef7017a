# E719: closes in the except and in the finally
async def usar(recurso, fn):
    await recurso.abrir()
    try:
        return await fn(recurso)
    except Exception:
        await recurso.cerrar()
        raise
    finally:
        await recurso.cerrar()
