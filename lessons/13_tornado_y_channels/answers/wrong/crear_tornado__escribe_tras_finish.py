# E1303: writes the goodbye after the answer
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
            self.finish({"te": sabor, "segundos": segundos})
            self.write("buen provecho")

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
