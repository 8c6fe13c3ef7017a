# E1319: nobody is put in the set
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            for c in list(self.conexiones):
                try:
                    await c.write_message(mensaje)
                except WebSocketClosedError:
                    pass

    def on_close(self):
        self.conexiones.discard(self)
