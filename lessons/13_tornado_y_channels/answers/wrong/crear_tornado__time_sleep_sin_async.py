# E1301: a plain method that sleeps
from time import sleep


def crear_tornado():
    class Te(tornado.web.RequestHandler):
        def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
