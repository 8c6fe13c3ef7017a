import asyncio
import itertools


class Trabajo:
    def __init__(self, datos):
        self.datos = datos
        self.estado, self.intentos, self.resultado, self.error = "en espera", 0, None, None
        self.tarea = None

    @property
    def terminado(self):
        return self.estado not in ("en espera", "en curso")

    def ficha(self):
        return {nombre: getattr(self, nombre) for nombre in ("estado", "intentos", "resultado", "error")}


class Motor:
    """Obreros que terminan con un aviso de fin; cada trabajo guarda su propia tarea."""

    def __init__(self, hacer, *, obreros=2, cupo=10, intentos=3, pausa=1.0, plazo=60.0):
        self.hacer = hacer
        self.cupo, self.intentos, self.pausa, self.plazo = cupo, intentos, pausa, plazo
        self.numeros = itertools.count(1)
        self.trabajos = {}
        self.fila = asyncio.Queue()
        self.cerrando = False
        self.obreros = [asyncio.ensure_future(self.obrero()) for _ in range(obreros)]

    def enviar(self, datos):
        if self.cerrando:
            raise MotorCerrado("cerrando")
        if self.fila.qsize() >= self.cupo:
            raise MotorLleno("lleno")
        id = f"trabajo-{next(self.numeros)}"
        self.trabajos[id] = Trabajo(datos)
        self.fila.put_nowait(self.trabajos[id])
        return id

    def estado(self, id):
        return self.trabajos[id].ficha()

    def cancelar(self, id):
        trabajo = self.trabajos[id]
        if trabajo.terminado:
            return False
        if trabajo.tarea is None:
            trabajo.estado = "cancelado"
        else:
            trabajo.tarea.cancel()
        return True

    async def cerrar(self, paciencia):
        if not self.cerrando:
            self.cerrando = True
            for _ in self.obreros:
                self.fila.put_nowait(None)
        _, tardan = await asyncio.wait(self.obreros, timeout=paciencia)
        if tardan:
            for id in self.trabajos:
                self.cancelar(id)
            await asyncio.gather(*tardan)

    async def obrero(self):
        while (trabajo := await self.fila.get()) is not None:
            if trabajo.terminado:
                continue
            trabajo.estado = "en curso"
            trabajo.tarea = asyncio.create_task(self.reintentar(trabajo))
            try:
                await asyncio.wait_for(trabajo.tarea, self.plazo)
            except TimeoutError:
                trabajo.estado = "vencido"
            except asyncio.CancelledError:
                trabajo.estado = "cancelado"
            except Exception as error:
                trabajo.estado, trabajo.error = "fallido", repr(error)
            else:
                trabajo.estado = "hecho"

    async def reintentar(self, trabajo):
        try:
            trabajo.intentos += 1
            trabajo.resultado = await self.hacer(trabajo.datos)
        except Exception:
            if trabajo.intentos >= self.intentos:
                raise
            await asyncio.sleep(self.pausa)
            await self.reintentar(trabajo)
