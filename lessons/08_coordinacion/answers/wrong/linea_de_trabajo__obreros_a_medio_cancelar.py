# E22: the workers are cancelled, but not awaited
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(n), {}

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
    return [resultados[i] for i in range(len(resultados))]
