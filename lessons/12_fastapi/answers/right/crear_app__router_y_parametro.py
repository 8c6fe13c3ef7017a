#: an APIRouter with a prefix, statuses by name, 204 by hand
from fastapi import APIRouter, Response, status


def crear_app(alumnos):
    datos = {a["cuenta"]: {**a} for a in alumnos}
    rutas = APIRouter(prefix="/alumnos", tags=["alumnos"])

    async def existente(cuenta: int) -> int:
        if cuenta not in datos:
            raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail=f"{cuenta} no existe")
        return cuenta

    @rutas.get("", response_model=list[Alumno])
    async def todos():
        return [*datos.values()]

    @rutas.post("", response_model=Alumno, status_code=status.HTTP_201_CREATED)
    async def inscribe(alumno: AlumnoNuevo):
        if datos.setdefault(alumno.cuenta, nuevo := alumno.model_dump()) is not nuevo:
            raise HTTPException(status.HTTP_409_CONFLICT)
        return nuevo

    @rutas.get("/{cuenta}", response_model=Alumno)
    async def uno(cuenta: int = Depends(existente)):
        return datos[cuenta]

    @rutas.put("/{cuenta}", response_model=Alumno)
    async def cambia(ficha: Ficha, cuenta: int = Depends(existente)):
        datos[cuenta] |= ficha.model_dump()
        return datos[cuenta]

    @rutas.delete("/{cuenta}")
    async def borra(cuenta: int = Depends(existente)):
        datos.pop(cuenta)
        return Response(status_code=204)

    app = FastAPI(title="Alumnos")
    app.include_router(rutas)
    return app
