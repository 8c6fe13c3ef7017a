# %% [markdown]
# # 09 · El bucle de eventos: quién reparte los turnos
#
# **Para qué.** Llevas varias lecciones entregando tareas a un bucle que no se ve. Aquí lo abres: escribes uno pequeño, aprendes a sacar de él lo
# que lo detendría, a entrar en él desde otro hilo y a cerrar los generadores asíncronos que deja a medias.
#
# **Tiempo.** Unos 80 minutos: 30 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene manejar corrutinas, tareas y futuros (lecciones 04 a 06). De los hilos basta con saber que varios comparten la memoria del programa y que cada uno avanza por su cuenta.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. Ninguna prueba depende de lo rápida que sea tu máquina.

# %% [markdown]
# ## 1. Un planificador
#
# Un bucle de eventos no produce datos ni los guarda: **decide a quién le toca**. Es un planificador con tres cosas a la vista:
#
# | Pieza | Qué contiene | Quién la llena |
# |---|---|---|
# | **cola de listos** | llamadas pendientes, en el orden en que se pidieron | `loop.call_soon(funcion, *argumentos)` |
# | **temporizadores** | llamadas pendientes, cada una con su hora | `loop.call_later(segundos, funcion, *argumentos)` |
# | **selector** | conexiones por las que se espera leer o escribir | las operaciones de red |
#
# Las funciones que se apuntan así se llaman *callbacks*. Apuntar un callback no lo ejecuta: lo deja listo para cuando el bucle recupere el control.

# %% locked="preparacion"
import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any

from asyncaula.checks import expect, hidden, scenario, trace


# %%
async def agenda(lab):
    bucle = asyncio.get_running_loop()
    # Paso 1: apuntar tres llamadas; ninguna ocurre todavía.
    bucle.call_later(2, print, "horno: a los dos segundos")
    bucle.call_later(1, print, "pan: al segundo")
    bucle.call_soon(print, "té: en cuanto se pueda")
    print("todo apuntado, nada ejecutado")
    # Paso 2: al esperar, el control vuelve al bucle y empieza el reparto.
    await asyncio.sleep(3)
    print("pasaron", lab.now(), "segundos")


trace(agenda).elapsed

# %% [markdown]
# Cuando no hay nada listo, el bucle no da vueltas en vano: mira la hora del temporizador más próximo y **duerme justo hasta entonces** (o hasta que el
# selector le avise de que llegó algo). Toda su vida es repetir estas *vueltas*:
#
# 1. si no hay nada listo, dormir hasta el próximo temporizador;
# 2. pasar a la cola de listos los temporizadores vencidos;
# 3. ejecutar lo que hay en la cola, **y solo lo que había al empezar este paso**: lo que se apunte mientras tanto queda para la vuelta siguiente.
#
# El último detalle reparte el tiempo con justicia: un callback que vuelve a apuntarse no puede acaparar el bucle.


# %%
async def nadie_acapara(lab):
    bucle = asyncio.get_running_loop()
    orden = []

    def insiste(veces):
        orden.append(f"insiste {veces}")
        if veces < 3:
            bucle.call_soon(insiste, veces + 1)

    bucle.call_soon(insiste, 1)
    bucle.call_soon(orden.append, "otro")
    await asyncio.sleep(1)
    return orden


trace(nadie_acapara).value

# %% [markdown]
# ## 2. Una tarea es una cadena de callbacks
#
# ¿Y las corrutinas? El bucle no sabe de ellas. Al crear una tarea, esta apunta con `call_soon` un callback que ejecuta la corrutina **hasta que se suspenda**.
# Cuando se completa lo que esperaba, apunta otro callback con el tramo siguiente. Dos tareas que ceden el control se van turnando:


# %%
async def tramos(nombre):
    for n in (1, 2, 3):
        print(nombre, n, end="  ")
        await asyncio.sleep(0)  # cede el turno y vuelve a la cola


async def alternan(lab):
    await asyncio.gather(tramos("A"), tramos("B"))


trace(alternan).new_tasks

# %% [markdown]
# Entre dos suspensiones nadie interrumpe un tramo. Por eso un tramo largo retrasa a todos: mientras no regrese, no hay vuelta siguiente. Es la misma razón
# por la que `time.sleep()` dentro de una corrutina lo detiene todo, y `await asyncio.sleep()`, que solo apunta un temporizador, no.
#
# ### Predice
#
# Antes de ejecutar la celda, ordena las cinco letras. Recuerda que `call_later(0, …)` también es un temporizador. No se califica.


# %%
async def adivina(lab):
    bucle = asyncio.get_running_loop()
    bucle.call_later(0, print, "C")
    bucle.call_soon(print, "A")
    print("B")
    await asyncio.sleep(0)
    print("D")
    await asyncio.sleep(0)
    print("E")


trace(adivina).elapsed

# %% [markdown]
# `B` no espera a nadie. En la vuelta siguiente ya estaban en la cola `A` y el segundo tramo de la corrutina, que imprime `D`; el temporizador vencido se añade **detrás**. `E` pertenece al tercer tramo, que va en otra vuelta.
#
# ## 3. Un reloj que se puede cambiar
#
# Un programa que lee la hora con `time.monotonic()` y espera con `time.sleep()` solo se puede probar esperando de verdad. Si en cambio **recibe** el reloj como argumento, en las pruebas se
# le da uno de mentira. A eso se le llama *inyectar* el reloj, y es lo que hace posible el cronograma de estas lecciones.


# %% locked="reloj"
class Reloj:
    """Un reloj de mentira: el tiempo solo pasa cuando alguien duerme en él."""

    def __init__(self, hora: float = 0.0) -> None:
        self._hora = hora

    def ahora(self) -> float:
        """Da la hora, en segundos."""
        return self._hora

    def duerme(self, segundos: float) -> None:
        """Hace pasar esos segundos."""
        self._hora += max(0.0, segundos)


# %%
def cuenta_atras(reloj, desde):
    for n in range(desde, 0, -1):
        print(n, "a las", reloj.ahora())
        reloj.duerme(1)


cuenta_atras(Reloj(hora=100), 3)

# %% [markdown]
# Queda un asunto: los errores. Un callback no tiene quien lo espere, así que su excepción no puede salir hacia nadie. El bucle la atrapa, la comunica a su manejador de excepciones y **sigue**
# con el callback siguiente. Hay dos que sí deja salir, porque no son fallos del callback sino órdenes de parar: `KeyboardInterrupt` y `SystemExit`. Ninguna de las dos hereda de `Exception`.


# %%
async def sobrevive(lab):
    bucle = asyncio.get_running_loop()
    bucle.call_soon(int, "no soy un número")
    bucle.call_soon(print, "el siguiente callback se ejecuta igual")
    await asyncio.sleep(1)


trace(sobrevive).unretrieved

# %% [markdown] prompt="MiniBucle"
# ## Ejercicio 1 · `MiniBucle`
#
# Escribe la clase `MiniBucle`, un bucle de eventos sin red. Recibe un reloj como el de arriba, que solo necesita `ahora()` y `duerme(segundos)`, y tiene tres métodos:
#
# * `call_soon(fn, *args)` apunta una llamada para la vuelta siguiente;
# * `call_later(segundos, fn, *args)` apunta una llamada para dentro de esos segundos, contados **desde que se pide**;
# * `correr()` da vueltas, como las del apartado 1, hasta que no queda nada apuntado, y entonces regresa.
#
# Además:
#
# 1. los temporizadores vencidos se añaden detrás de lo que ya estaba listo, por orden de hora; **si empatan, por el orden en que se pidieron** (asyncio no lo promete; tu bucle, sí);
# 2. lo que un callback apunta mientras corre, aunque sea con cero segundos, queda para una vuelta posterior;
# 3. el tiempo solo pasa a través del reloj recibido, y se duerme de una vez hasta el próximo temporizador;
# 4. una excepción (`Exception`) de un callback se añade a la lista `errores` del bucle y no impide que los demás se ejecuten. `KeyboardInterrupt` y `SystemExit` salen de `correr()`.
#
# ```python
# >>> bucle = MiniBucle(Reloj())
# >>> bucle.call_later(1, print, "después")
# >>> bucle.call_soon(print, "antes")
# >>> bucle.correr()
# antes
# después
# ```
#
# <details><summary>Una pista</summary>
#
# Escribe primero, como comentarios, los tres pasos de una vuelta. Para los empates: ¿qué dato, además de la hora, distingue a dos temporizadores según cuándo se pidieron?
#
# </details>


# %% solution="MiniBucle"
class MiniBucle:
    """Un planificador: reparte turnos a callbacks y temporizadores, con el reloj que recibe."""

    def __init__(self, reloj: Reloj) -> None:
        """Guarda el reloj y empieza sin nada apuntado; `errores` reúne las excepciones de los callbacks."""
        self.errores: list[Exception] = []
        ### BEGIN SOLUTION
        self._reloj = reloj
        self._listos: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
        self._temporizadores: list[tuple[float, Callable[..., Any], tuple[Any, ...]]] = []
        ### END SOLUTION

    def call_soon(self, fn: Callable[..., Any], *args: Any) -> None:
        """Apunta una llamada para la vuelta siguiente."""
        ### BEGIN SOLUTION
        self._listos.append((fn, args))
        ### END SOLUTION

    def call_later(self, segundos: float, fn: Callable[..., Any], *args: Any) -> None:
        """Apunta una llamada para dentro de esos segundos."""
        ### BEGIN SOLUTION
        vence = self._reloj.ahora() + segundos
        self._temporizadores.append((vence, fn, args))
        self._temporizadores.sort(key=lambda temporizador: temporizador[0])
        ### END SOLUTION

    def correr(self) -> None:
        """Da vueltas hasta que no queda nada apuntado."""
        ### BEGIN SOLUTION
        while self._listos or self._temporizadores:
            if not self._listos:
                self._reloj.duerme(self._temporizadores[0][0] - self._reloj.ahora())
            while self._temporizadores and self._temporizadores[0][0] <= self._reloj.ahora():
                _, fn, args = self._temporizadores.pop(0)
                self._listos.append((fn, args))
            en_turno, self._listos = self._listos, []
            for fn, args in en_turno:
                try:
                    fn(*args)
                except Exception as error:
                    self.errores.append(error)
        ### END SOLUTION


# %% test="MiniBucle" points=1
@scenario
async def desayuno(MiniBucle, lab):
    class Agotado(BaseException):
        """El reloj se consultó miles de veces sin que pasara nada."""

    class RelojDePrueba:
        def __init__(self):
            self.hora, self.consultas = 0.0, 0

        def ahora(self):
            self.consultas += 1
            if self.consultas > 5000:
                raise Agotado
            return self.hora

        def duerme(self, segundos):
            self.hora += max(0.0, segundos)
            self.ahora()

    reloj, visto = RelojDePrueba(), []
    bucle = MiniBucle(reloj)

    def anota(nombre):
        visto.append((nombre, reloj.hora))

    bucle.call_later(2, anota, "mesa")
    bucle.call_soon(anota, "té")
    bucle.call_later(1, anota, "pan")
    bucle.call_soon(anota, "café")
    bucle.call_later(2, anota, "horno")
    antes = list(visto)
    try:
        bucle.correr()
    except Agotado:
        return {"antes de correr": antes, "visto": "el reloj se consultó 5000 veces"}
    return {"antes de correr": antes, "visto": visto}


en_orden = [("té", 0), ("café", 0), ("pan", 1), ("mesa", 2), ("horno", 2)]


def fuera_del_reloj(r):
    if r.outcome == "blocked" or r.value["visto"] == "el reloj se consultó 5000 veces":
        return True
    return {hora for _, hora in r.value["visto"]} == {0}


def cuenta_el_tiempo(r):
    if r.outcome == "blocked":
        return f"se llamó a {r.blocking[0].call}, que detiene el programa de verdad"
    return str(r.value["visto"])


def empate_cambiado(r):
    if r.outcome == "raised":
        return "'<' not supported" in r.error.message
    visto = r.value["visto"]
    return visto[:3] == en_orden[:3] and sorted(visto[3:]) == sorted(en_orden[3:]) and visto != en_orden


(
    expect(desayuno)
    .rules_out(
        "E907", lambda r: r.value["antes de correr"], lambda r: f"ya al apuntar: {r.value['antes de correr']}"
    )
    .rules_out(
        "E921",
        lambda r: r.value["visto"][:2] == en_orden[1::-1],
        lambda r: str(r.value["visto"]),
        str(en_orden),
    )
    .rules_out("E904", fuera_del_reloj, cuenta_el_tiempo, str(en_orden))
    .rules_out("E901", empate_cambiado, lambda r: str(r.error or r.value["visto"]), str(en_orden))
    .returns({"antes de correr": [], "visto": en_orden})
    .worth(1)
)


# %% hidden="MiniBucle" points=4
### BEGIN HIDDEN TESTS
@scenario
async def guion(MiniBucle, lab, ordenes, hora):
    """`ordenes`: qué hace cada callback, por nombre; «inicio» son las de antes de correr."""

    class Agotado(BaseException):
        pass

    class RelojDePrueba:
        def __init__(self):
            self.hora, self.consultas = hora, 0

        def ahora(self):
            self.consultas += 1
            if self.consultas > 5000:
                raise Agotado
            return self.hora

        def duerme(self, segundos):
            if segundos > 0:
                siestas.append(segundos)
                self.hora += segundos
            self.ahora()

    fallos = {"ValueError": ValueError, "KeyError": KeyError, "KeyboardInterrupt": KeyboardInterrupt}
    visto, siestas = [], []
    reloj = RelojDePrueba()
    bucle = MiniBucle(reloj)

    def cumple(pasos):
        for orden, *datos in pasos:
            if orden == "pronto":
                bucle.call_soon(llamada, *datos)
            elif orden == "luego":
                segundos, *resto = datos
                bucle.call_later(segundos, llamada, *resto)
            elif orden == "distinta":
                segundos, nombre = datos
                bucle.call_later(segundos, lambda nombre=nombre: llamada(nombre))
            elif orden == "tarda":
                reloj.hora += datos[0]
            elif orden == "falla":
                raise fallos[datos[0]](datos[0])

    def llamada(nombre, *resto):
        visto.append((nombre, reloj.hora - hora))
        cumple(ordenes.get(nombre, []))

    fin = "regresó"
    try:
        cumple(ordenes["inicio"])
        bucle.correr()
    except Agotado:
        fin = "reloj agotado"
    except KeyboardInterrupt:
        fin = "KeyboardInterrupt"
    except (ValueError, KeyError) as error:
        fin = type(error).__name__
    errores = [type(error).__name__ for error in bucle.errores]
    return {"fin": fin, "visto": visto, "siestas": siestas, "errores": errores}


def tiempo_aparte(r):
    return r.outcome == "blocked" or r.value["fin"] == "reloj agotado"


def demasiado_pronto(previsto):
    hora_de = dict(previsto)
    return lambda r: any(hora < hora_de[nombre] for nombre, hora in r.value["visto"])


def desempata_mal(previsto):
    def visto_asi(r):
        if r.outcome == "raised":
            return "'<' not supported" in r.error.message
        visto = r.value["visto"]
        return visto != previsto and [h for _, h in visto] == [h for _, h in previsto]

    return visto_asi


def al_reves(r):
    return [nombre for nombre, _ in r.value["visto"]] == ["c", "b", "a"]


score = hidden(4)
for draw in score.draws(2):
    plazos = [draw.choice([1, 2, 3.5]) for _ in range(6)] + [draw.choice([1, 2])] * 2
    nombres = draw.sample(list("abcdefgh"), 8)
    nombres[-2:] = sorted(nombres[-2:], reverse=True)  # el empate nunca es el de los nombres
    previsto = [(n, p) for p, n in sorted(zip(plazos, nombres, strict=True), key=lambda par: par[0])]
    horas = sorted(set(plazos))
    orden = draw.choice(["luego", "distinta"])
    inicio = [(orden, p, n) for p, n in zip(plazos, nombres, strict=True)]
    with score(0.5):
        en_fila = [("pronto", nombre) for nombre in "abc"]
        (
            expect(guion, ordenes={"inicio": en_fila}, hora=0)
            .rules_out("E921", al_reves)
            .satisfies(lambda r: r.value["visto"] == [("a", 0), ("b", 0), ("c", 0)], "que se respete la fila")
        )
        (
            expect(guion, ordenes={"inicio": inicio}, hora=draw.randint(50, 900))
            .rules_out("E904", tiempo_aparte)
            .rules_out("E905", demasiado_pronto(previsto))
            .rules_out("E901", desempata_mal(previsto))
            .rules_out("E904", lambda r, h=horas: len(r.value["siestas"]) > len(h))
            .satisfies(
                lambda r, p=previsto: r.value["visto"] == p, "que cada temporizador se ejecute a su hora"
            )
        )
with score(1):
    ordenes = {
        "inicio": [("luego", 2, "a"), ("luego", 3, "b")],
        "a": [("luego", 2, "c"), ("luego", 0.5, "d")],
        "c": [("tarda", 5), ("luego", 1, "f"), ("luego", 0.5, "e")],
    }
    previsto = [("a", 2), ("d", 2.5), ("b", 3), ("c", 4), ("e", 9.5), ("f", 10)]
    (
        expect(guion, ordenes=ordenes, hora=0)
        .rules_out("E904", tiempo_aparte)
        .rules_out("E905", demasiado_pronto(previsto))
        .satisfies(lambda r: r.value["visto"] == previsto, "que los plazos se cuenten desde que se piden")
    )
    retraso = {
        "inicio": [("pronto", "x", 1, 2), ("luego", 2, "z"), ("luego", 1, "y")],
        "x": [("tarda", 4)],
    }
    expect(guion, ordenes=retraso, hora=7).satisfies(
        lambda r: r.value["visto"] == [("x", 0), ("y", 4), ("z", 4)],
        "que los temporizadores ya vencidos se ejecuten por orden de hora",
    )
with score(1):
    a_cero = {
        "inicio": [("luego", 1, "t1")],
        **{f"t{i}": [("luego", 0, f"t{i + 1}"), ("pronto", f"s{i}")] for i in range(1, 4)},
    }
    (
        expect(guion, ordenes=a_cero, hora=0)
        .rules_out("E902", lambda r: [n for n, _ in r.value["visto"]][:2] == ["t1", "t2"])
        .satisfies(
            lambda r: [n for n, _ in r.value["visto"]] == ["t1", "s1", "t2", "s2", "t3", "s3", "t4"],
            "que un plazo de cero segundos espere a una vuelta posterior, detrás de lo ya listo",
        )
    )
    cadena = {
        "inicio": [("pronto", "p1"), ("luego", 1, "timbre")],
        "p1": [("tarda", 1), ("pronto", "p2")],
        **{f"p{i}": [("pronto", f"p{i + 1}")] for i in range(2, 6)},
    }
    por_vueltas = ["p1", "p2", "timbre", "p3", "p4", "p5", "p6"]
    de_corrido = ["p1", "p2", "p3", "p4", "p5", "p6", "timbre"]
    (
        expect(guion, ordenes=cadena, hora=0)
        .rules_out("E902", lambda r: [n for n, _ in r.value["visto"]] == de_corrido)
        .satisfies(lambda r: [n for n, _ in r.value["visto"]] == por_vueltas, "que nadie acapare el bucle")
    )
with score(1):
    fallos = {
        "inicio": [("pronto", "mal"), ("pronto", "bien"), ("luego", 1, "peor"), ("luego", 2, "fin")],
        "mal": [("falla", "ValueError")],
        "peor": [("falla", "KeyError")],
    }
    (
        expect(guion, ordenes=fallos, hora=0)
        .rules_out(
            "E903", lambda r: r.value["fin"] in ("ValueError", "KeyError") or len(r.value["visto"]) < 4
        )
        .satisfies(lambda r: [n for n, _ in r.value["visto"]] == ["mal", "bien", "peor", "fin"], "que siga")
        .satisfies(
            lambda r: r.value["errores"] == ["ValueError", "KeyError"],
            "que errores reúna las excepciones, en orden",
            lambda r: f"errores: {r.value['errores']}",
        )
    )
    parada = {
        "inicio": [("pronto", "alto"), ("luego", 1, "nunca")],
        "alto": [("falla", "KeyboardInterrupt")],
    }
    (
        expect(guion, ordenes=parada, hora=0)
        .rules_out("E906", lambda r: r.value["fin"] == "regresó")
        .satisfies(lambda r: r.value["fin"] == "KeyboardInterrupt", "que salga de correr()")
    )
    expect(guion, ordenes={"inicio": []}, hora=3).satisfies(
        lambda r: r.value == {"fin": "regresó", "visto": [], "siestas": [], "errores": []},
        "que regrese en el acto",
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Sacar del bucle lo que lo detiene
#
# No todo tiene versión asíncrona: una biblioteca de base de datos, un cálculo largo, la lectura de un archivo enorme. Llamadas desde una corrutina, detienen el hilo del bucle y, con él, a todas
# las tareas. La salida es hacerlas **en otro hilo** y esperar su resultado sin ocupar el bucle. El bucle sabe hacerlo: `loop.run_in_executor(ejecutor, fn, *args)` entrega la llamada a un
# *ejecutor*, un grupo de hilos que aceptan trabajo, y da un futuro. Si el ejecutor es `None`, usa uno propio, que `asyncio.run()` cierra al terminar.


# %%
def cuenta_vocales(texto):
    donde = "el hilo del bucle" if threading.get_ident() == hilo_del_bucle else "otro hilo"
    return sum(letra in "aeiou" for letra in texto), donde


hilo_del_bucle = threading.get_ident()
bucle = asyncio.get_running_loop()
# Paso 1: el bucle entrega la llamada a un hilo y da un futuro.
futuro = bucle.run_in_executor(None, cuenta_vocales, "eucalipto" * 1000)
# Paso 2: mientras se espera al futuro, las demás tareas tienen turno.
print(await futuro)

# %% [markdown]
# Un ejecutor propio (`concurrent.futures.ThreadPoolExecutor`) sirve igual, pero tiene dueño: quien lo crea **lo cierra**, también si algo falla. Sin cerrar, cada uno conserva sus hilos.
#
# Y ojo con quién espera: el método `result()` de lo que da `ejecutor.submit(…)` espera deteniendo el hilo que lo llama. En una corrutina, eso vuelve a detener el bucle; lo que ahí se espera, se espera con `await`.
#
# ### Lo que no viaja solo
#
# Una variable de contexto (`contextvars.ContextVar`) guarda un valor *por tarea*: quién hizo la petición, en qué idioma responder. Cada tarea tiene su copia, pero un hilo de un ejecutor
# no sabe nada de ella. `contextvars.copy_context()` toma una copia del contexto actual, y el método `run(fn, *args)` de esa copia llama a `fn` dentro de ella, desde cualquier hilo.

# %%
idioma = contextvars.ContextVar("idioma", default="ninguno")
idioma.set("español")
# Paso 1: el hilo del ejecutor no ve el valor de esta tarea.
print("en el ejecutor:", await asyncio.get_running_loop().run_in_executor(None, idioma.get))
# Paso 2: una copia conserva el valor que había al tomarla…
copia = contextvars.copy_context()
idioma.set("náhuatl")
# Paso 3: …y lo presta a lo que se ejecute dentro de ella.
print("en la copia:", copia.run(idioma.get), "· aquí:", idioma.get())

# %% [markdown]
# En Python 3.14 hay una opción (activada en la variante sin candado global) con la que un hilo **nuevo** copia el contexto de quien lo inicia. A un ejecutor no le basta: sus hilos atienden llamadas de muchos, y conservan el contexto de la primera.

# %% [markdown] prompt="fuera_del_bucle"
# ## Ejercicio 2 · `fuera_del_bucle`
#
# Escribe `fuera_del_bucle(fn, *args)`: llama a la función normal `fn(*args)` en otro hilo y devuelve su resultado. Mientras tanto, el bucle sigue atendiendo a las demás tareas. Además:
#
# * `fn` ve las variables de contexto de quien llamó, con su valor en ese momento;
# * si `fn` lanza una excepción, sale de `fuera_del_bucle`;
# * por muchas veces que se llame, con éxito o con error, no se acumulan ejecutores abiertos.
#
# ```python
# >>> await fuera_del_bucle(pow, 2, 10)
# 1024
# ```
#
# <details><summary>Una pista</summary>
#
# Tienes dos piezas: una lleva una llamada a otro hilo, la otra lleva el contexto a una llamada. ¿Qué función recibiría el hilo si las encajas?
#
# </details>


# %% solution="fuera_del_bucle"
async def fuera_del_bucle(fn: Callable[..., Any], *args: Any) -> Any:
    """Llama a `fn(*args)` en otro hilo, con el contexto de quien llama, sin detener el bucle."""
    ### BEGIN SOLUTION
    contexto = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(None, contexto.run, fn, *args)
    ### END SOLUTION


# %% test="fuera_del_bucle" points=1
@scenario
async def multiplica_despacio(fuera_del_bucle, lab):
    import asyncio
    import threading
    import time

    bucle_atiende = threading.Event()
    hilo_del_bucle = threading.get_ident()

    def multiplica(a, b):
        en_el_bucle = threading.get_ident() == hilo_del_bucle
        lab.mark("en el hilo del bucle" if en_el_bucle else "en otro hilo")
        for _ in range(2000):
            if bucle_atiende.is_set():
                break
            time.sleep(0.0005)
        return a * b, "el bucle atendió" if bucle_atiende.is_set() else "el bucle estuvo detenido"

    asyncio.get_running_loop().call_soon(bucle_atiende.set)
    return await fuera_del_bucle(multiplica, 6, 7)


def se_quedo_dentro(r):
    return "en el hilo del bucle" in r.marks


def detuvo_el_bucle(r):
    return r.outcome == "blocked" or r.value[1] == "el bucle estuvo detenido"


def como_lo_detuvo(r):
    if r.outcome == "blocked":
        return f"{r.blocking[0].call} detuvo el hilo del bucle"
    return "el bucle no dio ninguna vuelta mientras el otro hilo trabajaba"


(
    expect(multiplica_despacio)
    .rules_out(
        "E908", se_quedo_dentro, "la función se ejecutó en el hilo del bucle", "que se ejecute en otro hilo"
    )
    .rules_out("E909", detuvo_el_bucle, como_lo_detuvo, "que el bucle siga dando vueltas")
    .returns((42, "el bucle atendió"))
    .leaves_nothing()
    .worth(1)
)


# %% hidden="fuera_del_bucle" points=4
### BEGIN HIDDEN TESTS
@scenario
async def el_bucle_sigue(fuera_del_bucle, lab, datos):
    import asyncio
    import threading
    import time

    vuelta = threading.Event()
    aqui = threading.get_ident()

    def junta(*partes):
        lab.mark("en el hilo del bucle" if threading.get_ident() == aqui else "en otro hilo")
        for _ in range(2000):
            if vuelta.is_set():
                break
            time.sleep(0.0005)
        return list(partes), vuelta.is_set()

    async def otra_tarea():
        for _ in range(5):
            await asyncio.sleep(0)
        vuelta.set()

    otra = asyncio.create_task(otra_tarea())
    resultado = await fuera_del_bucle(junta, *datos)
    await otra
    return resultado


@scenario
async def ve_el_contexto(fuera_del_bucle, lab, nombres):
    import threading
    from contextvars import ContextVar

    usuario = ContextVar("usuario", default="nadie")
    aqui = threading.get_ident()

    def lee():
        lab.mark("en el hilo del bucle" if threading.get_ident() == aqui else "en otro hilo")
        return usuario.get()

    vistos = []
    for nombre in nombres:
        usuario.set(nombre)
        vistos.append(await fuera_del_bucle(lee))
    return vistos


@scenario
async def cada_tarea_el_suyo(fuera_del_bucle, lab, nombres):
    import asyncio
    from contextvars import ContextVar

    usuario = ContextVar("usuario", default="nadie")

    async def peticion(nombre):
        usuario.set(nombre)
        await asyncio.sleep(0)
        return await fuera_del_bucle(usuario.get)

    return await asyncio.gather(*map(peticion, nombres))


@scenario
async def el_hilo_falla(fuera_del_bucle, lab):
    import threading

    aqui = threading.get_ident()

    def busca():
        lab.mark("en el hilo del bucle" if threading.get_ident() == aqui else "en otro hilo")
        raise LookupError("no está en el estante")

    return await fuera_del_bucle(busca)


@scenario
async def muchas_llamadas(fuera_del_bucle, lab, veces):
    import threading
    from concurrent.futures import ThreadPoolExecutor
    from unittest import mock

    aqui = threading.get_ident()
    creados, cerrados = [], []
    inicia, cierra = ThreadPoolExecutor.__init__, ThreadPoolExecutor.shutdown

    def vigila_inicio(self, *args, **kw):
        inicia(self, *args, **kw)
        creados.append(self)

    def vigila_cierre(self, *args, **kw):
        cerrados.append(self)
        cierra(self, *args, **kw)

    def convierte(texto):
        lab.mark("en el hilo del bucle" if threading.get_ident() == aqui else "en otro hilo")
        return int(texto)

    def abiertos():
        return [ejecutor for ejecutor in creados if ejecutor not in cerrados]

    cuentas, finales = [], []
    with (
        mock.patch.object(ThreadPoolExecutor, "__init__", vigila_inicio),
        mock.patch.object(ThreadPoolExecutor, "shutdown", vigila_cierre),
    ):
        for bien in [True, *veces]:
            final = await lab.attempt(lambda bien=bien: fuera_del_bucle(convierte, "1" if bien else "uno"))
            finales.append(final["value"] if final["state"] == "returned" else final["error"].type)
            cuentas.append(len(abiertos()))
    for ejecutor in abiertos():
        ejecutor.shutdown(wait=False)
    return {"de más": cuentas[-1] - cuentas[0], "finales": finales}


def dentro(r):
    return "en el hilo del bucle" in r.marks


def bucle_detenido(r):
    return r.outcome == "blocked" or r.value[1] is False


score = hidden(4)
draw = next(score.draws(1))
datos = [draw.randint(-99, 99) for _ in range(draw.randint(0, 4))]
nombres = draw.sample(["Ana", "Luis", "Eva", "Raúl", "Inés"], 3)
with score(1.5):
    (
        expect(el_bucle_sigue, datos=datos)
        .rules_out("E908", dentro)
        .rules_out("E909", bucle_detenido)
        .returns((datos, True))
        .leaves_nothing()
    )
with score(0.75):
    for visto in (expect(ve_el_contexto, nombres=nombres), expect(cada_tarea_el_suyo, nombres=nombres)):
        visto.rules_out("E908", dentro).rules_out(
            "E910", lambda r: r.outcome == "ok" and r.value != nombres
        ).returns(nombres)
with score(0.75):
    expect(el_hilo_falla).rules_out("E908", dentro).raises("LookupError", message="no está en el estante")
with score(1):
    for veces, finales in (([True] * 3, [1] * 4), ([False] * 3, [1, *["ValueError"] * 3])):
        (
            expect(muchas_llamadas, veces=veces)
            .rules_out("E01", lambda r: "NotImplementedError" in r.value["finales"])
            .rules_out("E908", dentro)
            .rules_out("E911", lambda r: r.value["de más"] > 0)
            .returns({"de más": 0, "finales": finales})
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# Lo que acabas de construir existe: desde Python 3.9, `asyncio.to_thread(fn, *args)` hace las dos cosas. Ahora sabes qué hay dentro. Un aviso: cancelar a quien espera no detiene al hilo, que seguirá hasta
# terminar. Y un hilo no acelera los cálculos en Python puro mientras exista el candado global del intérprete; lo que gana el programa es que el bucle sigue libre.
#
# ## 5. El camino de vuelta
#
# Desde ese otro hilo, a veces hay que pedirle algo al bucle. Pero sus colas no están hechas para que otro hilo las toque, y además el bucle puede estar **dormido** en su selector:
# un callback apuntado sin despertarlo espera hasta que otra cosa lo despierte, quizá nunca. El modo de depuración lo delata en el acto:


# %%
async def delata(lab):
    bucle = asyncio.get_running_loop()
    bucle.set_debug(True)

    def en_otro_hilo():
        try:
            bucle.call_soon(print, "¿me oyes?")
        except RuntimeError as error:
            return str(error)

    return await bucle.run_in_executor(None, en_otro_hilo)


trace(delata).value

# %% [markdown]
# `create_task`, `call_later` y los métodos de futuros y tareas tienen el mismo problema. Hay dos puertas pensadas para otros hilos:
#
# | Puerta | Qué pide | Qué da |
# |---|---|---|
# | `loop.call_soon_threadsafe(fn, *args)` | una llamada | nada útil: se pide y se sigue |
# | `asyncio.run_coroutine_threadsafe(coro, loop)` | que el bucle ejecute una corrutina | un `concurrent.futures.Future`, que es para hilos |
#
# El futuro de la segunda no se espera con `await`, porque en el hilo no hay bucle. Su método `result()` detiene **al hilo que llama** hasta que hay un resultado, o lanza la excepción con la que terminó la corrutina.
# Detener un hilo de trabajo es inofensivo; hacerlo en el hilo del propio bucle sería esperar para siempre a alguien a quien no se deja avanzar.
#
# Este es el camino de vuelta con la primera puerta. `threading.Thread(target=f).start()` pone en marcha un hilo que llama a `f`.


# %%
async def dos_hilos(lab):
    bucle = asyncio.get_running_loop()
    timbre = asyncio.Event()

    def portero():
        # Paso 2: en este hilo no hay ningún bucle; se le pide al otro que haga la llamada, y se le despierta.
        bucle.call_soon_threadsafe(timbre.set)

    # Paso 1: otro hilo empieza a trabajar por su cuenta.
    threading.Thread(target=portero).start()
    # Paso 3: el bucle, ya despierto, llama a timbre.set() en su propio hilo.
    await timbre.wait()
    return "llamaron a la puerta"


trace(dos_hilos).value

# %% [markdown]
# ¿Y llamar a `asyncio.run()` en el otro hilo? No es una puerta: crea un bucle **distinto**. Un evento, una cola o una conexión del primero no funciona en el segundo.

# %% [markdown] prompt="desde_hilo"
# ## Ejercicio 3 · `desde_hilo`
#
# Escribe `desde_hilo(loop, coro)`, una función normal que se llama **desde un hilo de trabajo**, mientras `loop` está en marcha en otro hilo. Hace que ese bucle ejecute la corrutina, espera a que termine y devuelve su
# resultado. Si la corrutina lanza una excepción, sale de `desde_hilo`.
#
# La corrutina tiene que ejecutarse en `loop` y en su hilo: puede usar eventos, colas o conexiones que le pertenecen.
#
# ```python
# >>> async def suma(a, b):
# ...     return a + b
# >>> bucle = asyncio.get_running_loop()
# >>> await bucle.run_in_executor(None, lambda: desde_hilo(bucle, suma(2, 3)))
# 5
# ```
#
# <details><summary>Una pista</summary>
#
# Son dos momentos: entregar la corrutina por una puerta que despierte al bucle, y esperar con algo que pueda esperar un hilo.
#
# </details>


# %% solution="desde_hilo"
def desde_hilo(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any]) -> Any:
    """Ejecuta la corrutina en `loop`, que funciona en otro hilo, y devuelve su resultado."""
    ### BEGIN SOLUTION
    return asyncio.run_coroutine_threadsafe(coro, loop).result()
    ### END SOLUTION


# %% test="desde_hilo" points=1
@scenario
async def encargo(desde_hilo, lab):
    import asyncio
    import threading

    bucle = asyncio.get_running_loop()
    hilo_del_bucle = threading.get_ident()
    crea = bucle.create_task

    def crea_vigilada(*args, **kw):
        if threading.get_ident() != hilo_del_bucle:
            lab.mark("create_task desde otro hilo")
        return crea(*args, **kw)

    bucle.create_task = crea_vigilada
    bucle.set_debug(True)
    respuesta = bucle.create_future()

    async def prepara(plato):
        suyo = asyncio.get_running_loop() is bucle
        await asyncio.sleep(0.02)
        return f"{plato} {'en el bucle dado' if suyo else 'en otro bucle'}"

    def trabajo():
        corrutina = prepara("sopa")
        try:
            valor = desde_hilo(bucle, corrutina)
            dado = f"un objeto {type(valor).__name__}" if hasattr(valor, "done") else str(valor)
        except Exception as error:
            dado = f"{type(error).__name__}: {error}"
        bucle.call_soon_threadsafe(respuesta.set_result, dado)

    threading.Thread(target=trabajo, daemon=True).start()
    return await respuesta


def sin_permiso(r):
    return "Non-thread-safe operation" in r.value


def desde_create_task(r):
    return "create_task desde otro hilo" in r.marks


(
    expect(encargo)
    .rules_out("E01", lambda r: r.value.startswith("NotImplementedError"))
    .rules_out("E912", lambda r: "en otro bucle" in r.value, lambda r: r.value, "sopa en el bucle dado")
    .rules_out("E914", desde_create_task, lambda r: r.value, "sopa en el bucle dado")
    .rules_out("E913", sin_permiso, lambda r: r.value, "sopa en el bucle dado")
    .rules_out("E915", lambda r: "already running" in r.value, lambda r: r.value, "sopa en el bucle dado")
    .rules_out("E916", lambda r: "un objeto" in r.value, lambda r: r.value, "sopa en el bucle dado")
    .returns("sopa en el bucle dado")
    .leaves_nothing()
    .worth(1)
)


# %% hidden="desde_hilo" points=4
### BEGIN HIDDEN TESTS
@scenario
async def encargos(desde_hilo, lab, platos):
    """Un hilo por encargo, todos a la vez; un plato que empieza por «!» falla."""
    import asyncio
    import threading

    bucle = asyncio.get_running_loop()
    hilo_del_bucle = threading.get_ident()
    crea = bucle.create_task

    def crea_vigilada(*args, **kw):
        if threading.get_ident() != hilo_del_bucle:
            lab.mark("create_task desde otro hilo")
        return crea(*args, **kw)

    bucle.create_task = crea_vigilada
    bucle.set_debug(True)
    abierta = asyncio.Event()

    async def prepara(i, plato):
        suyo = asyncio.get_running_loop() is bucle and threading.get_ident() == hilo_del_bucle
        await asyncio.sleep(0.01 * (len(platos) - i))
        if suyo:
            await abierta.wait()
        if plato.startswith("!"):
            raise LookupError(plato if suyo else "en otro bucle")
        return [plato, suyo]

    def trabajo(i, plato, respuesta):
        try:
            valor = desde_hilo(bucle, prepara(i, plato))
            dado = valor if isinstance(valor, list) or valor is None else f"un objeto {type(valor).__name__}"
        except Exception as error:
            dado = f"{type(error).__name__}: {error}"
        bucle.call_soon_threadsafe(respuesta.set_result, dado)

    respuestas = []
    for i, plato in enumerate(platos):
        respuestas.append(bucle.create_future())
        threading.Thread(target=trabajo, args=(i, plato, respuestas[-1]), daemon=True).start()
    bucle.call_later(0.02, abierta.set)
    return await asyncio.gather(*respuestas)


def dice(texto):
    return lambda r: any(isinstance(v, str) and texto in v for v in r.value)


def revisa(platos, previsto):
    fallos = [f"LookupError: {plato}" if plato[0] == "!" else None for plato in platos]
    (
        expect(encargos, platos=platos)
        .rules_out("E01", dice("NotImplementedError"))
        .rules_out("E912", lambda r: dice("en otro bucle")(r) or any(v[1] is False for v in r.value if v))
        .rules_out("E914", lambda r: "create_task desde otro hilo" in r.marks)
        .rules_out("E913", dice("Non-thread-safe operation"))
        .rules_out("E915", dice("already running"))
        .rules_out(
            "E17", lambda r: any(fallo and v != fallo for fallo, v in zip(fallos, r.value, strict=True))
        )
        .rules_out("E916", dice("un objeto"))
        .returns(previsto)
        .leaves_nothing()
    )


score = hidden(4)
draw = next(score.draws(1))
menu = draw.sample(["mole", "pozole", "tlayuda", "esquites", "atole"], 3)
with score(1.5):
    revisa(menu[:1], [[menu[0], True]])
with score(1):
    revisa(["!" + menu[1]], ["LookupError: !" + menu[1]])
with score(1.5):
    revisa([*menu, "!sal"], [*([plato, True] for plato in menu), "LookupError: !sal"])
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Generadores asíncronos: quién los cierra
#
# Una función `async def` con `yield` es un *generador asíncrono*: produce valores y, entre uno y otro, puede esperar. Se recorre con `async for`, o se le pide un valor suelto con `await anext(generador)`, que lanza
# `StopAsyncIteration` cuando ya no hay más.


# %%
async def lecturas(cuantas):
    print("abre el sensor")
    try:
        for n in range(cuantas):
            await asyncio.sleep(1)
            yield n * 10
    finally:
        await asyncio.sleep(0.5)
        print("cierra el sensor")


async def recorre(lab):
    async for valor in lecturas(2):
        print(valor, "a los", lab.now())


trace(recorre).elapsed

# %% [markdown]
# ¿Y si se deja de recorrer antes del final? `break` sale del `for`, pero **no termina el generador**: se queda suspendido en su `yield`, con su `finally` pendiente y el sensor abierto. Un generador normal
# se cierra en cuanto nadie lo recuerda; uno asíncrono no puede, porque su limpieza quizá tenga que esperar, y para eso hace falta el bucle. Cuando el recolector lo encuentra, avisa al bucle, que crea una tarea
# para cerrarlo *algún día*; y `asyncio.run()` cierra los últimos al terminar (`loop.shutdown_asyncgens()`). Mira cuánto tiempo sigue abierto este sensor después de su única lectura:


# %%
async def olvido(lab):
    async def sensor():
        abierto = asyncio.create_task(lab.job("sensor abierto", None)())
        try:
            while True:
                await asyncio.sleep(1)
                yield lab.now()
        finally:
            abierto.cancel()

    generador = sensor()
    async for _ in generador:
        break
    await lab.job("otro trabajo", 3)()
    await generador.aclose()


trace(olvido)

# %% [markdown]
# Para cerrarlo cuando tú quieres está `await generador.aclose()`: reanuda el generador lanzando `GeneratorExit` en el `yield` donde se quedó y espera a que acabe su limpieza.


# %%
async def a_medias(lab):
    generador = lecturas(10)
    # Paso 1: pedir un valor y dejarlo a medias.
    print(await anext(generador), "a los", lab.now())
    print("el sensor sigue abierto")
    # Paso 2: cerrarlo, y esperar a su limpieza.
    await generador.aclose()
    print("ahora no, a los", lab.now())


trace(a_medias).elapsed

# %% [markdown]
# `contextlib.aclosing(objeto)` hace lo mismo con un bloque: `async with aclosing(objeto): …` espera a `objeto.aclose()` al salir de él, sea por el final, por un `return`, por un `break` o por una excepción.
# (`async with` es como `with`, pero la entrada y la salida pueden esperar.)


# %%
class Puerta:
    async def aclose(self):
        await asyncio.sleep(0)
        print("puerta cerrada")


async with aclosing(Puerta()):
    print("dentro")

# %% [markdown] prompt="primeras"
# ## Ejercicio 4 · `primeras`
#
# Escribe `primeras(generador, n)`: devuelve una lista con los primeros `n` valores de un generador asíncrono y lo deja **cerrado**, con su limpieza terminada, antes de regresar.
#
# * No le pide ni un valor más de los que devuelve (salvo para descubrir que se acabó).
# * Si el generador se acaba antes, devuelve los que haya.
# * Con `n` igual a 0 devuelve una lista vacía sin pedirle nada, y también lo cierra.
# * Si el generador lanza una excepción, sale de `primeras`.
#
# ```python
# >>> await primeras(lecturas(10), 2)
# abre el sensor
# cierra el sensor
# [0, 10]
# ```
#
# <details><summary>Una pista</summary>
#
# Pregúntate en qué momento sabes que ya tienes bastantes: ¿antes de pedir el siguiente valor, o después de haberlo recibido?
#
# </details>


# %% solution="primeras"
async def primeras(generador: AsyncGenerator[Any, None], n: int) -> list[Any]:
    """Devuelve los primeros `n` valores del generador y lo cierra."""
    ### BEGIN SOLUTION
    valores: list[Any] = []
    async with aclosing(generador):
        while len(valores) < n:
            try:
                valores.append(await anext(generador))
            except StopAsyncIteration:
                break
    return valores
    ### END SOLUTION


# %% test="primeras" points=1
@scenario
async def dos_de_cinco(primeras, lab):
    import asyncio

    pedidos, cierre = [], ["sin cerrar"]

    async def sensor():
        try:
            for i in range(5):
                pedidos.append(i)
                await asyncio.sleep(1)
                yield i * 10
        finally:
            await asyncio.sleep(0.5)
            cierre[0] = "cerrado"

    generador = sensor()
    valores = await primeras(generador, 2)
    visto = {"valores": valores, "pedidos": len(pedidos), "al regresar": cierre[0]}
    await generador.aclose()
    return visto


def cuenta(r):
    return f"devolvió {r.value['valores']} y pidió {r.value['pedidos']} valores"


(
    expect(dos_de_cinco)
    .rules_out("E918", lambda r: r.value["pedidos"] == 5, cuenta, "que pida 2 valores")
    .rules_out(
        "E919",
        lambda r: r.value["pedidos"] in (1, 3) or len(r.value["valores"]) in (1, 3),
        cuenta,
        "que pida 2 valores y devuelva [0, 10]",
    )
    .rules_out(
        "E917",
        lambda r: r.value["al regresar"] == "sin cerrar",
        "el generador seguía suspendido, con su limpieza pendiente",
        "que esté cerrado al regresar",
    )
    .returns({"valores": [0, 10], "pedidos": 2, "al regresar": "cerrado"})
    .takes(2.5)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="primeras" points=4
### BEGIN HIDDEN TESTS
@scenario
async def del_sensor(primeras, lab, n, datos, falla_en):
    import asyncio

    pedidos = []

    async def sensor():
        for i, dato in enumerate(datos):
            pedidos.append(i)
            await asyncio.sleep(1)
            if i == falla_en:
                raise ValueError("sensor roto")
            try:
                yield dato
            except GeneratorExit:
                await asyncio.sleep(0.5)
                lab.mark("cerrado")
                raise

    generador = sensor()
    final = await lab.attempt(lambda: primeras(generador, n))
    pedido = len(pedidos)
    tardó = lab.now()
    quedan = [dato async for dato in generador]
    return {
        "valores": final["value"] if final["state"] == "returned" else None,
        "error": None if final["state"] == "returned" else final["error"].type,
        "pedidos": pedido,
        "abierto": bool(quedan),
        "tardó": tardó,
    }


def una_de_mas_o_de_menos(n):
    return lambda r: abs(r.value["pedidos"] - n) == 1 or abs(len(r.value["valores"]) - n) == 1


def juzga(n, datos):
    previsto = {
        "valores": datos[:n],
        "error": None,
        "pedidos": min(n, len(datos)),
        "abierto": False,
        "tardó": n + 0.5 if 0 < n <= len(datos) else min(n, len(datos)),
    }
    check = expect(del_sensor, n=n, datos=datos, falla_en=None).rules_out(
        "E01", lambda r: r.value["error"] == "NotImplementedError"
    )
    if n < len(datos):
        check.rules_out("E918", lambda r: r.value["pedidos"] > n + 1)
        check.rules_out("E919", una_de_mas_o_de_menos(n))
    else:
        check.rules_out("E920", lambda r: r.value["error"] in ("RuntimeError", "StopAsyncIteration"))
    check.rules_out("E917", lambda r: r.value["abierto"] or r.value["tardó"] == previsto["tardó"] - 0.5)
    check.returns(previsto).leaves_nothing()


score = hidden(4)
for draw in score.draws(2):
    datos = [draw.choice([None, 0, "", draw.randint(1, 99)]) for _ in range(40)]
    with score(0.75):
        juzga(draw.randint(3, 30), datos)
with score(1):
    juzga(0, ["a", "b", "c"])
    juzga(1, ["a", "b", "c"])
with score(0.75):
    juzga(8, [1, 2, 3])
    juzga(3, [])
with score(0.75):
    (
        expect(del_sensor, n=5, datos=list(range(10)), falla_en=2)
        .rules_out("E01", lambda r: r.value["error"] == "NotImplementedError")
        .rules_out("E17", lambda r: r.value["error"] is None)
        .returns({"valores": None, "error": "ValueError", "pedidos": 3, "abierto": False, "tardó": 3})
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [El bucle de eventos](https://docs.python.org/es/3/library/asyncio-eventloop.html), en la documentación de Python: todos sus métodos, y cuáles se pueden llamar desde otro hilo.
# * [Desarrollar con asyncio](https://docs.python.org/es/3/library/asyncio-dev.html): el modo de depuración, los hilos y los errores más comunes.
# * [PEP 3156](https://peps.python.org/pep-3156/) explica cómo se diseñó el bucle; [PEP 525](https://peps.python.org/pep-0525/), los generadores asíncronos y su cierre; [PEP 567](https://peps.python.org/pep-0567/), las variables de contexto.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
