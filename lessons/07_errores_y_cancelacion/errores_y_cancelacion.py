# %% [markdown]
# # 07 · Errores, cancelación y plazos
#
# **Para qué.** Ya sabes poner varias corrutinas a trabajar a la vez. En esta lección aprendes qué pasa cuando algo sale mal: cómo viaja una
# excepción entre tareas, cómo se detiene a un grupo entero, qué significa cancelar, cómo se pone un límite de tiempo y cómo se deja todo limpio al salir.
#
# **Tiempo.** Unos 85 minutos: 35 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene saber crear tareas, esperarlas y pedir su cancelación (lección 06).
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. El tiempo de las pruebas es el del *reloj virtual*: exacto, y sin hacerte esperar.

# %% [markdown]
# ## 1. Una excepción sube por los `await`
#
# Cuando una corrutina lanza una excepción, esta aparece en la línea que la esperaba, igual que entre funciones normales: cada `await` es un peldaño, y en cualquiera de ellos se puede atrapar con `try`.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from asyncaula.checks import expect, hidden, scenario, trace


# %%
async def precio(producto):
    await asyncio.sleep(0.01)
    return {"pan": 12, "leche": 26}[producto]


async def total(productos):
    return sum([await precio(producto) for producto in productos])


# Paso 1: sin fallos, el valor sube hasta quien espera.
print(await total(["pan", "leche"]))
# Paso 2: un fallo sube por el mismo camino: de precio() a total(), y de total() a esta celda.
try:
    print(await total(["pan", "sal"]))
except KeyError as error:
    print("sin precio:", error)

# %% [markdown]
# Con tareas hay una diferencia: la excepción se queda guardada en la tarea y solo sube cuando alguien la espera. Y mientras tanto, ¿qué hacen las demás? Con `gather`, **seguir como si nada**.
# Mira el cronograma: el boleto falla en el segundo 2, la excepción sale de `gather` en ese momento, y el hotel continúa hasta el 4 aunque ya nadie lo quiera.


# %%
async def con_gather(lab):
    boleto = lab.job("boleto", 2, error=ValueError("agotado"))
    hotel = lab.job("hotel", 4)
    try:
        await asyncio.gather(boleto(), hotel())
    except ValueError as error:
        print("en t =", lab.now(), "sale", repr(error))
    await asyncio.sleep(3)


trace(con_gather)

# %% [markdown]
# Con `gather(..., return_exceptions=True)` no sale ninguna excepción: quedan entre los resultados, como un dato más, y es responsabilidad tuya buscarlas. Sirve para recoger
# tareas canceladas, como en la lección 06; para casi todo lo demás, esconde los fallos.

# %% [markdown]
# ## 2. Un grupo de tareas: o todas, o ninguna
#
# `asyncio.TaskGroup` ata la vida de las tareas a un bloque `async with`:
#
# * el bloque no termina hasta que han terminado **todas** sus tareas;
# * si una falla, el grupo **cancela a las demás** y las espera;
# * si cancelan a quien está en el bloque, el grupo cancela también a sus tareas.
#
# Al salir del bloque no queda ninguna tarea suelta, pase lo que pase. A esta disciplina se le llama *concurrencia estructurada*.


# %%
async def con_grupo(lab):
    boleto = lab.job("boleto", 2, error=ValueError("agotado"))
    hotel = lab.job("hotel", 4)
    try:
        # Paso 1: dentro del bloque se crean las tareas; al final del bloque se esperan.
        async with asyncio.TaskGroup() as grupo:
            grupo.create_task(boleto())
            grupo.create_task(hotel())
    # Paso 2: el fallo sale envuelto en un grupo de excepciones.
    except ExceptionGroup as fallos:
        print("en t =", lab.now(), "sale", repr(fallos))


trace(con_grupo)

# %% [markdown]
# El hotel se canceló en el segundo 2 (la × del cronograma). Cuando nada falla, cada tarea conserva su resultado, y tras el bloque se pide con `tarea.result()`:


# %%
async def reserva(cosa, segundos):
    await asyncio.sleep(segundos)
    return f"{cosa} reservado"


async with asyncio.TaskGroup() as grupo:
    boleto = grupo.create_task(reserva("boleto", 0.02))
    hotel = grupo.create_task(reserva("hotel", 0.01))
print(boleto.result(), "·", hotel.result())

# %% [markdown]
# > **Según tu versión.** `TaskGroup` existe desde Python 3.11. En 3.13 se afinó lo que ocurre cuando una tarea falla y, a la vez, alguien cancela desde fuera. En 3.15 hay además `grupo.cancel()`,
# > que termina el grupo antes de tiempo sin lanzar ninguna excepción.

# %% [markdown]
# ## 3. Varios fallos a la vez: `ExceptionGroup` y `except*`
#
# Si dos tareas fallan —porque coinciden, o porque una falla mientras la cancelan—, una sola excepción no puede contarlo. Un `ExceptionGroup` es una excepción que lleva otras dentro,
# en su atributo `exceptions`. Se crea con un mensaje y una lista no vacía: `ExceptionGroup("dos fallos", [ValueError("a"), OSError("b")])`.
#
# Para atenderlo está `except*`. Cada cláusula se queda con **la parte del grupo** que corresponde a su tipo, también si está anidada, y pueden ejecutarse varias; lo que ninguna atiende sigue subiendo.


# %%
def atiende(*fallos):
    try:
        raise ExceptionGroup("varios fallos", fallos)
    except* ValueError as parte:
        print("datos:", parte.exceptions)
    except* OSError as parte:
        print("sistema:", parte.exceptions)


# Paso 1: las dos cláusulas se ejecutan, cada una con lo suyo.
atiende(ValueError("fecha"), ConnectionError("sin red"), ValueError("monto"))
# Paso 2: lo que nadie atiende sale, de nuevo en un grupo.
try:
    atiende(ValueError("fecha"), LookupError("cliente"))
except ExceptionGroup as resto:
    print("salió:", repr(resto))

# %% [markdown]
# Fíjate en tres detalles:
#
# * en un mismo `try` se usa `except` o `except*`, no los dos;
# * dentro de `except*` no se permite `return`, `break` ni `continue`;
# * `except ValueError` **no** atrapa un grupo que contiene un `ValueError`: son tipos distintos.

# %% [markdown] prompt="todo_o_nada"
# ## Ejercicio 1 · `todo_o_nada`
#
# Escribe `todo_o_nada(fabricas)`: pone en marcha a la vez las corrutinas de todas las fábricas y, si todas terminan bien, devuelve sus resultados **en el orden de las fábricas**.
#
# * Si alguna falla, las que aún trabajan se cancelan, se espera a que terminen de verdad, y sale un `ExceptionGroup` con **todos** los fallos que hubo, también los ocurridos durante la cancelación. Una tarea que solo obedeció a la cancelación no ha fallado.
# * Si cancelan a quien espera a tu función, todas las corrutinas quedan canceladas y terminadas, y la cancelación sigue su camino.
#
# ```python
# >>> await todo_o_nada([lambda: reserva("boleto", 0.02), lambda: reserva("hotel", 0.01)])
# ['boleto reservado', 'hotel reservado']
# ```
#
# Con una lista vacía devuelve una lista vacía.
#
# <details><summary>Una pista</summary>
#
# Relee las tres promesas de la sección 2 y compáralas con lo que se pide. Lo que queda por decidir es dónde guardas las tareas para pedirles luego su resultado.
#
# </details>


# %% solution="todo_o_nada"
async def todo_o_nada(fabricas: list[Callable[[], Awaitable[Any]]]) -> list[Any]:
    """Ejecuta a la vez todas las corrutinas y devuelve sus resultados en orden; si una falla, cancela las demás.

    Lanza un ExceptionGroup con todos los fallos.
    """
    ### BEGIN SOLUTION
    async with asyncio.TaskGroup() as grupo:
        tareas = [grupo.create_task(fabrica()) for fabrica in fabricas]
    return [tarea.result() for tarea in tareas]
    ### END SOLUTION


# %% test="todo_o_nada" points=1
@scenario
async def viaje(todo_o_nada, lab):
    return await todo_o_nada([lab.job("vuelo", 3), lab.job("hotel", 1), lab.job("coche", 2)])


@scenario
async def hotel_completo(todo_o_nada, lab):
    hotel = lab.job("hotel", 1, error=ValueError("completo"))
    return await todo_o_nada([lab.job("vuelo", 3), hotel, lab.job("coche", 5)])


bien = expect(viaje).overlaps(3).returns(["vuelo", "hotel", "coche"]).takes(3).leaves_nothing()
(
    expect(hotel_completo)
    .compared_with(vuelo=(0, 1), hotel=(0, 1), coche=(0, 1))
    .rules_out("E702", lambda r: r.outcome == "ok", lambda r: f"devolvió {[str(v) for v in r.value]}")
    .rules_out("E22", lambda r: r.outcome == "raised" and r.cancelling)
    .rules_out("E701", lambda r: r.outcome == "raised" and r.pending, lambda r: f"siguen: {r.unfinished}")
    .rules_out("E32", lambda r: r.outcome == "raised" and r.ends, lambda r: f"llegaron a su final: {r.ends}")
    .rules_out("E703", lambda r: r.error.type == "ValueError", lambda r: f"se lanzó {r.error}")
    .rules_out("E704", lambda r: "CancelledError" in str(r.error), lambda r: f"se lanzó {r.error}")
    .raises("ExceptionGroup", members=["ValueError"])
)
bien.worth(1)


# %% hidden="todo_o_nada" points=4
### BEGIN HIDDEN TESTS
@scenario
async def conjunto(todo_o_nada, lab, segundos):
    return await todo_o_nada(lab.jobs(segundos))


@scenario
async def falla_una(todo_o_nada, lab, segundos, quien):
    fabricas = lab.jobs(segundos)
    fabricas[quien] = lab.job(str(quien), segundos[quien], error=LookupError("no está"))
    return await todo_o_nada(fabricas)


@scenario
async def falla_otra_al_cerrar(todo_o_nada, lab):
    import asyncio

    async def se_rompe_al_cerrar():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(1)
            raise OSError("no cierra")

    falla = lab.job("falla", 2, error=LookupError("no está"))
    return await todo_o_nada([falla, se_rompe_al_cerrar, lab.job("lenta", 9, cleanup=3)])


@scenario
async def fallan_dos_juntas(todo_o_nada, lab):
    una, otra = lab.job("una", 2, error=LookupError("no está")), lab.job("otra", 2, error=OSError("no abre"))
    return await todo_o_nada([una, lab.job("larga", 7), otra])


@scenario
async def cancelan_a_quien_espera(todo_o_nada, lab):
    fin = await lab.cancel_at(lambda: todo_o_nada([lab.job("a", 9), lab.job("b", 8, cleanup=1)]), 2)
    return fin["state"]


def juzga(observado, fallos, canceladas):
    def reducido(r):
        return r.error.type in fallos or len(r.error.flat()) < len(fallos)

    return (
        observado.rules_out("E702", lambda r: r.outcome == "ok")
        .rules_out("E22", lambda r: r.outcome == "raised" and r.cancelling)
        .rules_out("E701", lambda r: r.outcome == "raised" and r.pending)
        .rules_out("E32", lambda r: r.outcome == "raised" and sorted(r.cancelled) != sorted(canceladas))
        .rules_out("E703", reducido)
        .rules_out("E704", lambda r: "CancelledError" in str(r.error))
        .raises("ExceptionGroup", members=fallos)
    )


score = hidden(4)
for draw in score.draws(2):
    segundos = draw.sample(range(1, 12), draw.randint(3, 5))
    segundos.insert(draw.randrange(len(segundos)), 12)  # quien más tarda no va al final
    orden = sorted(range(len(segundos)), key=lambda i: segundos[i])
    with score(0.5):
        nombres = [str(i) for i in range(len(segundos))]
        expect(conjunto, segundos=segundos).overlaps(len(segundos)).returns(nombres).takes(max(segundos))
        expect(conjunto, segundos=[]).returns([]).takes(0)
    with score(0.5):
        juzga(
            expect(falla_una, segundos=segundos, quien=orden[1]), ["LookupError"], [str(i) for i in orden[2:]]
        )
with score(1):
    juzga(expect(falla_otra_al_cerrar), ["LookupError", "OSError"], ["lenta"])
    juzga(expect(fallan_dos_juntas), ["LookupError", "OSError"], ["larga"])
with score(1):
    (
        expect(cancelan_a_quien_espera)
        .rules_out("E705", lambda r: r.value == "cancelled" and r.pending and not r.cancelling)
        .rules_out("E22", lambda r: r.value == "cancelled" and r.cancelling)
        .rules_out("E32", lambda r: r.ends)
        .rules_out("E19", lambda r: r.value in ("returned", "raised"))
        .returns("cancelled")
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Cancelar es pedir, no detener
#
# `tarea.cancel()` deja una petición. En su siguiente turno, la tarea recibe `CancelledError` en el `await` donde estaba detenida. A partir de ahí es una excepción que sube como cualquier otra: pasa por los `finally`, y si llega hasta
# arriba, la tarea termina *cancelada*.
#
# `CancelledError` deriva de `BaseException`, **no** de `Exception` (desde Python 3.8). Es a propósito: no dice «algo falló», sino «ya no hace falta», y un `except Exception` pensado para los fallos no debe tragársela.


# %%
async def pide_y_espera(lab):
    async def obra():
        try:
            await asyncio.sleep(10)
        except Exception:
            print("esto no se ejecuta: CancelledError no es un Exception")
        except asyncio.CancelledError:
            # Paso 2: la petición llega aquí; se toma nota y se deja seguir.
            print("petición recibida en t =", lab.now())
            raise

    # Paso 1: pedir la cancelación no interrumpe nada todavía.
    tarea = asyncio.create_task(obra(), name="obra")
    await asyncio.sleep(3)
    tarea.cancel()
    print("tras cancel():", tarea.done())
    # Paso 3: hay que esperar a que la tarea termine de obedecer.
    await asyncio.wait([tarea])
    print("al final:", tarea.cancelled())


trace(pide_y_espera)

# %% [markdown]
# Ese `raise` importa. Sin él, la tarea seguiría con lo que hubiera después del `except`, como si nadie le hubiera pedido parar. Regla práctica: si atrapas `CancelledError`, que sea para limpiar, y vuelve a lanzarla.

# %% [markdown]
# ### Predice
#
# ¿Qué letras se imprimen, y en qué orden? Decídelo antes de ejecutar la celda. No se califica.


# %%
async def adivina(lab):
    async def obra():
        try:
            print("A")
            await asyncio.sleep(5)
            print("B")
        except Exception:
            print("C")
        finally:
            print("D")

    tarea = asyncio.create_task(obra())
    await asyncio.sleep(1)
    tarea.cancel()
    print("E")
    await asyncio.wait([tarea])
    print("F")


trace(adivina).elapsed

# %% [markdown]
# Salen A, E, D y F. La E va antes que la D porque `cancel()` solo pide; la C no aparece porque `CancelledError` no es un `Exception`; la D sí, porque `finally` se ejecuta por cualquier salida.

# %% [markdown]
# ## 5. Volver a intentar
#
# Muchos fallos son pasajeros: una red que se corta, un servidor ocupado. Volver a intentarlo suele bastar, con tres precauciones:
#
# * **una corrutina nueva cada vez**: una que ya terminó no se puede esperar de nuevo. Por eso se pide una *fábrica* y no una corrutina;
# * **esperas crecientes**: si el otro lado está saturado, insistir de inmediato lo empeora. Cada pausa dura el doble que la anterior (*retroceso exponencial*);
# * **un final**: tras cierto número de intentos, el último fallo tiene que salir.


# %%
async def segunda_oportunidad(lab):
    respuestas = [lab.job("primera", 1, error=ConnectionError("sin red")), lab.job("segunda", 1)]

    def llama():
        # Paso 1: cada llamada a la fábrica crea una corrutina distinta.
        return respuestas.pop(0)()

    try:
        return await llama()
    except ConnectionError as error:
        # Paso 2: tras el fallo, una pausa para que el otro lado se recupere.
        print("en t =", lab.now(), repr(error))
        await asyncio.sleep(2)
        # Paso 3: otra corrutina, otro intento.
        return await llama()


trace(segunda_oportunidad)

# %%
# Esperar dos veces el mismo objeto corrutina no lo ejecuta dos veces:
una_sola = reserva("boleto", 0)
print(await una_sola)
try:
    await una_sola
except RuntimeError as error:
    print(error)

# %% [markdown]
# ¿Y si la cancelación llega a mitad de un intento, o durante una pausa? No es un fallo: quien espera ya no quiere el resultado, así que no hay nada que repetir.

# %% [markdown] prompt="con_reintentos"
# ## Ejercicio 2 · `con_reintentos`
#
# Escribe `con_reintentos(fabrica, n, espera)`: hace **como mucho `n` intentos** (`n` es al menos 1). Cada intento espera una corrutina nueva de la fábrica.
#
# * Si un intento termina bien, devuelve su resultado, sea cual sea.
# * Si falla con una excepción que deriva de `Exception`, y quedan intentos, hace una pausa y vuelve a intentar. La primera pausa dura `espera` segundos, y cada una el doble que la anterior.
# * Si falla el intento número `n`, su excepción sale de inmediato.
# * Una cancelación, sea en un intento o en una pausa, no se reintenta: sale.
#
# ```python
# >>> await con_reintentos(lambda: reserva("boleto", 0.01), 3, 0.5)
# 'boleto reservado'
# ```
#
# Con tres intentos de un segundo que fallan y `espera = 2`, los intentos empiezan en los segundos 0, 3 y 8, y el último fallo sale en el 9.
#
# <details><summary>Una pista</summary>
#
# Separa en el papel el último intento de los demás: ¿en qué se diferencia lo que pasa cuando falla? ¿Y cuántas pausas hay si hay `n` intentos?
#
# </details>


# %% solution="con_reintentos"
async def con_reintentos(fabrica: Callable[[], Awaitable[Any]], n: int, espera: float) -> Any:
    """Devuelve el resultado del primer intento que sale bien, de `n` como mucho, con pausas que se duplican.

    Lanza la excepción del último intento si todos fallan.
    """
    ### BEGIN SOLUTION
    for intento in range(1, n + 1):
        try:
            return await fabrica()
        except Exception:
            if intento == n:
                raise
        await asyncio.sleep(espera)
        espera *= 2
    ### END SOLUTION


# %% test="con_reintentos" points=1
@scenario
async def a_la_tercera(con_reintentos, lab):
    nombres = ["primero", "segundo", "tercero"]

    def fabrica():
        nombre = nombres.pop(0)
        error = ConnectionError("sin red") if nombres else None
        return lab.job(nombre, 1, error=error)()

    return await con_reintentos(fabrica, 5, 2)


def inicios(r):
    return [trabajo.start for trabajo in r.jobs.values()]


def vuelve_a_esperar_lo_mismo(r):
    otra_vez = "already awaited" in r.error.message
    return otra_vez or (r.error.type == "ConnectionError" and len(r.starts) == 1 and r.elapsed > 1)


(
    expect(a_la_tercera)
    .compared_with(primero=(0, 1), segundo=(3, 4), tercero=(8, 9))
    .rules_out("E707", vuelve_a_esperar_lo_mismo, lambda r: f"llamadas a la fábrica: {len(r.starts)}")
    .rules_out("E724", lambda r: r.error.type == "ConnectionError" and len(r.starts) == 1)
    .rules_out(
        "E709",
        lambda r: r.error.type == "ConnectionError" and len(r.starts) < 3,
        lambda r: f"intentos hechos: {len(r.starts)}",
        "3, y quedaban más",
    )
    .rules_out(
        "E710",
        lambda r: r.outcome == "ok" and len(r.starts) == 3 and inicios(r) != [0, 3, 8],
        lambda r: f"los intentos empezaron en t = {inicios(r)}",
        "t = [0, 3, 8]",
    )
    .returns("tercero")
    .takes(9)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="con_reintentos" points=4
### BEGIN HIDDEN TESTS
@scenario
async def tras_fallos(con_reintentos, lab, fallos, n, espera, duracion, valor, tipo):
    import builtins

    hechos = []

    def fabrica():
        hechos.append(len(hechos))
        error = getattr(builtins, tipo)(f"fallo {len(hechos)}") if len(hechos) <= fallos else None
        return lab.job(f"intento {len(hechos)}", duracion, value=valor, error=error)()

    return await con_reintentos(fabrica, n, espera)


@scenario
async def cancelan_un_intento(con_reintentos, lab):
    fin = await lab.cancel_at(lambda: con_reintentos(lab.job("intento", 5), 4, 1), 2)
    return fin["state"], fin["after"]


@scenario
async def cancelan_una_pausa(con_reintentos, lab):
    fallido = lab.job("intento", 1, error=LookupError("no está"))
    fin = await lab.cancel_at(lambda: con_reintentos(fallido, 4, 10), 3)
    return fin["state"], fin["after"]


def momentos(intentos, duracion, espera):
    cuando, pausa, lista = 0.0, espera, []
    for _ in range(intentos):
        lista.append(cuando)
        cuando += duracion + pausa
        pausa *= 2
    return lista


def los_intentos_son(observado, cuantos, duracion, espera, tipo):
    esperados = momentos(cuantos, duracion, espera)

    def terminó(r):
        return r.outcome == "ok" or r.error.type == tipo

    def empezaron(r):
        return [trabajo.start for trabajo in r.jobs.values()]

    def a_destiempo(r):
        return any(abs(visto - debido) > 1e-6 for visto, debido in zip(empezaron(r), esperados, strict=True))

    def repite(r):
        return "already awaited" in r.error.message or (len(r.starts) == 1 and r.elapsed > duracion)

    def tarda_en_decirlo(r):
        return r.outcome == "raised" and r.elapsed > esperados[-1] + duracion + 1e-6

    return (
        observado.rules_out("E707", lambda r: cuantos > 1 and repite(r))
        .rules_out("E724", lambda r: r.error.type == tipo and len(r.starts) == 1 < cuantos)
        .rules_out("E709", lambda r: terminó(r) and len(r.starts) != cuantos)
        .rules_out("E710", lambda r: terminó(r) and a_destiempo(r))
        .rules_out("E708", lambda r: terminó(r) and tarda_en_decirlo(r))
    )


score = hidden(4)
for draw, al_final in zip(score.draws(2), (True, False), strict=True):
    n, espera, duracion = draw.randint(4, 6), draw.choice([1, 1.5, 3]), draw.choice([1, 2])
    fallos = n - 1 if al_final else 2
    tipo = draw.choice(["ValueError", "TimeoutError", "OSError", "LookupError"])
    datos = {"n": n, "espera": espera, "duracion": duracion, "tipo": tipo, "valor": [fallos, "bien"]}
    caso = (duracion, espera, tipo)
    with score(0.5):
        observado = expect(tras_fallos, fallos=fallos, **datos)
        los_intentos_son(observado, fallos + 1, *caso).returns([fallos, "bien"]).leaves_nothing()
    with score(0.5):
        observado = expect(tras_fallos, fallos=n, **datos)
        los_intentos_son(observado, n, *caso).raises(tipo, message=f"fallo {n}")
with score(1):
    for valor in (None, 0, []):
        (
            expect(tras_fallos, fallos=0, n=3, espera=1, duracion=2, valor=valor, tipo="OSError")
            .rules_out("E711", lambda r: len(r.starts) > 1)
            .returns(valor)
            .takes(2)
        )
    observado = expect(tras_fallos, fallos=1, n=1, espera=4, duracion=2, valor=0, tipo="OSError")
    los_intentos_son(observado, 1, 2, 4, "OSError").raises("OSError", message="fallo 1")
with score(1):
    for cancelado in (cancelan_un_intento, cancelan_una_pausa):
        (
            expect(cancelado)
            .rules_out("E706", lambda r: len(r.starts) > 1)
            .rules_out("E19", lambda r: r.value[0] in ("returned", "raised"))
            .returns(("cancelled", 0))
            .leaves_nothing()
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Poner un plazo
#
# `asyncio.timeout(segundos)` cubre un bloque entero: si al cumplirse el plazo el bloque no ha terminado, cancela lo que espera dentro y sale un `TimeoutError`. Para una sola espera está `asyncio.wait_for(awaitable, segundos)`, que hace lo mismo.
# En ambos casos, lo que se esperaba recibe la cancelación, y el `TimeoutError` no sale hasta que ha terminado de obedecer.


# %%
async def a_contrarreloj(lab):
    # Paso 1: el plazo empieza a contar al entrar en el bloque, una sola vez para todo lo que hay dentro.
    try:
        async with asyncio.timeout(5) as plazo:
            await lab.job("planos", 2)()
            await lab.job("maqueta", 8, cleanup=1)()
    # Paso 2: el TimeoutError aparece FUERA del bloque; dentro solo se vio CancelledError.
    except TimeoutError:
        # Paso 3: expired() dice si fue este plazo el que venció.
        print("en t =", lab.now(), "· ¿venció?", plazo.expired())


trace(a_contrarreloj)

# %% [markdown]
# La maqueta se cancela en el segundo 5, tarda uno más en recoger, y solo entonces sale el `TimeoutError`.
#
# ¿Por qué preguntar `plazo.expired()`? Porque `TimeoutError` es una excepción común: también puede lanzarla el trabajo por su cuenta, y ese fallo no tiene nada que ver con tu plazo.
#
# ### ¿Quién canceló?
#
# Por dentro, un plazo usa lo que ya conoces: cuando vence, llama a `cancel()` sobre la tarea. Entonces, si la tarea recibe `CancelledError`, ¿cómo se sabe si venció el plazo o si alguien la canceló desde fuera?
# Cada tarea **cuenta** las peticiones de cancelación pendientes: `tarea.cancelling()` da el número, y `tarea.uncancel()` retira una. Al salir del bloque, `timeout` retira la que él mismo hizo; si no queda ninguna más, lanza `TimeoutError`,
# y si queda alguna, deja pasar `CancelledError`. Por eso esta consulta acaba de dos maneras distintas:


# %%
async def dos_finales(lab):
    async def consulta():
        try:
            async with asyncio.timeout(3):
                await asyncio.sleep(10)
        except TimeoutError:
            return f"el plazo venció; peticiones pendientes: {asyncio.current_task().cancelling()}"
        except asyncio.CancelledError:
            print(f"me cancelaron; peticiones pendientes: {asyncio.current_task().cancelling()}")
            raise

    # Paso 1: dos consultas iguales; a una la cancelan desde fuera antes del plazo.
    paciente = asyncio.create_task(consulta(), name="paciente")
    interrumpida = asyncio.create_task(consulta(), name="interrumpida")
    await asyncio.sleep(1)
    interrumpida.cancel()
    # Paso 2: la otra llega hasta su plazo.
    print(await paciente)
    print("¿la interrumpida quedó cancelada?", interrumpida.cancelled())


trace(dos_finales)

# %% [markdown]
# Dos avisos para terminar:
#
# * `asyncio.shield(awaitable)` protege a un trabajo de la cancelación de quien lo espera: la espera se interrumpe, pero **el trabajo sigue**, y alguien tendrá que recogerlo después;
# * un plazo es un instante, no una duración: si tras vencer esperas «otro poquito», ya es otro plazo.
#
# > **Según tu versión.** `asyncio.timeout`, `cancelling()` y `uncancel()` existen desde Python 3.11; también desde 3.11 `asyncio.TimeoutError` es el mismo `TimeoutError` de siempre. Desde 3.12 `wait_for` está construido sobre `timeout` y ejecuta la corrutina en la misma
# > tarea que espera; en 3.11 le crea una tarea propia. Desde 3.13, cuando `uncancel()` deja la cuenta en cero, también retira una cancelación que aún no se había entregado.

# %% [markdown] prompt="con_plazo"
# ## Ejercicio 3 · `con_plazo`
#
# Escribe `con_plazo(fabrica, segundos, defecto)`: espera la corrutina de la fábrica durante `segundos` como mucho.
#
# * Si termina antes, devuelve su resultado; si falla antes, su excepción sale tal cual, **aunque sea un `TimeoutError` suyo**.
# * Si vence el plazo, la corrutina se cancela, se espera a que termine de verdad, y la función devuelve `defecto`. Quien la llamó sigue adelante como si nadie hubiera cancelado nada.
# * Si alguien cancela desde fuera, la corrutina queda cancelada y terminada, y la cancelación sigue su camino.
#
# ```python
# >>> await con_plazo(lambda: reserva("boleto", 0.01), 5, "sin noticias")
# 'boleto reservado'
# >>> await con_plazo(lambda: reserva("boleto", 60), 0.01, "sin noticias")
# 'sin noticias'
# ```
#
# <details><summary>Una pista</summary>
#
# De los tres finales posibles (resultado, excepción, cancelación), ¿cuáles puede provocar tu plazo y cuáles no? Para los dudosos, la sección 6 enseña a quién preguntar.
#
# </details>


# %% solution="con_plazo"
async def con_plazo(fabrica: Callable[[], Awaitable[Any]], segundos: float, defecto: Any) -> Any:
    """Devuelve el resultado de la corrutina, o `defecto` si no termina en `segundos`; entonces la cancela."""
    ### BEGIN SOLUTION
    try:
        async with asyncio.timeout(segundos) as plazo:
            return await fabrica()
    except TimeoutError:
        if not plazo.expired():
            raise
        return defecto
    ### END SOLUTION


# %% test="con_plazo" points=1
@scenario
async def a_tiempo(con_plazo, lab):
    return await con_plazo(lab.job("carta", 2), 5, "sin noticias")


@scenario
async def demasiado_lenta(con_plazo, lab):
    return await con_plazo(lab.job("carta", 10), 3, "sin noticias")


def hasta(r):
    return f"se esperó hasta t = {r.elapsed:g}"


expect(a_tiempo).returns("carta").takes(2).leaves_nothing()
(
    expect(demasiado_lenta)
    .compared_with(carta=(0, 3))
    .rules_out("E723", lambda r: r.error.type == "TimeoutError", lambda r: f"se lanzó {r.error}")
    .rules_out("E715", lambda r: r.ends and r.value == "sin noticias", hasta, "t = 3")
    .rules_out("E712", lambda r: r.outcome == "ok" and r.pending and not r.cancelling)
    .rules_out("E714", lambda r: r.elapsed > 3, hasta, "t = 3")
    .returns("sin noticias")
    .takes(3)
    .leaves_nothing()
    .cancels("carta")
    .worth(1)
)


# %% hidden="con_plazo" points=4
### BEGIN HIDDEN TESTS
@scenario
async def con_limite(con_plazo, lab, tarda, limite, limpieza, valor, defecto):
    import asyncio

    trabajo = lab.job("trabajo", tarda, value=valor, cleanup=limpieza)
    return await con_plazo(trabajo, limite, defecto), asyncio.current_task().cancelling()


@scenario
async def falla_antes(con_plazo, lab, tipo):
    import builtins

    return await con_plazo(lab.job("trabajo", 1, error=getattr(builtins, tipo)("del servidor")), 6, "nada")


@scenario
async def cancelan_desde_fuera(con_plazo, lab, limpieza):
    fin = await lab.cancel_at(lambda: con_plazo(lab.job("trabajo", 8, cleanup=limpieza), 5, "nada"), 2)
    return fin["state"], fin.get("after")


def vence(observado, limite, limpieza, defecto):
    return (
        observado.rules_out("E723", lambda r: r.error.type == "TimeoutError")
        .rules_out("E715", lambda r: r.ends and r.value[0] == defecto)
        .rules_out("E712", lambda r: r.outcome == "ok" and r.pending and not r.cancelling)
        .rules_out("E714", lambda r: r.elapsed > limite + limpieza + 1e-6)
        .rules_out("E722", lambda r: r.value[1] > 0)
    )


score = hidden(4)
for draw in score.draws(2):
    limite, limpieza = draw.randint(2, 6), draw.choice([1, 2])
    valor, defecto = draw.sample([None, 0, "", "algo", [1]], 2)
    datos = {"limite": limite, "valor": valor, "defecto": defecto}
    with score(0.5):
        pronto = expect(con_limite, tarda=limite - 1, limpieza=0, **datos)
        pronto.returns((valor, 0)).takes(limite - 1).leaves_nothing()
        tarde = expect(con_limite, tarda=limite + draw.randint(1, 9), limpieza=0, **datos)
        vence(tarde, limite, 0, defecto).returns((defecto, 0)).takes(limite).leaves_nothing()
    with score(0.5):
        eterno = expect(con_limite, tarda=None, limpieza=limpieza, **datos)
        (
            vence(eterno, limite, limpieza, defecto)
            .returns((defecto, 0))
            .leaves_nothing()
            .takes(limite + limpieza)
            .cancels("trabajo")
        )
with score(1):
    for limpieza in (0, 1):
        (
            expect(cancelan_desde_fuera, limpieza=limpieza)
            .rules_out("E713", lambda r: r.value[0] == "returned")
            .rules_out("E19", lambda r: r.value[0] == "raised")
            .rules_out("E705", lambda r: r.value[0] == "cancelled" and r.pending and not r.cancelling)
            .rules_out("E22", lambda r: r.value[0] == "cancelled" and r.cancelling)
            .returns(("cancelled", limpieza))
            .leaves_nothing()
            .cancels("trabajo")
        )
with score(1):
    expect(falla_antes, tipo="LookupError").raises("LookupError", message="del servidor")
    (
        expect(falla_antes, tipo="TimeoutError")
        .rules_out("E716", lambda r: r.outcome == "ok")
        .raises("TimeoutError", message="del servidor")
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Dejar todo limpio
#
# Una función que abre algo puede terminar de tres maneras: con un resultado, con una excepción o cancelada. `finally` se ejecuta en las tres, y después lo que estaba ocurriendo **continúa**: la excepción sigue subiendo, la cancelación también.
# Dentro de `finally` se puede usar `await`; quien te canceló y espera tu final, espera también a que termines de limpiar.


# %%
async def taller(lab):
    async def pinta(segundos):
        print("saco los pinceles")
        try:
            await asyncio.sleep(segundos)
            return "cuadro"
        finally:
            # Se ejecuta con resultado, con excepción y con cancelación.
            await asyncio.sleep(1)
            print("guardo los pinceles en t =", lab.now())

    # Paso 1: termina con un resultado.
    print(await pinta(2))
    # Paso 2: termina cancelada, y la limpieza también se completa.
    tarea = asyncio.create_task(pinta(10), name="pinta")
    await asyncio.sleep(2)
    tarea.cancel()
    await asyncio.wait([tarea])
    print("¿cancelada?", tarea.cancelled())


trace(taller)

# %% [markdown]
# `async with` es ese mismo `finally` con nombre propio: al entrar espera `__aenter__`, y al salir, por el camino que sea, espera `__aexit__`. La forma más corta de escribir uno es un generador asíncrono con `contextlib.asynccontextmanager`: lo anterior al `yield` es la entrada, y el
# `finally` es la salida.

# %%
from contextlib import asynccontextmanager


@asynccontextmanager
async def pinceles(color):
    # Paso 1: entrar. Si esto fallara, no habría nada que guardar.
    await asyncio.sleep(0.01)
    print("pinceles con", color)
    try:
        # Paso 2: aquí se ejecuta el cuerpo del async with.
        yield color.upper()
    finally:
        # Paso 3: salir, también si el cuerpo falló.
        await asyncio.sleep(0.01)
        print("pinceles limpios")


try:
    async with pinceles("azul") as pintura:
        print("pinto con", pintura)
        raise LookupError("se acabó el lienzo")
except LookupError as error:
    print("y el error sigue:", error)

# %% [markdown]
# Tres errores frecuentes al limpiar:
#
# * abrir **dentro** del `try`: si la apertura falla, `finally` cierra algo que nunca se abrió;
# * cerrar en dos sitios, por ejemplo al final del `try` y también en `finally`;
# * escribir `return` dentro de `finally`: descarta la excepción que estaba subiendo, incluida `CancelledError`.
#
# > **Según tu versión.** Desde Python 3.14, un `return`, `break` o `continue` que sale de un `finally` produce un `SyntaxWarning` ([PEP 765](https://peps.python.org/pep-0765/)).

# %% [markdown] prompt="usar"
# ## Ejercicio 4 · `usar`
#
# Escribe `usar(recurso, fn)`. El recurso tiene dos métodos asíncronos, `abrir()` y `cerrar()`. Tu función lo abre, espera `fn(recurso)` y devuelve su resultado. Además:
#
# * una vez abierto, el recurso se cierra **exactamente una vez**, y tu función no termina antes de que se haya cerrado: si todo va bien, si `fn` falla y si la cancelan mientras `fn` trabaja;
# * el error de `fn`, o la cancelación, sigue su camino después de cerrar;
# * si la apertura falla, o la cancelan a medias, no hay nada que cerrar.
#
# ```python
# >>> await usar(conexion, consulta)   # conexion.abrir(), consulta(conexion), conexion.cerrar()
# 'respuesta'
# ```
#
# <details><summary>Una pista</summary>
#
# Escribe primero la versión en la que nada falla: son tres líneas. Después pregúntate, entre cada dos líneas, qué debe pasar si la siguiente lanza una excepción.
#
# </details>


# %% solution="usar"
class Recurso(Protocol):
    """Algo que se abre antes de usarlo y se cierra al terminar."""

    async def abrir(self) -> None: ...

    async def cerrar(self) -> None: ...


async def usar(recurso: Recurso, fn: Callable[[Recurso], Awaitable[Any]]) -> Any:
    """Abre el recurso, devuelve lo que resulta de `fn(recurso)` y lo cierra una vez, termine como termine."""
    ### BEGIN SOLUTION
    await recurso.abrir()
    try:
        return await fn(recurso)
    finally:
        await recurso.cerrar()
    ### END SOLUTION


# %% test="usar" points=1
@scenario
async def una_consulta(usar, lab, falla):
    import asyncio

    class Conexion:
        async def abrir(self):
            await asyncio.sleep(1)
            lab.mark("abre")

        async def cerrar(self):
            await asyncio.sleep(1)
            lab.mark("cierra")

    async def consulta(conexion):
        lab.mark("usa")
        await asyncio.sleep(2)
        if falla:
            raise LookupError("tabla desconocida")
        return "respuesta"

    return await usar(Conexion(), consulta)


def se_vio(r):
    return " · ".join(r.marks)


def una_vez(observado):
    return (
        observado.awaits_everything()
        .rules_out("E719", lambda r: r.marks.count("cierra") > 1, se_vio, "abre · usa · cierra")
        .rules_out("E717", lambda r: r.marks == ["abre", "usa"], se_vio, "abre · usa · cierra")
    )


bien = una_vez(expect(una_consulta, falla=False)).returns("respuesta").marks("abre", "usa", "cierra")
una_vez(expect(una_consulta, falla=True)).rules_out("E721", lambda r: r.outcome == "ok").raises("LookupError")
bien.takes(4).leaves_nothing().worth(1)


# %% hidden="usar" points=4
### BEGIN HIDDEN TESTS
@scenario
async def con_recurso(usar, lab, valor, tipo, abre):
    import asyncio
    import builtins

    class Recurso:
        async def abrir(self):
            await asyncio.sleep(1)
            if not abre:
                raise ConnectionError("no contesta")
            lab.mark("abre")

        async def cerrar(self):
            await asyncio.sleep(2)
            lab.mark("cierra")

    mio = Recurso()

    async def fn(recurso):
        lab.mark("usa" if recurso is mio else "usa otro")
        await asyncio.sleep(3)
        if tipo:
            raise getattr(builtins, tipo)("durante el uso")
        return valor

    return await usar(mio, fn)


@scenario
async def lo_cancelan(usar, lab, cuando):
    import asyncio

    class Recurso:
        async def abrir(self):
            await asyncio.sleep(2)
            lab.mark("abre")

        async def cerrar(self):
            await asyncio.sleep(1)
            lab.mark("cierra")

    async def fn(recurso):
        lab.mark("usa")
        await asyncio.sleep(9)

    fin = await lab.cancel_at(lambda: usar(Recurso(), fn), cuando)
    return fin["state"], fin["after"]


def se_cierra_una_vez(observado):
    return (
        observado.awaits_everything()
        .rules_out("E719", lambda r: r.marks.count("cierra") > 1)
        .rules_out("E717", lambda r: r.outcome in ("ok", "raised") and r.marks == ["abre", "usa"])
    )


def marcas(observado, *esperadas):
    return observado.rules_out("E30", lambda r: r.marks != list(esperadas))


score = hidden(4)
for draw in score.draws(2):
    valor = draw.choice([None, 0, [], "algo", {"a": 1}])
    tipo = draw.choice(["ValueError", "OSError", "TimeoutError", "LookupError"])
    with score(0.5):
        observado = expect(con_recurso, valor=valor, tipo="", abre=True)
        se_cierra_una_vez(observado).returns(valor).marks("abre", "usa", "cierra").takes(6).leaves_nothing()
        observado = expect(con_recurso, valor=valor, tipo=tipo, abre=True)
        observado = se_cierra_una_vez(observado).rules_out("E721", lambda r: r.outcome == "ok")
        marcas(observado, "abre", "usa", "cierra").raises(tipo, message="durante el uso")
with score(1):
    observado = expect(con_recurso, valor=1, tipo="", abre=False)
    observado = observado.rules_out("E720", lambda r: "cierra" in r.marks)
    marcas(observado).raises("ConnectionError", message="no contesta")
    (
        expect(lo_cancelan, cuando=1)
        .rules_out("E720", lambda r: "cierra" in r.marks)
        .rules_out("E19", lambda r: r.value[0] in ("returned", "raised"))
        .returns(("cancelled", 0))
        .leaves_nothing()
    )
with score(2):
    (
        expect(lo_cancelan, cuando=5)
        .awaits_everything()
        .rules_out("E719", lambda r: r.marks.count("cierra") > 1)
        .rules_out("E718", lambda r: "cierra" not in r.marks and r.value[0] == "cancelled")
        .rules_out("E19", lambda r: r.value[0] in ("returned", "raised"))
        .returns(("cancelled", 1))
        .marks("abre", "usa", "cierra")
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [Grupos de tareas, plazos y cancelación](https://docs.python.org/es/3/library/asyncio-task.html#task-groups), en la documentación de Python: `TaskGroup`, `timeout`, `wait_for`, `shield`, `cancelling` y `uncancel`.
# * [Grupos de excepciones](https://docs.python.org/es/3/tutorial/errors.html#raising-and-handling-multiple-unrelated-exceptions), en el tutorial, y la [PEP 654](https://peps.python.org/pep-0654/), que cuenta por qué existen `ExceptionGroup` y `except*`.
# * [`contextlib`](https://docs.python.org/es/3/library/contextlib.html): `asynccontextmanager` y `AsyncExitStack`.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
