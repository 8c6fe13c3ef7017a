#: the address is split by hand: a handler for everything, self.request.arguments, an Event and a timer
from urllib.parse import unquote


class Todo(tornado.web.RequestHandler):
    async def get(self):
        partes = self.request.path.split("/")
        if len(partes) != 3 or partes[1] != "te":
            raise tornado.web.HTTPError(404)
        valores = self.request.arguments.get("segundos", [])
        if len(valores) != 1 or not valores[0].isdigit() or not 1 <= int(valores[0]) <= 60:
            self.set_status(400)
            return
        listo = asyncio.Event()
        tornado.ioloop.IOLoop.current().call_later(int(valores[0]), listo.set)
        await listo.wait()
        self.write({"te": unquote(partes[2]), "segundos": int(valores[0])})


def crear_tornado():
    return tornado.web.Application(default_handler_class=Todo)
