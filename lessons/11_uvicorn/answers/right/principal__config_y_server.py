#: Config and Server under asyncio.run
import asyncio

from uvicorn import Config, Server


async def app(scope, receive, send):
    match scope["type"]:
        case "http":
            await send(
                {
                    "type": "http.response.start",
                    "status": 200,
                    "headers": [(b"content-type", b"text/plain; charset=utf-8")],
                }
            )
            await send({"type": "http.response.body", "body": f"Hola desde {scope['path']}".encode()})
        case otro:
            raise ValueError(otro)


if __name__ == "__main__":
    asyncio.run(Server(Config(app, host="127.0.0.1", port=8000)).serve())
