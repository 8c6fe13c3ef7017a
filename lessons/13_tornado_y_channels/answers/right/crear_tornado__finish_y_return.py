#: a class outside the function, finish with return, a named group and tornado.gen.sleep
from tornado import gen


class CasaDeTe(tornado.web.RequestHandler):
    def malo(self, porque):
        self.set_status(400)
        self.finish({"error": porque})

    async def get(self, sabor):
        texto = self.get_query_argument("segundos", "")
        if not texto.isdecimal():
            return self.malo("segundos no es un entero")
        if int(texto) not in range(1, 61):
            return self.malo("segundos fuera de rango")
        await gen.sleep(int(texto))
        self.finish({"te": sabor, "segundos": int(texto)})


def crear_tornado():
    return tornado.web.Application([tornado.web.url(r"/te/(?P<sabor>[^/]*)", CasaDeTe)])
