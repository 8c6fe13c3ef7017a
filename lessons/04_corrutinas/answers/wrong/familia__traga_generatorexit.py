# E403: cleans up at GeneratorExit and goes on to the next yield
def familia(patos):
    def paseo():
        while True:
            try:
                nombre = yield list(patos.values()).count("agua")
                if nombre in patos:
                    patos[nombre] = "agua"
            except GeneratorExit:
                for nombre in patos:
                    patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
