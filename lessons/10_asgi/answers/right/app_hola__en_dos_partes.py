#: the body in two messages, headers from a dict, the charset in capitals
async def app_hola(scope, receive, send):
    match scope["type"]:
        case "http":
            nombre = scope["path"][1:] or "mundo"
        case otro:
            raise RuntimeError(otro)
    encabezados = {"content-type": "text/plain;charset=UTF-8"}
    pares = [(n.encode("ascii"), v.encode("ascii")) for n, v in encabezados.items()]
    await send({"type": "http.response.start", "status": 200, "headers": pares})
    await send({"type": "http.response.body", "body": "¡Hola, ".encode(), "more_body": True})
    await send({"type": "http.response.body", "body": (nombre + "!").encode()})
