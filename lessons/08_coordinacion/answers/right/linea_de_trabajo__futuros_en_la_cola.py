#: each item travels with the future of its result
import asyncio


async def linea_de_trabajo(xs, n, fn):
    """Con cada elemento viaja el futuro de su resultado."""
    cola = asyncio.Queue(maxsize=n)
    bucle = asyncio.get_running_loop()

    async def obrero():
        while True:
            x, hueco = await cola.get()
            try:
                hueco.set_result(await fn(x))
            except Exception as error:
                hueco.set_exception(error)
            cola.task_done()

    obreros = {asyncio.create_task(obrero()) for _ in range(n)}
    huecos = []
    for x in xs:
        huecos.append(bucle.create_future())
        await cola.put((x, huecos[-1]))
    await cola.join()
    for tarea in obreros:
        tarea.cancel()
    await asyncio.wait(obreros)
    return await asyncio.gather(*huecos, return_exceptions=True)
