# E19: except BaseException: a cancellation is one more failure
async def cliente(url: str, ids: list[str], k: int, plazo: float = 5.0) -> dict[str, str]:
    """Pregunta por los trabajos `ids`, como mucho `k` a la vez, y da el estado de cada uno."""
    turno = asyncio.Semaphore(k)

    async def pregunta(http: httpx.AsyncClient, id: str) -> str:
        try:
            async with asyncio.timeout(plazo):
                respuesta = await http.get(f"{url}/trabajos/{id}")
            if respuesta.status_code == 404:
                return "desconocido"
            if respuesta.status_code == 200:
                return str(respuesta.json()["estado"])
        except BaseException:
            pass
        return "sin respuesta"

    async def con_turno(http: httpx.AsyncClient, id: str) -> str:
        async with turno:
            return await pregunta(http, id)

    async with httpx.AsyncClient(timeout=None) as http:
        estados = [asyncio.ensure_future(con_turno(http, id)) for id in ids]
        try:
            await asyncio.wait(estados)
        except asyncio.CancelledError:
            for tarea in estados:
                tarea.cancel()
            await asyncio.wait(estados)
    return {id: "" if e.cancelled() else e.result() for id, e in zip(ids, estados, strict=True)}
