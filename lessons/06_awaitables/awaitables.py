# %% [markdown]
# # 06 · Awaitables: corrutinas, tareas y futuros
#
# **Para qué.** Hasta aquí has esperado corrutinas una por una. En esta lección las pones a trabajar al mismo tiempo: conviertes
# corrutinas en *tareas*, aprendes a no perderlas de vista y conectas código que avisa por *callback* con código que espera con `await`.
#
# **Tiempo.** Unos 75 minutos: 30 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene saber definir y esperar corrutinas (lección 04) y ejecutarlas con `asyncio.run()` (lección 05).
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. Las pruebas usan un *reloj virtual*: una espera de tres segundos no tarda nada, pero se mide como tres segundos.

# %% [markdown]
# ## 1. Tres cosas que se pueden esperar
#
# `await` acepta cualquier objeto *awaitable*. En la práctica te encontrarás con tres:
#
# | Awaitable | Qué es | Cuándo avanza |
# |---|---|---|
# | **Corrutina** | la llamada a una función `async def`, aún sin empezar | solo mientras alguien la espera |
# | **Tarea** (`asyncio.Task`) | una corrutina entregada al bucle de eventos | por su cuenta, cada vez que el bucle le da turno |
# | **Futuro** (`asyncio.Future`) | un hueco donde alguien pondrá un resultado | no ejecuta nada: se completa desde fuera |
#
# Una tarea es, además, un futuro: el hueco donde quedará el resultado de su corrutina.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from asyncaula.checks import expect, hidden, scenario, trace


# %%
async def saluda(nombre):
    await asyncio.sleep(0.1)
    return f"Hola, {nombre}"


# Paso 1: la llamada crea la corrutina, pero no ejecuta su cuerpo.
corrutina = saluda("Ana")
# Paso 2: al crear la tarea, el bucle se hace cargo de la corrutina.
tarea = asyncio.create_task(corrutina)
print(type(corrutina).__name__, type(tarea).__name__, tarea.done())
# Paso 3: esperar la tarea entrega el valor que devuelve la corrutina.
print(await tarea, tarea.done())

# %% [markdown]
# ## 2. Esperar no es poner en marcha
#
# `await saluda("Ana")` ejecuta la corrutina **y** detiene a quien la espera hasta que termina. Dos `await` seguidos son, por tanto, dos
# esperas seguidas. Para verlo dibujamos el cronograma de un desayuno. `trace` ejecuta una función asíncrona en el reloj virtual y muestra qué
# hizo cada trabajo; `lab.job("té", 3)` prepara un trabajo que tarda tres segundos y que empieza al llamarlo y esperarlo.


# %%
async def uno_tras_otro(lab):
    te, pan = lab.job("té", 3), lab.job("pan", 2)
    await te()
    await pan()


trace(uno_tras_otro)

# %% [markdown]
# El pan espera a que el té esté listo, aunque no lo necesita. Con tareas, los dos empiezan antes de la primera espera:


# %%
async def a_la_vez(lab):
    # Paso 1: crear todas las tareas; ninguna ha empezado todavía.
    te = asyncio.create_task(lab.job("té", 3)())
    pan = asyncio.create_task(lab.job("pan", 2)())
    # Paso 2: la primera espera cede el control y el bucle las inicia todas.
    await te
    await pan


trace(a_la_vez)

# %% [markdown]
# Observa tres detalles:
#
# * crear una tarea **no** la ejecuta en ese instante: la deja lista para el siguiente turno del bucle;
# * esperar primero al té no retrasa al pan: el orden de los `await` decide en qué orden *recoges*, no en qué orden *terminan*;
# * el total es lo que tarda el trabajo más largo, no la suma.
#
# `asyncio.gather(*awaitables)` hace esos dos pasos de una vez: convierte en tareas las corrutinas que recibe, las espera a todas y entrega los
# resultados **en el orden en que las pasaste**, terminen como terminen. `asyncio.as_completed`, en cambio, las entrega según van acabando.

# %% [markdown]
# ### Predice
#
# Antes de ejecutar la celda, decide en qué orden aparecerán las cuatro letras y cuántos segundos virtuales pasan. No se califica.


# %%
async def adivina(lab):
    async def paso(letra, segundos):
        print(letra, "empieza")
        await asyncio.sleep(segundos)
        print(letra, "termina en", lab.now())

    b = asyncio.create_task(paso("B", 1))
    await paso("A", 2)
    await b


trace(adivina).elapsed

# %% [markdown]
# A empieza antes que B: la tarea existía, pero nadie había cedido el control hasta que A llegó a su `sleep`.

# %% [markdown] prompt="en_paralelo"
# ## Ejercicio 1 · `en_paralelo`
#
# Escribe `en_paralelo(fabricas)`: recibe una lista de *fábricas* (funciones sin argumentos que devuelven una corrutina al
# llamarlas), pone en marcha todas las corrutinas a la vez y devuelve la lista de sus resultados **en el orden de las fábricas**.
#
# ```python
# >>> await en_paralelo([lambda: saluda("Ana"), lambda: saluda("Luis")])
# ['Hola, Ana', 'Hola, Luis']
# ```
#
# Con una lista vacía devuelve una lista vacía.
#
# <details><summary>Una pista</summary>
#
# Cuenta cuántas corrutinas están ya en manos del bucle cuando tu función hace su primer `await`. Deberían ser todas.
#
# </details>


# %% solution="en_paralelo"
async def en_paralelo(fabricas: list[Callable[[], Awaitable[Any]]]) -> list[Any]:
    """Ejecuta a la vez las corrutinas de todas las fábricas y devuelve sus resultados en orden."""
    ### BEGIN SOLUTION
    tareas = [asyncio.ensure_future(fabrica()) for fabrica in fabricas]
    return [await tarea for tarea in tareas]
    ### END SOLUTION


# %% test="en_paralelo" points=1
@scenario
async def desayuno(en_paralelo, lab):
    return await en_paralelo([lab.job("té", 3), lab.job("pan", 1), lab.job("huevo", 2)])


(
    expect(desayuno)
    .compared_with(té=(0, 3), pan=(0, 1), huevo=(0, 2))
    .overlaps(3)
    .returns(["té", "pan", "huevo"])
    .takes(3)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="en_paralelo" points=4
### BEGIN HIDDEN TESTS
@scenario
async def mezcla(en_paralelo, lab, segundos):
    return await en_paralelo(lab.jobs(segundos))


@scenario
async def valores(en_paralelo, lab, datos):
    return await en_paralelo([lab.job(f"j{i}", 5 - i, value=v) for i, v in enumerate(datos)])


score = hidden(4)
for draw in score.draws(2):
    segundos = draw.sample(range(1, 10), draw.randint(3, 5))
    segundos.insert(draw.randrange(len(segundos)), 10)  # quien más tarda no va al final
    nombres = [str(i) for i in range(len(segundos))]
    with score(1):
        expect(mezcla, segundos=segundos).overlaps(len(segundos)).takes(max(segundos)).leaves_nothing()
    with score(0.5):
        expect(mezcla, segundos=segundos).overlaps(len(segundos)).returns(nombres)
with score(1):
    expect(valores, datos=["a", "a", None, 0]).overlaps(4).returns(["a", "a", None, 0])
    expect(mezcla, segundos=[]).returns([]).takes(0)
    expect(mezcla, segundos=[2]).returns(["0"]).takes(2)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Una tarea necesita que alguien la recuerde
#
# El bucle de eventos solo guarda referencias **débiles** a las tareas. Si nadie más conserva la tuya, el recolector de basura puede
# destruirla a medio camino, y asyncio lo cuenta con un aviso: *Task was destroyed but it is pending!* Por eso quien lanza algo «en segundo plano» debe guardarlo en
# algún sitio mientras dura, y soltarlo cuando termina para no acumular tareas muertas.
#
# Hay un segundo peligro. La excepción de una tarea se guarda dentro de la tarea: si nadie la espera ni pide su resultado, el fallo queda en silencio.
# `tarea.add_done_callback(funcion)` llama a `funcion(tarea)` en cuanto la tarea termina, sea como sea: con un resultado, con una excepción o cancelada. Ahí se puede mirar qué pasó:


# %%
def informa(tarea):
    # Paso 1: una tarea cancelada no tiene excepción que consultar.
    if tarea.cancelled():
        print("cancelada")
    # Paso 2: exception() devuelve None si todo fue bien.
    elif tarea.exception() is not None:
        print("falló:", repr(tarea.exception()))
    else:
        print("terminó:", tarea.result())


async def division(a, b):
    return a / b


for divisor in (2, 0):
    tarea = asyncio.create_task(division(1, divisor))
    tarea.add_done_callback(informa)
    await asyncio.wait([tarea])

# %% [markdown]
# El bucle tiene un lugar para los errores que nadie más va a atender: `loop.call_exception_handler(contexto)`, con un diccionario que lleva al menos
# `"message"` y, si los hay, `"exception"` y `"task"`. Sin otra configuración, lo escribe en el registro.


# %%
async def avisa(lab):
    bucle = asyncio.get_running_loop()
    bucle.call_exception_handler({"message": "el horno no responde", "exception": ValueError("frío")})


trace(avisa).unretrieved

# %% [markdown] prompt="lanzar"
# ## Ejercicio 2 · `lanzar`
#
# Escribe `lanzar(coro)`, una función normal (sin `async`) que se llama con un bucle en marcha. Crea una tarea para la corrutina y la devuelve, y además:
#
# 1. mientras la tarea no termine, **algo conserva una referencia fuerte** a ella, aunque quien llamó ignore lo devuelto;
# 2. cuando termina, esa referencia **se suelta**;
# 3. si termina con una excepción, la comunica en ese momento al manejador de excepciones del bucle. Una tarea que termina bien o cancelada no comunica nada.
#
# Quien espere la tarea devuelta sigue recibiendo su resultado o su excepción.
#
# ```python
# >>> tarea = lanzar(saluda("Ana"))
# >>> await tarea
# 'Hola, Ana'
# ```
#
# <details><summary>Una pista</summary>
#
# Un conjunto a nivel de módulo sirve de memoria. Lo que haya que hacer al terminar cabe en una función que recibe la tarea ya acabada.
#
# </details>

# %% solution="lanzar"
EN_MARCHA: set[asyncio.Task[Any]] = set()


def lanzar(coro: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Pone en marcha una tarea que no se pierde, y comunica al bucle su excepción si falla."""

    ### BEGIN SOLUTION
    def al_terminar(tarea: asyncio.Task[Any]) -> None:
        EN_MARCHA.discard(tarea)
        if not tarea.cancelled() and tarea.exception() is not None:
            tarea.get_loop().call_exception_handler(
                {"message": "falló una tarea en segundo plano", "exception": tarea.exception(), "task": tarea}
            )

    tarea = asyncio.get_running_loop().create_task(coro)
    EN_MARCHA.add(tarea)
    tarea.add_done_callback(al_terminar)
    return tarea
    ### END SOLUTION


# %% test="lanzar" points=1
@scenario
async def se_espera(lanzar, lab):
    import asyncio

    tarea = lanzar(lab.job("segundo plano", 2)())
    return isinstance(tarea, asyncio.Task), await tarea


expect(se_espera).returns((True, "segundo plano")).takes(2).leaves_nothing().worth(1)


# %% hidden="lanzar" points=4
### BEGIN HIDDEN TESTS
@scenario
async def sin_guardar(lanzar, lab):
    import asyncio
    import gc

    lanzar(lab.job("huérfana", None)())
    await asyncio.sleep(1)
    gc.collect()
    await asyncio.sleep(1)
    vivas = [tarea for tarea in asyncio.all_tasks() if tarea is not asyncio.current_task()]
    for tarea in vivas:
        tarea.cancel()
    await asyncio.sleep(0)
    return len(vivas)


@scenario
async def se_suelta(lanzar, lab):
    import asyncio
    import gc
    import weakref

    recuerdos = [weakref.ref(lanzar(lab.job(str(i), i)())) for i in range(3)]
    await asyncio.sleep(5)
    gc.collect()
    return [recuerdo() is None for recuerdo in recuerdos]


@scenario
async def falla(lanzar, lab):
    import asyncio

    tarea = lanzar(lab.job("falla", 1, error=ValueError("pan quemado"))())
    await asyncio.sleep(2)
    return type(tarea.exception()).__name__


@scenario
async def acaba_bien_o_cancelada(lanzar, lab):
    import asyncio

    bien, cancelada = lanzar(lab.job("bien", 1)()), lanzar(lab.job("cancelada", 9)())
    await asyncio.sleep(2)
    cancelada.cancel()
    await asyncio.wait([bien, cancelada])
    return bien.result(), cancelada.cancelled()


score = hidden(4)
with score(1):
    expect(sin_guardar).rules_out("E601", lambda r: r.value == 0).returns(1)
with score(1):
    expect(se_suelta).rules_out("E602", lambda r: not all(r.value)).returns([True, True, True])
with score(1):
    (
        expect(falla)
        .rules_out("E603", lambda r: r.outcome == "ok" and not any("ValueError" in m for m in r.unretrieved))
        .returns("ValueError")
    )
with score(1):
    (
        expect(acaba_bien_o_cancelada)
        .rules_out("E604", lambda r: r.outcome == "ok" and len(r.unretrieved) > 0)
        .returns(("bien", True))
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Un futuro es un hueco con dos lados
#
# Muchas bibliotecas avisan con *callbacks*: les das una función y la llaman cuando tienen la respuesta. Un futuro permite esperar ese aviso con `await`.
# Por un lado, tu corrutina lo espera; por el otro, el callback pone en él el resultado (`set_result`) o la excepción (`set_exception`), **una sola vez**:
# sobre un futuro ya terminado, los dos lanzan `InvalidStateError`. `futuro.done()` dice si ya terminó.


# %%
async def timbre(lab):
    # Paso 1: el futuro pertenece al bucle en marcha.
    futuro = asyncio.get_running_loop().create_future()
    # Paso 2: alguien lo completará dentro de dos segundos.
    asyncio.get_running_loop().call_later(2, futuro.set_result, "¡ding!")
    # Paso 3: mientras tanto, esta corrutina duerme sin ocupar el bucle.
    return await futuro, lab.now()


trace(timbre).value

# %% [markdown]
# Un aviso más. Los futuros y las tareas de asyncio **no** están hechos para usarse desde otro hilo: completar un futuro desde fuera no despierta al
# bucle, que puede seguir dormido. Desde otro hilo se le pide al bucle que lo haga él: `loop.call_soon_threadsafe(funcion, *argumentos)`.

# %% [markdown] prompt="desde_callback"
# ## Ejercicio 3 · `desde_callback`
#
# Escribe `desde_callback(registrar)`. `registrar` es una función que recibe un callback `aviso(error, valor)` y lo guarda para llamarlo más tarde,
# quizá **antes de regresar**, quizá **más de una vez**, quizá **desde otro hilo**. Tu corrutina espera el primer aviso:
#
# * si `error` es `None`, devuelve `valor`;
# * si no, lanza `error`.
#
# Los avisos que lleguen después del primero se ignoran, y el callback nunca lanza una excepción a quien lo llama.
#
# ```python
# >>> await desde_callback(lambda aviso: aviso(None, 42))
# 42
# ```
#
# <details><summary>Una pista</summary>
#
# Reparte el trabajo: una función pequeña que completa el futuro si todavía hace falta, y el callback, que solo le pide al bucle que la llame.
#
# </details>

# %% solution="desde_callback"
Aviso = Callable[[BaseException | None, Any], None]


async def desde_callback(registrar: Callable[[Aviso], None]) -> Any:
    """Espera el primer aviso de `registrar` y devuelve su valor o lanza su error."""
    ### BEGIN SOLUTION
    bucle = asyncio.get_running_loop()
    futuro = bucle.create_future()

    def completa(error: BaseException | None, valor: Any) -> None:
        if futuro.done():
            return
        if error is None:
            futuro.set_result(valor)
        else:
            futuro.set_exception(error)

    registrar(lambda error, valor: bucle.call_soon_threadsafe(completa, error, valor))
    return await futuro
    ### END SOLUTION


# %% test="desde_callback" points=1
@scenario
async def llega_despues(desde_callback, lab):
    import asyncio

    bucle = asyncio.get_running_loop()
    return await desde_callback(lambda aviso: bucle.call_later(1.5, aviso, None, "listo"))


(
    expect(llega_despues)
    .rules_out("E605", lambda r: r.outcome == "endless" or r.elapsed > 1.5)
    .returns("listo")
    .takes(1.5)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="desde_callback" points=4
### BEGIN HIDDEN TESTS
@scenario
async def tras(desde_callback, lab, segundos, valor):
    import asyncio

    bucle = asyncio.get_running_loop()
    return await desde_callback(lambda aviso: bucle.call_later(segundos, aviso, None, valor))


@scenario
async def con_error(desde_callback, lab):
    import asyncio

    bucle = asyncio.get_running_loop()
    return await desde_callback(lambda aviso: bucle.call_later(1, aviso, LookupError("sin señal"), None))


@scenario
async def tres_veces(desde_callback, lab):
    import asyncio

    bucle = asyncio.get_running_loop()

    def registrar(aviso):
        for segundos in (1, 1, 2):
            bucle.call_later(segundos, aviso, None, segundos)
        bucle.call_later(2, aviso, LookupError("tarde"), None)

    valor = await desde_callback(registrar)
    await asyncio.sleep(5)
    return valor


@scenario
async def en_el_acto(desde_callback, lab):
    def registrar(aviso):
        aviso(None, "ya")
        aviso(None, "otra vez")

    return await desde_callback(registrar)


@scenario
async def otro_hilo(desde_callback, lab):
    return await desde_callback(lambda aviso: lab.from_thread(lambda: aviso(None, "desde lejos")))


def sondea(r):
    return r.outcome == "endless" or (r.outcome == "ok" and r.elapsed > 0.7310001)


score = hidden(4)
with score(1):
    expect(tras, segundos=0.731, valor=[1, None]).rules_out("E605", sondea).returns([1, None]).takes(0.731)
    expect(tras, segundos=0.25, valor=None).returns(None).takes(0.25)
with score(1):
    (
        expect(con_error)
        .rules_out("E607", lambda r: r.outcome in ("ok", "deadlock"))
        .raises("LookupError", message="sin señal")
    )
with score(1):
    (
        expect(tres_veces)
        .rules_out("E606", lambda r: any("InvalidStateError" in m for m in r.unretrieved))
        .returns(1)
        .leaves_nothing()
    )
    expect(en_el_acto).rules_out("E606", lambda r: r.error.type == "InvalidStateError").returns("ya")
with score(1):
    expect(otro_hilo).rules_out("E608", lambda r: r.outcome == "deadlock").returns("desde lejos")
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Cancelar, y esperar a que se cancele
#
# `tarea.cancel()` no detiene nada en el acto: *pide* que la tarea se detenga. En su siguiente turno, la tarea recibe `CancelledError` en la línea donde
# esperaba, puede limpiar lo suyo (incluso con más `await`) y entonces termina. Quien cancela debe esperar a ese final si quiere dejar todo en orden:


# %%
async def cancela_y_espera(lab):
    # Paso 1: un trabajo largo que, al cancelarlo, tarda un segundo en recoger.
    tarea = asyncio.create_task(lab.job("largo", 10, cleanup=1)())
    await asyncio.sleep(2)
    # Paso 2: pedir la cancelación no basta para que termine.
    tarea.cancel()
    print("tras cancel():", tarea.done())
    # Paso 3: esperarla sin que su CancelledError se propague.
    await asyncio.gather(tarea, return_exceptions=True)
    print("tras esperar:", tarea.done(), "en", lab.now())


trace(cancela_y_espera)

# %% [markdown]
# Para saber cuál termina primero está `asyncio.wait(tareas, return_when=asyncio.FIRST_COMPLETED)`: devuelve dos conjuntos, las que ya terminaron y las que siguen pendientes. No cancela nada
# ni lanza las excepciones de las tareas: eso queda en tus manos.

# %% [markdown] prompt="primero_en_llegar"
# ## Ejercicio 4 · `primero_en_llegar`
#
# Escribe `primero_en_llegar(fabricas)`: pone en marcha las corrutinas de todas las fábricas a la vez y devuelve el resultado de la **primera que
# termine**. Las demás se cancelan, y la función no regresa hasta que todas las canceladas han terminado de verdad.
#
# Si la primera en terminar falla, su excepción sale de tu función; también entonces las demás quedan canceladas y terminadas. La lista nunca está vacía, y dos no terminan a la vez.
#
# ```python
# >>> await primero_en_llegar([lambda: asyncio.sleep(2, "lento"), lambda: asyncio.sleep(1, "rápido")])
# 'rápido'
# ```
#
# <details><summary>Una pista</summary>
#
# Separa tres momentos: esperar a la primera, pedir la cancelación de las otras, y esperar a que la cancelación se complete. ¿Cuál de los tres debe ocurrir también si hay una excepción?
#
# </details>


# %% solution="primero_en_llegar"
async def primero_en_llegar(fabricas: list[Callable[[], Awaitable[Any]]]) -> Any:
    """Devuelve el resultado de la primera corrutina que termina; cancela las demás y espera a que terminen."""
    ### BEGIN SOLUTION
    tareas = [asyncio.ensure_future(fabrica()) for fabrica in fabricas]
    try:
        terminadas, _ = await asyncio.wait(tareas, return_when=asyncio.FIRST_COMPLETED)
        return terminadas.pop().result()
    finally:
        for tarea in tareas:
            tarea.cancel()
        await asyncio.gather(*tareas, return_exceptions=True)
    ### END SOLUTION


# %% test="primero_en_llegar" points=1
@scenario
async def carrera(primero_en_llegar, lab):
    return await primero_en_llegar([lab.job("tren", 5), lab.job("avión", 1), lab.job("barco", 9)])


(
    expect(carrera)
    .compared_with(tren=(0, 1), avión=(0, 1), barco=(0, 1))
    .rules_out("E609", lambda r: r.ends[:1] == ["avión"] and len(r.ends) == 3)
    .returns("avión")
    .takes(1)
    .leaves_nothing()
    .cancels("tren", "barco")
    .worth(1)
)


# %% hidden="primero_en_llegar" points=4
### BEGIN HIDDEN TESTS
@scenario
async def varias(primero_en_llegar, lab, segundos):
    return await primero_en_llegar(lab.jobs(segundos))


@scenario
async def con_limpieza(primero_en_llegar, lab):
    fabricas = [lab.job("rápida", 1), lab.job("lenta", 8, cleanup=2), lab.job("eterna", None, cleanup=3)]
    return await primero_en_llegar(fabricas)


@scenario
async def gana_un_fallo(primero_en_llegar, lab):
    fabricas = [lab.job("lenta", 8, cleanup=1), lab.job("falla", 2, error=ValueError("avería"))]
    resultado = await lab.attempt(lambda: primero_en_llegar(fabricas))
    return resultado["state"], resultado["error"].type, lab.now()


def esperó_a_todas(r):
    return len(r.ends) == len(r.starts) > 1


score = hidden(4)
for draw in score.draws(2):
    segundos = draw.sample(range(1, 12), 5)
    primera = segundos.index(min(segundos))
    otras = [str(i) for i in range(5) if i != primera]
    with score(0.75):
        (
            expect(varias, segundos=segundos)
            .rules_out("E609", esperó_a_todas)
            .returns(str(primera))
            .takes(min(segundos))
            .leaves_nothing()
            .cancels(*otras)
        )
with score(1.5):
    expect(con_limpieza).returns("rápida").leaves_nothing().takes(4).cancels("lenta", "eterna")
with score(1):
    expect(gana_un_fallo).rules_out("E609", esperó_a_todas).returns(
        ("raised", "ValueError", 3)
    ).leaves_nothing()
    expect(varias, segundos=[3]).returns("0").takes(3)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [Corrutinas y tareas](https://docs.python.org/es/3/library/asyncio-task.html), en la documentación de Python: awaitables, `create_task`, `gather`, `wait` y cancelación.
# * [Futuros](https://docs.python.org/es/3/library/asyncio-future.html), y [los métodos del bucle de eventos](https://docs.python.org/es/3/library/asyncio-eventloop.html).
# * [PEP 3156](https://peps.python.org/pep-3156/): por qué asyncio tiene futuros y tareas, contado por quien lo diseñó.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
