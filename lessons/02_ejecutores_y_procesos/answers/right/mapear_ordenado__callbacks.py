#: callbacks fill a list and a barrier of one event tells
def mapear_ordenado(ejecutor, fn, xs):
    xs = list(xs)
    faltan, todos = len(xs), threading.Event()
    candado = threading.Lock()

    def llego(_):
        nonlocal faltan
        with candado:
            faltan -= 1
            if faltan == 0:
                todos.set()

    futuros = [ejecutor.submit(fn, x) for x in xs]
    for f in futuros:
        f.add_done_callback(llego)
    if futuros:
        todos.wait()
    return [f.result() for f in futuros]
