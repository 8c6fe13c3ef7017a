# E17: the exception of throw() ends the generator in silence
def familia(patos):
    def paseo():
        try:
            while True:
                nombre = yield list(patos.values()).count("agua")
                if nombre in patos:
                    patos[nombre] = "agua"
        except BaseException:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
