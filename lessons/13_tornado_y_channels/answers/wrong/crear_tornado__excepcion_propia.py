# E1304: raises ValueError where the client is wrong
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            segundos = int(self.get_query_argument("segundos"))
            if not 1 <= segundos <= 60:
                raise ValueError("segundos fuera de rango")
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
