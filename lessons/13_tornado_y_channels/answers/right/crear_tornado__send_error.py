#: send_error in an else branch, json.dumps by hand, the sleep as a task that is awaited
import json


def crear_tornado():
    class Manejador(tornado.web.RequestHandler):
        async def get(self, sabor):
            try:
                n = int(self.get_argument("segundos", None))
                assert 0 < n < 61
            except (TypeError, ValueError, AssertionError):
                self.send_error(400)
            else:
                await asyncio.create_task(asyncio.sleep(n))
                self.set_header("Content-Type", "application/json; charset=UTF-8")
                self.write(json.dumps({"segundos": n, "te": sabor}))
                await self.flush()

    return tornado.web.Application([(r"/te/(.+)", Manejador)], debug=False)
