#: no queue and no workers: a permit is waited for before the next item is read
import asyncio


async def linea_de_trabajo(xs, n, fn):
    """Un permiso por elemento en curso; sin permiso no se lee el siguiente."""
    permisos, resultados = asyncio.Semaphore(n), {}

    async def trabaja(i, x):
        try:
            resultados[i] = await fn(x)
        except Exception as error:
            resultados[i] = error
        finally:
            permisos.release()

    async with asyncio.TaskGroup() as grupo:
        for i, x in enumerate(xs):
            await permisos.acquire()
            grupo.create_task(trabaja(i, x))
    return [resultados[i] for i in range(len(resultados))]
