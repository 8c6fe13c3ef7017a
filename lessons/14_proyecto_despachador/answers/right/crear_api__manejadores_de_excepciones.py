from typing import Annotated

from fastapi import Body, FastAPI, Request, Response, status
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel


class Ficha(BaseModel):
    id: str
    estado: str
    intentos: int
    resultado: object = None
    error: str | None = None


def crear_api(motor):
    """Los errores del motor se traducen en un solo sitio, con manejadores de excepciones."""
    app = FastAPI()

    @app.exception_handler(KeyError)
    async def no_existe(request: Request, error: KeyError):
        return PlainTextResponse("no existe", status.HTTP_404_NOT_FOUND)

    @app.exception_handler(MotorLleno)
    @app.exception_handler(MotorCerrado)
    async def ahora_no(request: Request, error: Exception):
        return PlainTextResponse("ahora no", status.HTTP_503_SERVICE_UNAVAILABLE)

    @app.post("/trabajos", status_code=status.HTTP_202_ACCEPTED)
    async def encargar(datos: Annotated[dict, Body()], respuesta: Response):
        id = motor.enviar(datos)
        respuesta.headers.update({"Location": f"/trabajos/{id}"})
        return {"id": id}

    @app.get("/trabajos/{id}", response_model=Ficha)
    async def ver(id: str):
        return motor.estado(id) | {"id": id}

    @app.delete("/trabajos/{id}")
    async def borrar(id: str):
        if motor.cancelar(id):
            return Response(status_code=status.HTTP_202_ACCEPTED)
        return Response(status_code=status.HTTP_409_CONFLICT)

    return app
