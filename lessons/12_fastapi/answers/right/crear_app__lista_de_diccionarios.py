#: a list of copied dicts, response_model, routes by def
def crear_app(alumnos):
    app = FastAPI()
    guardados = [dict(alumno) for alumno in alumnos]

    def el_de(cuenta):
        for alumno in guardados:
            if alumno["cuenta"] == cuenta:
                return alumno
        raise HTTPException(404)

    @app.get("/alumnos", response_model=list[Alumno])
    def lista():
        return guardados

    @app.get("/alumnos/{cuenta}", response_model=Alumno)
    def consulta(cuenta: int):
        return el_de(cuenta)

    @app.post("/alumnos", response_model=Alumno, status_code=201)
    def alta(nuevo: AlumnoNuevo):
        if any(alumno["cuenta"] == nuevo.cuenta for alumno in guardados):
            raise HTTPException(409)
        guardados.append(nuevo.model_dump())
        return nuevo

    @app.put("/alumnos/{cuenta}", response_model=Alumno)
    def cambio(cuenta: int, ficha: Ficha):
        alumno = el_de(cuenta)
        alumno.update(ficha.model_dump())
        return alumno

    @app.delete("/alumnos/{cuenta}", status_code=204)
    def baja(cuenta: int):
        guardados.remove(el_de(cuenta))

    return app
