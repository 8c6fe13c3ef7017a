#: a list, nothing awaited, a plain method, asks whether each connection is closing
class EcoWS(tornado.websocket.WebSocketHandler):
    abiertas = []  # noqa: RUF012

    def open(self, *args, **kwargs):
        EcoWS.abiertas.append(self)

    def on_close(self):
        EcoWS.abiertas.remove(self)

    def on_message(self, message):
        if message == "adiós":
            self.close(1000, "hasta luego")
            return
        if message == "¿cuántos?":
            self.write_message(f"{len(EcoWS.abiertas)}")
            return
        for otra in EcoWS.abiertas:
            if otra.ws_connection and not otra.ws_connection.is_closing():
                otra.write_message(message)
