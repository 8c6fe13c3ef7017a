# E1304: int() of whatever comes
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            segundos = int(self.get_query_argument("segundos"))
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
