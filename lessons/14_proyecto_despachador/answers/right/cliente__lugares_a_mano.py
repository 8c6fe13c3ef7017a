#: a set of tasks kept at k by asyncio.wait, cancelled by hand
import contextlib


async def cliente(url, ids, k, plazo=5.0):
    """Pregunta por los trabajos."""
    visto, en_curso, faltan = {}, set(), list(ids)[::-1]

    async def pregunta(http, id):
        visto[id] = "sin respuesta"
        peticion = asyncio.create_task(http.get(f"{url}/trabajos/{id}", timeout=None))
        try:
            listas, _ = await asyncio.wait([peticion], timeout=plazo)
        finally:
            if not peticion.done():
                peticion.cancel()
                await asyncio.wait([peticion])
        if not listas or peticion.exception() is not None:
            return
        r = peticion.result()
        if r.status_code == 404:
            visto[id] = "desconocido"
        if r.status_code != 200:
            return
        with contextlib.suppress(ValueError):
            visto[id] = json_de(r)["estado"]

    def json_de(r):
        import json

        return json.loads(r.content)

    async with httpx.AsyncClient() as http:
        try:
            while faltan or en_curso:
                while faltan and len(en_curso) < k:
                    en_curso.add(asyncio.create_task(pregunta(http, faltan.pop())))
                _, en_curso = await asyncio.wait(en_curso, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for tarea in en_curso:
                tarea.cancel()
            await asyncio.gather(*en_curso, return_exceptions=True)
    return {id: visto[id] for id in ids}
