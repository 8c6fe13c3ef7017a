#: the methods of the messages themselves, and sync_to_async of asgiref
from asgiref.sync import sync_to_async
from channels.exceptions import StopConsumer


class SalaConsumer(AsyncWebsocketConsumer):
    @property
    def sala(self):
        return self.scope["url_route"]["kwargs"]["sala"]

    async def websocket_connect(self, message):
        await self.channel_layer.group_add(self.sala, self.channel_name)
        await self.base_send({"type": "websocket.accept"})

    async def websocket_receive(self, message):
        await sync_to_async(Mensaje.objects.create)(sala=self.sala, texto=message["text"])
        await self.channel_layer.group_send(self.sala, {**message, "type": "reparte"})

    async def reparte(self, event):
        await self.base_send({"type": "websocket.send", "text": event["text"]})

    async def websocket_disconnect(self, message):
        await self.channel_layer.group_discard(self.sala, self.channel_name)
        raise StopConsumer
