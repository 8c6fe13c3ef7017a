# E1303: send_error does not leave the method
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                self.send_error(400)
                segundos = 0
            if not 1 <= segundos <= 60:
                self.send_error(400)
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
