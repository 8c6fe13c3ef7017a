# %% [markdown]
# # 01 · Hilos y colas: trabajar juntos sin estorbarse
#
# **Para qué.** Un programa que atiende a muchos a la vez tiene que repartir su tiempo. La primera herramienta que Python ofrece para eso son los
# *hilos*. Aquí aprendes a ponerlos a trabajar juntos sin que se estorben: con candados, con colas y con condiciones. Y aprendes en qué
# fallan, que es la mejor manera de entender después para qué existe `asyncio`.
#
# **Tiempo.** Unos 80 minutos: 30 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene manejar funciones, clases, excepciones y el bloque `with`. No hace falta saber nada de concurrencia.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos.

# %% [markdown]
# ## Cómo funciona este cuaderno
#
# Esta es la primera lección del curso, y todas se trabajan igual:
#
# * ejecuta las celdas de arriba abajo; las de explicación puedes cambiarlas y volver a ejecutarlas cuanto quieras;
# * escribe cada solución donde dice `# ESCRIBE AQUÍ TU CÓDIGO`, y borra el `raise NotImplementedError()` que la acompaña;
# * ejecuta la celda de prueba que sigue. Si algo falta, el mensaje dice qué se vio, qué se esperaba y te hace una pregunta. Empieza con un código, como
#   `E101`: en una terminal, `asyncaula explain E101` cuenta más sobre él;
# * antes de entregar, reinicia el núcleo y ejecuta todo el cuaderno: así compruebas que no depende de una celda que ya borraste.
#
# Las pruebas no confían en la suerte. Un error entre hilos suele aparecer una vez de cada mil; aquí **el orden malo se provoca siempre**, y nunca hace falta esperar
# un tiempo real.

# %% locked="preparacion"
import dis
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from asyncaula.checks import expect, hidden, scenario, trace
from asyncaula.checks.interleaving import SharedCell, TracedCondition, TracedLock, work

# %% [markdown]
# ## 1. Un hilo es otra línea de ejecución
#
# Tu programa empieza con un hilo, el principal. `threading.Thread(target=funcion, args=(…))` prepara otro; `start()` lo pone en marcha y regresa
# enseguida; `join()` espera a que termine. Todos los hilos de un programa **comparten la memoria**: lo que uno guarda en una lista, los demás lo ven.


# %%
def saluda(nombre, respuestas):
    respuestas[nombre] = f"Hola, {nombre}, desde {threading.current_thread().name}"


respuestas = {}
# Paso 1: preparar los hilos; todavía no corre ninguno.
hilos = [threading.Thread(target=saluda, args=(n, respuestas), name=f"hilo de {n}") for n in ("Ana", "Luis")]
# Paso 2: ponerlos todos en marcha.
for hilo in hilos:
    hilo.start()
# Paso 3: esperarlos a todos. Un hilo no devuelve nada: lo que produce se lee de lo compartido.
for hilo in hilos:
    hilo.join()
print(respuestas["Ana"], respuestas["Luis"], sep="\n")

# %% [markdown]
# Fíjate en que hay **dos ciclos**, uno que inicia y otro que espera. Con `start()` y `join()` en el mismo ciclo, cada hilo empezaría cuando el anterior ya
# terminó: hilos, sí, pero ninguno a la vez que otro.
#
# Quién avanza en cada momento lo decide el sistema operativo, que puede interrumpir un hilo casi en cualquier punto. Esa libertad es el origen de todo lo que sigue.

# %% [markdown]
# ## 2. `x += 1` no es un solo paso
#
# Aumentar un valor compartido parece una sola operación, y son tres: leer, sumar y escribir. Puedes verlo en las instrucciones que ejecuta el intérprete:


# %%
def aumenta(celda):
    celda.value += 1


print([i.opname for i in dis.get_instructions(aumenta) if "ATTR" in i.opname or "BINARY" in i.opname])

# %% [markdown]
# Entre la lectura y la escritura cabe otro hilo. Si los dos leen antes de que alguno escriba, uno de los aumentos se pierde. Esto se llama **condición de
# carrera**. Para mirarla de cerca usamos dos herramientas del laboratorio del curso. `SharedCell` es una *celda*: un objeto con un atributo `value`,
# que cede el turno justo después de cada lectura. `trace(funcion)` llama a `funcion(lab)`, donde `lab` es el laboratorio; ahí, `lab.turns(f, g)` ejecuta cada función en un
# hilo, y el resultado se dibuja como una tabla: cada columna es un hilo y cada renglón, un paso.


# %%
def sin_candado(lab):
    celda = SharedCell(0)
    # Dos hilos, y cada uno aumenta la celda una vez.
    lab.turns(lambda: aumenta(celda), lambda: aumenta(celda))
    print("Dos aumentos, y la celda vale", celda.value)


trace(sin_candado)

# %% [markdown]
# ¿No lo impide el *GIL*? No. El candado global del intérprete de CPython hace que solo un hilo ejecute instrucciones de Python en cada instante, y con eso protege
# al propio intérprete. Pero puede pasar a otro hilo **entre** dos instrucciones, y la lectura y la escritura son dos. Además, desde Python 3.13 existe una
# variante de CPython sin GIL (*free-threaded*), donde los hilos avanzan de verdad al mismo tiempo. Un programa correcto no depende de él.

# %% [markdown]
# ## 3. Un candado convierte varios pasos en uno
#
# Un `threading.Lock` solo lo puede tener un hilo a la vez. `acquire()` lo toma, y espera si lo tiene otro; `release()` lo suelta. El bloque `with` hace las dos
# cosas, y lo suelta **también si dentro hay una excepción**. `TracedLock` es el candado del laboratorio: se usa igual, y además apunta lo que ocurre.


# %%
def con_candado(lab):
    celda, candado = SharedCell(0), TracedLock()

    def aumenta_protegida():
        # El candado cubre la lectura y la escritura: nadie puede entrar entre las dos.
        with candado:
            aumenta(celda)

    lab.turns(aumenta_protegida, aumenta_protegida)
    print("Dos aumentos, y la celda vale", celda.value)


trace(con_candado)

# %% [markdown]
# Un candado no protege un dato por sí mismo: es un acuerdo. Solo sirve si **todos** los que usan el dato toman **el mismo** candado, y si lo conservan desde que
# leen hasta que escriben.

# %% [markdown] prompt="incrementar_seguro"
# ## Ejercicio 1 · `incrementar_seguro`
#
# Escribe `incrementar_seguro(celda, candado, n)`: suma 1 a `celda.value`, `n` veces. Varios hilos la llamarán a la vez con la misma celda y el mismo candado, y
# **no debe perderse ningún aumento**. Otras partes del programa usan la misma celda protegida por ese candado, así que tiene que ser ese y no otro. Al terminar, el candado queda libre.
#
# ```python
# >>> celda, candado = SharedCell(10), threading.Lock()
# >>> incrementar_seguro(celda, candado, 3)
# >>> celda.value
# 13
# ```
#
# <details><summary>Una pista</summary>
#
# Señala en tu código la línea que lee y la línea que escribe. ¿Hay algún momento entre las dos en que tu hilo no tenga el candado?
#
# </details>


# %% solution="incrementar_seguro"
def incrementar_seguro(celda: SharedCell, candado: threading.Lock, n: int) -> None:
    """Suma 1 a `celda.value`, `n` veces, sin que otro hilo que use `candado` pierda o haga perder un aumento."""
    ### BEGIN SOLUTION
    for _ in range(n):
        with candado:
            celda.value += 1
    ### END SOLUTION


# %% test="incrementar_seguro" points=1
@scenario
def sumas(incrementar_seguro, lab, hilos, n, inicial):
    from asyncaula.checks.interleaving import SharedCell, TracedLock

    celda, candado = SharedCell(inicial), TracedLock("candado común")
    visto = lab.turns(*[lambda: incrementar_seguro(celda, candado, n)] * hilos)
    otros = [s.what for s in visto.steps if s.kind == "acquire" and s.what != candado.name]
    return {
        "valor": celda.value,
        "perdidas": celda.lost_updates,
        "tomas": len(candado.acquisitions),
        "otros": len(otros) + len(visto.away),
        "sueltas": celda.bare_reads + celda.bare_writes,
        "libre": not candado.locked(),
    }


def sin_perder(sumas, valor):
    """Juzga lo que pasó con la celda; cada error conocido se reconoce por sus huellas."""

    def visto(r):
        return f"la celda vale {r.value['valor']}: aumentos perdidos: {r.value['perdidas']}"

    esperado = f"que la celda valga {valor}"
    return (
        sumas.rules_out("E105", lambda r: r.outcome == "deadlock" or not r.value["libre"])
        .rules_out("E104", lambda r: r.value["tomas"] == 0 < r.value["otros"], visto, esperado)
        .rules_out("E101", lambda r: r.value["perdidas"] and not r.value["tomas"], visto, esperado)
        .rules_out("E103", lambda r: r.value["perdidas"] and not r.value["sueltas"], visto, esperado)
        .rules_out("E102", lambda r: r.value["perdidas"], visto, esperado)
        .satisfies(lambda r: r.value["valor"] == valor, esperado, visto)
    )


sin_perder(expect(sumas, hilos=2, n=2, inicial=0), 4).worth(1)


# %% hidden="incrementar_seguro" points=4
### BEGIN HIDDEN TESTS
@scenario
def con_vecino(incrementar_seguro, lab, n, inicial):
    from asyncaula.checks.interleaving import SharedCell, TracedLock

    celda, candado = SharedCell(inicial), TracedLock("candado común")

    def vecino():
        for _ in range(3):
            with candado:
                celda.value -= 10

    visto = lab.turns(lambda: incrementar_seguro(celda, candado, n), vecino)
    otros = [s.what for s in visto.steps if s.kind == "acquire" and s.what != candado.name]
    return {
        "valor": celda.value,
        "perdidas": celda.lost_updates,
        "tomas": len([name for name in candado.acquisitions if name != "hilo 2"]),
        "otros": len(otros) + len(visto.away),
        "sueltas": celda.bare_reads + celda.bare_writes,
        "libre": not candado.locked(),
    }


score = hidden(4)
for draw in score.draws(2):
    hilos, n, inicial = draw.randint(3, 4), draw.randint(2, 5), draw.randint(5, 50)
    with score(1):
        sin_perder(expect(sumas, hilos=hilos, n=n, inicial=inicial), inicial + hilos * n)
    with score(0.5):
        sin_perder(expect(con_vecino, n=n, inicial=inicial), inicial + n - 30)
with score(1):
    sin_perder(expect(sumas, hilos=1, n=7, inicial=-3), 4)
    expect(sumas, hilos=2, n=0, inicial=5).satisfies(
        lambda r: r.value["valor"] == 5, "que la celda no cambie"
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Una cola reparte el trabajo
#
# Lo mejor que se puede hacer con un dato compartido es no compartirlo. `queue.Queue` es una lista de espera que ya trae sus candados dentro: unos hilos ponen, otros
# sacan, y cada elemento llega a **uno solo**.
#
# | Método | Qué hace |
# |---|---|
# | `put(x)` | pone `x` al final; espera si la cola tiene un máximo y está llena |
# | `get()` | saca el primero; **espera** mientras esté vacía |
# | `task_done()` | dice que un elemento sacado ya está atendido; se llama una vez por cada `get()` |
# | `join()` | espera hasta que todo lo que se puso esté atendido |
#
# Un hilo que espera en `get()` no sabe si llegará algo más. La forma habitual de decirle que acabó la jornada es poner un **centinela**: un valor acordado, que
# no se confunde con una tarea. Cada `get()` saca un centinela, así que hace falta **uno por obrero**.


# %%
def cocina():
    comandas, platos = queue.Queue(), {}
    FIN = None

    def cocinero():
        while (comanda := comandas.get()) is not FIN:
            # work("sopa", 14) es una labor de mentira que dura catorce turnos.
            work(*comanda)
            platos[comanda[0]] = threading.current_thread().name

    # Paso 1: los cocineros empiezan, y esperan en get().
    cocineros = [threading.Thread(target=cocinero, name=nombre) for nombre in ("Eva", "Beto")]
    for c in cocineros:
        c.start()
    # Paso 2: se ponen las comandas y, detrás, un centinela por cocinero.
    for comanda in [("sopa", 14), ("pan", 3), ("té", 2), FIN, FIN]:
        comandas.put(comanda)
    # Paso 3: se espera a que todos se vayan.
    for c in cocineros:
        c.join()
    print(platos)


trace(lambda lab: lab.turns(cocina))

# %% [markdown]
# (`cocina` es una función corriente: `lab.turns` reconoce las colas, los candados y los hilos que crea.)
#
# Mientras un cocinero se ocupa de la sopa, el otro prepara el pan y el té: **el orden en que terminan no es el orden en que se pidieron**. Quien necesite los
# resultados en orden tiene que recordar, junto a cada tarea, qué lugar le toca.
#
# Y un aviso sobre los errores: una excepción que sale de la función de un hilo **termina ese hilo** y se escribe en la salida de errores, pero no llega a quien lo
# inició. Si es un obrero, la cola sigue ahí, con un obrero menos. Por eso un obrero atrapa lo que pueda fallar y lo guarda como un resultado más:


# %%
def obrero_cauto(funcion, dato, guardado):
    try:
        guardado["valor"] = funcion(dato)
    except Exception as error:
        guardado["error"] = error


guardado = {}
hilo = threading.Thread(target=obrero_cauto, args=(int, "doce", guardado))
hilo.start()
hilo.join()
# El error cruzó de un hilo a otro como un dato; aquí se podría volver a lanzar con raise.
print(repr(guardado["error"]))

# %% [markdown] prompt="repartir"
# ## Ejercicio 2 · `repartir`
#
# Escribe `repartir(tareas, obreros, fn)`: pone en marcha tantos hilos como diga `obreros`, que se reparten la lista `tareas` por medio de una `queue.Queue` y llaman a
# `fn(tarea)` con cada una. Devuelve la lista de los resultados **en el orden de las tareas**.
#
# * Cuando `repartir` regresa, todos sus hilos han terminado.
# * Si `fn` lanza una excepción con alguna tarea, **las demás se atienden igual**. Cuando todas están atendidas, `repartir` lanza la excepción de la primera tarea de la lista que
#   falló.
# * Cualquier valor puede ser una tarea, también `None`. La lista puede estar vacía, y puede haber más obreros que tareas.
#
# ```python
# >>> repartir(["uno", "tres", "cinco"], 2, len)
# [3, 4, 5]
# ```
#
# <details><summary>Una pista</summary>
#
# Piensa qué viaja por la cola junto a cada tarea para que el resultado encuentre su lugar, y cómo se entera cada obrero de que ya no queda nada.
#
# </details>


# %% solution="repartir"
def repartir(tareas: list[Any], obreros: int, fn: Callable[[Any], Any]) -> list[Any]:
    """Llama a `fn` con cada tarea desde varios hilos; devuelve los resultados en orden o lanza el primer error."""
    ### BEGIN SOLUTION
    cola: queue.Queue[Any] = queue.Queue()
    resultados: list[Any] = [None] * len(tareas)
    errores: dict[int, Exception] = {}

    def obrero() -> None:
        while (pedido := cola.get()) is not None:
            lugar, tarea = pedido
            try:
                resultados[lugar] = fn(tarea)
            except Exception as error:
                errores[lugar] = error

    hilos = [threading.Thread(target=obrero) for _ in range(obreros)]
    for hilo in hilos:
        hilo.start()
    for pedido in [*enumerate(tareas), *[None] * obreros]:
        cola.put(pedido)
    for hilo in hilos:
        hilo.join()
    if errores:
        raise errores[min(errores)]
    return resultados
    ### END SOLUTION


# %% test="repartir" points=1
@scenario
def jornada(repartir, lab, tareas, obreros):
    import threading

    from asyncaula.checks.interleaving import work

    en_curso, visto = [], {"a_la_vez": 0, "quienes": []}

    def fn(tarea):
        nombre, turnos = tarea
        en_curso.append(nombre)
        visto["a_la_vez"] = max(visto["a_la_vez"], len(en_curso))
        visto["quienes"].append(threading.current_thread().name)
        work(nombre, turnos)
        en_curso.remove(nombre)
        return f"{nombre} listo"

    pasos = lab.turns(lambda: repartir(tareas, obreros, fn))
    visto["en_casa"] = visto["quienes"].count("hilo 1")
    visto["quienes"] = len(set(visto["quienes"]))
    return {"resultado": pasos.values[0], "vivos": len(pasos.leftovers), **visto}


def atascado(r, en):
    """Si los hilos quedaron esperando algo cuyo nombre empieza así."""
    return r.outcome == "deadlock" and any(espera.startswith(en) for _, espera, _ in r.extra["stuck"])


def bien_repartida(jornada, obreros, resultado):
    """Juzga una jornada en la que todo salió bien."""

    def a_la_vez(r):
        return f"tareas en curso a la vez: {r.value['a_la_vez']}"

    def devuelto(r):
        return f"devolvió {r.value['resultado']}"

    return (
        jornada.rules_out("E106", lambda r: atascado(r, "join de"))
        .rules_out("E107", lambda r: atascado(r, "get de") or r.value["vivos"])
        .rules_out("E110", lambda r: r.value["a_la_vez"] > obreros, a_la_vez, f"como mucho {obreros}")
        .rules_out("E109", lambda r: r.value["a_la_vez"] < 2 <= obreros, a_la_vez, f"{obreros}")
        .rules_out(
            "E10",
            lambda r: r.value["resultado"] != resultado and sorted(r.value["resultado"]) == sorted(resultado),
            devuelto,
            str(resultado),
        )
        .satisfies(lambda r: r.value["resultado"] == resultado, f"que devuelva {resultado}", devuelto)
        .satisfies(
            lambda r: r.value["a_la_vez"] == obreros and not r.value["en_casa"],
            f"{obreros} hilos nuevos en marcha a la vez",
            lambda r: f"{a_la_vez(r)}, por {r.value['quienes']} hilos",
        )
    )


pedidos = [("sopa", 60), ("pan", 20), ("té", 20)]
bien_repartida(expect(jornada, tareas=pedidos, obreros=2), 2, ["sopa listo", "pan listo", "té listo"]).worth(
    1
)


# %% hidden="repartir" points=4
### BEGIN HIDDEN TESTS
@scenario
def con_fallos(repartir, lab, n, obreros, malas):
    from asyncaula.checks.interleaving import work

    intentadas = []

    def fn(tarea):
        intentadas.append(tarea)
        lab.put("intentadas", sorted(intentadas))
        work(f"tarea {tarea}", 10 * (n - tarea))
        if tarea in malas:
            raise LookupError(f"falta {tarea}")
        return tarea

    def intenta():
        try:
            return "regresa", repartir(list(range(n)), obreros, fn)
        except LookupError as error:
            return "lanza", str(error)

    lab.put("intentadas", [])
    pasos = lab.turns(intenta)
    return {"final": pasos.values[0], "vivos": len(pasos.leftovers)}


@scenario
def rarezas(repartir, lab, tareas, obreros):
    pasos = lab.turns(lambda: repartir(tareas, obreros, lambda tarea: [tarea]))
    return {"resultado": pasos.values[0], "vivos": len(pasos.leftovers)}


score = hidden(4)
for draw in score.draws(2):
    obreros = draw.randint(3, 4)
    duraciones = [140, *draw.sample(range(60, 140, 8), obreros + 1)]
    pedidos = [(f"tarea {i}", turnos) for i, turnos in enumerate(duraciones)]
    with score(0.75):
        bien_repartida(
            expect(jornada, tareas=pedidos, obreros=obreros),
            obreros,
            [f"{nombre} listo" for nombre, _ in pedidos],
        )
for draw in score.draws(2):
    n, obreros = draw.randint(5, 6), 2
    malas = sorted(draw.sample(range(n - 1), 3))
    with score(0.75):
        (
            expect(con_fallos, n=n, obreros=obreros, malas=malas)
            .rules_out("E108", lambda r, n=n: r.extra["intentadas"] != list(range(n)))
            .rules_out("E106", lambda r: atascado(r, "join de"))
            .rules_out("E107", lambda r: atascado(r, "get de") or r.value["vivos"])
            .satisfies(lambda r: r.value["final"][0] == "lanza", "que lance el error", diagnosis="E17")
            .satisfies(
                lambda r, mala=malas[0]: r.value["final"] == ("lanza", f"falta {mala}"),
                "que lance el error de la primera que falló",
                diagnosis="E18",
            )
        )
with score(1):
    for tareas, obreros in (([], 2), ([None, 0, None], 2), (["a"], 3), (["b", "a"], 1)):
        (
            expect(rarezas, tareas=tareas, obreros=obreros)
            .rules_out("E106", lambda r: atascado(r, "join de"))
            .rules_out("E107", lambda r: atascado(r, "get de") or r.value["vivos"])
            .satisfies(
                lambda r, bien=[[t] for t in tareas]: r.value["resultado"] == bien, "los resultados en orden"
            )
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Esperar a que algo cambie
#
# Un candado evita que dos estorben; no sirve para **esperar a que algo sea cierto**, como «ya hay pan». Preguntar una y otra vez (*sondear*) gasta turnos, y
# dormir un rato entre preguntas llega tarde. Para eso está `threading.Condition`: un candado con sala de espera.
#
# * `with condicion:` toma su candado; los demás métodos solo se pueden llamar con él tomado (si no, lanzan `RuntimeError`).
# * `wait()` **suelta** el candado, duerme hasta que alguien avise y **lo vuelve a tomar** antes de regresar.
# * `notify()` avisa a uno de los que esperan; `notify_all()`, a todos. El avisado no entra en ese instante: tiene que recuperar el candado, y otro hilo puede
#   adelantarse y llevarse lo que esperaba. Por eso se vuelve a mirar: **`while`, nunca `if`**.
#
# (`TracedCondition` es, de nuevo, la del laboratorio: igual que la otra, pero deja huella en la tabla.)


# %%
def panaderia(lab):
    condicion, mostrador = TracedCondition(), deque()

    def cliente():
        with condicion:
            # Paso 1: mientras no haya pan, esperar (y volver a mirar al despertar).
            while not mostrador:
                condicion.wait()
            # Paso 2: aquí hay pan y nadie más tiene el candado.
            print("El cliente se lleva", mostrador.popleft())

    def panadero():
        with condicion:
            # Paso 3: cambiar lo compartido y avisar, todo bajo el candado.
            mostrador.append("una concha")
            condicion.notify()

    lab.turns(cliente, panadero)


trace(panaderia)

# %% [markdown]
# Queda una trampa. `notify()` despierta a uno **cualquiera** de la sala. Si en la misma sala esperan unos a que haya pan y otros a que haya sitio, el aviso puede
# tocarle a quien no le sirve, que vuelve a dormirse; y el otro no se entera nunca. Hay dos salidas: `notify_all()`, o **dos salas sobre el mismo candado**:
# `Condition(candado)` acepta un candado ya creado.

# %% [markdown]
# ### Predice
#
# La celda siguiente inicia tres hilos que esperan y avisa con `notify(2)`. Antes de ejecutarla, decide qué imprime al final: ¿cuántos despertaron, y qué pasa con el
# tercero? No se califica.


# %%
def adivina(lab):
    condicion, despiertos = TracedCondition(), []

    def dormilon():
        with condicion:
            if condicion.wait(timeout=60):
                despiertos.append(threading.current_thread().name)

    def despertador():
        with condicion:
            condicion.notify(2)

    lab.turns(dormilon, dormilon, dormilon, despertador)
    return despiertos


trace(adivina).value

# %% [markdown]
# El tercero se cansa de esperar: `wait(timeout=…)` regresa con `False`. (El minuto no pasó de verdad: en el laboratorio el tiempo es virtual.)

# %% [markdown] prompt="BufferAcotado"
# ## Ejercicio 3 · `BufferAcotado`
#
# Escribe la clase `BufferAcotado`, un almacén con sitio para `capacidad` elementos (al menos 1), que usan a la vez varios hilos:
#
# * `poner(elemento)` lo añade al final; si no hay sitio, **espera** a que lo haya;
# * `sacar()` quita y devuelve el más antiguo; si no hay ninguno, **espera** a que lo haya.
#
# Quien espera duerme hasta que lo avisan: sin preguntar en ciclo y sin plazos. Nunca hay dentro más de `capacidad` elementos, y nadie se queda dormido si ya puede seguir. Constrúyela sobre
# `threading.Condition` y `deque`: la cola del ejercicio anterior está hecha así por dentro.
#
# ```python
# >>> b = BufferAcotado(2)
# >>> b.poner("a"); b.poner("b")
# >>> b.sacar()
# 'a'
# ```
#
# <details><summary>Una pista</summary>
#
# Los dos métodos tienen la misma forma: tomar el candado, esperar mientras no se pueda, cambiar, avisar. ¿A quién le importa el cambio que acabas de hacer?
#
# </details>


# %% solution="BufferAcotado"
class BufferAcotado:
    """Un almacén de capacidad limitada: quien pone espera si está lleno, quien saca espera si está vacío."""

    def __init__(self, capacidad: int) -> None:
        """Prepara un almacén vacío con sitio para `capacidad` elementos."""
        ### BEGIN SOLUTION
        self._capacidad = capacidad
        self._elementos: deque[Any] = deque()
        candado = threading.Lock()
        self._hay_sitio = threading.Condition(candado)
        self._hay_algo = threading.Condition(candado)
        ### END SOLUTION

    def poner(self, elemento: Any) -> None:
        """Añade `elemento` al final, cuando haya sitio."""
        ### BEGIN SOLUTION
        with self._hay_sitio:
            while len(self._elementos) >= self._capacidad:
                self._hay_sitio.wait()
            self._elementos.append(elemento)
            self._hay_algo.notify()
        ### END SOLUTION

    def sacar(self) -> Any:
        """Quita y devuelve el elemento más antiguo, cuando lo haya."""
        ### BEGIN SOLUTION
        with self._hay_algo:
            while not self._elementos:
                self._hay_algo.wait()
            elemento = self._elementos.popleft()
            self._hay_sitio.notify()
            return elemento
        ### END SOLUTION


# %% test="BufferAcotado" points=1
@scenario
def almacen(BufferAcotado, lab, capacidad, guiones):
    from asyncaula.checks.interleaving import rest

    (buffer,) = lab.turns(lambda: BufferAcotado(capacidad)).values
    visto = {"dentro": 0, "mas": 0, "sacados": []}

    # Un guion es lo que hace un hilo: ("poner", x), ("sacar", 0), o dejar que los demás lleguen hasta donde puedan.
    def sigue(guion):
        for verbo, dato in guion:
            if verbo == "poner":
                buffer.poner(dato)
                visto["dentro"] += 1
                visto["mas"] = max(visto["mas"], visto["dentro"])
            elif verbo == "sacar":
                visto["dentro"] -= 1
                visto["sacados"].append(buffer.sacar())
            else:
                rest(dato)

    hilos = {"antes": [], "a tiempo": [], "tarde": []}
    for cuando, guion in guiones:
        hilos[cuando].append(lambda guion=guion: sigue(guion))
    lab.turns(*hilos["antes"])
    pasos = lab.turns(*hilos["a tiempo"], late=hilos["tarde"])
    return {**visto, "esperas": [s.kind for s in pasos.steps if s.kind in ("sleep", "timeout")]}


def sin_aviso(r):
    return r.outcome == "deadlock" and all(quien is None for _, _, quien in r.extra["stuck"])


def sondea(r):
    return r.outcome == "endless" or r.value["esperas"]


def no_espera(r, capacidad):
    return r.error.type in ("IndexError", "KeyError") if r.outcome == "raised" else r.value["mas"] > capacidad


def en_paz(almacen):
    """Descarta lo que está mal con cualquier guion: avisos sin candado, candados sin soltar, sondeo."""
    return (
        almacen.rules_out("E112", lambda r: "un-acquired" in r.error.message)
        .rules_out("E105", lambda r: r.outcome == "deadlock" and not sin_aviso(r))
        .rules_out("E113", sondea)
    )


dia = [("poner", x) for x in "abcde"]
noche = [("sacar", 0), ("descansar", 1), *[("sacar", 0)] * 4]
(
    en_paz(expect(almacen, capacidad=2, guiones=[("a tiempo", noche), ("a tiempo", dia)]))
    .rules_out("E114", sin_aviso)
    .rules_out("E117", lambda r: no_espera(r, 2))
    .rules_out(
        "E118",
        lambda r: r.value["sacados"] != list("abcde") and sorted(r.value["sacados"]) == list("abcde"),
        lambda r: f"salieron {r.value['sacados']}",
        f"{list('abcde')}",
    )
    .satisfies(
        lambda r: r.value["sacados"] == list("abcde"),
        f"que salgan {list('abcde')}",
        lambda r: f"salieron {r.value['sacados']}",
    )
    .worth(1)
)


# %% hidden="BufferAcotado" points=4
### BEGIN HIDDEN TESTS
def guion(*pasos):
    return ("a tiempo", list(pasos))


def tarde(*pasos):
    return ("tarde", list(pasos))


SACA, PAUSA = ("sacar", 0), ("descansar", 1)
score = hidden(4)
(draw,) = score.draws(1)
capacidad, cosas = draw.randint(3, 5), draw.sample(range(100), 12)
with score(0.5):
    (
        en_paz(
            expect(
                almacen,
                capacidad=capacidad,
                guiones=[guion(*[("poner", x) for x in cosas]), guion(*[PAUSA, SACA, SACA] * 6)],
            )
        )
        .rules_out("E114", sin_aviso)
        .rules_out("E117", lambda r: no_espera(r, capacidad))
        .satisfies(lambda r: r.value["sacados"] == cosas and r.value["mas"] == capacidad, "todo y en orden")
    )
with score(0.5):
    (
        en_paz(
            expect(
                almacen,
                capacidad=1,
                guiones=[guion(("poner", 1)), guion(("poner", 2)), guion(PAUSA, SACA, PAUSA, SACA)],
            )
        )
        .rules_out("E116", lambda r: r.outcome == "deadlock" or no_espera(r, 1))
        .satisfies(lambda r: sorted(r.value["sacados"]) == [1, 2], "que salgan los dos")
    )
with score(0.5):
    (
        en_paz(
            expect(
                almacen,
                capacidad=4,
                guiones=[("antes", [("poner", 1)]), guion(SACA), guion(SACA), guion(PAUSA, ("poner", 2))],
            )
        )
        .rules_out("E116", lambda r: r.outcome == "deadlock" or no_espera(r, 4))
        .satisfies(lambda r: sorted(r.value["sacados"]) == [1, 2], "que salgan los dos")
    )
with score(0.75):
    (
        en_paz(
            expect(
                almacen,
                capacidad=2,
                guiones=[guion(SACA), guion(("poner", 1), PAUSA, ("poner", 2)), tarde(SACA)],
            )
        )
        .rules_out("E111", lambda r: no_espera(r, 2) or None in r.value["sacados"])
        .rules_out("E114", sin_aviso)
        .satisfies(lambda r: sorted(r.value["sacados"]) == [1, 2], "que salgan los dos")
    )
with score(0.75):
    (
        en_paz(
            expect(
                almacen,
                capacidad=1,
                guiones=[
                    guion(("poner", 1), ("poner", 2)),
                    guion(PAUSA, SACA, PAUSA, SACA, PAUSA, SACA),
                    tarde(("poner", 3)),
                ],
            )
        )
        .rules_out("E111", lambda r: no_espera(r, 1))
        .rules_out("E114", sin_aviso)
        .satisfies(lambda r: sorted(r.value["sacados"]) == [1, 2, 3], "que salgan los tres")
    )
with score(1):
    (
        en_paz(
            expect(
                almacen,
                capacidad=1,
                guiones=[guion(SACA), guion(SACA), guion(("poner", 1)), guion(("poner", 2))],
            )
        )
        .rules_out("E115", sin_aviso)
        .satisfies(lambda r: sorted(r.value["sacados"]) == [1, 2], "que salgan los dos")
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Dos candados y un abrazo mortal
#
# A veces un cambio toca dos datos, cada uno con su candado. Si un hilo toma el primero y espera el segundo mientras otro tomó el segundo y espera el primero, ninguno
# avanza jamás: es un **interbloqueo** (*deadlock*, o abrazo mortal). No hay error ni mensaje: el programa, sencillamente, se queda quieto. El laboratorio sí lo reconoce:


# %%
def abrazo(lab):
    sal, pimienta = TracedLock("la sal"), TracedLock("la pimienta")

    def ana():
        with sal, pimienta:
            print("Ana sazona")

    def luis():
        with pimienta, sal:
            print("Luis sazona")

    lab.turns(ana, luis)


trace(abrazo)

# %% [markdown]
# La tabla termina con cada uno esperando lo que el otro no suelta. (Después el laboratorio libera a uno de los dos para poder acabar; en tu programa nadie lo haría.)
#
# El remedio más sencillo es un **orden fijo**: si *todos* toman los candados en el mismo orden, sea cual sea el sentido de la operación, el círculo no puede cerrarse.
# Sirve cualquier orden que no cambie: un número de cuenta, por ejemplo. Y un cuidado más: un `Lock` no se puede tomar dos veces, ni siquiera desde el hilo que ya lo tiene.


# %% locked="cuenta"
@dataclass(eq=False)
class Cuenta:
    """Una cuenta con su número (que no se repite y no cambia), su saldo y el candado que lo protege."""

    numero: int
    saldo: int
    candado: Any = field(default_factory=threading.Lock)


# %% [markdown] prompt="traspasar"
# ## Ejercicio 4 · `traspasar`
#
# Escribe `traspasar(a, b, monto)`: pasa `monto` del saldo de la cuenta `a` al de la cuenta `b`. Muchos hilos traspasan a la vez, en todos los sentidos.
#
# * El traspaso es **un solo paso**: quien tenga los candados de las dos cuentas nunca ve el dinero fuera de una y todavía no en la otra.
# * Nunca se produce un interbloqueo.
# * Si el saldo de `a` no alcanza, lanza `ValueError` y no cambia nada. Un saldo nunca queda por debajo de cero.
# * Pase lo que pase, al terminar los dos candados quedan libres.
# * Si `a` y `b` son la misma cuenta, el saldo no cambia (y se exige igualmente que alcance).
#
# ```python
# >>> ana, luis = Cuenta(1, 100), Cuenta(2, 0)
# >>> traspasar(ana, luis, 30)
# >>> ana.saldo, luis.saldo
# (70, 30)
# ```
#
# <details><summary>Una pista</summary>
#
# Decide primero qué candados tomar y en qué orden; los saldos se miran y se cambian después. ¿En qué orden los tomaría otro hilo que traspasara de `b` a `a`?
#
# </details>


# %% solution="traspasar"
def traspasar(a: Cuenta, b: Cuenta, monto: int) -> None:
    """Pasa `monto` de `a` a `b` en un solo paso; lanza ValueError si el saldo de `a` no alcanza."""

    ### BEGIN SOLUTION
    def mueve() -> None:
        if a.saldo < monto:
            raise ValueError(f"la cuenta {a.numero} no tiene {monto}")
        a.saldo -= monto
        b.saldo += monto

    primera, segunda = sorted((a, b), key=lambda cuenta: cuenta.numero)
    with primera.candado:
        if primera is segunda:
            mueve()
        else:
            with segunda.candado:
                mueve()
    ### END SOLUTION


# %% test="traspasar" points=1
@scenario
def banco(traspasar, Cuenta, lab, saldos, ordenes, auditor):
    from asyncaula.checks.interleaving import TracedLock, share

    cuentas = [Cuenta(i, saldo) for i, saldo in enumerate(saldos, 1)]
    for cuenta in cuentas:
        cuenta.candado = TracedLock(f"candado {cuenta.numero}")
    celdas = [share(cuenta, "saldo", f"saldo {cuenta.numero}") for cuenta in cuentas]
    sumas = []

    def ordena(de, para, monto):
        try:
            traspasar(cuentas[de - 1], cuentas[para - 1], monto)
        except ValueError:
            return "ValueError"
        return "hecho"

    # Toma los dos candados sin esperar con uno en la mano, y mira los saldos.
    def audita():
        una, otra = cuentas
        una.candado.acquire()
        while not otra.candado.acquire(blocking=False):
            una.candado.release()
            una.candado.acquire()
        sumas.append(una.saldo + otra.saldo)
        otra.candado.release()
        una.candado.release()

    hilos = [lambda orden=orden: ordena(*orden) for orden in ordenes]
    pasos = lab.turns(*hilos, *[audita] * auditor)
    return {
        "saldos": [cuenta.saldo for cuenta in cuentas],
        "finales": list(pasos.values[: len(hilos)]),
        "tomas": sum(len(cuenta.candado.acquisitions) for cuenta in cuentas),
        "presos": sum(cuenta.candado.locked() for cuenta in cuentas),
        "otros": len(pasos.away) + sum(s.kind == "acquire" and s.what == "candado" for s in pasos.steps),
        "perdidas": sum(celda.lost_updates for celda in celdas),
        "sumas": sumas,
    }


def en_circulo(r):
    """Si los hilos detenidos se esperan entre ellos, y no a uno que ya se fue."""
    detenidos = r.extra["stuck"]
    return r.outcome == "deadlock" and {quien for *_, quien in detenidos} <= {hilo for hilo, *_ in detenidos}


def con_orden(banco):
    """Descarta los errores que se ven cuando dos hilos traspasan a la vez."""

    def visto(r):
        return f"saldos {r.value['saldos']}; cambios perdidos: {r.value['perdidas']}"

    return (
        banco.rules_out("E119", en_circulo)
        .rules_out("E105", lambda r: r.outcome == "deadlock")
        .rules_out("E101", lambda r: r.value["perdidas"] and not r.value["tomas"] + r.value["otros"], visto)
        .rules_out("E104", lambda r: r.value["tomas"] == 0 < r.value["otros"])
        .rules_out("E120", lambda r: r.value["perdidas"], visto)
    )


cruzadas = [(1, 2, 10), (2, 1, 30)]
(
    con_orden(expect(banco, saldos=[100, 100], ordenes=cruzadas, auditor=0))
    .satisfies(
        lambda r: r.value["saldos"] == [120, 80],
        "saldos [120, 80]",
        lambda r: f"saldos {r.value['saldos']}",
    )
    .satisfies(
        lambda r: r.value["presos"] == 0,
        "todos los candados libres",
        "quedó algún candado sin soltar",
        "E105",
    )
    .worth(1)
)


# %% hidden="traspasar" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
for draw in score.draws(2):
    saldos = [draw.randint(50, 90) for _ in range(3)]
    x, y, z = (draw.randint(1, 20) for _ in range(3))
    finales = [saldos[0] - x + z, saldos[1] + x - y, saldos[2] + y - z]
    with score(0.5):
        (
            con_orden(
                expect(banco, saldos=saldos, ordenes=[(1, 2, x), (2, 3, y), (3, 1, z)], auditor=0)
            ).satisfies(
                lambda r, bien=finales: r.value["saldos"] == bien and r.value["presos"] == 0,
                "los saldos de los tres traspasos",
            )
        )
with score(1):
    for ordenes in ([(1, 2, 40)], [(2, 1, 40)]):
        (
            con_orden(expect(banco, saldos=[60, 50], ordenes=ordenes, auditor=1))
            .rules_out("E124", lambda r: r.value["sumas"] != [110])
            .satisfies(lambda r: r.value["finales"] == ["hecho"], "que se haga")
        )
with score(1):
    (
        expect(banco, saldos=[5, 0], ordenes=[(1, 2, 6)], auditor=0)
        .satisfies(lambda r: r.value["finales"] == ["ValueError"], "que lance ValueError", diagnosis="E17")
        .rules_out("E121", lambda r: r.value["presos"] > 0)
        .satisfies(lambda r: r.value["saldos"] == [5, 0], "que no cambie nada")
    )
    (
        expect(banco, saldos=[100, 0], ordenes=[(1, 2, 80), (1, 2, 70)], auditor=0)
        .rules_out("E121", lambda r: r.outcome == "deadlock")
        .rules_out("E123", lambda r: r.value["saldos"][0] < 0)
        .satisfies(
            lambda r: sorted(r.value["finales"]) == ["ValueError", "hecho"] and sum(r.value["saldos"]) == 100,
            "que se haga uno solo",
        )
    )
    expect(banco, saldos=[7, 0], ordenes=[(1, 2, 7)], auditor=0).satisfies(
        lambda r: r.value["saldos"] == [0, 7], "que se pueda pasar todo el saldo"
    )
with score(1):
    (
        expect(banco, saldos=[30, 1], ordenes=[(1, 1, 20)], auditor=0)
        .rules_out("E122", lambda r: r.outcome == "deadlock" or r.value["saldos"] != [30, 1])
        .satisfies(lambda r: r.value["presos"] == 0 and r.value["finales"] == ["hecho"], "que se haga")
    )
    expect(banco, saldos=[30, 1], ordenes=[(1, 1, 31)], auditor=0).satisfies(
        lambda r: r.value["finales"] == ["ValueError"] and r.value["presos"] == 0,
        "que lance ValueError",
        diagnosis="E17",
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. ¿Y para qué hace falta asyncio?
#
# Con hilos se puede hacer todo, y cuesta lo que acabas de ver. El cambio de hilo llega **sin avisar**, en cualquier instrucción, así que hay que proteger cada dato
# compartido y pensar en todos los órdenes posibles. Además, cada hilo ocupa memoria y trabajo del sistema operativo: con unos miles de conexiones, que casi siempre
# están esperando, la mayor parte de los hilos existiría solo para esperar.
#
# `asyncio` parte de otra idea: un solo hilo, muchas tareas, y **el turno solo cambia donde el código lo dice**, en cada `await`. Entre un `await` y el siguiente nadie te
# interrumpe. No desaparecen los candados ni las colas (los reencontrarás en versión asíncrona), pero las carreras se vuelven visibles en el texto. Los hilos siguen siendo
# la herramienta para llamar desde ahí a código que bloquea. Antes de llegar, las dos lecciones siguientes completan el panorama: ejecutores, procesos y subprocesos.

# %% [markdown]
# ## Para leer más
#
# * [`threading`](https://docs.python.org/es/3/library/threading.html): hilos, candados y condiciones, en la documentación de Python.
# * [`queue`](https://docs.python.org/es/3/library/queue.html): la cola sincronizada; desde Python 3.13, `Queue.shutdown()` avisa a todos los que esperan sin centinelas.
# * [PEP 703](https://peps.python.org/pep-0703/): cómo se llega a un CPython sin GIL, y qué garantizaba este en realidad.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
