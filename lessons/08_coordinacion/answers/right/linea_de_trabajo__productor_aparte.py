#: a producer task, a queue of one, and workers that stop at None (items travel in tuples)
import asyncio


async def linea_de_trabajo(xs, n, fn):
    """Un productor, una cola de un solo lugar y n obreros que se pasan el aviso de fin."""
    cola = asyncio.Queue(1)
    hechos = {}

    async def productor():
        for par in enumerate(xs):
            await cola.put(par)
        await cola.put(None)

    async def obrero():
        while True:
            par = await cola.get()
            if par is None:
                cola.put_nowait(None)
                return
            (hechos[par[0]],) = await asyncio.gather(fn(par[1]), return_exceptions=True)

    await asyncio.gather(productor(), *(obrero() for _ in range(n)))
    return [valor for _, valor in sorted(hechos.items(), key=lambda par: par[0])]
