# E809: None ends a worker, and None is an item as well
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados, lugares = asyncio.Queue(n), {}, iter(range(10**9))

    async def obrero():
        while (x := await cola.get()) is not None:
            i = next(lugares)
            try:
                resultados[i] = await fn(x)
            except Exception as error:
                resultados[i] = error

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    for x in xs:
        await cola.put(x)
    for _ in range(n):
        await cola.put(None)
    await asyncio.gather(*obreros)
    return [resultados[i] for i in sorted(resultados)]
