# E1015: hides what send says, and goes on to the end
import asyncio
import contextlib


async def app_flujo(scope, receive, send):
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    for n in range(int(scope["path"][1:]), 0, -1):
        with contextlib.suppress(OSError):
            await send({"type": "http.response.body", "body": b"%d\n" % n, "more_body": True})
        await asyncio.sleep(1)
    with contextlib.suppress(OSError):
        await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
