# E1305: tells the error in the body alone
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                self.write({"error": "segundos no es un entero"})
                return
            if not 1 <= segundos <= 60:
                self.write({"error": "segundos fuera de rango"})
                return
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
