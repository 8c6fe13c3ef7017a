# E1013: gathers the lines while it waits, and sends them in one
import asyncio


async def app_flujo(scope, receive, send):
    texto = ""
    for n in range(int(scope["path"][1:]), 0, -1):
        texto += f"{n}\n"
        await asyncio.sleep(1)
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": (texto + "¡ya!\n").encode()})
