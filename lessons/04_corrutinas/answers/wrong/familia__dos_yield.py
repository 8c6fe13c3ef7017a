# E404: receives with one yield and answers with another
def familia(patos):
    def paseo():
        try:
            while True:
                nombre = yield
                if nombre in patos:
                    patos[nombre] = "agua"
                yield list(patos.values()).count("agua")
        finally:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
