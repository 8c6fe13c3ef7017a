# E10: results as they come
import asyncio


async def linea_de_trabajo(xs, n, fn):
    cola, resultados = asyncio.Queue(n), []

    async def obrero():
        while True:
            x = await cola.get()
            try:
                resultados.append(await fn(x))
            except Exception as error:
                resultados.append(error)
            finally:
                cola.task_done()

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    for x in xs:
        await cola.put(x)
    await cola.join()
    for tarea in obreros:
        tarea.cancel()
    await asyncio.gather(*obreros, return_exceptions=True)
    return resultados
