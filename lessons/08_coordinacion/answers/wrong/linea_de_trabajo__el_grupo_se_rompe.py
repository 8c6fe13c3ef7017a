# E808: the failure breaks the group
import asyncio

FIN = object()


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(n), {}

    async def obrero():
        while (par := await cola.get()) is not FIN:
            resultados[par[0]] = await fn(par[1])

    async with asyncio.TaskGroup() as grupo:
        for _ in range(n):
            grupo.create_task(obrero())
        for par in enumerate(xs):
            await cola.put(par)
        for _ in range(n):
            await cola.put(FIN)
    return [resultados[i] for i in sorted(resultados)]
