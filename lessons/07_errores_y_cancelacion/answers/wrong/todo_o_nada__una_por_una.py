# E07: a group whose tasks are awaited one after the other
async def todo_o_nada(fabricas):
    resultados = []
    for fabrica in fabricas:
        try:
            resultados.append(await fabrica())
        except Exception as error:
            raise ExceptionGroup("falló una", [error]) from None
    return resultados
