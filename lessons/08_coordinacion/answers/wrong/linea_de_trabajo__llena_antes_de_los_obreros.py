# E03: fills the bounded queue before there is a worker
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(n), {}

    async def obrero():
        while not cola.empty():
            i, x = await cola.get()
            try:
                resultados[i] = await fn(x)
            except Exception as error:
                resultados[i] = error

    for par in enumerate(xs):
        await cola.put(par)
    await asyncio.gather(*(obrero() for _ in range(n)))
    return [resultados[i] for i in sorted(resultados)]
