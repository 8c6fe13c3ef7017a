# %% [markdown]
# # 04 · Corrutinas: de `yield` a `await`
#
# **Para qué.** `async` y `await` parecen magia hasta que se ve de qué están hechas: de funciones que saben detenerse a medio camino y seguir
# después donde iban. En esta lección las construyes desde abajo, en el mismo orden en que llegaron a Python: el generador que recibe valores (PEP 342),
# la delegación con `yield from` (PEP 380) y las corrutinas de hoy, con `async def`, `await` y `__await__` (PEP 492).
#
# **Tiempo.** Unos 75 minutos: 30 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene manejar con soltura funciones, clases, diccionarios y `try`/`finally`. No hace falta saber nada de hilos ni de asyncio.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. Aquí ninguna prueba mide el tiempo: todas miran qué ocurre y en qué orden.

# %% [markdown]
# ## 1. Una función que se detiene
#
# Una función normal, una vez llamada, corre hasta el final. Si su cuerpo contiene `yield`, la llamada no ejecuta nada: devuelve un **generador**,
# que es esa misma función en pausa. Cada `next()` la hace avanzar hasta el siguiente `yield` y entrega lo que este ofrece; sus variables locales se conservan entre una pausa y otra.
#
# Cuando el cuerpo termina, el generador lanza `StopIteration`. Un ciclo `for` la atrapa por ti y por eso casi nunca se ve, pero lleva algo
# útil: el valor del `return`, en su atributo `value`.

# %% locked="preparacion"
import asyncio
import inspect
import types
import warnings
from collections import deque
from collections.abc import Coroutine, Generator
from typing import Any, Literal

from asyncaula.checks import expect, hidden, scenario, trace


# %%
def cuenta_atras(n):
    while n > 0:
        yield n
        n -= 1
    return "despegue"


# Paso 1: la llamada crea el generador; su cuerpo aún no empieza.
cuenta = cuenta_atras(2)
print(inspect.getgeneratorstate(cuenta))
# Paso 2: cada next() lo lleva hasta el siguiente yield y ahí se detiene.
print(next(cuenta), next(cuenta), inspect.getgeneratorstate(cuenta))
# Paso 3: al terminar, el valor del return viaja dentro de StopIteration.
try:
    next(cuenta)
except StopIteration as fin:
    print(fin.value, inspect.getgeneratorstate(cuenta))

# %% [markdown]
# ## 2. Un generador también escucha
#
# Desde la PEP 342, `yield` es una *expresión*: cuando el generador se reanuda, vale lo que le haya enviado quien lo maneja con `send(valor)`.
# Así, un solo `yield` hace dos cosas. Al detenerse **entrega** una respuesta; al reanudarse **recibe** el envío siguiente:
#
# ```python
# moneda = yield ahorrado      # entrega «ahorrado», espera, y recibe «moneda»
# ```
#
# Hay un detalle que sorprende la primera vez. Un generador recién creado no ha llegado a ningún `yield`, así que no tiene dónde recibir. Primero hay que
# **cebarlo**, como una bomba de agua: un `next()` (que equivale a `send(None)`) lo lleva hasta su primer `yield`.


# %%
def alcancia():
    ahorrado = 0
    while True:
        moneda = yield ahorrado
        ahorrado += moneda


lila = alcancia()
# Paso 1: sin cebar, no hay un yield que reciba el envío.
try:
    lila.send(5)
except TypeError as error:
    print(error)
# Paso 2: next() lo ceba y devuelve lo que entrega el primer yield.
print("al cebarla:", next(lila))
# Paso 3: desde ahora, cada envío obtiene su respuesta.
print(lila.send(5), lila.send(2), lila.send(10))

# %% [markdown]
# Para que nadie tenga que acordarse de cebarlo, quien crea el generador puede entregarlo ya listo. Basta una función normal que lo crea, lo hace avanzar y lo devuelve:


# %%
def alcancia_lista():
    cerdito = alcancia()
    next(cerdito)
    return cerdito


print(alcancia_lista().send(20))

# %% [markdown]
# Un generador al que se le habla con `send` es una **corrutina** en el sentido original de la palabra: dos piezas de código que se pasan el turno,
# sin que ninguna tenga que terminar para que la otra siga.

# %% [markdown]
# ## 3. Cerrar es también un mensaje
#
# Muchas corrutinas no terminan por su cuenta: esperan el siguiente envío en un `while True`. Quien las maneja tiene dos maneras de acabar con ellas,
# y las dos lanzan una excepción **dentro** del generador, justo en el `yield` donde está detenido:
#
# * `throw(error)` lanza ese error. Si el generador no lo atrapa, el error sale por donde se llamó a `throw`.
# * `close()` lanza `GeneratorExit`, que significa «ya no habrá más envíos». El generador puede limpiar lo suyo, y después tiene que acabar: dejar salir la excepción
#   o terminar con `return`. `close()` da las dos cosas por buenas y regresa sin error. Si el generador responde con otro `yield`, `close()` lanza `RuntimeError: generator ignored GeneratorExit`.
#
# `GeneratorExit` hereda de `BaseException` y no de `Exception`: un `except Exception` no la atrapa. La limpieza que debe ocurrir sea cual sea el final va en un `finally`.


# %%
def taquilla():
    vendidos = 0
    try:
        while True:
            yield vendidos
            vendidos += 1
    finally:
        print("  se baja la cortina; boletos vendidos:", vendidos)


# Paso 1: close() provoca la limpieza y regresa sin error.
norte = taquilla()
next(norte)
next(norte)
print("close():")
norte.close()
# Paso 2: throw() también, pero su error llega hasta aquí.
sur = taquilla()
next(sur)
print("throw():")
try:
    sur.throw(ValueError("se fue la luz"))
except ValueError as error:
    print("  salió", repr(error))

# %% [markdown]
# Desde Python 3.13, `close()` devuelve además el valor del `return` con que el generador haya respondido; antes devuelve siempre `None`.

# %% [markdown]
# ### Predice
#
# Antes de ejecutar la celda, escribe en un papel las cuatro líneas que imprimirá. Pista: hay un `print` que no llega a escribir nada. No se califica.


# %%
def eco():
    recibido = yield "listo"
    while recibido != "fin":
        recibido = yield recibido.upper()
    return "adiós"


voz = eco()
print(next(voz))
print(voz.send("hola"))
print(voz.send("¿sigues ahí?"))
try:
    print(voz.send("fin"))
except StopIteration as fin:
    print("StopIteration:", fin.value)

# %% [markdown]
# El envío de `"fin"` no obtiene respuesta de ningún `yield`: el cuerpo termina, `send` lanza `StopIteration` y aquel `print` se queda sin nada que escribir.

# %% [markdown] prompt="familia"
# ## Ejercicio 1 · `familia`
#
# Una familia de patos va al estanque. `patos` es un diccionario con el lugar de cada pato; al principio todos están en `"orilla"`.
# Escribe `familia(patos)`, que devuelve un generador **ya cebado**, listo para recibir nombres:
#
# 1. `send(nombre)` pasa a ese pato al `"agua"`, en el mismo diccionario, y devuelve cuántos patos de la familia están en el agua. Si ya estaba ahí, o si
#    el nombre no es de la familia, no cambia nada: la respuesta es el número de antes.
# 2. El generador no termina por su cuenta: siempre puede recibir otro nombre.
# 3. Cuando lo cierran con `close()`, o cuando le llega una excepción con `throw()`, todos los patos vuelven a `"orilla"`. `close()` regresa sin error; la excepción de `throw()` sigue su camino hacia fuera.
#
# Cada llamada a `familia` es independiente de las demás.
#
# ```python
# >>> patos = {"Hugo": "orilla", "Paco": "orilla"}
# >>> estanque = familia(patos)
# >>> estanque.send("Paco")
# 1
# >>> patos
# {'Hugo': 'orilla', 'Paco': 'agua'}
# >>> estanque.close()
# >>> patos
# {'Hugo': 'orilla', 'Paco': 'orilla'}
# ```
#
# <details><summary>Una pista</summary>
#
# Son dos trabajos distintos: el de un generador que conversa y limpia, y el de una función que lo crea y lo deja listo. Una función puede definirse dentro de otra.
#
# </details>


# %% solution="familia"
def familia(patos: dict[str, str]) -> Generator[int, str, None]:
    """Entrega un generador cebado que lleva patos al agua y, cuando se cierra, los devuelve a la orilla."""

    ### BEGIN SOLUTION
    def paseo() -> Generator[int, str, None]:
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

    estanque = paseo()
    next(estanque)
    return estanque
    ### END SOLUTION


# %% test="familia" points=1
@scenario
def paseo(familia, lab):
    patos = {"Hugo": "orilla", "Paco": "orilla", "Luis": "orilla"}
    estanque = familia(patos)
    respuestas = [estanque.send("Hugo"), estanque.send("Luis")]
    antes = [nombre for nombre in patos if patos[nombre] == "agua"]
    estanque.close()
    despues = [nombre for nombre in patos if patos[nombre] == "agua"]
    return {"respuestas": respuestas, "en el agua": antes, "tras close()": despues}


(
    expect(paseo)
    .rules_out(
        "E401",
        lambda r: r.error.type == "TypeError" and "just-started" in r.error.message,
        lambda r: f'send("Hugo") lanzó {r.error}',
        'que send("Hugo") devuelva 1 sin llamar antes a next()',
    )
    .rules_out(
        "E402",
        lambda r: (
            r.error.type == "StopIteration"
            or (r.error.type == "AttributeError" and "'send'" in r.error.message)
        ),
        lambda r: f"se lanzó {r.error}",
        "que cada send() obtenga una respuesta y el generador siga vivo",
    )
    .rules_out(
        "E403",
        lambda r: r.error.type == "RuntimeError" and "ignored GeneratorExit" in r.error.message,
        lambda r: f"close() lanzó {r.error}",
        "que close() regrese sin error",
    )
    .rules_out(
        "E404",
        lambda r: None in r.value["respuestas"],
        lambda r: f"los envíos «Hugo» y «Luis» obtuvieron {r.value['respuestas']}",
        "[1, 2]: una respuesta por envío",
    )
    .rules_out(
        "E405",
        lambda r: len(r.value["tras close()"]) > 0,
        lambda r: f"tras close() siguen en el agua: {', '.join(r.value['tras close()'])}",
        "que todos hayan vuelto a la orilla",
    )
    .returns({"respuestas": [1, 2], "en el agua": ["Hugo", "Luis"], "tras close()": []})
    .worth(1)
)


# %% hidden="familia" points=4
### BEGIN HIDDEN TESTS
@scenario
def conversación(familia, lab, patos, llamadas):
    import contextlib

    estanque = familia(patos)
    respuestas = [estanque.send(nombre) for nombre in llamadas]
    lugares = dict(patos)
    with contextlib.suppress(RuntimeError):
        estanque.close()
    return {"respuestas": respuestas, "lugares": lugares}


@scenario
def se_cierra(familia, lab, patos, llamadas):
    estanque = familia(patos)
    for nombre in llamadas:
        estanque.send(nombre)
    estanque.close()
    return patos


@scenario
def llega_un_error(familia, lab, patos, llamadas):
    import contextlib

    estanque = familia(patos)
    for nombre in llamadas:
        estanque.send(nombre)
    try:
        estanque.throw(LookupError("halcón a la vista"))
        salió = "ninguna"
    except Exception as error:
        salió = type(error).__name__
    with contextlib.suppress(RuntimeError):
        estanque.close()
    return {"excepción": salió, "lugares": patos}


@scenario
def dos_familias(familia, lab):
    norte, sur = {"Ana": "orilla", "Eva": "orilla"}, {"Leo": "orilla", "Teo": "orilla"}
    a, b = familia(norte), familia(sur)
    respuestas = [a.send("Ana"), b.send("Leo"), a.send("Eva"), b.send("Teo")]
    a.close()
    lugares = [*norte.values(), *sur.values()]
    b.close()
    return {"respuestas": respuestas, "lugares": lugares}


def judge(scenario, **data):
    return (
        expect(scenario, **data)
        .rules_out("E401", lambda r: r.error.type == "TypeError" and "just-started" in r.error.message)
        .rules_out("E402", lambda r: r.error.type == "StopIteration" or "'send'" in r.error.message)
        .rules_out("E403", lambda r: "ignored GeneratorExit" in r.error.message)
        .rules_out("E404", lambda r: None in r.value["respuestas"])
    )


score = hidden(4)
for draw in score.draws(2):
    nombres = draw.sample(["Hugo", "Paco", "Luis", "Rita", "Sol", "Nube"], 5)
    extraño, repetido = "Cisne", nombres[0]
    llamadas = draw.sample([*nombres[:3], repetido, extraño], 5)
    orilla = dict.fromkeys(nombres, "orilla")
    en_el_agua = [len({*llamadas[: i + 1]} - {extraño}) for i in range(5)]
    lugares = orilla | dict.fromkeys(nombres[:3], "agua")
    with score(0.75):
        judge(conversación, patos=orilla, llamadas=llamadas).returns(
            {"respuestas": en_el_agua, "lugares": lugares}
        )
with score(0.75):
    for llamadas in ([], nombres[:2], nombres):
        (
            judge(se_cierra, patos=orilla, llamadas=llamadas)
            .rules_out("E405", lambda r: "agua" in r.value.values())
            .returns(orilla)
        )
with score(0.75):
    (
        judge(llega_un_error, patos=orilla, llamadas=nombres[:4])
        .rules_out("E405", lambda r: "agua" in r.value["lugares"].values())
        .rules_out("E17", lambda r: r.value["excepción"] in ("ninguna", "StopIteration"))
        .returns({"excepción": "LookupError", "lugares": orilla})
    )
with score(1):
    (
        judge(dos_familias)
        .rules_out("E406", lambda r: r.value["respuestas"][1] != 1 and r.value["respuestas"][0] == 1)
        .returns({"respuestas": [1, 1, 2, 2], "lugares": ["orilla", "orilla", "agua", "agua"]})
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Delegar: `yield from`
#
# Cuando una corrutina crece, se quiere partir en funciones. Pero los envíos llegan a la de fuera, y es la de dentro quien los espera. La PEP 380 lo resuelve:
# `yield from otra()` conecta a quien maneja el generador **directamente** con el de dentro. Pasan en ambos sentidos las respuestas, los envíos y las excepciones, y cuando el
# de dentro termina, la expresión `yield from` vale lo que aquel devolvió con `return`.


# %%
def pregunta(texto):
    respuesta = yield texto
    return respuesta.strip().title()


def ficha():
    # Paso 1: cada yield from espera el valor final de otro generador.
    nombre = yield from pregunta("¿Cómo te llamas?")
    ciudad = yield from pregunta("¿Dónde vives?")
    return f"{nombre}, de {ciudad}"


# Paso 2: quien conversa no sabe, ni le importa, cuántos niveles hay dentro.
entrevista = ficha()
print(next(entrevista))
print(entrevista.send("  ana "))
try:
    entrevista.send("oaxaca")
except StopIteration as fin:
    print("→", fin.value)

# %% [markdown]
# ## 5. Corrutinas con nombre propio: `async def` y `await`
#
# Con esas piezas se escribieron las primeras bibliotecas asíncronas, y el código se leía mal: nada distinguía un generador que produce datos de uno que espera.
# La PEP 492 le dio a lo segundo un tipo y una sintaxis propios:
#
# | Con generadores | Con corrutinas |
# |---|---|
# | `def` con algún `yield` dentro | `async def` |
# | `yield from otra()` | `await otra()` |
# | lo que devuelve la llamada es un generador | lo que devuelve la llamada es una corrutina |
# | se recorre con `next()` o `for` | no se recorre: alguien la espera o la conduce con `send()` |
#
# Por dentro el mecanismo es el mismo. `saluda` es una **función corrutina**; lo que devuelve al llamarla es un **objeto corrutina**, una función en pausa antes de su primera línea.
# En código antiguo verás todavía generadores decorados con `@asyncio.coroutine`: ese decorador desapareció en Python 3.11.


# %%
async def saluda(nombre):
    return f"Hola, {nombre}"


# Paso 1: la llamada no ejecuta el cuerpo.
corrutina = saluda("Ana")
print(type(saluda).__name__, "→", type(corrutina).__name__, inspect.getcoroutinestate(corrutina))
# Paso 2: await la ejecuta hasta el final y toma su valor.
print(await corrutina, inspect.getcoroutinestate(corrutina))
# Paso 3: una corrutina se usa una sola vez.
try:
    await corrutina
except RuntimeError as error:
    print(error)

# %% [markdown]
# Dentro de un `async def` puedes escribir `await` donde haga falta. Fuera de él, Python no lo admite, salvo en un cuaderno como este: Jupyter ya tiene un *bucle de eventos* en marcha, el programa que
# conduce corrutinas por ti, y le entrega las celdas que contienen `await`. En un script se usa `asyncio.run()`, que es el tema de la lección 05.
#
# Llamar y no esperar es el tropiezo más común. El cuerpo no se ejecuta nunca, y Python solo puede quejarse cuando la corrutina se destruye:

# %%
with warnings.catch_warnings(record=True) as avisos:
    warnings.simplefilter("always")
    saluda("nadie")
print(avisos[0].category.__name__, "·", avisos[0].message)

# %% [markdown]
# ### Esperar no es iniciar en segundo plano
#
# `await corrutina` suspende a quien espera **hasta que la otra termina**. Tener dos corrutinas creadas no hace que avancen las dos. Lo dibujamos con `trace`,
# que ejecuta una función asíncrona en un reloj virtual y muestra cuándo trabajó cada quien; `lab.job("té", 3)()` crea una corrutina que tarda tres segundos:


# %%
async def desayuno(lab):
    # Paso 1: las dos corrutinas existen ya en el segundo 0.
    te = lab.job("té", 3)()
    pan = lab.job("pan", 2)()
    # Paso 2: la segunda no da un paso hasta que alguien la espera.
    await te
    await pan


trace(desayuno)

# %% [markdown]
# Para que avancen a la vez hace falta entregarlas al bucle como *tareas*: eso queda para la lección 06.

# %% [markdown]
# ## 6. ¿Qué se puede esperar?
#
# `await` acepta cualquier objeto *awaitable*, y las corrutinas son solo uno de sus tipos:
#
# | Objeto | De dónde sale | Cómo se reconoce |
# |---|---|---|
# | corrutina | de llamar a una función `async def` | `inspect.iscoroutine(obj)` |
# | tarea | `asyncio.create_task(corrutina)`: una corrutina que el bucle conduce por su cuenta | `isinstance(obj, asyncio.Task)` |
# | futuro | `bucle.create_future()`: un hueco donde alguien pondrá un resultado | `asyncio.isfuture(obj)` |
# | cualquier otro | un objeto cuya **clase** define `__await__` | `inspect.isawaitable(obj)` |
#
# Y no lo son: la función corrutina (`inspect.iscoroutinefunction(obj)`), porque todavía nadie la ha llamado; la clase que define `__await__`, por lo mismo; y un generador común, aunque por dentro se
# parezca tanto a una corrutina.
#
# Dos advertencias. `Task` es una subclase de `Future`: toda tarea es también un futuro. E `inspect.isawaitable` responde que sí a todos los de la tabla. El orden de las preguntas importa.


# %%
class Timbre:
    def __await__(self):
        yield
        return "¡ding!"


tarea = asyncio.create_task(saluda("Luis"))
futuro = asyncio.get_running_loop().create_future()
# Paso 1: una tarea contesta que sí a dos preguntas; un futuro, solo a una.
print("tarea: ", isinstance(tarea, asyncio.Task), asyncio.isfuture(tarea))
print("futuro:", isinstance(futuro, asyncio.Task), asyncio.isfuture(futuro))
# Paso 2: la función y la clase no se esperan; lo que sale de llamarlas, sí.
print("función:", inspect.iscoroutinefunction(saluda), inspect.isawaitable(saluda))
print("Timbre: ", inspect.isawaitable(Timbre), "· Timbre():", inspect.isawaitable(Timbre()))
# Paso 3: dejar todo en orden.
futuro.cancel()
print(await tarea, await Timbre())

# %% [markdown]
# > **Versiones.** Prefiere las funciones de `inspect` a sus parientes de asyncio: hasta Python 3.11, `asyncio.iscoroutine(obj)` contesta que sí a un generador común, y
# > `asyncio.iscoroutinefunction` está en retirada desde 3.14.

# %% [markdown] prompt="clasificar"
# ## Ejercicio 2 · `clasificar`
#
# Escribe `clasificar(obj)`, una función normal que dice qué es `obj` con una de estas seis etiquetas:
#
# | Etiqueta | Cuándo |
# |---|---|
# | `"función corrutina"` | una función `async def` que aún no se ha llamado |
# | `"corrutina"` | lo que devuelve esa función al llamarla |
# | `"tarea"` | una tarea de asyncio |
# | `"futuro"` | un futuro de asyncio que no es una tarea |
# | `"otro awaitable"` | cualquier otra cosa que acepte `await` |
# | `"nada"` | todo lo demás: números, funciones normales, generadores comunes, clases… |
#
# `clasificar` **solo mira**: no llama a lo que recibe, no lo espera y no lo cierra. Después de mirarlo, todo sigue sirviendo igual que antes.
#
# ```python
# >>> clasificar(saluda)
# 'función corrutina'
# >>> clasificar(cuenta_atras(3))
# 'nada'
# ```
#
# <details><summary>Una pista</summary>
#
# Ordena las preguntas de la más específica a la más general. ¿Cuáles de ellas responden que sí a más de una fila de la tabla?
#
# </details>

# %% solution="clasificar"
Clase = Literal["función corrutina", "corrutina", "tarea", "futuro", "otro awaitable", "nada"]


def clasificar(obj: object) -> Clase:
    """Dice qué clase de awaitable es `obj`, si lo es, sin llamarlo ni esperarlo."""
    ### BEGIN SOLUTION
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    return "otro awaitable" if inspect.isawaitable(obj) else "nada"
    ### END SOLUTION


# %% test="clasificar" points=1
@scenario
async def de_todo_un_poco(clasificar, lab):
    import asyncio

    async def saluda():
        return "hola"

    def suma(a=1, b=2):
        lab.mark("se llamó a suma")
        return a + b

    def cuenta():
        yield 1

    class Timbre:
        def __await__(self):
            yield

    corrutina, tarea = saluda(), asyncio.create_task(saluda())
    futuro = asyncio.get_running_loop().create_future()
    objetos = {
        "saluda": saluda,
        "saluda()": corrutina,
        "tarea": tarea,
        "futuro": futuro,
        "Timbre()": Timbre(),
        "suma": suma,
        "cuenta()": cuenta(),
        "42": 42,
    }
    etiquetas = {nombre: clasificar(obj) for nombre, obj in objetos.items()}
    await corrutina
    await tarea
    return etiquetas


esperadas = {
    "saluda": "función corrutina",
    "saluda()": "corrutina",
    "tarea": "tarea",
    "futuro": "futuro",
    "Timbre()": "otro awaitable",
    "suma": "nada",
    "cuenta()": "nada",
    "42": "nada",
}


def distintas(r):
    return ", ".join(f"{k} como {r.value[k]!r}" for k, v in esperadas.items() if r.value[k] != v)


(
    expect(de_todo_un_poco)
    .rules_out(
        "E407",
        lambda r: r.value["saluda"] == r.value["saluda()"] == "corrutina",
        "saluda y saluda() recibieron la misma etiqueta: «corrutina»",
        "una etiqueta distinta para cada una",
    )
    .rules_out(
        "E408",
        lambda r: r.value["tarea"] == "futuro",
        "la tarea se clasificó como «futuro»",
        "que la tarea sea «tarea»",
    )
    .rules_out(
        "E409",
        lambda r: r.value["cuenta()"] in ("corrutina", "otro awaitable"),
        lambda r: f"un generador común se clasificó como «{r.value['cuenta()']}»",
        "que un generador común sea «nada»",
    )
    .rules_out(
        "E410",
        lambda r: (r.never_awaited or r.marks) and all(type(v) is str for v in r.value.values()),
        lambda r: (
            "se llamó a una de las funciones recibidas"
            + (", y su corrutina quedó sin esperar" if r.never_awaited else "")
        ),
        "que solo las mire",
    )
    .rules_out(
        "E411",
        lambda r: r.error.type == "RuntimeError" and "already awaited" in r.error.message,
        lambda r: f"después de clasificarla, «await corrutina» lanzó {r.error}",
        "que la corrutina se pueda esperar todavía",
    )
    .rules_out("E20", lambda r: any(v.kind == "coroutine" for v in r.value.values()))
    .rules_out(
        "E412",
        lambda r: r.value["suma"] == "función corrutina",
        "una función normal se clasificó como «función corrutina»",
        "que una función sin async sea «nada»",
    )
    .satisfies(
        lambda r: r.value == esperadas,
        "la etiqueta de la tabla que corresponde a cada objeto",
        lambda r: f"se clasificó {distintas(r)}",
    )
    .leaves_nothing()
    .worth(1)
)


# %% hidden="clasificar" points=4
### BEGIN HIDDEN TESTS
@scenario
async def mezcla(clasificar, lab, orden):
    import asyncio

    async def duerme(segundos):
        await asyncio.sleep(segundos)

    class Campana:
        def __await__(self):
            return iter(())

    async def falla():
        raise ValueError("a propósito")

    bucle = asyncio.get_running_loop()
    corrutina, en_marcha, terminada = duerme(1), asyncio.create_task(duerme(2)), asyncio.create_task(falla())
    await asyncio.wait([terminada])
    lleno = bucle.create_future()
    lleno.set_result("listo")
    objetos = {
        "función": duerme,
        "corrutina": corrutina,
        "en marcha": en_marcha,
        "terminada": terminada,
        "vacío": bucle.create_future(),
        "lleno": lleno,
        "otro": Campana(),
    }
    etiquetas = {nombre: clasificar(objetos[nombre]) for nombre in orden}
    terminada.exception()
    await corrutina
    await en_marcha
    return etiquetas


@scenario
async def no_se_esperan(clasificar, lab):
    class Campana:
        def __await__(self):
            return iter(())

    def cuenta():
        yield 1

    def suma(a=1, b=2):
        return a + b

    objetos = {
        "clase": Campana,
        "generador": cuenta(),
        "función": suma,
        "función generadora": cuenta,
        "integrada": print,
        "vacío": None,
        "texto": "corrutina",
        "lista": [Campana()],
    }
    return {nombre: clasificar(obj) for nombre, obj in objetos.items()}


@scenario
async def sin_llamar(clasificar, lab):
    async def peligrosa():
        lab.mark("la corrutina empezó")

    def normal():
        lab.mark("se llamó")

    class Cosa:
        def __init__(self):
            lab.mark("se creó")

        def __await__(self):
            lab.mark("se esperó")
            return iter(())

    cosa = object.__new__(Cosa)
    for obj in (peligrosa, normal, Cosa, cosa):
        clasificar(obj)
    return "ya"


@scenario
async def sigue_sirviendo(clasificar, lab):
    import asyncio
    import inspect

    async def saluda():
        return "hola"

    def cuenta():
        yield 1

    corrutina, generador, futuro = saluda(), cuenta(), asyncio.get_running_loop().create_future()
    clasificar(corrutina)
    clasificar(generador)
    clasificar(futuro)
    estado = inspect.getgeneratorstate(generador)
    return [await corrutina, estado, futuro.done()]


etiqueta = {
    "función": "función corrutina",
    "corrutina": "corrutina",
    "en marcha": "tarea",
    "terminada": "tarea",
    "vacío": "futuro",
    "lleno": "futuro",
    "otro": "otro awaitable",
}


score = hidden(4)
for draw in score.draws(2):
    orden = draw.sample([*etiqueta], len(etiqueta))
    with score(0.75):
        (
            expect(mezcla, orden=orden)
            .rules_out("E407", lambda r: r.value["función"] == r.value["corrutina"] == "corrutina")
            .rules_out("E408", lambda r: "futuro" in (r.value["terminada"], r.value["en marcha"]))
            .rules_out("E411", lambda r: "already awaited" in r.error.message)
            .rules_out("E410", lambda r: "missing 1 required positional" in r.error.message)
            .returns(etiqueta)
        )
with score(1):
    (
        expect(no_se_esperan)
        .rules_out("E409", lambda r: r.value["generador"] in ("corrutina", "otro awaitable"))
        .rules_out("E413", lambda r: r.value["clase"] != "nada" and r.value["función"] == "nada")
        .rules_out("E412", lambda r: r.value["función"] == "función corrutina")
        .satisfies(lambda r: len(r.value) == 8 and {*r.value.values()} == {"nada"}, "«nada» para todos")
    )
with score(0.75):
    (
        expect(sin_llamar)
        .rules_out("E410", lambda r: r.outcome == "ok" and (r.never_awaited or r.marks))
        .returns("ya")
        .leaves_nothing()
    )
with score(0.75):
    (
        expect(sigue_sirviendo)
        .rules_out("E411", lambda r: "already awaited" in r.error.message)
        .rules_out("E411", lambda r: r.value[1] != "GEN_CREATED")
        .returns(["hola", "GEN_CREATED", False])
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Conducir una corrutina a mano
#
# ¿Quién mueve una corrutina si no hay un bucle? Quien quiera: tiene los mismos `send`, `throw` y `close` que un generador. Para ver sus pausas hace falta algo que
# se detenga. El puente entre los dos mundos es `types.coroutine`: aplicado a una función generadora, hace que `await` acepte lo que devuelve. Lo que su `yield` ofrece atraviesa
# todos los `await` intermedios y llega hasta quien conduce:


# %%
@types.coroutine
def cede(aviso):
    return (yield aviso)


async def prepara_te():
    hierba = await cede("elegir la hierba")
    await cede("reposar")
    return f"té de {hierba}"


# Paso 1: el primer envío es None, porque todavía no hay un await que lo reciba.
te = prepara_te()
print("pausa:", te.send(None))
# Paso 2: lo enviado se vuelve el valor del await que estaba detenido.
print("pausa:", te.send("menta"))
# Paso 3: al terminar, el valor del return llega en StopIteration.
try:
    te.send(None)
except StopIteration as fin:
    print("valor:", fin.value)

# %% [markdown]
# Tres reglas para quien conduce:
#
# * Una corrutina **se conduce una sola vez**: lo que no se anotó en el camino ya no puede volver a pedirse.
# * Si la corrutina falla, su excepción sale por el `send`. No hay nada más que hacer: ya terminó.
# * Quien la abandona a medias debe **cerrarla**: `close()` lanza `GeneratorExit` en el `await` donde estaba, y así se ejecutan sus `finally`. Cerrar una que ya terminó no hace nada.
#
# Además, cada conductor entiende solo ciertas pausas. El bucle de asyncio, por ejemplo, no sabe qué hacer con un texto:


# %%
async def con_limpieza():
    try:
        await cede("reposar")
    finally:
        print("taza lavada")


# Paso 1: asyncio rechaza una pausa que no es suya.
try:
    await asyncio.create_task(con_limpieza())
except RuntimeError as error:
    print(error)  # y la lanza dentro de la corrutina, que alcanza a limpiar
# Paso 2: a mano se conduce sin problema, y al abandonarla se cierra.
a_medias = con_limpieza()
print("pausa:", a_medias.send(None))
a_medias.close()
print(inspect.getcoroutinestate(a_medias))

# %% [markdown] prompt="conducir"
# ## Ejercicio 3 · `conducir`
#
# Escribe `conducir(coro)`, una función normal que lleva una corrutina recién creada hasta su final, sin bucle de eventos, reanudándola siempre con `None`.
#
# 1. Devuelve una tupla `(pausas, valor)`: la lista de lo que ofreció en cada pausa, en orden, y el valor de su `return`.
# 2. Si la corrutina lanza una excepción, esa misma excepción sale de `conducir`.
# 3. Este conductor solo entiende pausas que sean **texto** (`str`). Si llega otra cosa, lanza `TypeError`; y antes de que el error salga, la corrutina queda **cerrada**, con su limpieza hecha.
#
# ```python
# >>> conducir(prepara_te())
# (['elegir la hierba', 'reposar'], 'té de None')
# ```
#
# <details><summary>Una pista</summary>
#
# Escribe primero el ciclo que envía y anota. Luego pregúntate por dónde se puede salir de él: hay un final bueno y dos malos, y en uno de ellos la corrutina sigue viva.
#
# </details>


# %% solution="conducir"
def conducir(coro: Coroutine[Any, Any, Any]) -> tuple[list[str], Any]:
    """Lleva la corrutina hasta su final y devuelve sus pausas y su valor; la cierra si no puede seguir."""
    ### BEGIN SOLUTION
    pausas: list[str] = []
    try:
        while True:
            pausa = coro.send(None)
            if not isinstance(pausa, str):
                raise TypeError(f"no sé atender esta pausa: {pausa!r}")
            pausas.append(pausa)
    except StopIteration as fin:
        return pausas, fin.value
    finally:
        coro.close()
    ### END SOLUTION


# %% test="conducir" points=1
@scenario
def tarde_de_te(conducir, lab):
    import inspect
    import types

    @types.coroutine
    def cede(aviso):
        return (yield aviso)

    async def hierve():
        await cede("hervir")
        return "agua"

    async def prepara():
        liquido = await hierve()
        await cede("reposar")
        return f"té con {liquido}"

    corrutina = prepara()
    try:
        salida = conducir(corrutina)
    finally:
        corrutina.close()
    return [salida] if inspect.iscoroutine(salida) else salida


(
    expect(tarde_de_te)
    .rules_out(
        "E414",
        lambda r: r.value[0] == ["hervir", "reposar"] and r.value[1] is None,
        lambda r: f"devolvió {r.value}",
        "(['hervir', 'reposar'], 'té con agua')",
    )
    .rules_out(
        "E415",
        lambda r: r.error.type == "RuntimeError" and "already awaited" in r.error.message,
        lambda r: f"se lanzó {r.error}",
        "que la corrutina se recorra una sola vez",
    )
    .rules_out(
        "E416",
        lambda r: r.error.type == "RuntimeError" and "Task got bad yield" in r.error.message,
        lambda r: f"el bucle de asyncio recibió la primera pausa y lanzó {r.error}",
        "que conducir avance la corrutina a mano",
    )
    .rules_out(
        "E418",
        lambda r: r.error.type == "TypeError" and "just-started" in r.error.message,
        lambda r: f"el primer envío lanzó {r.error}",
        "que la corrutina se reanude siempre con None",
    )
    .rules_out(
        "E419",
        lambda r: r.error.type == "TypeError" and "'coroutine' object is not" in r.error.message,
        lambda r: f"se lanzó {r.error}",
        "que la corrutina avance sin recorrerla como un iterador",
    )
    .returns((["hervir", "reposar"], "té con agua"))
    .worth(1)
)


# %% hidden="conducir" points=4
### BEGIN HIDDEN TESTS
@scenario
def hasta_el_final(conducir, lab, tramos, valor):
    import types

    @types.coroutine
    def cede(aviso):
        return (yield aviso)

    async def tramo(avisos):
        recibidos = [await cede(aviso) for aviso in avisos]
        return [r for r in recibidos if r is not None]

    async def viaje():
        for avisos in tramos:
            lab.put("recibidos", await tramo(avisos))
        return valor

    corrutina = viaje()
    try:
        return conducir(corrutina)
    finally:
        corrutina.close()


@scenario
def falla(conducir, lab, avisos):
    import types

    @types.coroutine
    def cede(aviso):
        return (yield aviso)

    async def viaje():
        for aviso in avisos:
            await cede(aviso)
        raise LookupError("se acabó el camino")

    corrutina = viaje()
    try:
        return conducir(corrutina)
    finally:
        corrutina.close()


@scenario
def pausa_extraña(conducir, lab, avisos, extraño):
    import inspect
    import types

    @types.coroutine
    def cede(aviso):
        return (yield aviso)

    async def viaje():
        try:
            for aviso in [*avisos, extraño]:
                await cede(aviso)
        finally:
            lab.mark("limpieza")

    corrutina = viaje()
    try:
        conducir(corrutina)
        lab.mark("sin error")
    except TypeError:
        lab.mark("TypeError")
    estado = inspect.getcoroutinestate(corrutina)
    corrutina.close()
    return estado


def judge(scenario, **data):
    return (
        expect(scenario, **data)
        .rules_out("E415", lambda r: "already awaited" in r.error.message)
        .rules_out("E416", lambda r: "Task got bad yield" in r.error.message)
        .rules_out("E418", lambda r: "just-started" in r.error.message)
        .rules_out("E419", lambda r: "'coroutine' object is not" in r.error.message)
    )


score = hidden(4)
avisos = ["esperar red", "leer disco", "", "dormir", "pedir turno", "esperar red"]
for draw in score.draws(2):
    todos = draw.choices(avisos, k=draw.randint(4, 7))
    corte = draw.randint(1, 3)
    tramos = [todos[:corte], [], todos[corte:]]
    valor = draw.choice([0, "", "hecho", ["a", "b"], 3.5, False])
    with score(0.75):
        (
            judge(hasta_el_final, tramos=tramos, valor=valor)
            .rules_out("E414", lambda r: len(r.value[0]) > 0 and r.value[1] is None)
            .returns((todos, valor))
            .satisfies(lambda r: r.extra["recibidos"] == [], "que cada pausa se reanude con None")
        )
with score(0.5):
    judge(hasta_el_final, tramos=[], valor="directo").rules_out(
        "E414", lambda r: r.value == ([], None)
    ).returns(([], "directo"))
    judge(hasta_el_final, tramos=[["una"]], valor=None).returns((["una"], None))
with score(1):
    judge(falla, avisos=todos).raises("LookupError", message="se acabó el camino")
    judge(falla, avisos=[]).raises("LookupError", message="se acabó el camino")
with score(1):
    for extraño in (None, 7):
        (
            judge(pausa_extraña, avisos=todos[:2], extraño=extraño)
            .rules_out("E17", lambda r: "sin error" in r.marks)
            .rules_out("E417", lambda r: r.outcome == "ok" and r.value != "CORO_CLOSED")
            .marks("limpieza", "TypeError")
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 8. `__await__`: un awaitable propio
#
# Cuando escribes `await obj`, Python llama a `obj.__await__()`. Ese método es un `def` normal, sin `async`, y debe devolver un **iterador**: lo que el iterador ofrece son las pausas, lo que se envía al
# reanudar le llega a él, y su valor final es el del `await`. Lo más cómodo es que `__await__` sea una función generadora, con su `yield` y su `return`.
#
# Una pausa sin valor, con `yield` a secas, es de las pocas que asyncio entiende: «devuélveme el turno cuando puedas». Por eso este ejemplo funciona en el bucle de Jupyter:


# %%
class Cortesia:
    """Deja pasar a los demás cierto número de veces."""

    def __init__(self, veces):
        self.veces = veces

    def __await__(self):
        # Paso 1: cada yield es una pausa; quien conduce decide cuándo seguir.
        for _ in range(self.veces):
            yield
        # Paso 2: el return es el valor de la expresión await.
        return f"pasaron {self.veces}"


# Paso 3: cada await llama de nuevo a __await__ y empieza otro generador.
amable = Cortesia(3)
print(await amable, "·", await amable)

# %% [markdown] prompt="Pausa"
# ## Ejercicio 4 · `Pausa`
#
# Completa la clase `Pausa`. Esperar un objeto `Pausa(etiqueta)` detiene la corrutina **una vez**: ofrece `etiqueta` a quien conduce, y el valor del `await` es lo que
# quien conduce **envía** al reanudarla, sea lo que sea.
#
# El mismo objeto puede esperarse varias veces, incluso desde dos corrutinas que se alternan: cada espera es independiente.
#
# ```python
# >>> async def presentacion():
# ...     return "Me llamo " + await Pausa("¿nombre?")
# >>> coro = presentacion()
# >>> coro.send(None)
# '¿nombre?'
# >>> coro.send("Ana")
# Traceback (most recent call last):
#   ...
# StopIteration: Me llamo Ana
# ```
#
# <details><summary>Una pista</summary>
#
# Un `yield` puede estar a la derecha de un `=` o de un `return`: recuerda las dos cosas que hace.
#
# </details>


# %% solution="Pausa"
class Pausa:
    """Al esperarla ofrece su etiqueta a quien conduce, y vale lo que este envíe."""

    def __init__(self, etiqueta: Any) -> None:
        self.etiqueta = etiqueta

    def __await__(self) -> Generator[Any, Any, Any]:
        ### BEGIN SOLUTION
        return (yield self.etiqueta)
        ### END SOLUTION


# %% test="Pausa" points=1
@scenario
def presentacion(Pausa, lab):
    async def presenta():
        return await Pausa("¿nombre?")

    pausas, corrutina = [], presenta()
    try:
        for envio in (None, "Ana", "de más"):
            pausas.append(corrutina.send(envio))
    except StopIteration as fin:
        return {"pausas": pausas, "valor": fin.value}
    finally:
        corrutina.close()
    return {"pausas": pausas, "valor": "aún en pausa"}


(
    expect(presentacion)
    .rules_out(
        "E420",
        lambda r: (
            r.error.type == "TypeError" and "__await__" in r.error.message and "coroutine" in r.error.message
        ),
        lambda r: f"se lanzó {r.error}",
        "que __await__ devuelva un iterador",
    )
    .rules_out(
        "E421",
        lambda r: (
            (r.error.type == "TypeError" and "__await__" in r.error.message and "iterator" in r.error.message)
            or (r.error.type == "AttributeError" and "'send'" in r.error.message)
        ),
        lambda r: f"se lanzó {r.error}",
        "que ofrezca «¿nombre?» y después reciba «Ana»",
    )
    .rules_out(
        "E422",
        lambda r: r.value["pausas"] == ["¿nombre?"] and r.value["valor"] != "Ana",
        lambda r: f"se envió «Ana», y el await valió {r.value['valor']!r}",
        "que el await valga lo que se envió",
    )
    .returns({"pausas": ["¿nombre?"], "valor": "Ana"})
    .worth(1)
)


# %% hidden="Pausa" points=4
### BEGIN HIDDEN TESTS
@scenario
def cuestionario(Pausa, lab, etiquetas, envios):
    async def una(etiqueta):
        return await Pausa(etiqueta)

    async def todas():
        return [await una(etiqueta) for etiqueta in etiquetas]

    pausas, corrutina = [], todas()
    try:
        for envio in [None, *envios, "de más"]:
            pausas.append(corrutina.send(envio))
    except StopIteration as fin:
        return {"pausas": pausas, "valores": fin.value}
    finally:
        corrutina.close()
    return {"pausas": pausas, "valores": "aún en pausa"}


@scenario
def varias_veces(Pausa, lab, envios):
    pausa = Pausa("otra vez")

    async def repite():
        return [await pausa for _ in envios]

    pausas, corrutina = [], repite()
    try:
        for envio in [None, *envios, "de más"]:
            pausas.append(corrutina.send(envio))
    except StopIteration as fin:
        return {"pausas": len(pausas), "valores": fin.value}
    finally:
        corrutina.close()
    return {"pausas": len(pausas), "valores": "aún en pausa"}


@scenario
def dos_que_se_alternan(Pausa, lab):
    pausa = Pausa("turno")

    async def espera():
        return await pausa

    a, b = espera(), espera()
    vistos = [a.send(None), b.send(None)]
    for corrutina, envio in ((a, "para a"), (b, "para b")):
        try:
            vistos.append(corrutina.send(envio))
        except StopIteration as fin:
            vistos.append(fin.value)
        finally:
            corrutina.close()
    return vistos


@scenario
def con_excepción(Pausa, lab):
    async def atrapa():
        try:
            return await Pausa("peligro")
        except LookupError as error:
            return str(error)

    corrutina = atrapa()
    corrutina.send(None)
    try:
        return corrutina.throw(LookupError("avisado"))
    except StopIteration as fin:
        return fin.value
    finally:
        corrutina.close()


def judge(scenario, **data):
    return (
        expect(scenario, **data)
        .rules_out("E420", lambda r: "__await__" in r.error.message and "coroutine" in r.error.message)
        .rules_out(
            "E421",
            lambda r: (
                ("__await__" in r.error.message and "iterator" in r.error.message)
                or "'send'" in r.error.message
            ),
        )
    )


score = hidden(4)
for draw in score.draws(2):
    n = draw.randint(2, 4)
    etiquetas = draw.sample(["¿edad?", 7, None, "¿ciudad?", ("a", 1), ""], n)
    envios = [draw.choice([0, False]), *draw.sample(["Ana", None, 7, [1, 2]], n - 1)]
    draw.shuffle(envios)
    with score(1):
        (
            judge(cuestionario, etiquetas=etiquetas, envios=envios)
            .rules_out(
                "E422", lambda r, n=n, v=envios: len(r.value["pausas"]) == n and r.value["valores"] != v
            )
            .returns({"pausas": etiquetas, "valores": envios})
        )
with score(1):
    (
        judge(varias_veces, envios=["uno", "dos", "tres"])
        .rules_out("E423", lambda r: r.value["pausas"] < 3)
        .rules_out("E422", lambda r: r.value["pausas"] == 3 and r.value["valores"] != ["uno", "dos", "tres"])
        .returns({"pausas": 3, "valores": ["uno", "dos", "tres"]})
    )
with score(1):
    (
        judge(dos_que_se_alternan)
        .rules_out("E422", lambda r: r.value == ["turno", "turno", None, None])
        .rules_out("E423", lambda r: r.outcome == "raised" or r.value[2:] != ["para a", "para b"])
        .returns(["turno", "turno", "para a", "para b"])
    )
    judge(con_excepción).returns("avisado")
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 9. Lo que hace un bucle de eventos
#
# Ya tienes todas las piezas. Quien conduce una corrutina puede conducir diez: basta guardarlas en una cola y darle a cada una un turno hasta su siguiente pausa. Estas líneas son, en pequeño,
# el corazón de asyncio: un planificador que decide a quién le toca.


# %%
def por_turnos(*corrutinas):
    cola = deque(corrutinas)
    while cola:
        # Paso 1: la primera de la cola avanza hasta su próxima pausa…
        corrutina = cola.popleft()
        try:
            print(corrutina.send(None))
        except StopIteration as fin:
            print(fin.value)
        else:
            # Paso 2: …y, si no ha terminado, vuelve a formarse.
            cola.append(corrutina)


async def camina(quien, pasos):
    for i in range(1, pasos + 1):
        await cede(f"{quien}{i}")
    return f"{quien} llega"


por_turnos(camina("A", 3), camina("B", 1), camina("C", 2))

# %% [markdown]
# Tres corrutinas avanzan entrelazadas en un solo hilo, y ninguna pierde el turno más que donde hay un `await` que hace pausa. Un bucle de verdad añade lo que aquí falta: saber esperar al reloj
# y a la red sin dar vueltas en vano. Lo pondrás en marcha en la lección 05 y construirás uno propio en la 09.

# %% [markdown]
# ## Para leer más
#
# * [PEP 342](https://peps.python.org/pep-0342/): `send`, `throw` y `close`; [PEP 380](https://peps.python.org/pep-0380/): `yield from`; [PEP 492](https://peps.python.org/pep-0492/): `async` y `await`.
# * [Expresiones yield](https://docs.python.org/es/3/reference/expressions.html#yield-expressions) y [corrutinas](https://docs.python.org/es/3/reference/datamodel.html#coroutines), en la referencia del lenguaje.
# * [`inspect`](https://docs.python.org/es/3/library/inspect.html), para mirar objetos sin tocarlos, y [`types.coroutine`](https://docs.python.org/es/3/library/types.html#types.coroutine).
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
