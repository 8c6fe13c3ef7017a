#: a synchronous consumer: Channels runs its methods in a thread
from asgiref.sync import async_to_sync
from channels.generic.websocket import WebsocketConsumer


class SalaConsumer(WebsocketConsumer):
    def connect(self):
        self.sala = self.scope["url_route"]["kwargs"]["sala"]
        async_to_sync(self.channel_layer.group_add)(self.sala, self.channel_name)
        self.accept()

    def disconnect(self, code):
        async_to_sync(self.channel_layer.group_discard)(self.sala, self.channel_name)

    def receive(self, text_data=None, bytes_data=None):
        Mensaje.objects.create(sala=self.sala, texto=text_data)
        async_to_sync(self.channel_layer.group_send)(
            self.sala, {"type": "chat.message", "message": text_data}
        )

    def chat_message(self, event):
        self.send(text_data=event["message"])
