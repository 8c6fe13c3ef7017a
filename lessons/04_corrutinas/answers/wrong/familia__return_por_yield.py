# E402: answers with return, which ends the generator
def familia(patos):
    def paseo():
        try:
            nombre = yield
            if nombre in patos:
                patos[nombre] = "agua"
            return list(patos.values()).count("agua")
        finally:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
