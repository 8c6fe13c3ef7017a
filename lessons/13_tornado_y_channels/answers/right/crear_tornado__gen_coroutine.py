#: Tornado's older coroutines, prepare() as the place of the check
from tornado.gen import coroutine


class Te(tornado.web.RequestHandler):
    def prepare(self):
        try:
            self.segundos = int(self.get_query_argument("segundos"))
        except ValueError as error:
            raise tornado.web.HTTPError(400, "no es un entero") from error
        if self.segundos < 1 or self.segundos > 60:
            raise tornado.web.HTTPError(400, log_message="fuera de rango")

    @coroutine
    def get(self, sabor):
        yield asyncio.sleep(self.segundos)
        self.write({"te": sabor, "segundos": self.segundos})


def crear_tornado():
    aplicacion = tornado.web.Application()
    aplicacion.add_handlers(r".*", [(r"/te/([^/]+)/?", Te)])
    return aplicacion
