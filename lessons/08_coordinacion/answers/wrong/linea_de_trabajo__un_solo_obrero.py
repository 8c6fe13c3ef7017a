# E07: one worker, whatever n says
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

    tarea = asyncio.create_task(obrero())
    for par in enumerate(xs):
        await cola.put(par)
    await cola.join()
    tarea.cancel()
    await asyncio.gather(tarea, return_exceptions=True)
    return [resultados[i] for i in sorted(resultados)]
