# E1018: waits for a message between two lines, and none comes
import asyncio


async def app_flujo(scope, receive, send):
    await receive()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    for n in range(int(scope["path"][1:]), 0, -1):
        await send({"type": "http.response.body", "body": b"%d\n" % n, "more_body": True})
        await asyncio.sleep(1)
        if (await receive())["type"] == "http.disconnect":
            return
    await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
