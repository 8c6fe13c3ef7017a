# E31: makes a new loop inside the running one
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            asyncio.new_event_loop().run_until_complete(asyncio.sleep(segundos))
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
