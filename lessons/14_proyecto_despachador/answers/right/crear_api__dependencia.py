from fastapi import Depends


def crear_api(motor):
    """Una dependencia comprueba que el trabajo existe antes de entrar en las rutas."""

    async def conocido(id: str) -> str:
        try:
            motor.estado(id)
        except KeyError as error:
            raise HTTPException(status_code=404) from error
        return id

    app = FastAPI()

    @app.post("/trabajos")
    async def nuevo(datos: dict[str, Any], response: Response):
        try:
            id = motor.enviar(datos)
        except Exception as error:
            raise HTTPException(status_code=503, detail=repr(error)) from error
        response.status_code = 202
        response.headers["Location"] = "/trabajos/" + id
        return {"id": id}

    @app.get("/trabajos/{id}")
    async def uno(id: str = Depends(conocido)):
        ficha = motor.estado(id)
        ficha["id"] = id
        return ficha

    @app.delete("/trabajos/{id}", status_code=202)
    async def fuera(id: str = Depends(conocido)):
        if motor.cancelar(id) is False:
            raise HTTPException(409)

    return app
