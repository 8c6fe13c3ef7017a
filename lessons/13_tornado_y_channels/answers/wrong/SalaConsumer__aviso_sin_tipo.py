# E1323: the notice has no type
class SalaConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.sala = self.scope["url_route"]["kwargs"]["sala"]
        await self.channel_layer.group_add(self.sala, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.sala, self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        await Mensaje.objects.acreate(sala=self.sala, texto=text_data)
        await self.channel_layer.group_send(self.sala, {"texto": text_data})

    async def di(self, event):
        await self.send(text_data=event["texto"])
