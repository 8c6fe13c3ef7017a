# E1313: gather cannot catch what the call itself raises
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    def on_close(self):
        self.conexiones.discard(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            await asyncio.gather(
                *[conexion.write_message(mensaje) for conexion in self.conexiones], return_exceptions=True
            )
