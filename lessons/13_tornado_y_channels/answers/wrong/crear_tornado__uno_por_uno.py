# E07: a lock for all makes one order wait for the other
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            async with self.application.candado:
                await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    aplicacion = tornado.web.Application([(r"/te/([^/]+)", Te)])
    aplicacion.candado = asyncio.Lock()
    return aplicacion
