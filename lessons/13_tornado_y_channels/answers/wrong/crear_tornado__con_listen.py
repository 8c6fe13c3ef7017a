# E1309: opens a port of its own
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    aplicacion = tornado.web.Application([(r"/te/([^/]+)", Te)])
    aplicacion.listen(8888, address="127.0.0.1")
    return aplicacion
