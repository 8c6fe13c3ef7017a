#: a time-out on what never happens; rules instead of tuples; finish awaited
from tornado import routing


def crear_tornado():
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                n = int(self.get_query_arguments("segundos")[0])
                if n not in range(1, 61):
                    raise ValueError
            except (ValueError, IndexError):
                self.set_status(400, "mal")
                await self.finish()
                return
            try:
                async with asyncio.timeout(n):
                    await asyncio.Event().wait()
            except TimeoutError:
                pass
            await self.finish({"te": sabor, "segundos": n})

    class App(tornado.web.Application):
        def __init__(self):
            super().__init__([routing.Rule(routing.PathMatches(r"/te/([^/]+)"), Te)])

    return App()
