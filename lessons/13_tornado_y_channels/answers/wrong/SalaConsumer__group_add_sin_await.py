# E1327: the joining is never awaited
class SalaConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.sala = self.scope["url_route"]["kwargs"]["sala"]
        self.channel_layer.group_add(f"sala_{self.sala}", self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(f"sala_{self.sala}", self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        await Mensaje.objects.acreate(sala=self.sala, texto=text_data)
        await self.channel_layer.group_send(f"sala_{self.sala}", {"type": "sala.mensaje", "texto": text_data})

    async def sala_mensaje(self, event):
        await self.send(text_data=event["texto"])
