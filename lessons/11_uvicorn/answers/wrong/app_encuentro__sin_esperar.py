# E1132: counts and does not wait
def app_encuentro(n):
    llegaron = []

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        llegaron.append(scope["path"])
        texto = b"juntas" if len(llegaron) >= n else b"espera"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": texto})

    return app
