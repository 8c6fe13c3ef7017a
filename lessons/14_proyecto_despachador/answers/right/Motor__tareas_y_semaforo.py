import asyncio
import uuid


class Motor:
    """Cada trabajo es una tarea desde que se envía; un semáforo decide cuáles trabajan."""

    def __init__(self, hacer, *, obreros=2, cupo=10, intentos=3, pausa=1.0, plazo=60.0):
        self.hacer, self.cupo, self.intentos, self.pausa, self.plazo = hacer, cupo, intentos, pausa, plazo
        self.lugares = asyncio.Semaphore(obreros)
        self.fichas, self.tareas, self.cerrado = {}, {}, False

    def enviar(self, datos):
        if self.cerrado:
            raise MotorCerrado
        if sum(ficha["estado"] == "en espera" for ficha in self.fichas.values()) >= self.cupo:
            raise MotorLleno
        id = uuid.uuid4().hex
        self.fichas[id] = {"estado": "en espera", "intentos": 0, "resultado": None, "error": None}
        self.tareas[id] = asyncio.create_task(self.vida(id, datos))
        self.tareas[id].add_done_callback(lambda _: self.tareas.pop(id))
        return id

    def estado(self, id):
        return self.fichas[id].copy()

    def cancelar(self, id):
        ficha = self.fichas[id]
        if ficha["estado"] not in ("en espera", "en curso"):
            return False
        if ficha["estado"] == "en espera":
            ficha["estado"] = "cancelado"
        self.tareas[id].cancel()
        return True

    async def cerrar(self, paciencia):
        self.cerrado = True
        if self.tareas:
            _, faltan = await asyncio.wait(list(self.tareas.values()), timeout=paciencia)
            for id in list(self.tareas):
                self.cancelar(id)
            if faltan:
                await asyncio.wait(faltan)

    async def vida(self, id, datos):
        ficha = self.fichas[id]
        async with self.lugares:
            ficha["estado"] = "en curso"
            try:
                async with asyncio.timeout(self.plazo):
                    for n in range(self.intentos):
                        if n:
                            await asyncio.sleep(self.pausa)
                        ficha["intentos"] = n + 1
                        try:
                            ficha["resultado"] = await self.hacer(datos)
                            ficha["estado"] = "hecho"
                            return
                        except Exception as error:
                            ultimo = repr(error)
                ficha["estado"], ficha["error"] = "fallido", ultimo
            except TimeoutError:
                ficha["estado"] = "vencido"
            except asyncio.CancelledError:
                ficha["estado"] = "cancelado"
                raise
