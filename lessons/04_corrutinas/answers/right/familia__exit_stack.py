#: clean-up is registered duck by duck; ends by return at GeneratorExit
import contextlib


def familia(patos):
    """Cada pato que entra deja anotado su regreso."""

    def conversa():
        with contextlib.ExitStack() as regresos:
            dentro = 0
            while True:
                try:
                    nombre = yield dentro
                except GeneratorExit:
                    return
                if nombre not in patos or patos[nombre] == "agua":
                    continue
                patos[nombre] = "agua"
                regresos.callback(patos.__setitem__, nombre, "orilla")
                dentro += 1

    generador = conversa()
    generador.send(None)
    return generador
