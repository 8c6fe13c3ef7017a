# E1306: keeps the order in the class, where the next one overwrites it
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            Te.sabor, Te.segundos = sabor, segundos
            await asyncio.sleep(segundos)
            self.write({"te": Te.sabor, "segundos": Te.segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
