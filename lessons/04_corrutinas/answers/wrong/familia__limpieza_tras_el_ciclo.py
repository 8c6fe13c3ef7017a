# E405: the clean-up stands below the endless loop
def familia(patos):
    def paseo():
        while True:
            nombre = yield list(patos.values()).count("agua")
            if nombre in patos:
                patos[nombre] = "agua"
        for nombre in patos:
            patos[nombre] = "orilla"

    estanque = paseo()
    next(estanque)
    return estanque
