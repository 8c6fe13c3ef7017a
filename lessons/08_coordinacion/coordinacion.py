# %% [markdown]
# # 08 · Coordinación: semáforos, colas y candados
#
# **Para qué.** Ya sabes poner muchas tareas en marcha y terminar con orden cuando algo falla. Ahora aprenderás a que se pongan de acuerdo: cuántas avanzan
# a la vez, quién entrega trabajo a quién, quién toca un dato compartido y cómo aprovechan todas un trabajo que ya está en curso.
#
# **Tiempo.** Unos 80 minutos: 30 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene manejar tareas y futuros (lección 06), y grupos de tareas, `try`/`finally` y cancelación (lección 07).
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. El tiempo es el del *reloj virtual*: una espera de tres segundos no tarda nada, pero se mide como tres segundos.

# %% [markdown]
# ## 1. Un número limitado de lugares
#
# Mil descargas a la vez agotan las conexiones del servidor, o tu memoria. Casi siempre hace falta un límite: todas las tareas pueden existir, pero solo
# unas cuantas deben estar *trabajando*. Una primera idea es avanzar por tandas: tomar dos, esperar a las dos, tomar otras dos.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable
from itertools import pairwise
from typing import Any

from asyncaula.checks import expect, hidden, scenario, trace


# %%
async def por_tandas(lab):
    autos = [lab.job("rojo", 5), lab.job("azul", 1), lab.job("verde", 2), lab.job("gris", 2)]
    for i in range(0, len(autos), 2):
        await asyncio.gather(*(auto() for auto in autos[i : i + 2]))


trace(por_tandas)

# %% [markdown]
# Mira el hueco: el auto azul deja su lugar en el segundo 1, y nadie lo ocupa hasta el 5. La tanda entera espera al más lento.
#
# Un **semáforo** guarda un número de permisos. `async with semaforo:` toma uno, o espera a que alguien devuelva el suyo; al salir del bloque, también por una excepción, lo devuelve.
# Quienes esperan reciben su permiso en el orden en que llegaron.


# %%
async def estacionamiento(lab):
    # Paso 1: un solo semáforo, conocido por todas las tareas.
    lugares = asyncio.Semaphore(2)

    async def estaciona(auto):
        # Paso 2: lo que cuenta como «estar dentro» va en el bloque.
        async with lugares:
            await auto()

    # Paso 3: las cuatro tareas nacen ya; dos trabajan y dos hacen fila.
    async with asyncio.TaskGroup() as grupo:
        for nombre, segundos in [("rojo", 5), ("azul", 1), ("verde", 2), ("gris", 2)]:
            grupo.create_task(estaciona(lab.job(nombre, segundos)))


trace(estacionamiento)

# %% [markdown]
# Los mismos cuatro autos, los mismos dos lugares, y 5 segundos en lugar de 7: cada lugar que queda libre se ocupa en ese instante. Fíjate en *qué* se limita: no el número de tareas, sino
# cuántas están dentro del bloque.

# %% [markdown] prompt="limitar"
# ## Ejercicio 1 · `limitar`
#
# Escribe `limitar(fabricas, k)`: recibe una lista de fábricas (funciones sin argumentos que devuelven una corrutina al llamarlas), ejecuta todas las corrutinas con **como mucho `k`
# en curso a la vez** y devuelve la lista de sus resultados **en el orden de las fábricas**.
#
# * Las corrutinas empiezan en el orden de la lista.
# * En cuanto una termina, empieza la siguiente: ningún lugar queda libre mientras alguien espera.
#
# ```python
# >>> await limitar([lambda: asyncio.sleep(2, "a"), lambda: asyncio.sleep(1, "b"), lambda: asyncio.sleep(1, "c")], 2)
# ['a', 'b', 'c']
# ```
#
# Esa llamada tarda 2 segundos. Con una lista vacía devuelve una lista vacía. `k` vale al menos 1, y aquí ninguna corrutina falla.
#
# <details><summary>Una pista</summary>
#
# Una función auxiliar puede envolver a cada fábrica: pedir permiso, trabajar, devolver el permiso. ¿Qué objeto deben compartir todas las envolturas, y dónde hay que crearlo para que sea el mismo?
#
# </details>


# %% solution="limitar"
async def limitar(fabricas: list[Callable[[], Awaitable[Any]]], k: int) -> list[Any]:
    """Ejecuta las corrutinas de las fábricas, como mucho `k` a la vez, y devuelve sus resultados en orden."""
    ### BEGIN SOLUTION
    permisos = asyncio.Semaphore(k)

    async def con_permiso(fabrica: Callable[[], Awaitable[Any]]) -> Any:
        async with permisos:
            return await fabrica()

    return list(await asyncio.gather(*(con_permiso(fabrica) for fabrica in fabricas)))
    ### END SOLUTION


# %% test="limitar" points=1
@scenario
async def ventanillas(limitar, lab, segundos, k):
    import asyncio

    with lab.counting(asyncio.Semaphore, "__init__"):
        return await limitar(lab.jobs(segundos), k)


def en_tandas(r):
    grupos = {}
    for trabajo in r.jobs.values():
        grupos.setdefault(trabajo.start, []).append(trabajo.end)
    inicios, finales = sorted(grupos), [max(grupos[t]) for t in sorted(grupos)]
    return 1 < r.most_at_once < len(r.jobs) and inicios[1:] == finales[:-1]


def un_solo_turno(r, k):
    tareas = sum(e.kind == "task" and e.at == 0 for e in r.events)
    return r.most_at_once == 1 < k and tareas >= len(r.jobs) > 1


def inicios_vistos(r):
    return "empiezan en t = " + ", ".join(f"{trabajo.start:g}" for trabajo in r.jobs.values())


def limite_visto(r):
    return f"a la vez: {r.most_at_once}; semáforos creados: {r.extra['Semaphore.__init__']}"


def varios_semaforos(r, k):
    return r.most_at_once > k and r.extra["Semaphore.__init__"] > 1


def juzga(segundos, k, tiempo, **barras):
    return (
        expect(ventanillas, segundos=segundos, k=k)
        .compared_with(**barras)
        .rules_out("E801", lambda r: varios_semaforos(r, k), limite_visto, f"como mucho {k} a la vez")
        .rules_out("E803", lambda r: un_solo_turno(r, k), inicios_vistos, f"{k} a la vez")
        .overlaps(min(k, len(segundos)))
        .starts(*map(str, range(len(segundos))))
        .rules_out("E802", en_tandas, inicios_vistos, "que cada lugar se ocupe en cuanto queda libre")
        .returns([str(i) for i in range(len(segundos))])
        .takes(tiempo)
        .leaves_nothing()
    )


barras = {"0": (0, 4), "1": (0, 1), "2": (1, 2), "3": (2, 3), "4": (3, 4)}
juzga([4, 1, 1, 1, 1], k=2, tiempo=4, **barras).worth(1)


# %% hidden="limitar" points=4
### BEGIN HIDDEN TESTS
@scenario
async def con_valores(limitar, lab, datos, k):
    return await limitar([lab.job(f"j{i}", 9 - i, value=v) for i, v in enumerate(datos)], k)


def tiempo_justo(segundos, k):
    libres = [0] * k
    for s in segundos:
        libres.sort()
        libres[0] += s
    return max(libres)


score = hidden(4)
for draw in score.draws(3):
    k = draw.randint(2, 4)
    primeros = draw.sample(range(1, 9), k)
    primeros[:2] = sorted(primeros[:2], reverse=True)  # el orden de llegada nunca es el de la lista
    segundos = primeros + [draw.randint(1, 6) for _ in range(k + 2)]
    with score(1):
        juzga(segundos, k, tiempo_justo(segundos, k))
with score(1):
    expect(con_valores, datos=["a", "a", None, 0], k=2).overlaps(2).returns(["a", "a", None, 0])
    expect(ventanillas, segundos=[], k=3).returns([]).takes(0)
    expect(ventanillas, segundos=[2, 1], k=5).overlaps(2).returns(["0", "1"]).takes(2)
    expect(ventanillas, segundos=[2, 1, 1], k=1).overlaps(1).returns(["0", "1", "2"]).takes(
        4
    ).leaves_nothing()
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Una cola entre quien produce y quien consume
#
# Si el trabajo llega poco a poco, o es demasiado para tenerlo todo en memoria, conviene separar a quien lo *produce* de unos pocos *obreros* que lo *consumen*, con una cola en medio.
# `asyncio.Queue` se parece a la `queue.Queue` de los hilos, pero sus esperas llevan `await` y ceden el control al bucle:
#
# | Operación | Qué hace |
# |---|---|
# | `asyncio.Queue(maxsize=n)` | una cola con lugar para `n` elementos; sin `maxsize`, sin límite |
# | `await cola.put(x)` | pone un elemento; si la cola está llena, espera a que haya lugar |
# | `await cola.get()` | saca un elemento; si está vacía, espera a que llegue uno |
# | `cola.task_done()` | avisa de que *un* elemento sacado ya quedó hecho |
# | `await cola.join()` | espera a que **todos** los elementos que entraron se hayan dado por hechos |
#
# La espera de `put` es lo que hace valiosa a una cola con límite: frena a quien produce demasiado deprisa. A eso se le llama *contrapresión*.


# %%
async def panaderia(lab):
    mostrador = asyncio.Queue(maxsize=2)

    async def cliente():
        while True:
            # Paso 2: sacar, trabajar y dar por hecho.
            pan = await mostrador.get()
            await lab.job(f"comer el pan {pan}", 2)()
            mostrador.task_done()

    # Paso 1: quien consume está listo antes de que llegue el primer pan.
    goloso = asyncio.create_task(cliente())
    for pan in range(5):
        await mostrador.put(pan)
        print(f"t = {lab.now():g}: pan {pan} en el mostrador")
    # Paso 3: esperar a que todo esté hecho, no solo a que la cola esté vacía.
    await mostrador.join()
    print(f"t = {lab.now():g}: no queda nada")
    # Paso 4: el cliente volvería a esperar para siempre; hay que despedirlo.
    goloso.cancel()
    await asyncio.gather(goloso, return_exceptions=True)


trace(panaderia)

# %% [markdown]
# El horno podría haber hecho los cinco panes de golpe, pero a partir del cuarto tuvo que esperar: en el mostrador solo caben dos.
#
# Tres cosas se olvidan con facilidad:
#
# * **`join` cuenta avisos, no elementos en la cola.** Por cada `get` debe haber un `task_done`, *pase lo que pase* con el elemento. Si falta uno solo, `join` no regresa nunca.
# * **Una excepción que sale del ciclo termina al obrero.** Lo que viene después se reparte entre menos manos o, si no queda nadie, entre ninguna.
# * **Un obrero no adivina que se acabó el trabajo.** O se le cancela cuando `join` regresa, como aquí, o se pone en la cola un aviso de fin para cada obrero. El aviso debe ser un objeto que ningún dato pueda ser;
#   `object()` crea uno único. Desde Python 3.13 existe además `cola.shutdown()`, que hace que `get` lance `QueueShutDown` cuando la cola se vacía.
#
# Una `queue.Queue` en una corrutina no sirve: su `get()` detiene el hilo entero, y con él a quien tendría que llenarla.

# %% [markdown] prompt="linea_de_trabajo"
# ## Ejercicio 2 · `linea_de_trabajo`
#
# Escribe `linea_de_trabajo(xs, n, fn)`: `n` obreros aplican la función asíncrona `fn` a cada elemento de `xs` y la función devuelve la lista de resultados **en el orden de `xs`**.
#
# * `xs` es un iterable que quizá se genera sobre la marcha y puede ser enorme. Se lee poco a poco: como mucho hay `n` elementos en manos de los obreros, otros `n` en la cola y uno más esperando lugar.
# * Los elementos empiezan en orden, y un obrero que queda libre toma el siguiente en ese momento. Un elemento puede ser cualquier cosa, también `None`.
# * Si `fn` falla con un elemento (con una `Exception`), **en el lugar de su resultado queda la excepción**, y todos los demás elementos se procesan igualmente.
# * Al regresar no queda ningún obrero en marcha.
#
# ```python
# >>> async def mitad(x):
# ...     await asyncio.sleep(1)
# ...     return 10 / x
# >>> await linea_de_trabajo([2, 0, 5], 2, mitad)
# [5.0, ZeroDivisionError('division by zero'), 2.0]
# ```
#
# <details><summary>Una pista</summary>
#
# Para recordar a qué lugar corresponde cada resultado, por la cola puede viajar algo más que el elemento. Y pregúntate, línea por línea, qué pasa en el obrero cuando `fn` lanza una excepción.
#
# </details>


# %% solution="linea_de_trabajo"
async def linea_de_trabajo(xs: Iterable[Any], n: int, fn: Callable[[Any], Awaitable[Any]]) -> list[Any]:
    """Aplica `fn` a cada elemento de `xs` con `n` obreros; devuelve en orden los resultados o las excepciones."""
    ### BEGIN SOLUTION
    cola: asyncio.Queue[tuple[int, Any]] = asyncio.Queue(maxsize=n)
    resultados: dict[int, Any] = {}

    async def obrero() -> None:
        while True:
            posicion, x = await cola.get()
            try:
                resultados[posicion] = await fn(x)
            except Exception as error:
                resultados[posicion] = error
            finally:
                cola.task_done()

    obreros = [asyncio.create_task(obrero()) for _ in range(n)]
    try:
        for par in enumerate(xs):
            await cola.put(par)
        await cola.join()
    finally:
        for tarea in obreros:
            tarea.cancel()
        await asyncio.gather(*obreros, return_exceptions=True)
    return [resultados[posicion] for posicion in range(len(resultados))]
    ### END SOLUTION


# %% test="linea_de_trabajo" points=1
@scenario
async def taller(linea_de_trabajo, lab):
    import asyncio

    segundos = {"mesa": 3, "silla": 1, "banco": 1, "cama": 2, "repisa": 1}

    async def construye(mueble):
        return await lab.job(mueble, segundos[mueble])()

    with lab.counting(asyncio.Queue, "put_nowait", "task_done", "join"):
        return await linea_de_trabajo(iter(segundos), 2, construye)


def todo_hecho(r, total):
    return r.outcome == "deadlock" and len(r.ends) == total


def faltan_avisos(r, total):
    avisos, entradas = r.extra["Queue.task_done"], r.extra["Queue.put_nowait"]
    return todo_hecho(r, total) and r.extra["Queue.join"] > 0 and avisos < entradas


def avisos_vistos(r):
    return (
        f"entraron {r.extra['Queue.put_nowait']} elementos; se dieron por hechos {r.extra['Queue.task_done']}"
    )


(
    expect(taller)
    .compared_with(mesa=(0, 3), silla=(0, 1), banco=(1, 2), cama=(2, 4), repisa=(3, 4))
    .rules_out("E804", lambda r: faltan_avisos(r, 5), avisos_vistos, "un task_done() por cada elemento")
    .rules_out("E806", lambda r: todo_hecho(r, 5))
    .overlaps(2)
    .starts("mesa", "silla", "banco", "cama", "repisa")
    .returns(["mesa", "silla", "banco", "cama", "repisa"])
    .takes(4)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="linea_de_trabajo" points=4
### BEGIN HIDDEN TESTS
@scenario
async def linea(linea_de_trabajo, lab, segundos, n, fallan):
    import asyncio

    leidos = hechos = adelanto = 0

    def entrega():
        nonlocal leidos, adelanto
        for i in range(len(segundos)):
            leidos += 1
            adelanto = max(adelanto, leidos - hechos)
            lab.put("adelanto", adelanto)
            yield i

    async def fn(i):
        nonlocal hechos
        error = ValueError(f"pieza {i}") if i in fallan else None
        try:
            return await lab.job(str(i), segundos[i], error=error)()
        finally:
            hechos += 1

    with lab.counting(asyncio.Queue, "put_nowait", "task_done", "join"):
        resultados = await linea_de_trabajo(entrega(), n, fn)
    return [f"{type(v).__name__}: {v}" if isinstance(v, BaseException) else v for v in resultados]


@scenario
async def de_todo(linea_de_trabajo, lab, xs, n):
    async def fn(x):
        await lab.job(repr(x), 1)()
        return ["visto", x]

    return await linea_de_trabajo(xs, n, fn)


def tiempo_de_la_linea(segundos, n):
    libres = [0] * n
    for s in segundos:
        libres.sort()
        libres[0] += s
    return max(libres)


def fluye(segundos, n):
    piezas = [str(i) for i in range(len(segundos))]
    return (
        expect(linea, segundos=segundos, n=n, fallan=[])
        .rules_out("E804", lambda r: faltan_avisos(r, len(piezas)))
        .rules_out("E806", lambda r: todo_hecho(r, len(piezas)))
        .rules_out("E807", lambda r: r.extra["adelanto"] > 2 * n + 1)
        .overlaps(n)
        .starts(*piezas)
        .returns(piezas)
        .takes(tiempo_de_la_linea(segundos, n))
        .leaves_nothing()
    )


def resiste(segundos, n, fallan):
    piezas = [f"ValueError: pieza {i}" if i in fallan else str(i) for i in range(len(segundos))]
    return (
        expect(linea, segundos=segundos, n=n, fallan=fallan)
        .rules_out("E808", lambda r: r.outcome == "raised" or len(r.starts) < len(piezas))
        .rules_out("E805", lambda r: r.outcome == "deadlock")
        .overlaps(n)
        .returns(piezas)
        .takes(tiempo_de_la_linea(segundos, n))
        .leaves_nothing()
    )


score = hidden(4)
for draw in score.draws(2):
    n = draw.randint(2, 4)
    with score(0.75):
        # la segunda pieza acaba antes que la primera
        fluye([10, *(draw.randint(1, 9) for _ in range(4 * n + 2))], n)
for draw in score.draws(1):
    n = draw.randint(2, 3)
    segundos = [20, *draw.sample(range(1, 20), 3 * n + 1)]
    with score(1.5):
        resiste(segundos, n, draw.sample(range(1, len(segundos) - 1), n))
with score(1):
    cosas = [3, None, 0, "", False, [], 7, 7]
    (
        expect(de_todo, xs=cosas, n=2)
        .rules_out("E809", lambda r: len(r.starts) < len(cosas))
        .returns([["visto", x] for x in cosas])
        .takes(4)
        .leaves_nothing()
    )
    expect(de_todo, xs=[], n=3).returns([]).takes(0).leaves_nothing()
    expect(de_todo, xs=[5], n=4).returns([["visto", 5]]).takes(1).leaves_nothing()
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Lo que era cierto antes de un `await`
#
# En un programa con tareas hay un solo hilo, y entre dos `await` nadie te interrumpe. Eso evita muchos problemas de los hilos, pero no este: **en cada `await` pueden avanzar las demás tareas**.
# Lo que comprobaste antes de esperar puede haber cambiado cuando continúas.
#
# ### Predice
#
# Queda un boleto y hay dos personas interesadas. Antes de ejecutar la celda, decide cuántas lo consiguen y qué número se imprime al final. No se califica.


# %%
class Taquilla:
    def __init__(self):
        self.boletos = 1

    async def compra(self, quien, lab):
        if self.boletos > 0:
            await lab.job(f"pago de {quien}", 1)()
            self.boletos -= 1
            print(quien, "tiene boleto")


async def ultimo_boleto(lab):
    taquilla = Taquilla()
    await asyncio.gather(taquilla.compra("Ana", lab), taquilla.compra("Luis", lab))
    print("quedan", taquilla.boletos)


trace(ultimo_boleto)

# %% [markdown]
# Las dos comprobaciones ocurrieron antes de que se descontara el primer boleto, y se vendió uno que no existía. Es el error de *comprobar y luego actuar*.
#
# Un **candado** (`asyncio.Lock`) deja entrar a una sola tarea en el bloque que protege; las demás esperan su turno, en orden, sin detener al bucle. Se usa con `async with`, que lo suelta siempre al salir: al llegar al final, con un `return` o por una excepción.


# %%
class TaquillaConCandado(Taquilla):
    def __init__(self):
        super().__init__()
        # Paso 1: un candado para el dato que se protege, creado junto con él.
        self.turno = asyncio.Lock()

    async def compra(self, quien, lab):
        # Paso 2: el bloque abarca la comprobación y el cambio, con la espera en medio.
        async with self.turno:
            await super().compra(quien, lab)


async def con_turno(lab):
    taquilla = TaquillaConCandado()
    await asyncio.gather(taquilla.compra("Ana", lab), taquilla.compra("Luis", lab))
    print("quedan", taquilla.boletos)


trace(con_turno)

# %% [markdown]
# La línea delgada es la tarea de Luis: espera su turno y, cuando lo obtiene, ya no quedan boletos.
#
# Sobre los candados conviene recordar:
#
# * **Excluye el objeto, no la palabra.** Dos tareas se esperan solo si usan el *mismo* candado. Al revés, datos que no se relacionan merecen candados distintos, o se harán esperar sin motivo.
# * **No se puede tomar dos veces.** `asyncio.Lock` no es reentrante: una tarea que ya lo tiene y lo vuelve a pedir se espera a sí misma.
# * **Un candado de asyncio vive en un solo bucle de eventos.** Si alguien tuvo que esperarlo en un bucle, usarlo así en otro lanza `RuntimeError`. Por eso es mejor crearlo con el objeto que protege que dejarlo en el módulo.
# * **`threading.Lock` no es para esto.** Al esperarlo se detiene el hilo entero. Si lo tiene otra tarea del mismo bucle, que está en un `await`, esa tarea ya no podrá continuar para soltarlo.
#
# asyncio ofrece otras piezas de la misma familia: `Event` (esperar a que algo ocurra), `Condition` (esperar a que una condición se cumpla) y `Barrier` (esperar a que lleguen todas, desde 3.11).

# %% [markdown]
# Para el ejercicio que sigue usaremos este banco. Sus dos operaciones tardan, porque está lejos:


# %% locked="banco"
class Banco:
    """Guarda el saldo de una cuenta, lejos de aquí: cada operación es una espera."""

    def __init__(self, saldo: int) -> None:
        self.saldo = saldo

    async def consultar(self) -> int:
        await asyncio.sleep(0.01)
        return self.saldo

    async def guardar(self, saldo: int) -> None:
        await asyncio.sleep(0.02)
        self.saldo = saldo


# %% [markdown] prompt="Cuenta"
# ## Ejercicio 3 · `Cuenta`
#
# Completa la clase `Cuenta`. Se crea con un banco, que es donde está el saldo, y su método `await cuenta.retirar(n)`:
#
# 1. consulta el saldo con `await banco.consultar()`;
# 2. si alcanza para retirar `n`, guarda el saldo nuevo con `await banco.guardar(saldo)` y devuelve `True`;
# 3. si no alcanza, no guarda nada y devuelve `False`.
#
# Varias tareas pueden retirar de la misma cuenta a la vez, y las cuentas deben cuadrar siempre: los retiros de una cuenta se atienden **de uno en uno, en el orden en que se pidieron**. Los de cuentas
# distintas no se hacen esperar entre sí. Si un retiro falla o lo cancelan, los demás siguen su curso.
#
# ```python
# >>> cuenta = Cuenta(Banco(100))
# >>> await asyncio.gather(cuenta.retirar(80), cuenta.retirar(50))
# [True, False]
# >>> cuenta.banco.saldo
# 20
# ```
#
# Solo tu cuenta cambia el saldo de su banco.
#
# <details><summary>Una pista</summary>
#
# Imagina que otra tarea avanza en cada `await` de tu método. ¿Entre qué dos líneas no debería entrar otro retiro? ¿Y quiénes tienen que compartir el objeto que lo impide?
#
# </details>


# %% solution="Cuenta"
class Cuenta:
    """Una cuenta cuyo saldo está en un banco lejano; los retiros simultáneos no se estorban."""

    def __init__(self, banco: Banco) -> None:
        self.banco = banco
        ### BEGIN SOLUTION
        self._turno = asyncio.Lock()
        ### END SOLUTION

    async def retirar(self, n: int) -> bool:
        """Retira `n` si el saldo alcanza; devuelve si se pudo."""
        ### BEGIN SOLUTION
        async with self._turno:
            saldo = await self.banco.consultar()
            if saldo < n:
                return False
            await self.banco.guardar(saldo - n)
            return True
        ### END SOLUTION


# %% test="Cuenta" points=1
@scenario
async def cajeros(Cuenta, lab, saldo, montos):
    import asyncio

    class BancoLento:
        async def consultar(self):
            await lab.job("consultar", 1)()
            return self.saldo

        async def guardar(self, saldo):
            await lab.job("guardar", 2)()
            self.saldo = saldo

    banco = BancoLento()
    banco.saldo = saldo
    with lab.counting(asyncio.Lock, "__init__"), lab.counting(asyncio.Semaphore, "__init__"):
        cuenta = Cuenta(banco)
        respuestas = await asyncio.gather(*(cuenta.retirar(monto) for monto in montos))
    return {
        "saldo inicial": saldo,
        "retiros": list(zip(montos, respuestas, strict=True)),
        "saldo final": banco.saldo,
    }


def entregado(r):
    return sum(monto for monto, dado in r.value["retiros"] if dado)


def no_cuadra(r):
    guardados = sum(nombre.startswith("guardar") for nombre in r.jobs)
    return (
        guardados > 1
        and all(type(dado) is bool for _, dado in r.value["retiros"])
        and r.value["saldo final"] != r.value["saldo inicial"] - entregado(r)
    )


def solo_la_escritura(r):
    guardados = [trabajo for nombre, trabajo in r.jobs.items() if nombre.startswith("guardar")]
    return no_cuadra(r) and all(b.start >= a.end for a, b in pairwise(guardados))


def candado_por_retiro(r):
    hechos = r.extra["Lock.__init__"] + r.extra["Semaphore.__init__"]
    return no_cuadra(r) and hechos >= len(r.value["retiros"])


def candado_de_hilos(r):
    return r.outcome == "stuck" or (r.outcome == "blocked" and "Lock.acquire" in r.blocking[0].call)


def candado_de_otro_bucle(r):
    return r.outcome == "raised" and "different event loop" in r.error.message


def saldos_vistos(r):
    inicial, final = r.value["saldo inicial"], r.value["saldo final"]
    return f"había {inicial}, se entregaron {entregado(r)} y el saldo quedó en {final}"


def cuadra(saldo, montos):
    esperado = "saldo final = saldo inicial - lo entregado"
    return (
        expect(cajeros, saldo=saldo, montos=montos)
        .rules_out("E813", candado_de_hilos)
        .rules_out(
            "E815",
            candado_de_otro_bucle,
            "el candado ya era de otro bucle de eventos: vive más que la cuenta",
        )
        .rules_out("E814", lambda r: r.outcome == "deadlock" and len(r.ends) > 0)
        .rules_out("E812", candado_por_retiro, saldos_vistos, esperado)
        .rules_out("E811", solo_la_escritura, saldos_vistos, esperado)
        .rules_out("E810", no_cuadra, saldos_vistos, esperado)
    )


esperados = {"saldo inicial": 100, "retiros": [(80, True), (50, False)], "saldo final": 20}
cuadra(100, [80, 50]).returns(esperados).leaves_nothing().worth(1)


# %% hidden="Cuenta" points=4
### BEGIN HIDDEN TESTS
@scenario
async def dos_cuentas(Cuenta, lab):
    import asyncio

    class BancoLento:
        saldo = 100

        async def consultar(self):
            await lab.job("consultar", 1)()
            return self.saldo

        async def guardar(self, saldo):
            await lab.job("guardar", 2)()
            self.saldo = saldo

    una, otra = Cuenta(BancoLento()), Cuenta(BancoLento())
    return list(await asyncio.gather(una.retirar(10), otra.retirar(20)))


@scenario
async def con_averia(Cuenta, lab):
    class BancoConAveria:
        saldo = 100
        averiado = True

        async def consultar(self):
            await lab.job("consultar", 1)()
            return self.saldo

        async def guardar(self, saldo):
            averiado, self.averiado = self.averiado, False
            await lab.job("guardar", 2, error=OSError("sin línea") if averiado else None)()
            self.saldo = saldo

    banco = BancoConAveria()
    cuenta = Cuenta(banco)
    primero = await lab.attempt(lambda: cuenta.retirar(10))
    return (
        primero["state"],
        primero["error"].type,
        await cuenta.retirar(300),
        await cuenta.retirar(30),
        banco.saldo,
    )


@scenario
async def uno_se_va(Cuenta, lab, cuando):
    import asyncio

    class BancoLento:
        saldo = 100

        async def consultar(self):
            await lab.job("consultar", 1)()
            return self.saldo

        async def guardar(self, saldo):
            await lab.job("guardar", 2)()
            self.saldo = saldo

    banco = BancoLento()
    cuenta = Cuenta(banco)
    finales = await asyncio.gather(
        lab.attempt(lambda: cuenta.retirar(80)),
        lab.cancel_at(lambda: cuenta.retirar(15), cuando),
        lab.attempt(lambda: cuenta.retirar(20)),
    )
    errores = [final["error"].message for final in finales if "error" in final]
    return [final["state"] for final in finales], [f.get("value") for f in finales], banco.saldo, errores


def atiende(saldo, montos):
    inicial, dados = saldo, []
    for monto in montos:
        dados.append((monto, monto <= saldo))
        saldo -= monto if monto <= saldo else 0
    return {"saldo inicial": inicial, "retiros": dados, "saldo final": saldo}


def suelta_sin_tomar(r):
    return any("not acquired" in mensaje for mensaje in r.value[3])


score = hidden(4)
for draw in score.draws(2):
    saldo = draw.randint(100, 200)
    montos = [draw.randint(saldo // 2 + 1, saldo - 10) for _ in range(3)] + [draw.randint(1, 9)]
    with score(0.75):
        cuadra(saldo, montos).returns(atiende(saldo, montos)).leaves_nothing()
for draw in score.draws(1):
    montos = draw.sample(range(1, 30), 3)
    with score(0.75):
        cuadra(100, montos).returns(atiende(100, montos)).leaves_nothing()
with score(0.5):
    (
        expect(dos_cuentas)
        .rules_out("E813", candado_de_hilos)
        .rules_out("E815", lambda r: candado_de_otro_bucle(r) or r.elapsed > 3)
        .returns([True, True])
        .takes(3)
        .leaves_nothing()
    )
with score(0.75):
    (
        expect(con_averia)
        .rules_out("E813", candado_de_hilos)
        .rules_out("E814", lambda r: r.outcome == "deadlock" and len(r.starts) > 0)
        .returns(("raised", "OSError", False, True, 70))
        .leaves_nothing()
    )
with score(0.5):
    for cuando in (0.5, 2.5):
        (
            expect(uno_se_va, cuando=cuando)
            .rules_out("E813", candado_de_hilos)
            .rules_out("E824", suelta_sin_tomar)
            .rules_out("E814", lambda r: r.outcome == "deadlock")
            .returns((["returned", "cancelled", "returned"], [True, None, True], 0, [""]))
            .leaves_nothing()
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Compartir un trabajo que ya está en marcha
#
# Una caché evita repetir un trabajo caro: si el valor ya está guardado, se devuelve. Pero con tareas aparece un caso que un programa secuencial no tiene: el valor **aún no está**, y ya hay alguien obteniéndolo. Si cada petición que llega en ese rato empieza su
# propio trabajo, cien visitas simultáneas hacen cien veces lo mismo: una *estampida*. El remedio se llama *single flight*, un solo vuelo: la primera petición lo inicia y las demás se suben a él.
#
# Una corrutina no sirve para compartir, porque solo se puede esperar una vez. Una **tarea** sí: cuantos quieran pueden esperarla, también cuando ya terminó, y todos reciben el mismo resultado o la misma excepción.
#
# Queda un peligro. Cuando se cancela a quien espera una tarea con `await tarea`, la cancelación **pasa a esa tarea**, y con ella a todos los que la esperan. `asyncio.shield(tarea)` lo evita: da un futuro que recibe el resultado de la tarea, y cuya cancelación no llega a ella.


# %%
async def un_solo_vuelo(lab):
    # Paso 1: un trabajo compartido, en una tarea propia.
    vuelo = asyncio.create_task(lab.job("vuelo", 3)())

    async def pasajero(nombre):
        # Paso 2: cada quien espera a través de su propio escudo.
        try:
            print(nombre, "recibe", await asyncio.shield(vuelo))
        except asyncio.CancelledError:
            print(f"{nombre} se baja en t = {lab.now():g}; ¿vuelo cancelado? {vuelo.cancelled()}")
            raise

    ana, luis = (asyncio.create_task(pasajero(nombre), name=nombre) for nombre in ("Ana", "Luis"))
    await asyncio.sleep(1)
    # Paso 3: que Ana se baje no detiene el vuelo de Luis.
    ana.cancel()
    await asyncio.gather(ana, luis, return_exceptions=True)


trace(un_solo_vuelo)

# %% [markdown]
# Prueba a quitar el `shield` y ejecuta la celda otra vez: Luis se queda sin vuelo por culpa de Ana.
#
# El bucle guarda solo referencias débiles a las tareas (lección 06), también a las que están tras un escudo. Quien inicia un trabajo compartido debe recordarlo en algún sitio mientras dura.

# %% [markdown] prompt="Cache"
# ## Ejercicio 4 · `Cache`
#
# Completa la clase `Cache`. Su método `await cache.obtener(clave, fabrica)` devuelve el valor de la clave; `fabrica` es una función sin argumentos que devuelve una corrutina, y solo se llama si hace falta:
#
# * si el valor de esa clave ya se obtuvo, se devuelve sin llamar a `fabrica`; **cualquier** valor cuenta, también `None`;
# * si otra petición lo está obteniendo en este momento, se espera ese mismo trabajo: nunca hay dos en curso para la misma clave;
# * las claves distintas no se hacen esperar entre sí;
# * si el trabajo falla, la excepción llega a quien lo pidió y **no se guarda nada**: la siguiente petición vuelve a intentarlo. Quienes esperaban el mismo trabajo reciben esa excepción o lo intentan otra vez; lo que no puede pasar es que se queden esperando;
# * si se cancela una petición, las demás de la misma clave reciben su valor, aunque la cancelada fuera la primera.
#
# ```python
# >>> cache = Cache()
# >>> await asyncio.gather(cache.obtener("clima", consulta), cache.obtener("clima", consulta))   # consulta se llama una vez
# ['soleado', 'soleado']
# ```
#
# <details><summary>Una pista</summary>
#
# ¿Qué podrías guardar bajo la clave desde el *primer* instante, antes de tener el valor, que cualquiera pueda esperar? Piensa después qué debe ocurrir con eso cuando el trabajo acaba mal.
#
# </details>


# %% solution="Cache"
class Cache:
    """Recuerda valores por clave; las peticiones simultáneas de una clave comparten un solo trabajo."""

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self._tareas: dict[Hashable, asyncio.Future[Any]] = {}
        ### END SOLUTION

    async def obtener(self, clave: Hashable, fabrica: Callable[[], Awaitable[Any]]) -> Any:
        """Devuelve el valor de `clave`; si nadie lo ha obtenido, lo obtiene con `fabrica()`."""

        ### BEGIN SOLUTION
        def al_terminar(tarea: asyncio.Future[Any]) -> None:
            if tarea.cancelled() or tarea.exception() is not None:
                del self._tareas[clave]

        if clave not in self._tareas:
            self._tareas[clave] = asyncio.ensure_future(fabrica())
            self._tareas[clave].add_done_callback(al_terminar)
        return await asyncio.shield(self._tareas[clave])
        ### END SOLUTION


# %% test="Cache" points=1
@scenario
async def peticiones(Cache, lab, claves, segundos):
    import asyncio

    cache = Cache()
    trabajos = {clave: lab.job(clave, s) for clave, s in segundos.items()}
    valores = await asyncio.gather(*(cache.obtener(clave, trabajos[clave]) for clave in claves))
    return list(valores)


def corrutina_reutilizada(r):
    return r.outcome == "raised" and any("awaited" in error.message for error in r.error.flat())


def se_solapan(r, clave):
    vidas = [trabajo for nombre, trabajo in r.jobs.items() if nombre.partition("#")[0] == clave]
    return any(b.start < a.end for a, b in pairwise(vidas))


def en_fila(r):
    ajeno = r.outcome == "raised" and "different event loop" in r.error.message
    return ajeno or (r.most_at_once == 1 and len(set(r.starts)) > 1)


def veces_vistas(r):
    return "empezaron: " + ", ".join(
        f"{clave} (veces: {r.starts.count(clave)})" for clave in dict.fromkeys(r.starts)
    )


def duracion_vista(r):
    return f"t = {r.elapsed:g}, a la vez: {r.most_at_once}" if r.outcome == "ok" else ""


def comparte(claves, segundos):
    return (
        expect(peticiones, claves=claves, segundos=segundos)
        .rules_out("E820", corrutina_reutilizada)
        .rules_out(
            "E816",
            lambda r: any(se_solapan(r, c) for c in segundos),
            veces_vistas,
            "que empiece una sola vez cada clave",
        )
        .rules_out("E819", en_fila, duracion_vista, "que las claves distintas avancen a la vez")
        .rules_out("E821", lambda r: len(r.starts) > len(segundos))
        .returns(claves)
        .takes(max(segundos.values()))
        .leaves_nothing()
    )


comparte(["sol", "luna", "sol", "luna", "sol"], {"sol": 3, "luna": 2}).worth(1)


# %% hidden="Cache" points=4
### BEGIN HIDDEN TESTS
@scenario
async def una_tras_otra(Cache, lab, valor):
    cache, trabajo, otro = Cache(), lab.job("primera", 2, value=valor), lab.job("segunda", 2, value="otro")
    return [await cache.obtener(("clave", 1), trabajo), await cache.obtener(("clave", 1), otro)]


@scenario
async def tras_un_fallo(Cache, lab):
    import asyncio

    cache = Cache()
    mala, buena = lab.job("mala", 2, error=LookupError("sin red")), lab.job("buena", 1)
    juntas = await asyncio.gather(
        lab.attempt(lambda: cache.obtener("c", mala)), lab.attempt(lambda: cache.obtener("c", mala))
    )
    despues = await lab.attempt(lambda: cache.obtener("c", buena))
    guardado = await lab.attempt(lambda: cache.obtener("c", mala))
    errores = [final["error"].type if "error" in final else final["value"] for final in juntas]
    return {"juntas": errores, "después": despues.get("value"), "guardado": guardado.get("value")}


@scenario
async def una_se_va(Cache, lab, cual, cuando):
    import asyncio

    cache, trabajo = Cache(), lab.job("valor", 3)

    def pide():
        return cache.obtener("c", trabajo)

    finales = await asyncio.gather(
        *(lab.cancel_at(pide, cuando) if i == cual else lab.attempt(pide) for i in range(3))
    )
    await asyncio.sleep(9)
    return [final["state"] for final in finales], [final.get("value") for final in finales]


def siguen_las_otras(cual):
    estados = ["cancelled" if i == cual else "returned" for i in range(3)]
    valores = [None if i == cual else "valor" for i in range(3)]
    otras = [i for i in range(3) if i != cual]
    return (
        expect(una_se_va, cual=cual, cuando=1)
        .rules_out("E820", corrutina_reutilizada)
        .rules_out("E816", lambda r: se_solapan(r, "valor"))
        .rules_out(
            "E818", lambda r: r.outcome == "deadlock" or any(r.value[0][i] == "cancelled" for i in otras)
        )
        .rules_out("E19", lambda r: r.value[0][cual] != "cancelled")
        .returns((estados, valores))
    )


score = hidden(4)
for draw in score.draws(2):
    nombres = draw.sample(["ana", "beto", "caro", "dani", "eva", "fer"], draw.randint(2, 4))
    segundos = dict(zip(nombres, draw.sample(range(1, 9), len(nombres)), strict=True))
    claves = nombres * 2 + [draw.choice(nombres)]
    draw.shuffle(claves)
    with score(0.5):
        comparte(claves, segundos)
for draw in score.draws(1):
    valor = [draw.randint(1, 99), "dato"]
    with score(0.5):
        (
            expect(una_tras_otra, valor=valor)
            .rules_out("E820", corrutina_reutilizada)
            .rules_out("E821", lambda r: len(r.starts) > 1)
            .returns([valor, valor])
            .takes(2)
            .leaves_nothing()
        )
with score(0.5):
    for valor in (None, 0, "", False):
        (
            expect(una_tras_otra, valor=valor)
            .rules_out("E820", corrutina_reutilizada)
            .rules_out("E822", lambda r: len(r.starts) > 1)
            .returns([valor, valor])
            .takes(2)
        )
with score(1):
    (
        expect(tras_un_fallo)
        .rules_out("E820", corrutina_reutilizada)
        .rules_out("E816", lambda r: se_solapan(r, "mala"))
        .rules_out("E823", lambda r: r.outcome == "deadlock")
        .rules_out("E817", lambda r: r.value["después"] is None)
        .returns({"juntas": ["LookupError", "LookupError"], "después": "buena", "guardado": "buena"})
        .leaves_nothing()
    )
with score(1):
    for cual in (0, 1, 2):
        siguen_las_otras(cual)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [Primitivas de sincronización](https://docs.python.org/es/3/library/asyncio-sync.html), en la documentación de Python: `Lock`, `Event`, `Condition`, `Semaphore` y `Barrier`.
# * [Colas](https://docs.python.org/es/3/library/asyncio-queue.html), con `join`, `task_done` y, desde 3.13, `shutdown`.
# * [`asyncio.shield`](https://docs.python.org/es/3/library/asyncio-task.html#shielding-from-cancellation), y por qué hay que guardar una referencia a la tarea protegida.
# * [PEP 492](https://peps.python.org/pep-0492/): `async with`, la forma de tomar y soltar algo cuando tomarlo puede ser una espera.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
