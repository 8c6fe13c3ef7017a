#: a client for each request; raise_for_status and match; gather keeps the order
async def cliente(url, ids, k, plazo=5.0):
    """Pregunta por los trabajos."""
    limite = asyncio.BoundedSemaphore(k)

    async def uno(id):
        async with limite:
            try:
                async with asyncio.timeout(plazo), httpx.AsyncClient(verify=False) as c:
                    r = (await c.get(f"{url}/trabajos/{id}", timeout=plazo)).raise_for_status()
                    return id, r.json()["estado"] if r.status_code == 200 else "sin respuesta"
            except httpx.HTTPStatusError as e:
                return id, "desconocido" if e.response.status_code == 404 else "sin respuesta"
            except Exception:
                return id, "sin respuesta"

    return dict(await asyncio.gather(*map(uno, ids)))
