# E30: gives up one attempt early
class Motor:
    """Hace trabajos con unos pocos obreros: cola con límite, reintentos, un plazo por trabajo y cancelación."""

    def __init__(
        self,
        hacer: Callable[[Any], Awaitable[Any]],
        *,
        obreros: int = 2,
        cupo: int = 10,
        intentos: int = 3,
        pausa: float = 1.0,
        plazo: float = 60.0,
    ) -> None:
        """Pone el motor en marcha. `hacer(datos)` es lo que se hace con cada trabajo."""
        self._hacer, self._intentos, self._pausa, self._plazo = hacer, intentos, pausa, plazo
        self._abierto = True
        self._fichas: dict[str, dict[str, Any]] = {}
        self._en_curso: dict[str, asyncio.Task[None]] = {}
        self._cola: asyncio.Queue[tuple[str, Any]] = asyncio.Queue(maxsize=cupo)
        self._obreros = [asyncio.create_task(self._obrero()) for _ in range(obreros)]

    def enviar(self, datos: Any) -> str:
        """Anota un trabajo y devuelve su id. Lanza MotorLleno o MotorCerrado si no lo admite."""
        if not self._abierto:
            raise MotorCerrado("el motor ya no admite trabajos")
        id = str(len(self._fichas) + 1)
        try:
            self._cola.put_nowait((id, datos))
        except asyncio.QueueFull:
            raise MotorLleno("no caben más trabajos en espera") from None
        self._fichas[id] = {"estado": "en espera", "intentos": 0, "resultado": None, "error": None}
        return id

    def estado(self, id: str) -> dict[str, Any]:
        """Devuelve la ficha del trabajo: estado, intentos, resultado y error. Lanza KeyError si no existe."""
        return dict(self._fichas[id])

    def cancelar(self, id: str) -> bool:
        """Pide la cancelación de un trabajo; dice si aún no había terminado. Lanza KeyError si no existe."""
        ficha = self._fichas[id]
        if ficha["estado"] == "en espera":
            ficha["estado"] = "cancelado"
            return True
        if ficha["estado"] != "en curso":
            return False
        self._en_curso[id].cancel()
        return True

    async def cerrar(self, paciencia: float) -> None:
        """Deja de admitir trabajos y espera a los que hay; a los `paciencia` segundos cancela los que falten."""
        self._abierto = False
        try:
            async with asyncio.timeout(paciencia):
                await self._cola.join()
        except TimeoutError:
            for id in self._fichas:
                self.cancelar(id)
            await self._cola.join()
        for obrero in self._obreros:
            obrero.cancel()
        await asyncio.gather(*self._obreros, return_exceptions=True)

    async def _obrero(self) -> None:
        while True:
            id, datos = await self._cola.get()
            ficha = self._fichas[id]
            if ficha["estado"] == "en espera":
                ficha["estado"] = "en curso"
                tarea = self._en_curso[id] = asyncio.create_task(self._atender(ficha, datos))
                await asyncio.wait([tarea])
                del self._en_curso[id]
                if tarea.cancelled():
                    ficha["estado"] = "cancelado"
            self._cola.task_done()

    async def _atender(self, ficha: dict[str, Any], datos: Any) -> None:
        try:
            async with asyncio.timeout(self._plazo):
                await self._intentar(ficha, datos)
        except TimeoutError:
            ficha["estado"] = "vencido"

    async def _intentar(self, ficha: dict[str, Any], datos: Any) -> None:
        while True:
            ficha["intentos"] += 1
            try:
                ficha["resultado"] = await self._hacer(datos)
            except Exception as error:
                if ficha["intentos"] >= self._intentos - 1:
                    ficha.update(estado="fallido", error=repr(error))
                    return
            else:
                ficha["estado"] = "hecho"
                return
            await asyncio.sleep(self._pausa)
