# E1017: any message is taken for a goodbye, and the request itself is one
import asyncio


async def app_flujo(scope, receive, send):
    vigilante = asyncio.create_task(receive())
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
    await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
    await vigilante
