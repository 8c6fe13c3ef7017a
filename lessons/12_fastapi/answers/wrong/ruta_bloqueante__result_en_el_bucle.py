# E1230: waits for the thread in the loop
from concurrent.futures import ThreadPoolExecutor

ejecutor = ThreadPoolExecutor()


async def ruta_bloqueante(cuenta: int):
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = ejecutor.submit(Archivo.busca, cuenta).result()
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
