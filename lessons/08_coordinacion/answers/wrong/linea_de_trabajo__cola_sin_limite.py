# E807: an unbounded queue
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(), {}

    async def obrero():
        while True:
            i, x = await cola.get()
            try:
                resultados[i] = await fn(x)
            except Exception as error:
                resultados[i] = error
            finally:
                cola.task_done()

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    for par in enumerate(xs):
        await cola.put(par)
    await cola.join()
    for tarea in obreros:
        tarea.cancel()
    await asyncio.gather(*obreros, return_exceptions=True)
    return [resultados[i] for i in sorted(resultados)]
