# E401: hands the generator over before its first yield
def familia(patos):
    nadando = 0
    try:
        while True:
            nombre = yield nadando
            if patos.get(nombre) == "orilla":
                patos[nombre] = "agua"
                nadando += 1
    finally:
        for nombre in patos:
            patos[nombre] = "orilla"
