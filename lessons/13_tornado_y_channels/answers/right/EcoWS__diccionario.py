#: a dict by number, a copy made by tuple(), the failed one is taken out
import itertools


class EcoWS(tornado.websocket.WebSocketHandler):
    numeros = itertools.count()
    presentes = {}  # noqa: RUF012

    def initialize(self):
        self.numero = next(self.numeros)

    async def open(self):
        self.presentes[self.numero] = self

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            return await self.write_message(str(len(self.presentes)))
        if mensaje == "adiós":
            return self.close(code=1000)
        for numero, conexion in tuple(self.presentes.items()):
            try:
                await conexion.write_message(mensaje)
            except WebSocketClosedError:
                self.presentes.pop(numero, None)

    def on_close(self):
        self.presentes.pop(self.numero, None)
