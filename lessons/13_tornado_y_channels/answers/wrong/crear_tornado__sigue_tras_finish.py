# E1303: finishes with 400 and goes on
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            segundos = self.get_query_argument("segundos", "")
            if not segundos.isdecimal() or not 1 <= int(segundos) <= 60:
                self.set_status(400)
                self.finish({"error": "segundos"})
            segundos = int(segundos) if segundos.isdecimal() else 1
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
