# E405: cleans up at close(), and not at throw()
def familia(patos):
    def paseo():
        try:
            while True:
                nombre = yield list(patos.values()).count("agua")
                if nombre in patos:
                    patos[nombre] = "agua"
        except GeneratorExit:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
