# E403: a bare except inside the loop swallows whatever arrives
def familia(patos):
    def paseo():
        try:
            while True:
                try:
                    nombre = yield list(patos.values()).count("agua")
                    patos[nombre]
                    patos[nombre] = "agua"
                except:
                    pass
        finally:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
