# E1419: one application for all engines
api = FastAPI()


def crear_api(motor: Any) -> FastAPI:
    """Construye la API de un motor: encargar, consultar y cancelar trabajos."""

    @api.post("/trabajos", status_code=202)
    async def encargar(datos: dict[str, Any], response: Response) -> dict[str, str]:
        try:
            id = motor.enviar(datos)
        except (MotorLleno, MotorCerrado) as error:
            raise HTTPException(503, str(error)) from error
        response.headers["location"] = f"/trabajos/{id}"
        return {"id": id}

    @api.get("/trabajos/{id}")
    async def consultar(id: str) -> dict[str, Any]:
        try:
            return {"id": id, **motor.estado(id)}
        except KeyError:
            raise HTTPException(404, "no existe ese trabajo") from None

    @api.delete("/trabajos/{id}", status_code=202)
    async def cancelar(id: str) -> dict[str, str]:
        try:
            pendiente = motor.cancelar(id)
        except KeyError:
            raise HTTPException(404, "no existe ese trabajo") from None
        if not pendiente:
            raise HTTPException(409, "ese trabajo ya terminó")
        return {"id": id}

    return api
