# E1307: the pattern sees the escaped address
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

    return tornado.web.Application([(r"/te/(\w+)", Te)])
