#: a plain thread for the query; the groups attribute does the adding and the discarding
class SalaConsumer(AsyncWebsocketConsumer):
    async def websocket_connect(self, message):
        self.sala = self.scope["url_route"]["kwargs"]["sala"]
        self.groups = [f"sala-{self.sala}"]
        await super().websocket_connect(message)

    def guarda(self, texto):
        Mensaje.objects.create(sala=self.sala, texto=texto)

    async def receive(self, text_data=None, bytes_data=None):
        await asyncio.to_thread(self.guarda, text_data)
        for grupo in self.groups:
            await self.channel_layer.group_send(grupo, {"type": "di", "texto": text_data})

    async def di(self, event):
        await self.send(text_data=event["texto"])
