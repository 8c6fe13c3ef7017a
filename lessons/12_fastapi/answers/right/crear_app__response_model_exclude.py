#: annotated parameters, the internal field excluded route by route, state in app.state
from typing import Annotated

from fastapi import Body, Request
from fastapi import Path as EnLaRuta


def crear_app(alumnos):
    app = FastAPI(docs_url=None, redoc_url=None)
    app.state.alumnos = {a["cuenta"]: AlumnoNuevo.model_validate(a) for a in alumnos}
    Cuenta = Annotated[int, EnLaRuta(description="número de cuenta")]
    sin_nip = {"response_model_exclude": {"nip"}}

    @app.get("/alumnos")
    async def lista(request: Request):
        return [a.model_dump(exclude={"nip"}) for a in request.app.state.alumnos.values()]

    @app.get("/alumnos/{cuenta}", response_model=AlumnoNuevo, **sin_nip)
    async def lee(cuenta: Cuenta, request: Request):
        try:
            return request.app.state.alumnos[cuenta]
        except KeyError:
            raise HTTPException(404, f"no hay alumno {cuenta}") from None

    @app.post("/alumnos", response_model=AlumnoNuevo, status_code=201, **sin_nip)
    async def crea(alumno: Annotated[AlumnoNuevo, Body()], request: Request):
        if alumno.cuenta in request.app.state.alumnos:
            raise HTTPException(409)
        return request.app.state.alumnos.setdefault(alumno.cuenta, alumno)

    @app.put("/alumnos/{cuenta}", response_model=AlumnoNuevo, **sin_nip)
    async def cambia(cuenta: Cuenta, ficha: Ficha, request: Request):
        alumno = await lee(cuenta, request)
        for campo, valor in ficha:
            setattr(alumno, campo, valor)
        return alumno

    @app.delete("/alumnos/{cuenta}", status_code=204)
    async def quita(cuenta: Cuenta, request: Request):
        await lee(cuenta, request)
        del request.app.state.alumnos[cuenta]

    return app
