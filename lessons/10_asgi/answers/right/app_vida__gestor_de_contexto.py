#: an asynchronous context manager around the dialogue; one function for each type of scope
from contextlib import asynccontextmanager


@asynccontextmanager
async def almacen_abierto():
    abierto = await Almacen.abrir()
    try:
        yield abierto
    finally:
        await abierto.cerrar()


async def vive(scope, receive, send):
    assert (await receive())["type"] == "lifespan.startup"
    try:
        async with almacen_abierto() as almacen:
            scope["state"].update(almacen=almacen)
            await send({"type": "lifespan.startup.complete"})
            assert (await receive())["type"] == "lifespan.shutdown"
    except OSError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
    else:
        await send({"type": "lifespan.shutdown.complete"})


async def atiende(scope, receive, send):
    almacen = scope["state"]["almacen"]
    await receive()
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"nota " + str(almacen.anota(scope["path"])).encode()})


async def app_vida(scope, receive, send):
    await {"lifespan": vive, "http": atiende}[scope["type"]](scope, receive, send)
