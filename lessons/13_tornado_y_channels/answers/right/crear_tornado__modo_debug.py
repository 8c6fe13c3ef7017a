#: debug=True, set_status and a plain return
class TeHandler(tornado.web.RequestHandler):
    async def get(self, sabor):
        segundos = self.get_argument("segundos")
        try:
            segundos = int(segundos)
        except ValueError:
            self.set_status(400)
            self.write({"error": "segundos"})
            return
        if segundos < 1 or segundos > 60:
            self.set_status(400)
            self.write({"error": "rango"})
            return
        await asyncio.sleep(segundos)
        self.write({"te": sabor, "segundos": segundos})


def crear_tornado():
    return tornado.web.Application([(r"/te/([^/]+)", TeHandler)], debug=True)
