import asyncio
from collections import deque

FINALES = {"hecho", "fallido", "vencido", "cancelado"}


class Motor:
    """Un repartidor que arranca trabajos mientras haya lugar; un evento lo despierta cuando algo cambia."""

    def __init__(self, hacer, *, obreros=2, cupo=10, intentos=3, pausa=1.0, plazo=60.0):
        self._f, self._k, self._cupo = hacer, obreros, cupo
        self._n, self._pausa, self._plazo = intentos, pausa, plazo
        self._fichas, self._espera, self._vivas = {}, deque(), {}
        self._cambio, self._abierto = asyncio.Event(), True
        self._repartidor = asyncio.create_task(self._reparte())

    def enviar(self, datos):
        if not self._abierto:
            raise MotorCerrado()
        if len(self._espera) == self._cupo:
            raise MotorLleno()
        id = str(len(self._fichas))
        self._fichas[id] = dict.fromkeys(("estado", "intentos", "resultado", "error"))
        self._fichas[id].update(estado="en espera", intentos=0)
        self._espera.append((id, datos))
        self._cambio.set()
        return id

    def estado(self, id):
        return {**self._fichas[id]}

    def cancelar(self, id):
        if self._fichas[id]["estado"] in FINALES:
            return False
        if id in self._vivas:
            return self._vivas[id].cancel()
        self._espera = deque(par for par in self._espera if par[0] != id)
        self._fichas[id]["estado"] = "cancelado"
        self._cambio.set()
        return True

    async def cerrar(self, paciencia):
        self._abierto = False
        self._cambio.set()
        try:
            await asyncio.wait_for(asyncio.shield(self._repartidor), paciencia)
        except TimeoutError:
            for id in self._fichas:
                self.cancelar(id)
            await self._repartidor

    async def _reparte(self):
        while self._abierto or self._espera or self._vivas:
            while self._espera and len(self._vivas) < self._k:
                id, datos = self._espera.popleft()
                self._fichas[id]["estado"] = "en curso"
                tarea = asyncio.create_task(self._haz(self._fichas[id], datos))
                self._vivas[id] = tarea
                tarea.add_done_callback(lambda tarea, id=id: self._fin(id, tarea))
            await self._cambio.wait()
            self._cambio.clear()

    def _fin(self, id, tarea):
        del self._vivas[id]
        if tarea.cancelled():
            self._fichas[id]["estado"] = "cancelado"
        self._cambio.set()

    async def _haz(self, ficha, datos):
        limite = asyncio.timeout(self._plazo)
        try:
            async with limite:
                while ficha["intentos"] < self._n:
                    if ficha["intentos"]:
                        await asyncio.sleep(self._pausa)
                    ficha["intentos"] += 1
                    try:
                        valor = await self._f(datos)
                    except Exception as e:
                        ultimo = e
                    else:
                        ficha.update(estado="hecho", resultado=valor)
                        return
                ficha.update(estado="fallido", error=repr(ultimo))
        except TimeoutError:
            assert limite.expired()
            ficha["estado"] = "vencido"
