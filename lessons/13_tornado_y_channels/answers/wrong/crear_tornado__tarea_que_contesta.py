# E1302: a task answers when the method has long returned
def crear_tornado():
    class Te(tornado.web.RequestHandler):
        def get(self, sabor):
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400)
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)

            async def despues():
                await asyncio.sleep(segundos)
                self.finish({"te": sabor, "segundos": segundos})

            self.tarea = asyncio.create_task(despues())

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
