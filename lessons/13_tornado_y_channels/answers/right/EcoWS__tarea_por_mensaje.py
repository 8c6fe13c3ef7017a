#: a task for each round; the set is a default argument of initialize
class EcoWS(tornado.websocket.WebSocketHandler):
    def initialize(self, sala=set()):  # noqa: B006
        self.sala = sala
        self.tareas = set()

    def open(self):
        self.sala.add(self)

    async def reparte(self, message):
        for c in frozenset(self.sala):
            try:
                await c.write_message(message)
            except WebSocketClosedError:
                self.sala.discard(c)

    def on_message(self, message):
        if message == "¿cuántos?":
            self.write_message(str(len(self.sala)))
        elif message == "adiós":
            self.close()
        else:
            t = asyncio.create_task(self.reparte(message))
            self.tareas.add(t)
            t.add_done_callback(self.tareas.discard)

    def on_close(self):
        self.sala.discard(self)
