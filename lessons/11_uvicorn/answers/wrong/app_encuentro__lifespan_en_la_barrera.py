# E1134: the lifespan waits at the barrier too
def app_encuentro(n):
    barrera = asyncio.Barrier(n)

    async def app(scope, receive, send):
        await barrera.wait()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
