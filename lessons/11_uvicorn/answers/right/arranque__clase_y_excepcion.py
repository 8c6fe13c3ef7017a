#: an object that keeps the value; an exception of its own is turned into the refusal, and then goes on
import os


class Falta(Exception):
    pass


class Aplicacion:
    url = ""

    def prepara(self):
        try:
            self.url = os.environ["URL_DATOS"]
        except KeyError as error:
            raise Falta(f"no existe la variable {error}") from error

    async def __call__(self, scope, receive, send):
        atiende = {"lifespan": self.lifespan, "http": self.http}[scope["type"]]
        await atiende(receive, send)

    async def lifespan(self, receive, send):
        await receive()
        try:
            self.prepara()
        except Falta as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def http(self, receive, send):
        tipo = (b"content-type", b"text/plain; charset=utf-8")
        await send({"type": "http.response.start", "status": 200, "headers": [tipo]})
        await send({"type": "http.response.body", "body": self.url.encode()})


app = Aplicacion()
