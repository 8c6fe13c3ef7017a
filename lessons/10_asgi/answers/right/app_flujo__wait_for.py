#: no task of its own: each second is a wait_for on receive
import asyncio


async def app_flujo(scope, receive, send):
    async def se_fue_en(segundos):
        async def hasta_que_se_vaya():
            while (await receive())["type"] == "http.request":
                pass

        try:
            await asyncio.wait_for(hasta_que_se_vaya(), segundos)
        except TimeoutError:
            return False
        return True

    lineas = [str(n) for n in reversed(range(1, int(scope["path"].strip("/")) + 1))]
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": ((b"content-type", b"text/plain; charset=utf-8"),),
        }
    )
    for linea in lineas:
        await send({"type": "http.response.body", "body": linea.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b"\n", "more_body": True})
        if await se_fue_en(1):
            return
    await send({"type": "http.response.body", "body": "¡ya!\n".encode(), "more_body": True})
    await send({"type": "http.response.body"})
