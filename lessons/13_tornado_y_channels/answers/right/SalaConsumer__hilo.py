#: database_sync_to_async as a decorator, accept first, the group kept by name, another handler name
class SalaConsumer(AsyncWebsocketConsumer):
    @database_sync_to_async
    def guarda(self, texto):
        mensaje = Mensaje(sala=self.sala, texto=texto)
        mensaje.save()

    async def connect(self):
        await self.accept()
        self.sala = self.scope["url_route"]["kwargs"]["sala"]
        self.grupo = ".".join(("foro", self.sala))
        await self.channel_layer.group_add(group=self.grupo, channel=self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        await self.guarda(text_data)
        await self.channel_layer.group_send(self.grupo, {"type": "dicho_en_la_sala", "dicho": text_data})

    async def dicho_en_la_sala(self, aviso):
        await self.send(aviso["dicho"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.grupo, self.channel_name)
