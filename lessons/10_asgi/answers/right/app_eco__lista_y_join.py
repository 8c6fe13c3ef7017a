#: a list of pieces, match on the type
async def app_eco(scope, receive, send):
    """Eco en mayúsculas."""
    partes = []
    while True:
        match await receive():
            case {"type": "http.disconnect"}:
                return
            case {"type": "http.request", **resto}:
                partes.append(resto.get("body") or b"")
                if not resto.get("more_body"):
                    break
    texto = b"".join(partes).decode("utf-8").upper()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": texto.encode("utf-8")})
