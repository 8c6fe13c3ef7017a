#: a store of its own, exceptions mapped by handlers, models of its own
from copy import deepcopy

from fastapi.responses import JSONResponse


class NoExiste(Exception):
    pass


class YaExiste(Exception):
    pass


class Publico(BaseModel):
    cuenta: int
    nombre: str
    carrera: str
    promedio: float


class Registro:
    def __init__(self, alumnos):
        self.alumnos = deepcopy(alumnos)

    def indice(self, cuenta):
        for i, alumno in enumerate(self.alumnos):
            if alumno["cuenta"] == cuenta:
                return i
        raise NoExiste

    def lee(self, cuenta):
        return Publico(**self.alumnos[self.indice(cuenta)])

    def guarda(self, alumno):
        try:
            self.indice(alumno["cuenta"])
        except NoExiste:
            self.alumnos.append(alumno)
        else:
            raise YaExiste


def crear_app(alumnos):
    app, registro = FastAPI(), Registro(alumnos)

    @app.exception_handler(NoExiste)
    async def no_existe(request, error):
        return JSONResponse({"error": "no existe"}, status_code=404)

    @app.exception_handler(YaExiste)
    async def ya_existe(request, error):
        return JSONResponse({"error": "ya existe"}, status_code=409)

    async def lista():
        return [Publico(**alumno) for alumno in registro.alumnos]

    async def lee(cuenta: int):
        return registro.lee(cuenta)

    async def guarda(alumno: AlumnoNuevo):
        registro.guarda(alumno.model_dump())
        return registro.lee(alumno.cuenta)

    async def cambia(cuenta: int, ficha: Ficha):
        registro.alumnos[registro.indice(cuenta)].update(ficha)
        return registro.lee(cuenta)

    async def borra(cuenta: int):
        registro.alumnos.pop(registro.indice(cuenta))

    app.add_api_route("/alumnos", lista, methods=["GET"])
    app.add_api_route("/alumnos", guarda, methods=["POST"], status_code=201)
    app.add_api_route("/alumnos/{cuenta}", lee, methods=["GET"])
    app.add_api_route("/alumnos/{cuenta}", cambia, methods=["PUT"])
    app.add_api_route("/alumnos/{cuenta}", borra, methods=["DELETE"], status_code=204)
    return app
