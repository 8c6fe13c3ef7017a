#: a class whose instances are applications; its own main function
import uvicorn


class Saludo:
    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        cuerpo = ("Hola desde " + scope["path"]).encode("utf-8")
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [
                    (b"content-length", str(len(cuerpo)).encode()),
                    (b"content-type", b"text/plain; charset=utf-8"),
                ],
            }
        )
        await send({"type": "http.response.body", "body": cuerpo, "more_body": False})


app = Saludo()


def main():
    uvicorn.run(app)


if __name__ == "__main__":
    main()
