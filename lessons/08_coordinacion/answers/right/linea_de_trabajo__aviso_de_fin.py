#: an end mark for each worker, a TaskGroup instead of join and cancel
import asyncio

FIN = object()


async def linea_de_trabajo(xs, n, fn):
    """Un aviso de fin por obrero, y un grupo que los espera."""
    cola, resultados = asyncio.Queue(n), []

    async def obrero():
        while (encargo := await cola.get()) is not FIN:
            i, x = encargo
            try:
                resultados[i] = await fn(x)
            except Exception as error:
                resultados[i] = error

    async with asyncio.TaskGroup() as grupo:
        for _ in range(n):
            grupo.create_task(obrero())
        for i, x in enumerate(xs):
            resultados.append(None)
            await cola.put((i, x))
        for _ in range(n):
            await cola.put(FIN)
    return resultados
