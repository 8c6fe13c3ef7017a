# E805: a failed item is never done
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(n), {}

    async def obrero():
        while True:
            i, x = await cola.get()
            try:
                resultados[i] = await fn(x)
                cola.task_done()
            except Exception as error:
                resultados[i] = error

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    for par in enumerate(xs):
        await cola.put(par)
    await cola.join()
    for tarea in obreros:
        tarea.cancel()
    await asyncio.gather(*obreros, return_exceptions=True)
    return [resultados[i] for i in sorted(resultados)]
