#: k workers over a queue, wait_for, and a table of answers filled as they come
async def cliente(url: str, ids: list[str], k: int, plazo: float = 5.0) -> dict[str, str]:
    """Pregunta por los trabajos."""
    resultado = dict.fromkeys(ids, "sin respuesta")
    pendientes = asyncio.Queue()
    for id in ids:
        pendientes.put_nowait(id)

    async def obrero(http):
        while not pendientes.empty():
            id = pendientes.get_nowait()
            try:
                r = await asyncio.wait_for(http.get("/trabajos/" + id), plazo)
                if r.status_code == httpx.codes.OK:
                    resultado[id] = r.json()["estado"]
                elif r.status_code == httpx.codes.NOT_FOUND:
                    resultado[id] = "desconocido"
            except Exception as error:
                print("sin respuesta de", id, type(error).__name__)

    async with httpx.AsyncClient(base_url=url) as http:
        http.timeout = httpx.Timeout(None)
        await asyncio.gather(*[obrero(http) for _ in range(k)])
    return resultado
