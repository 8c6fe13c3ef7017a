#: a priming decorator, and a set of those in the water
import functools


def cebada(funcion):
    @functools.wraps(funcion)
    def envoltura(*args, **kwargs):
        generador = funcion(*args, **kwargs)
        generador.send(None)
        return generador

    return envoltura


@cebada
def familia(patos):
    """El propio generador, cebado por un decorador."""
    mojados = set()
    try:
        while True:
            nombre = yield len(mojados)
            if nombre in patos:
                mojados.add(nombre)
                patos[nombre] = "agua"
    finally:
        for nombre in mojados:
            patos[nombre] = "orilla"
