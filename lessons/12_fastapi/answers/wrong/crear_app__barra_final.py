# E1200: ends its paths in a slash
def crear_app(alumnos):
    app = FastAPI()
    guardados = {alumno["cuenta"]: AlumnoNuevo(**alumno) for alumno in alumnos}

    def el_de(cuenta):
        if cuenta not in guardados:
            raise HTTPException(404, "no existe esa cuenta")
        return guardados[cuenta]

    @app.get("/alumnos/")
    async def lista() -> list[Alumno]:
        return list(guardados.values())

    @app.get("/alumnos/{cuenta}")
    async def consulta(cuenta: int) -> Alumno:
        return el_de(cuenta)

    @app.post("/alumnos/", status_code=201)
    async def alta(nuevo: AlumnoNuevo) -> Alumno:
        if nuevo.cuenta in guardados:
            raise HTTPException(409, "esa cuenta ya existe")
        guardados[nuevo.cuenta] = nuevo
        return nuevo

    @app.put("/alumnos/{cuenta}")
    async def cambio(cuenta: int, ficha: Ficha) -> Alumno:
        guardados[cuenta] = el_de(cuenta).model_copy(update=ficha.model_dump())
        return guardados[cuenta]

    @app.delete("/alumnos/{cuenta}", status_code=204)
    async def baja(cuenta: int) -> None:
        el_de(cuenta)
        del guardados[cuenta]

    return app
