# E09: counts what was sent, not who is in the water
def familia(patos):
    def paseo():
        envios = 0
        try:
            while True:
                nombre = yield envios
                envios += 1
                patos[nombre] = "agua"
        finally:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
