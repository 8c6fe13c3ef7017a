# E1003: the last line promises more
import asyncio


async def app_flujo(scope, receive, send):
    async def se_va():
        while (await receive())["type"] != "http.disconnect":
            pass

    vigilante = asyncio.create_task(se_va())
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    for n in range(int(scope["path"][1:]), 0, -1):
        await send({"type": "http.response.body", "body": b"%d\n" % n, "more_body": True})
        terminadas, _ = await asyncio.wait([vigilante], timeout=1)
        if terminadas:
            return
    await send({"type": "http.response.body", "body": "¡ya!\n".encode(), "more_body": True})
    vigilante.cancel()
    await asyncio.gather(vigilante, return_exceptions=True)
