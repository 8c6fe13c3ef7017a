# E1302: writes the coroutine of a helper instead of its value
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            async def prepara():
                await asyncio.sleep(segundos)
                return {"te": sabor, "segundos": segundos}

            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            self.write(prepara())

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
