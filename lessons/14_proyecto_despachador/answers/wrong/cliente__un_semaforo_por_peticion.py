# E12: a semaphore for each request
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
        except (TimeoutError, httpx.HTTPError, ValueError, KeyError, TypeError):
            pass
        return "sin respuesta"

    async def con_turno(http: httpx.AsyncClient, id: str) -> str:
        async with asyncio.Semaphore(k):
            return await pregunta(http, id)

    async with httpx.AsyncClient(timeout=None) as http, asyncio.TaskGroup() as grupo:
        tareas = {id: grupo.create_task(con_turno(http, id)) for id in ids}
    return {id: tarea.result() for id, tarea in tareas.items()}
