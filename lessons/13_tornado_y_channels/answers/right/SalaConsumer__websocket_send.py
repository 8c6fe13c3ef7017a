#: the event is the ASGI message itself: its handler is websocket_send; asave; bulk keyword arguments
from channels.layers import get_channel_layer


class SalaConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.sala, self.capa = self.scope["url_route"]["kwargs"]["sala"], get_channel_layer()
        await self.capa.group_add("s-" + self.sala, self.channel_name)
        await super().connect()

    async def receive(self, text_data):
        await Mensaje(sala=self.sala, texto=text_data).asave()
        await self.capa.group_send("s-" + self.sala, {"type": "websocket.send", "text": text_data})

    async def websocket_send(self, event):
        await self.base_send(event)

    async def disconnect(self, close_code):
        await self.capa.group_discard("s-" + self.sala, self.channel_name)
