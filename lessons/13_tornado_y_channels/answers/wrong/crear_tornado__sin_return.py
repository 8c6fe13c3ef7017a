# E09: makes the application and does not give it back
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            segundos = int(self.get_query_argument("segundos"))
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    aplicacion = tornado.web.Application([(r"/te/([^/]+)", Te)])
