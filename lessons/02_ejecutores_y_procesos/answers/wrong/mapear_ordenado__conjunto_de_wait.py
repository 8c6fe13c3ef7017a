# E10: collects from the set that wait gives
def mapear_ordenado(ejecutor, fn, xs):
    acabados = []
    pendientes = {ejecutor.submit(fn, x) for x in xs}
    while pendientes:
        listos, pendientes = wait(pendientes, return_when=FIRST_COMPLETED)
        acabados += [f.result() for f in listos]
    return acabados
