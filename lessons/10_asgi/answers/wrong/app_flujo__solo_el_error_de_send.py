# E1015: counts on send to raise, which comes late and is not sure to come
import asyncio


async def app_flujo(scope, receive, send):
    try:
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
        await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
    except OSError:
        return
