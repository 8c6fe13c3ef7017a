# %% [markdown]
# # 02 · Ejecutores y procesos
#
# **Para qué.** En la lección anterior iniciabas hilos, los repartías y los esperabas a mano. Aquí dejas esa parte a un *ejecutor*: le entregas llamadas y te devuelve promesas de sus
# resultados. Con la misma interfaz aprendes a repartir cálculos entre **procesos**, que sí ocupan varios procesadores a la vez, y descubres qué cambia cuando la memoria ya no es la misma para todos.
#
# **Tiempo.** Unos 80 minutos: 30 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene haber hecho la lección 01: candados, colas, y por qué `x += 1` no es un solo paso.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas veces quieras; los otros 4 los da una prueba oculta que comprueba lo
# mismo con otros datos. Los procesos de las pruebas son de verdad; los órdenes malos se provocan siempre, sin esperar a que ocurran.

# %% [markdown]
# ## 1. Un ejecutor y sus futuros
#
# Un **ejecutor** (`concurrent.futures.Executor`) tiene obreros que esperan trabajo. `ejecutor.submit(f, *args)` le entrega una llamada y **regresa enseguida** con un `Future`, un *futuro*: el comprobante de un
# resultado que todavía no existe. `futuro.result()` espera, y después devuelve lo que devolvió `f`, o lanza aquí la excepción que `f` lanzó allá. `futuro.exception()` también espera, pero entrega esa excepción
# como un valor (o `None` si no hubo). Al salir de un bloque `with`, el ejecutor se cierra y espera a sus obreros.

# %% locked="preparacion"
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, ThreadPoolExecutor, as_completed, wait
from typing import Any

from asyncaula.checks import expect, hidden, scenario, trace
from asyncaula.checks.processes import program, signs


# %%
def saluda(nombre):
    return f"Hola, {nombre}, desde {threading.current_thread().name}"


with ThreadPoolExecutor(max_workers=2, thread_name_prefix="obrero") as ejecutor:
    # Paso 1: entregar. Fíjate en que se pasa la función y, aparte, sus argumentos.
    ana, doce = ejecutor.submit(saluda, "Ana"), ejecutor.submit(int, "doce")
    # Paso 2: recoger.
    print(ana.result())
    # Paso 3: un error también es un resultado, y se puede mirar sin que se lance.
    print(repr(doce.exception()))

# %% [markdown]
# Quien recoge decide cuándo se espera, y de eso depende todo. Para verlo usamos el ejecutor del laboratorio, `lab.executor()`: se usa igual que los demás, no empieza ningún trabajo hasta que tu código se detiene a esperar, y lo
# apunta todo. Compara las dos tablas:


# %%
def doble(x):
    return 2 * x


def uno_y_otro(lab):
    with lab.executor() as ejecutor:
        # Entregar y esperar en la misma vuelta: nunca hay más de un trabajo entregado.
        print([ejecutor.submit(doble, x).result() for x in (1, 2)])


trace(uno_y_otro)


# %%
def primero_todos(lab):
    with lab.executor() as ejecutor:
        # Paso 1: entregarlos todos. Paso 2: recoger, en el mismo orden.
        futuros = [ejecutor.submit(doble, x) for x in (1, 2)]
        print([futuro.result() for futuro in futuros])


trace(primero_todos)

# %% [markdown]
# Tres advertencias antes del ejercicio:
#
# * `ejecutor.submit(doble(1))` **no** entrega la llamada: la hace ahí mismo, y entrega su resultado como si fuera una función;
# * `lambda: doble(x)` no guarda el valor de `x`: lo busca cuando por fin se ejecuta, y para entonces el ciclo puede ir por otro;
# * cierra un ejecutor quien lo creó. Una función que lo recibe lo usa y lo deja abierto.

# %% [markdown] prompt="mapear_ordenado"
# ## Ejercicio 1 · `mapear_ordenado`
#
# Escribe `mapear_ordenado(ejecutor, fn, xs)`: llama a `fn(x)` con cada `x` de `xs` por medio de `ejecutor`, y devuelve la **lista** de los resultados **en el orden de `xs`**.
#
# * Todas las llamadas se entregan antes de esperar la primera, y se esperan sin preguntar en ciclo.
# * Si `fn` falla con algún elemento, `mapear_ordenado` lanza esa excepción; si falla con varios, la del primero de ellos según el orden de `xs`.
# * `xs` puede ser cualquier iterable, también uno que solo se pueda recorrer una vez. El ejecutor sigue abierto al terminar.
#
# ```python
# >>> with ThreadPoolExecutor() as ejecutor:
# ...     mapear_ordenado(ejecutor, len, ["uno", "tres", "cinco"])
# [3, 4, 5]
# ```
#
# <details><summary>Una pista</summary>
#
# Son dos pasos, y entre el primero y el segundo necesitas guardar algo por cada elemento. ¿Qué te devuelve `submit`?
#
# </details>


# %% solution="mapear_ordenado"
def mapear_ordenado(ejecutor: Executor, fn: Callable[[Any], Any], xs: Iterable[Any]) -> list[Any]:
    """Llama a `fn` con cada elemento de `xs` por medio de `ejecutor`; devuelve los resultados en orden."""
    ### BEGIN SOLUTION
    futuros = [ejecutor.submit(fn, x) for x in xs]
    return [futuro.result() for futuro in futuros]
    ### END SOLUTION


# %% test="mapear_ordenado" points=1
@scenario
def mapa(mapear_ordenado, lab, xs, orden, malas):
    import threading

    ejecutor = lab.executor(orden)
    llamadas, en_casa = [], []

    def fn(x):
        if threading.current_thread().name != "stepped executor":
            en_casa.append(x)
        llamadas.append(x)
        if x in malas:
            raise LookupError(f"falta {x}")
        return f"{x} listo"

    try:
        return mapear_ordenado(ejecutor, fn, iter(xs))
    finally:
        lab.put("turns", list(ejecutor.steps))
        lab.put("llamadas", llamadas)
        lab.put("en_casa", len(en_casa))
        lab.put("entregados", sum(what == "submit" for what, _ in ejecutor.log))
        lab.put("pendientes", ejecutor.most_pending)
        lab.put("sondeos", ejecutor.polled)
        lab.put("cerrado", any(what == "shutdown" for what, _ in ejecutor.log))
        ejecutor.shutdown(cancel_futures=True)


def bien_entregado(mapa, n):
    """Descarta los errores que se ven en cómo se usa el ejecutor."""
    return (
        mapa.rules_out("E207", lambda r: r.extra["llamadas"] and not r.extra["entregados"])
        .rules_out("E203", lambda r: r.extra["en_casa"] > 0)
        .rules_out(
            "E206",
            lambda r: r.extra["entregados"] == n and len(set(r.extra["llamadas"])) < len(r.extra["llamadas"]),
            lambda r: f"se llamó a la función con {r.extra['llamadas']}",
        )
        .rules_out("E205", signs.gives_futures)
        .rules_out("E208", lambda r: r.extra["sondeos"])
        .rules_out("E204", lambda r: r.extra["cerrado"])
        .rules_out(
            "E201",
            lambda r: r.extra["pendientes"] < 2 <= n,
            "nunca hubo dos trabajos entregados a la vez",
            f"{n} entregados antes de esperar el primero",
        )
    )


(
    bien_entregado(expect(mapa, xs=["a", "b", "c"], orden=[2, 0, 1], malas=[]), 3)
    .returns(["a listo", "b listo", "c listo"])
    .worth(1)
)


# %% hidden="mapear_ordenado" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
for draw in score.draws(2):
    n = draw.randint(4, 6)
    xs = draw.sample(range(100), n)
    orden = draw.sample(range(n), n)
    if orden == sorted(orden):
        orden.reverse()
    with score(1):
        (
            bien_entregado(expect(mapa, xs=xs, orden=orden, malas=[]), n)
            .returns([f"{x} listo" for x in xs])
            .satisfies(
                lambda r, n=n: r.extra["pendientes"] == n,
                "que todos se entreguen antes de esperar",
                diagnosis="E201",
            )
        )
with score(1.5):
    for draw in score.draws(2):
        xs = draw.sample(range(100), 5)
        malas = [xs[1], xs[3]]
        (
            bien_entregado(expect(mapa, xs=xs, orden=[3, 4, 1], malas=malas), 5)
            .rules_out("E202", lambda r: r.outcome == "ok")
            .raises("LookupError", message=f"falta {malas[0]}")
        )
with score(0.5):
    bien_entregado(expect(mapa, xs=[], orden=[], malas=[]), 0).returns([])
    bien_entregado(expect(mapa, xs=[7], orden=[], malas=[]), 1).returns(["7 listo"])
    bien_entregado(expect(mapa, xs=[3, 1, 2], orden=[], malas=[]), 3).returns(
        ["3 listo", "1 listo", "2 listo"]
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Según van llegando
#
# A veces no interesa el orden en que se entregó, sino el orden en que termina. Hay dos herramientas:
#
# * `as_completed(futuros)` es un iterador que espera y entrega los futuros **conforme acaban**, bien o mal: acabar no es tener éxito;
# * `wait(futuros, return_when=FIRST_COMPLETED)` espera a que acabe al menos uno y devuelve dos conjuntos, los acabados y los pendientes. Sin ese argumento, espera a todos.
#
# `futuro.cancel()` retira un trabajo que nadie ha empezado, y devuelve `True`. Si ya está en marcha no hay forma de detenerlo: devuelve `False` y el trabajo sigue hasta su final, lo espere alguien o no.


# %%
def raiz(x):
    if x < 0:
        raise ValueError(f"{x} no tiene raíz")
    return x**0.5


def conforme_acaban(lab):
    # En este ejemplo acaba primero el trabajo 2, después el 0 y después el 1.
    with lab.executor(order=[2, 0, 1]) as ejecutor:
        futuros = [ejecutor.submit(raiz, x) for x in (9, 4, -1, 25)]
        llegados = as_completed(futuros)
        # Paso 1: el primero en llegar no es un éxito.
        print(repr(next(llegados).exception()))
        # Paso 2: el segundo sí; exception() dice None, y entonces result() no puede fallar.
        segundo = next(llegados)
        print(segundo.exception(), segundo.result())
        # Paso 3: los que no han empezado se pueden retirar; los acabados, no.
        print([futuro.cancel() for futuro in futuros])


trace(conforme_acaban)

# %% [markdown]
# Con `wait` se avanza por rondas: cada una espera a que acabe al menos uno más, y lo pendiente de una ronda es lo que espera la siguiente.


# %%
def por_rondas(lab):
    with lab.executor(order=[2, 0, 1]) as ejecutor:
        pendientes = {ejecutor.submit(raiz, x) for x in (9, 4, 25)}
        while pendientes:
            acabados, pendientes = wait(pendientes, return_when=FIRST_COMPLETED)
            print([futuro.result() for futuro in acabados], "y faltan", len(pendientes))


trace(por_rondas)

# %% [markdown]
# Si fallan varios trabajos hay varias excepciones, y `raise` solo lanza una. Desde Python 3.11 se pueden reunir: `ExceptionGroup(mensaje, lista)` es una excepción que lleva dentro a las demás, en `exceptions`. La lista no puede
# estar vacía: un grupo sin excepciones es un `ValueError`.

# %%
errores = [ValueError("-1 no tiene raíz"), KeyError("x")]
try:
    raise ExceptionGroup("no se pudo con ninguno", errores)
except ExceptionGroup as grupo:
    print(grupo, "|", [type(e).__name__ for e in grupo.exceptions])

# %% [markdown] prompt="primero_exitoso"
# ## Ejercicio 2 · `primero_exitoso`
#
# Tienes varias maneras de averiguar lo mismo y te basta con una. Escribe `primero_exitoso(ejecutor, fns)`: entrega a `ejecutor` todas las funciones de la lista `fns` (se llaman sin argumentos) y devuelve lo que devuelva **la primera
# que termine bien**.
#
# * Que una falle no importa mientras otra pueda tener éxito. Cualquier valor es un éxito, también `None` o `0`.
# * En cuanto hay ganadora, cancela las que aún no han empezado y regresa **sin esperar** a las que ya estaban en marcha.
# * Si fallan todas, lanza un `ExceptionGroup` con todas sus excepciones. Si `fns` está vacía, lanza `ValueError`.
# * Espera sin preguntar en ciclo, y no cierra el ejecutor.
#
# ```python
# >>> with ThreadPoolExecutor() as ejecutor:
# ...     primero_exitoso(ejecutor, [lambda: 1 / 0, lambda: "plan B"])
# 'plan B'
# ```
#
# <details><summary>Una pista</summary>
#
# Ve mirando los futuros conforme acaban. ¿Cómo preguntas si uno acabó bien, sin usar lo que devolvió?
#
# </details>


# %% solution="primero_exitoso"
def primero_exitoso(ejecutor: Executor, fns: list[Callable[[], Any]]) -> Any:
    """Devuelve el resultado de la primera de `fns` que termina bien; si todas fallan, lanza un grupo."""
    ### BEGIN SOLUTION
    futuros = [ejecutor.submit(fn) for fn in fns]
    errores = []
    for futuro in as_completed(futuros):
        error = futuro.exception()
        if error is None:
            for otro in futuros:
                otro.cancel()
            return futuro.result()
        errores.append(error)
    raise ExceptionGroup("ninguna tuvo éxito", errores)
    ### END SOLUTION


# %% test="primero_exitoso" points=1
@scenario
def carrera(primero_exitoso, lab, finales, orden, ocupados):
    import threading

    ejecutor = lab.executor(orden, ocupados)
    llamadas, en_casa = [], []

    def hecha(i):
        def fn():
            if threading.current_thread().name != "stepped executor":
                en_casa.append(i)
            llamadas.append(i)
            clase, dato = finales[i]
            if clase == "error":
                raise LookupError(dato)
            return dato

        return fn

    try:
        return primero_exitoso(ejecutor, [hecha(i) for i in range(len(finales))])
    finally:
        pasos = list(ejecutor.log)
        lab.put("turns", list(ejecutor.steps))
        lab.put("pasos", pasos)
        lab.put("llamadas", llamadas)
        lab.put("en_casa", len(en_casa))
        lab.put("retirados", sorted(ejecutor.cancelled))
        lab.put("pendientes", ejecutor.most_pending)
        lab.put("sondeos", ejecutor.polled)
        ejecutor.shutdown(cancel_futures=True)


def que(r, *clases):
    """Los números de los trabajos a los que les ocurrió eso."""
    return [numero for clase, numero in r.extra["pasos"] if clase in clases]


def retira_antes_de_ganar(r):
    clases = [clase for clase, _ in r.extra["pasos"]]
    hasta = clases.index("done") if "done" in clases else len(clases)
    return any(clase.startswith("cancel") for clase in clases[:hasta])


def bien_corrida(carrera, finales, orden, ocupados=()):
    """Juzga una carrera en la que hay al menos un éxito."""
    exitos = [i for i in orden if finales[i][0] == "valor"]
    ganadora, empezadas = exitos[0], {*orden[: orden.index(exitos[0]) + 1], *ocupados}
    sin_empezar = [i for i in range(len(finales)) if i not in empezadas]
    en_lista = next(dato for clase, dato in finales if clase == "valor")

    def devuelto(r):
        return f"devolvió {r.value!r}" if r.outcome == "ok" else f"lanzó {r.error}"

    return (
        carrera.rules_out("E203", lambda r: r.extra["en_casa"] and que(r, "submit"))
        .rules_out("E207", lambda r: r.extra["en_casa"])
        .rules_out("E206", lambda r: len(set(r.extra["llamadas"])) < len(r.extra["llamadas"]))
        .rules_out("E205", signs.gives_futures)
        .rules_out("E208", lambda r: r.extra["sondeos"])
        .rules_out("E204", lambda r: "shutdown" in [clase for clase, _ in r.extra["pasos"]])
        .rules_out("E201", lambda r: r.extra["pendientes"] < 2)
        .rules_out("E216", lambda r: retira_antes_de_ganar(r))
        .rules_out("E211", lambda r: r.outcome == "raised" and r.error.type == "LookupError", devuelto)
        .rules_out("E213", lambda r: len(que(r, "done", "failed")) == len(finales))
        .rules_out("E213", lambda r: set(ocupados) & set(que(r, "done", "failed")))
        .rules_out(
            "E215",
            lambda r: r.value == en_lista != finales[ganadora][1],
            devuelto,
            f"{finales[ganadora][1]!r}",
        )
        .returns(finales[ganadora][1])
        .satisfies(
            lambda r: r.extra["retirados"] == sin_empezar,
            f"que se retiren los trabajos {sin_empezar}",
            lambda r: f"se retiraron los trabajos {r.extra['retirados']}",
            "E212",
        )
    )


planes = [("error", "plan A"), ("valor", "plan B"), ("valor", "plan C"), ("valor", "plan D")]
bien_corrida(expect(carrera, finales=planes, orden=[0, 2, 1, 3], ocupados=[]), planes, [0, 2, 1, 3]).worth(1)


# %% hidden="primero_exitoso" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
for draw in score.draws(2):
    n = draw.randint(5, 7)
    orden = draw.sample(range(n), n)
    buenas = sorted(orden[2:])
    if buenas[0] == orden[2]:
        # La ganadora no es la primera buena de la lista: así se distingue el orden de llegada.
        orden[2], orden[3] = orden[3], orden[2]
    planes = [("valor", f"plan {i}") if i in buenas else ("error", f"plan {i}") for i in range(n)]
    with score(0.75):
        bien_corrida(expect(carrera, finales=planes, orden=orden, ocupados=[]), planes, orden)
with score(0.75):
    planes = [("valor", "lento"), ("error", "roto"), ("valor", "rápido"), ("valor", "último"), ("error", "x")]
    bien_corrida(
        expect(carrera, finales=planes, orden=[1, 2, 3, 4, 0], ocupados=[0]), planes, [1, 2, 3, 4, 0], [0]
    )
with score(0.75):
    for nada in (None, 0, ""):
        planes = [("error", "roto"), ("valor", nada), ("valor", "algo"), ("error", "otro")]
        (
            expect(carrera, finales=planes, orden=[0, 1, 2, 3], ocupados=[])
            .rules_out("E217", lambda r, nada=nada: r.value != nada or r.outcome != "ok")
            .returns(nada)
        )
with score(1):
    planes = [("error", "uno"), ("error", "dos"), ("error", "tres")]
    (
        expect(carrera, finales=planes, orden=[2, 0, 1], ocupados=[])
        .rules_out("E214", lambda r: r.outcome == "ok")
        .raises("ExceptionGroup")
        .rules_out("E218", lambda r: sorted(e.message for e in r.error.flat()) != ["dos", "tres", "uno"])
    )
    (
        expect(carrera, finales=planes[:1], orden=[0], ocupados=[])
        .rules_out("E214", lambda r: r.outcome == "ok")
        .raises("ExceptionGroup")
    )
    expect(carrera, finales=[], orden=[], ocupados=[]).raises("ValueError")
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Procesos: otra memoria
#
# En un CPython corriente solo un hilo ejecuta Python en cada instante, así que un cálculo puro no termina antes por tener más hilos. Un **proceso** es otro intérprete, con su propio candado global y su propia memoria: varios procesos
# calculan de verdad a la vez. El precio es que **nada se comparte**: lo que entra y lo que sale viaja copiado.
#
# `concurrent.futures.ProcessPoolExecutor(max_workers=n)` se usa como el de hilos, con tres condiciones:
#
# 1. **Lo que viaja se tiene que poder empaquetar** (con el módulo `pickle`). Los datos viajan copiados; las funciones, **por su nombre**: el otro proceso importa el módulo y la busca ahí. Una `lambda`, o una función definida dentro de
#    otra, no se puede encontrar por su nombre.
# 2. **El módulo se tiene que poder importar sin que pase nada.** Según el *método de inicio*, cada proceso nuevo importa el archivo del programa principal. Si al importarlo se inician procesos, cada proceso querría iniciar más.
# 3. **Un cambio en una variable global solo lo ve quien lo hace.** Para devolver algo hay que *devolverlo*.
#
# | Método | Cómo empieza el proceso | Dónde es el habitual |
# |---|---|---|
# | `fork` | como copia exacta del que lo crea | Linux, hasta Python 3.13 |
# | `forkserver` | como copia de un proceso limpio, que importa lo necesario | Linux, desde Python 3.14 |
# | `spawn` | de cero: arranca otro intérprete e importa lo necesario | Windows y macOS |
#
# Lo que cumple las tres condiciones funciona con los tres métodos. Las funciones escritas en una celda de un cuaderno no cumplen la segunda: no hay ningún archivo que importar. Por eso en lo que queda de la lección el código va en
# archivos `.py`, que escribe `%%writefile`.

# %%
# %%writefile cubos.py
import os
from concurrent.futures import ProcessPoolExecutor


# Paso 1: en el nivel superior del módulo, lo que harán los otros procesos.
def cubo(x):
    return x**3, os.getpid()


def cubos(xs):
    # Paso 2: el with espera a los procesos y los cierra.
    with ProcessPoolExecutor(max_workers=2) as ejecutor:
        # map entrega todo antes de esperar, y da los resultados en orden.
        return list(ejecutor.map(cubo, xs))


# Paso 3: bajo la guardia, lo que solo ocurre al ejecutar el archivo.
if __name__ == "__main__":
    resultados = cubos([1, 2, 3])
    print([valor for valor, _ in resultados])
    print("¿los calculó otro proceso?", os.getpid() not in {pid for _, pid in resultados})

# %%
# La salida de errores se junta con la otra, para verlo todo.
hecho = subprocess.run(
    [sys.executable, "cubos.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
)
print(hecho.stdout)

# %% [markdown]
# ### Predice
#
# El programa siguiente inicia un proceso, que añade un elemento a una lista global. ¿Qué escribe cada una de sus dos líneas, y en qué orden? Decídelo antes de ejecutar la celda de después. No se califica.

# %%
# %%writefile adivina.py
import multiprocessing

visto = []


def apunta(x):
    visto.append(x)
    print("en el otro proceso:", visto, flush=True)


if __name__ == "__main__":
    visto.append("antes")
    # spawn: el proceso nuevo importa este archivo desde cero.
    proceso = multiprocessing.get_context("spawn").Process(target=apunta, args=("después",))
    proceso.start()
    proceso.join()
    print("aquí:", visto)

# %%
hecho = subprocess.run(
    [sys.executable, "adivina.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
)
print(hecho.stdout)

# %% [markdown]
# El otro proceso tiene **su** lista: la del módulo recién importado, sin `"antes"`. (Con `fork` sería una copia de la de aquí, con `"antes"` dentro; pero una copia.) Y lo que añade allá no llega aquí.

# %% [markdown] prompt="primos"
# ## Ejercicio 3 · `primos.py`
#
# Escribe el módulo `primos.py` (no quites la primera línea de la celda, que lo guarda en ese archivo). Define en él
#
# ```python
# def contar_primos(rangos: list[tuple[int, int]], procesos: int) -> list[int]:
# ```
#
# que cuenta los números primos de cada rango `(desde, hasta)`, sin incluir `hasta`, y devuelve la lista de las cuentas en el orden de `rangos`.
#
# * Cuentan **otros procesos**: un grupo de exactamente `procesos`, que se reparten los rangos. Se entregan todos los rangos antes de esperar el primer resultado, y al regresar no queda ningún proceso en marcha.
# * Funciona con cualquier método de inicio. Al **importar** el archivo no se escribe nada ni se inicia nada.
# * Al **ejecutarlo**, escribe lo que devuelve `contar_primos([(0, 10), (10, 30)], 2)`:
#
# ```
# $ python primos.py
# [4, 6]
# ```
#
# Para saber si `n` es primo basta con probar los divisores desde 2 mientras su cuadrado no pase de `n`; los números menores que 2 no lo son.
#
# <details><summary>Una pista</summary>
#
# El otro proceso solo puede llamar a lo que encuentra por su nombre al importar `primos`. ¿Qué función tiene que estar ahí, qué recibe y qué devuelve?
#
# </details>

# %% solution="primos"
# %%writefile primos.py
"""Cuenta números primos con varios procesos."""

### BEGIN SOLUTION
from concurrent.futures import ProcessPoolExecutor  # noqa: F811


def es_primo(n: int) -> bool:
    """Dice si `n` es primo."""
    if n < 2:
        return False
    divisor = 2
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 1
    return True


def contar(rango: tuple[int, int]) -> int:
    """Cuenta los primos de un rango."""
    return sum(es_primo(n) for n in range(*rango))


def contar_primos(rangos: list[tuple[int, int]], procesos: int) -> list[int]:
    """Cuenta los primos de cada rango, con un grupo de procesos."""
    with ProcessPoolExecutor(max_workers=procesos) as ejecutor:
        return list(ejecutor.map(contar, rangos))


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
### END SOLUTION


# %% test="primos" points=1
@scenario(module="primos.py", clock="real", timeout=20)
def recuento(contar_primos, lab, rangos, procesos, metodo):
    from asyncaula.checks.processes import watched

    with watched("primos.py", method=metodo) as vigia:
        lab.put("procesos", vigia.report)
        cuentas = contar_primos(rangos, procesos)
    try:
        lab.put("sin rangos", contar_primos([], procesos))
    except Exception as error:
        lab.put("sin rangos", repr(error))
    return cuentas


def en_procesos(observado, procesos):
    """Descarta los errores que se ven en cómo se usan los procesos."""
    return (
        observado.rules_out("E221", signs.cannot_travel)
        .rules_out("E222", signs.misses_a_global, signs.failures)
        .rules_out("E237", signs.failures, signs.failures)
        .rules_out("E238", lambda r: r.error.type == "NobodyPuts")
        .rules_out("E203", lambda r: "not callable" in r.error.message and r.extra["procesos"]["started"])
        .rules_out("E223", lambda r: r.extra["procesos"]["threads"] and not r.extra["procesos"]["ran_in"])
        .rules_out("E225", lambda r: r.outcome == "ok" and not r.extra["procesos"]["ran_in"])
        .rules_out(
            "E224",
            lambda r: signs.not_as_many_as(r, procesos),
            lambda r: f"procesos pedidos: {sum(r.extra['procesos']['sizes']) + r.extra['procesos']['own']}",
            f"{procesos}",
        )
        .rules_out("E209", signs.one_by_one)
    )


def bien_contado(recuento, procesos, cuentas):
    return (
        en_procesos(recuento.rules_out("E27", signs.acts_when_imported), procesos)
        .rules_out("E205", signs.gives_futures)
        .rules_out("E222", lambda r: r.value != cuentas and not any(r.value), lambda r: f"devolvió {r.value}")
        .returns(cuentas)
        .rules_out("E226", lambda r: r.extra["procesos"]["open_pools"] or r.extra["procesos"]["uncollected"])
    )


cuatro = [(0, 101), (101, 120), (120, 127), (127, 132)]
bien_contado(expect(recuento, rangos=cuatro, procesos=2, metodo="spawn"), 2, [25, 5, 0, 2]).worth(1)


# %% hidden="primos" points=4
### BEGIN HIDDEN TESTS
def cuenta(desde, hasta):
    return sum(n > 1 and all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(desde, hasta))


score = hidden(4)
vistos = []
for draw, metodo, procesos in zip(score.draws(2), ("fork", "forkserver"), (3, 2), strict=True):
    rangos = [(0, draw.randint(4, 9)), (draw.randint(1000, 1200), 1300), (49, 50), (2, 3), (20, 12), (5, 8)]
    draw.shuffle(rangos)
    vistos.append(expect(recuento, rangos=rangos, procesos=procesos, metodo=metodo).result)
    with score(1):
        bien_contado(expect(vistos[-1]), procesos, [cuenta(*rango) for rango in rangos])
with score(0.5):
    (
        expect(vistos[0])
        .rules_out("E27", signs.acts_when_imported)
        .satisfies(
            lambda r: r.extra["sin rangos"] == [] and any(r.value),
            "que sin rangos no haya cuentas",
            lambda r: f"con una lista vacía: {r.extra['sin rangos']}",
        )
    )
with score(1.5):
    expect(vistos[0]).rules_out("E27", signs.acts_when_imported)
    expect(program("primos.py", method="spawn")).exits(0).prints("[4, 6]")
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Compartir a propósito
#
# Cuando de verdad hace falta compartir un número, `multiprocessing.Value("q", 0)` reserva un entero en una memoria que ven todos los procesos (`"q"` es un entero de 64 bits). Se lee y se escribe con `.value`, y trae su propio candado,
# `get_lock()`. Cada lectura y cada escritura sueltas son seguras; **`valor.value += 1` son dos**, y entre ellas cabe otro proceso, igual que con los hilos.
#
# Un `Value` no viaja con los datos: se entrega al proceso **al crearlo**, en `Process(target=f, args=(valor, …))`. (Con un grupo de procesos, en `initargs`, los argumentos de su `initializer`.)
#
# Lo que un `Process` calcula se puede recibir por una `multiprocessing.Queue`, que lleva objetos de un proceso a otro. Se parece a `queue.Queue`, con dos diferencias importantes:
#
# * un proceso que puso algo en la cola **no termina hasta que la cola se lo haya llevado**. Lo que no cabe en el conducto que los une espera a que alguien lo saque; si quien debía sacarlo está esperando con `join()` a que el proceso termine, se
#   esperan el uno al otro. Así que primero se saca lo que se sabe que va a llegar, y después `join()`;
# * `empty()` no sirve para saber si se acabó: que ahora no haya nada no significa que no vaya a llegar.
#
# Y cada proceso iniciado se espera con `join()`: es lo que permite al sistema darlo por terminado.

# %%
# %%writefile cesta.py
import multiprocessing


def recoge(cesta, frutas, cola):
    apuntes = []
    for fruta in frutas:
        # Paso 1: leer y escribir, sin soltar el candado entre lo uno y lo otro.
        with cesta.get_lock():
            cesta.value += len(fruta)
        apuntes.append(fruta.upper())
    # Paso 2: un solo envío por proceso.
    cola.put(apuntes)


if __name__ == "__main__":
    cesta, cola = multiprocessing.Value("q", 0), multiprocessing.Queue()
    partes = [["pera", "uva"], ["higo"]]
    procesos = [multiprocessing.Process(target=recoge, args=(cesta, parte, cola)) for parte in partes]
    # Paso 3: iniciarlos todos.
    for proceso in procesos:
        proceso.start()
    # Paso 4: sacar tantos envíos como procesos hay; get() espera cada uno.
    recibido = sorted(fruta for _ in procesos for fruta in cola.get())
    # Paso 5: ahora sí, esperar a que terminen.
    for proceso in procesos:
        proceso.join()
    print(recibido, cesta.value)

# %%
hecho = subprocess.run(
    [sys.executable, "cesta.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
)
print(hecho.stdout)

# %% [markdown] prompt="acumular"
# ## Ejercicio 4 · `acumular.py`
#
# Escribe el módulo `acumular.py` y define en él
#
# ```python
# def acumular(contador, procesos: int, n: int) -> list[int]:
# ```
#
# `contador` es un `multiprocessing.Value` de números enteros, que no empieza necesariamente en 0. La función inicia exactamente `procesos` procesos que trabajan a la vez, y cada uno suma 1 a `contador.value`, `n` veces. Devuelve la lista, **ordenada de menor a mayor**, de
# todos los valores que los aumentos fueron dejando en el contador.
#
# * No se pierde ningún aumento, ni aparece un valor repetido. Otras partes del programa protegen el contador con **su propio candado**, `contador.get_lock()`, así que tiene que ser ese.
# * `n` puede ser muy grande. Al regresar, todos los procesos han terminado y se han esperado.
# * Funciona con cualquier método de inicio; importar el archivo no inicia nada.
#
# ```python
# >>> contador = multiprocessing.Value("q", 10)
# >>> acumular(contador, 2, 3)
# [11, 12, 13, 14, 15, 16]
# >>> contador.value
# 16
# ```
#
# <details><summary>Una pista</summary>
#
# Cada proceso reúne los valores que va dejando y los manda de una vez. ¿Qué puede pasar entre que aumentas y que apuntas el valor? ¿Y qué orden llevan `get()` y `join()`?
#
# </details>

# %% solution="acumular"
# %%writefile acumular.py
"""Un contador que aumentan varios procesos a la vez."""

### BEGIN SOLUTION
import multiprocessing


def aumenta(contador, n, cola):
    """Suma 1 a `contador`, `n` veces, y manda a `cola` los valores que fue dejando."""
    dejados = []
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)
    cola.put(dejados)


def acumular(contador, procesos, n):
    """Suma 1 a `contador`, `n` veces en cada proceso; devuelve los valores que fue tomando, en orden."""
    cola = multiprocessing.Queue()
    iniciados = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos)]
    for proceso in iniciados:
        proceso.start()
    dejados = [valor for _ in iniciados for valor in cola.get()]
    for proceso in iniciados:
        proceso.join()
    return sorted(dejados)


### END SOLUTION


# %% test="acumular" points=1
@scenario(module="acumular.py", clock="real", timeout=20)
def sumandos(acumular, lab, inicial, procesos, n, metodo):
    from asyncaula.checks.processes import TracedValue, watched
    from asyncaula.checks.processes.start_method import default_to

    default_to(metodo)
    contador = TracedValue(inicial, procesos)
    with watched("acumular.py", method=metodo, value=contador) as vigia:
        lab.put("procesos", vigia.report)
        try:
            return acumular(contador, procesos, n)
        finally:
            lab.put("cuenta", contador.counts)
            lab.put("final", contador.value)


def terminado(r):
    return f"el contador terminó en {r.extra['final']}; aumentos perdidos: {r.extra['cuenta']['lost']}"


def devuelto(r):
    return f"devolvió {r.value}"


def sin_carreras(observado, final, valores):
    """Descarta las lecturas y escrituras que no están, juntas, bajo el candado del contador."""
    esperado = f"que termine en {final}"
    return (
        observado.rules_out(
            "E104",
            lambda r: r.extra["cuenta"]["bare_writes"] and r.extra["procesos"]["locks"],
            terminado,
            esperado,
        )
        .rules_out("E102", lambda r: r.extra["cuenta"]["half"], terminado, esperado)
        .rules_out("E231", lambda r: r.extra["cuenta"]["bare_writes"], terminado, esperado)
        .rules_out("E103", lambda r: r.extra["cuenta"]["torn"], terminado, esperado)
        .rules_out("E233", lambda r: r.extra["cuenta"]["bare_reads"], devuelto, f"{valores}")
    )


def bien_acumulado(observado, inicial, procesos, n):
    valores = list(range(inicial + 1, inicial + 1 + procesos * n))
    esperado = f"que termine en {valores[-1]}"
    observado = (
        observado.rules_out("E27", signs.acts_when_imported)
        .rules_out("E232", lambda r: "through inheritance" in r.error.message)
        .rules_out("E235", lambda r: r.error.type == "QueueNotDrained")
        .rules_out("E221", signs.cannot_travel)
        .rules_out("E222", signs.misses_a_global, signs.failures)
        .rules_out("E237", signs.failures, signs.failures)
        .rules_out("E238", lambda r: r.error.type == "NobodyPuts")
        .rules_out("E223", lambda r: r.extra["procesos"]["threads"] and not r.extra["procesos"]["ran_in"])
        .rules_out("E225", lambda r: r.outcome == "ok" and not r.extra["procesos"]["ran_in"])
        .rules_out(
            "E222",
            lambda r: r.extra["cuenta"]["writes"] == 0 and r.extra["final"] == inicial,
            terminado,
            esperado,
        )
        .rules_out("E234", signs.one_by_one)
    )
    return (
        sin_carreras(observado, valores[-1], valores)
        .rules_out(
            "E222", lambda r: r.value == [] and not r.extra["procesos"]["looked"], devuelto, f"{valores}"
        )
        .rules_out(
            "E236",
            lambda r: r.extra["procesos"]["looked"] and len(r.value) < len(valores),
            devuelto,
            f"{valores}",
        )
        .rules_out("E224", lambda r: signs.not_as_many_as(r, procesos))
        .returns(valores)
        .satisfies(lambda r: r.extra["final"] == valores[-1], esperado, terminado)
        .rules_out("E226", lambda r: r.extra["procesos"]["open_pools"] or r.extra["procesos"]["uncollected"])
    )


bien_acumulado(expect(sumandos, inicial=10, procesos=2, n=3, metodo="spawn"), 10, 2, 3).worth(1)


# %% hidden="acumular" points=4
### BEGIN HIDDEN TESTS
@scenario(module="acumular.py", clock="real", timeout=20)
def muchos(acumular, lab, inicial, procesos, n):
    import multiprocessing

    from asyncaula.checks.processes import watched

    contador = multiprocessing.Value("q", inicial)
    with watched("acumular.py", method="fork") as vigia:
        lab.put("procesos", vigia.report)
        valores = acumular(contador, procesos, n)
    seguidos = list(range(inicial + 1, inicial + 1 + procesos * n))
    solo = acumular(multiprocessing.Value("q", -2), 1, 4)
    return {"todos": valores == seguidos, "final": contador.value - inicial, "un proceso": solo}


score = hidden(4)
for draw, metodo, procesos in zip(score.draws(2), ("fork", "forkserver"), (3, 2), strict=True):
    inicial, n = draw.randint(-5, 90), draw.randint(2, 5)
    visto = expect(sumandos, inicial=inicial, procesos=procesos, n=n, metodo=metodo).result
    with score(1.5):
        bien_acumulado(expect(visto), inicial, procesos, n)
with score(1):
    # Con tantos aumentos de verdad, perder alguno sería cosa de suerte: decide lo que ya se vio.
    sin_carreras(expect(visto), 0, [])
    (
        expect(muchos, inicial=10**15, procesos=2, n=12_000)
        .rules_out("E235", lambda r: r.error.type == "QueueNotDrained")
        .returns({"todos": True, "final": 24_000, "un proceso": [-1, 0, 1, 2]})
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [`concurrent.futures`](https://docs.python.org/es/3/library/concurrent.futures.html): ejecutores y futuros, en la documentación de Python.
# * [`multiprocessing`](https://docs.python.org/es/3/library/multiprocessing.html): procesos, colas y memoria compartida; sus *pautas de programación* explican por qué hay que vaciar las colas antes de esperar.
# * [PEP 3148](https://peps.python.org/pep-3148/): de dónde salen los futuros, y [PEP 654](https://peps.python.org/pep-0654/): los grupos de excepciones.
#
# Los futuros volverán: los de `asyncio` (lección 06) tienen casi los mismos métodos, y un ejecutor es la forma de llamar desde un bucle de eventos a código que bloquea (lección 09).
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
