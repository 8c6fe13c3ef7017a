#: waits for all, then collects
def mapear_ordenado(ejecutor, fn, xs):
    futuros = []
    for x in xs:
        futuros.append(ejecutor.submit(lambda x=x: fn(x)))
    wait(futuros)
    salida = []
    for f in futuros:
        if f.exception() is not None:
            raise f.exception()
        salida.append(f.result())
    return salida
