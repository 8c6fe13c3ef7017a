# E09: says 400 only after waiting
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            segundos = (
                int(self.get_query_argument("segundos"))
                if self.get_query_argument("segundos").lstrip("-").isdecimal()
                else 2
            )
            await asyncio.sleep(max(segundos, 0))
            if not 1 <= segundos <= 60 or not self.get_query_argument("segundos").isdecimal():
                raise tornado.web.HTTPError(400)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
