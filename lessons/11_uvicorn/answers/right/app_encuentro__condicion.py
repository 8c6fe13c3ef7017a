#: a class with a Condition and a count of the groups that have met
class Encuentro:
    def __init__(self, n):
        self.n, self.esperan, self.grupo = n, 0, 0
        self.condicion = asyncio.Condition()

    async def espera(self):
        async with self.condicion:
            grupo = self.grupo
            self.esperan += 1
            if self.esperan == self.n:
                self.esperan = 0
                self.grupo += 1
                self.condicion.notify_all()
            else:
                await self.condicion.wait_for(lambda: self.grupo != grupo)

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        await self.espera()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [[b"content-type", b"text/plain; charset=utf-8"]],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas", "more_body": False})


def app_encuentro(n):
    return Encuentro(n)
