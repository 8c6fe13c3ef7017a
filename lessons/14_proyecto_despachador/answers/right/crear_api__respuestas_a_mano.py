from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse


def crear_api(motor):
    """Devuelve JSONResponse en todos los casos."""
    rutas = APIRouter(prefix="/trabajos")

    @rutas.post("")
    async def post(datos: dict) -> JSONResponse:
        try:
            id = motor.enviar(datos)
        except (MotorLleno, MotorCerrado):
            return JSONResponse({"error": "ahora no"}, 503, headers={"Retry-After": "5"})
        return JSONResponse({"id": id}, 202, headers={"Location": f"/trabajos/{id}"})

    @rutas.api_route("/{id}", methods=["GET", "DELETE"])
    async def uno(id: str, request: Request):
        try:
            if request.method == "GET":
                return JSONResponse({**motor.estado(id), "id": id})
            return Response(status_code=202 if motor.cancelar(id) else 409)
        except KeyError:
            return JSONResponse({"error": id}, 404)

    app = FastAPI(title="trabajos")
    app.include_router(rutas)
    return app
