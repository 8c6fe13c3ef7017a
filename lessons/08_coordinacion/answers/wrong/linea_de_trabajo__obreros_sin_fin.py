# E806: waits for workers that never end
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

    async with asyncio.TaskGroup() as grupo:
        for _ in range(n):
            grupo.create_task(obrero())
        for par in enumerate(xs):
            await cola.put(par)
        await cola.join()
    return [resultados[i] for i in sorted(resultados)]
