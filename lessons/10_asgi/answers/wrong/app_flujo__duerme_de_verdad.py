# E05: time.sleep stops the loop
import time


async def app_flujo(scope, receive, send):
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    for n in range(int(scope["path"][1:]), 0, -1):
        await send({"type": "http.response.body", "body": b"%d\n" % n, "more_body": True})
        time.sleep(1)
    await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
