# E406: one count for all families
nadando = 0


def familia(patos):
    global nadando
    nadando = 0

    def paseo():
        global nadando
        try:
            while True:
                nombre = yield nadando
                if patos.get(nombre) == "orilla":
                    patos[nombre] = "agua"
                    nadando += 1
        finally:
            for nombre in patos:
                patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
