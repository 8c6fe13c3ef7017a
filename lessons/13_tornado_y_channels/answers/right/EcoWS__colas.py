#: a queue and a task per connection: nobody waits for a slow reader
class EcoWS(tornado.websocket.WebSocketHandler):
    todos = set()  # noqa: RUF012

    def open(self):
        self.cola = asyncio.Queue()
        self.tarea = asyncio.create_task(self.escribe())
        self.todos.add(self)

    async def escribe(self):
        try:
            while True:
                await self.write_message(await self.cola.get())
        except WebSocketClosedError:
            pass

    def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            self.cola.put_nowait(str(len(self.todos)))
        elif mensaje == "adiós":
            self.close()
        else:
            for otro in self.todos:
                otro.cola.put_nowait(mensaje)

    def on_close(self):
        self.todos.discard(self)
        self.tarea.cancel()
