#: an instance with __call__, headers as lists, reads the whole request first
class Saludo:
    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http", "solo HTTP"
        while (await receive()).get("more_body"):
            pass
        _, _, nombre = scope["path"].partition("/")
        if not nombre:
            nombre = "mundo"
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [[b"content-type", b"text/plain; charset=utf-8"]],
            }
        )
        await send(
            {"type": "http.response.body", "body": bytes(f"¡Hola, {nombre}!", "utf-8"), "more_body": False}
        )


app_hola = Saludo()
