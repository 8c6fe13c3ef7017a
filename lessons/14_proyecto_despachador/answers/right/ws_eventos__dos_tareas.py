import json
from collections import deque


class Espectador:
    def __init__(self, ws, cupo):
        self.ws, self.pendientes, self.hay = ws, deque(maxlen=cupo), asyncio.Event()

    def anota(self, texto):
        self.pendientes.append(texto)
        self.hay.set()

    async def envia(self):
        while True:
            await self.hay.wait()
            while self.pendientes:
                await self.ws.send_text(self.pendientes.popleft())
            self.hay.clear()

    async def escucha(self):
        while (await self.ws.receive())["type"] != "websocket.disconnect":
            pass


def ws_eventos(app, cupo):
    """Cada espectador con un deque acotado; la primera de dos tareas que termina cancela a la otra."""
    presentes = []

    async def eventos(ws: WebSocket):
        await ws.accept()
        yo = Espectador(ws, cupo)
        presentes.append(yo)
        tareas = [asyncio.create_task(yo.envia()), asyncio.create_task(yo.escucha())]
        try:
            await asyncio.wait(tareas, return_when=asyncio.FIRST_COMPLETED)
        finally:
            presentes.remove(yo)
            for tarea in tareas:
                tarea.cancel()
            await asyncio.gather(*tareas, return_exceptions=True)

    app.add_api_websocket_route("/eventos", eventos)

    def publicar(evento):
        texto = json.dumps(evento)
        for presente in presentes:
            presente.anota(texto)

    return publicar
