#: collects by position in any order, then sorts
import asyncio


async def en_paralelo(fabricas):
    """Espera con wait y ordena por posición."""
    posiciones = {}
    for posicion, fabrica in enumerate(fabricas):
        posiciones[asyncio.create_task(fabrica())] = posicion
    resultados = [None] * len(posiciones)
    pendientes = set(posiciones)
    while pendientes:
        hechas, pendientes = await asyncio.wait(pendientes, return_when=asyncio.FIRST_COMPLETED)
        for tarea in hechas:
            resultados[posiciones[tarea]] = tarea.result()
    return resultados
