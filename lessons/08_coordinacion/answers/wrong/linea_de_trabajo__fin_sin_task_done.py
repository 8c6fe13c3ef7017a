# E804: the end marks go through the queue, and nobody counts them as done
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(n), {}

    async def obrero():
        while True:
            par = await cola.get()
            if par is None:
                return
            i, x = par
            try:
                resultados[i] = await fn(x)
            except Exception as error:
                resultados[i] = error
            finally:
                cola.task_done()

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    for par in enumerate(xs):
        await cola.put(par)
    for _ in range(n):
        await cola.put(None)
    await cola.join()
    await asyncio.gather(*obreros)
    return [resultados[i] for i in sorted(resultados)]
