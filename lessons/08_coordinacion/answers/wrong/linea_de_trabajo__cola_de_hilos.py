# E05: a queue of threads stops the loop
import asyncio
import queue


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = queue.Queue(n), {}

    async def obrero():
        while True:
            i, x = cola.get()
            try:
                resultados[i] = await fn(x)
            except Exception as error:
                resultados[i] = error

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    for par in enumerate(xs):
        cola.put(par)
        await asyncio.sleep(0)
    for tarea in obreros:
        tarea.cancel()
    await asyncio.gather(*obreros, return_exceptions=True)
    return [resultados[i] for i in sorted(resultados)]
