#: catches everything, cleans up and lets it go on; counts anew each time
def familia(patos):
    """Limpia en un except que deja salir la excepción."""

    def conversa():
        nombre = yield
        while True:
            if nombre in patos:
                patos[nombre] = "agua"
            try:
                nombre = yield sum(lugar == "agua" for lugar in patos.values())
            except BaseException:
                for pato in patos:
                    patos[pato] = "orilla"
                raise

    g = conversa()
    next(g)
    return g
