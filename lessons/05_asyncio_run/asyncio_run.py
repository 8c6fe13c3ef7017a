# %% [markdown]
# # 05 · `asyncio.run`: entrar en el mundo asíncrono
#
# **Para qué.** Ya sabes definir corrutinas y esperarlas. Falta lo que las pone en marcha: un *bucle de eventos*. En esta lección escribes un
# programa asíncrono completo, entras en el mundo asíncrono desde código normal (incluso cuando ya hay un bucle en marcha) y aprendes a decir, antes de ejecutarlo, en qué orden ocurrirán las cosas.
#
# **Tiempo.** Unos 70 minutos: 30 de lectura y cuatro ejercicios de unos 10 minutos.
#
# **Antes de empezar** conviene saber definir corrutinas con `async def` y esperarlas con `await` (lección 04). Te ayudará recordar los ejecutores de `concurrent.futures` (lección 02); aquí se usa uno y se explica.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En los tres primeros ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. En el último predices qué hacen cinco programas, y cada acierto vale 1 punto. Salvo cuando un programa tuyo se ejecuta de verdad, las pruebas usan un *reloj virtual*: una espera de tres segundos no tarda nada, pero se mide como tres segundos.

# %% [markdown]
# ## 1. Quién mueve a las corrutinas
#
# En la lección 04 moviste una corrutina a mano, con `send`. En un programa de verdad eso lo hace el **bucle de eventos**: un planificador que lleva la cuenta de
# qué corrutinas pueden avanzar y cuáles esperan algo, y que da el turno a una cada vez. No produce datos ni adelanta trabajo: solo decide a quién le toca.
#
# `await` solo puede escribirse dentro de una función `async def`: hace falta que un bucle esté ejecutando esa función para que haya a quién devolverle el turno. Un cuaderno de Jupyter es la excepción: su núcleo
# ya tiene un bucle en marcha y ejecuta en él tus celdas, y por eso acepta `await` fuera de toda función.

# %% locked="preparacion"
import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

from asyncaula.checks import Script, expect, hidden, scenario, trace


# %%
async def saluda(nombre):
    await asyncio.sleep(0.05)
    return f"Hola, {nombre}"


# Paso 1: el núcleo del cuaderno ya tiene su bucle.
print("en marcha:", asyncio.get_running_loop().is_running())
# Paso 2: por eso se puede esperar aquí mismo.
print(await saluda("Ana"))

# %% [markdown]
# Un programa normal, en cambio, empieza sin ningún bucle. La puerta de entrada es `asyncio.run(corrutina)`: una función síncrona que crea un bucle, ejecuta en él la corrutina **hasta el final**
# y devuelve su valor. En cada hilo puede funcionar un solo bucle a la vez, así que dentro del cuaderno esa puerta está cerrada:

# %%
corrutina = saluda("Luis")
try:
    asyncio.run(corrutina)
except RuntimeError as error:
    print(error)
    # La corrutina quedó creada y sin empezar: se cierra para no dejarla olvidada.
    corrutina.close()


# %% [markdown]
# Para ver aquí un programa normal usaremos `trace`, que llama a una función en otro hilo, donde no hay ningún bucle, y con un reloj virtual. Después dibuja qué hizo cada trabajo. `lab.job("té", 3)` prepara
# un trabajo que tarda tres segundos y que empieza al llamarlo y esperarlo.


# %%
def programa(lab):
    async def main():
        await lab.job("té", 3)()
        await lab.job("pan", 2)()
        return "desayuno servido"

    # Paso 1: aquí todavía no hay bucle; esta línea lo crea, ejecuta main() y lo cierra.
    resultado = asyncio.run(main())
    # Paso 2: el código síncrono continúa cuando main() ya terminó.
    print(resultado, "en", lab.now(), "segundos")


trace(programa)

# %% [markdown]
# ## 2. Lo que `asyncio.run` recoge al salir
#
# Cuando la corrutina principal termina, `asyncio.run` todavía hace tres cosas antes de regresar:
#
# 1. **cancela** las tareas que sigan en marcha y espera a que acaben de cancelarse;
# 2. cierra los generadores asíncronos a medio recorrer y el ejecutor de hilos del bucle;
# 3. **cierra el bucle**.
#
# Lo hace también si la corrutina principal falla. Una *tarea* es una corrutina que el bucle mueve por su cuenta, sin que nadie tenga que esperarla; se crea con `asyncio.create_task(corrutina)` (la lección 06 trata de ellas):


# %%
def con_prisa(lab):
    async def main():
        # Paso 1: dos trabajos que el bucle moverá por su cuenta.
        corto = asyncio.create_task(lab.job("corto", 1)())
        largo = asyncio.create_task(lab.job("largo", 9)())
        # Paso 2: main() solo espera al corto…
        await corto
        return largo

    # Paso 3: …y al salir, asyncio.run se ocupa del largo.
    largo = asyncio.run(main())
    print("¿quedó cancelado el largo?", largo.cancelled())


trace(con_prisa)

# %% [markdown]
# El trabajo largo no llega a su final: nadie lo esperaba. Pero tampoco queda abandonado: recibe la cancelación y puede limpiar lo suyo.
#
# En textos antiguos encontrarás otra receta: `bucle = asyncio.get_event_loop()` y luego `bucle.run_until_complete(main())`. Ya no la uses. `get_event_loop()` está pensada para llamarse con un bucle
# en marcha; sin él, Python 3.12 y 3.13 avisan con `DeprecationWarning` y Python 3.14 lanza `RuntimeError`, y en un hilo que no sea el principal siempre ha fallado. Además, `run_until_complete`
# no recoge nada de la lista de arriba: todo eso quedaría de tu parte.

# %% [markdown]
# ## 3. Un archivo que es programa y módulo a la vez
#
# Un archivo `.py` puede usarse de dos maneras: ejecutarlo (`python archivo.py`) o importarlo (`import archivo`). En los dos casos Python ejecuta todo su nivel superior; lo que cambia es el valor de
# `__name__`: `"__main__"` si se ejecuta, el nombre del módulo si se importa. La **guardia principal**, `if __name__ == "__main__":`, separa lo que solo debe ocurrir en el primer caso.

# %%
# %%writefile quien_soy.py
print("nivel superior, con __name__ =", __name__)

if __name__ == "__main__":
    print("me ejecutan como programa")

# %%
# Paso 1: ejecutarlo como programa.
como_programa = subprocess.run([sys.executable, "quien_soy.py"], capture_output=True, text=True)
print(como_programa.stdout)
# Paso 2: importarlo desde otro programa.
como_modulo = subprocess.run([sys.executable, "-c", "import quien_soy"], capture_output=True, text=True)
print(como_modulo.stdout)

# %% [markdown]
# Con un programa asíncrono la forma habitual es definir todo en el nivel superior, con una corrutina `main()` que hace el trabajo, y dejar bajo la guardia una sola línea: la que entra en el mundo
# asíncrono. Así otro programa, o una prueba, puede importar `main` y esperarla en *su* bucle.

# %% [markdown] prompt="holamundo_async"
# ## Ejercicio 1 · `holamundo_async.py`
#
# Escribe el programa `holamundo_async.py`. La celda empieza con `%%writefile`: al ejecutarla, guarda su texto en ese archivo en vez de ejecutarlo aquí.
#
# * Define una corrutina `main()` que escribe la primera línea, espera **medio segundo** con `asyncio.sleep` y escribe la segunda.
# * Al **ejecutar** el archivo, se ejecuta `main()` hasta el final. Después no queda nada a medias: las tareas que hubiera en marcha se cancelan, los generadores asíncronos se cierran y el bucle también.
# * Al **importarlo**, no escribe nada ni pone nada en marcha.
#
# ```
# $ python holamundo_async.py
# Despierta, mundo.
# Hola desde el bucle de eventos.
# ```
#
# <details><summary>Una pista</summary>
#
# Son tres piezas: una importación, la corrutina y la guardia. Pregúntate cuál de ellas contiene la única línea que puede crear un bucle.
#
# </details>

# %% solution="holamundo_async"
# %%writefile holamundo_async.py
"""Saluda dos veces, con una pausa asíncrona en medio."""

### BEGIN SOLUTION
import asyncio


async def main() -> None:
    """Escribe una línea, espera medio segundo y escribe la otra."""
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    asyncio.run(main())
### END SOLUTION


# %% test="holamundo_async" points=1
def queja(r):
    """La última línea que el programa dejó en la salida de errores."""
    return r.value["stderr"].strip().splitlines()[-1]


def escrito(r):
    return "escribió: " + r.value["stdout"].strip().replace("\n", " | ")


# Cómo se queja asyncio, según la versión de Python, si recibe otra cosa que una corrutina.
pide_corrutina = ("a coroutine was expected", "awaitable is required")
(
    expect(Script("holamundo_async.py", flags=("-W", "error")))
    .rules_out("E501", lambda r: r.value["error"] == "SyntaxError" and "'await' outside" in queja(r), queja)
    .rules_out("E502", lambda r: "no current event loop" in queja(r), queja)
    .rules_out("E503", lambda r: "unclosed event loop" in r.value["stderr"])
    .rules_out(
        "E504", lambda r: "<coroutine object" in r.value["stdout"], escrito, "las dos líneas de main()"
    )
    .rules_out("E523", lambda r: any(aviso in queja(r) for aviso in pide_corrutina), queja)
    .exits(0)
    .prints_no_warnings()
    .prints("Despierta, mundo.\nHola desde el bucle de eventos.")
    .worth(1)
)


# %% hidden="holamundo_async" points=4
### BEGIN HIDDEN TESTS
@scenario(module="holamundo_async.py")
def ejecuta(holamundo_async, main, lab, entero):
    import asyncio
    import contextlib
    import io
    import runpy

    plantado, cerrados = [], []

    async def goteo():
        try:
            while True:
                yield
        finally:
            cerrados.append("generador")

    async def olvidada(generador):
        try:
            async for _ in generador:
                await asyncio.get_running_loop().create_future()
        finally:
            cerrados.append("tarea")

    class Salida(io.StringIO):
        """Anota cuándo llega cada línea; con la primera, deja una tarea y un generador a medias."""

        lineas, pendiente = [], ""

        def write(self, texto):
            bucle = asyncio._get_running_loop()
            if bucle is not None and not plantado:
                generador = goteo()
                plantado.extend([bucle, generador, bucle.create_task(olvidada(generador))])
            for trozo in texto.splitlines(keepends=True):
                self.pendiente += trozo
                if trozo.endswith("\n"):
                    self.lineas.append([lab.now(), self.pendiente.rstrip()])
                    self.pendiente = ""
            return len(texto)

    with contextlib.redirect_stdout(Salida()) as salida:
        if entero:
            runpy.run_path("holamundo_async.py", run_name="__main__")
        else:
            asyncio.run(main())
    lab.put("cerrados", sorted(cerrados))
    lab.put("bucle cerrado", bool(plantado) and plantado[0].is_closed())
    return salida.lineas


LINEAS = [[0, "Despierta, mundo."], [0.5, "Hola desde el bucle de eventos."]]


def sin_bucle_propio(r):
    return "no current event loop" in r.error.message


def a_destiempo(r):
    return r.value != LINEAS and [texto for _, texto in r.value] == [texto for _, texto in LINEAS]


score = hidden(4)
esperada = expect(ejecuta, entero=False).result
entera = expect(ejecuta, entero=True).result
with score(1):
    (
        expect(entera)
        .rules_out("E501", lambda r: r.error.type == "SyntaxError" and "'await' outside" in r.error.message)
        .rules_out("E502", sin_bucle_propio)
        .rules_out("E27", lambda r: r.extra["import_printed"])
        .finishes()
    )
with score(1):
    expect(esperada).rules_out("E524", a_destiempo).returns(LINEAS, diagnosis="E24")
with score(1):
    (
        expect(entera)
        .rules_out("E502", sin_bucle_propio)
        .rules_out("E524", a_destiempo)
        .returns(LINEAS, diagnosis="E24")
    )
with score(1):
    (
        expect(entera)
        .rules_out("E502", sin_bucle_propio)
        .satisfies(
            lambda r: r.extra["bucle cerrado"] and r.extra["cerrados"] == ["generador", "tarea"],
            "que no quede nada a medias",
            diagnosis="E503",
        )
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Un puente desde el código síncrono
#
# A veces hay que usar una corrutina desde una función normal: una biblioteca que ofrece una interfaz síncrona, un callback, una propiedad. Si en ese hilo no hay ningún bucle, basta `asyncio.run`. Pero esa misma
# función puede acabar llamada **desde** una corrutina (o desde un cuaderno), y entonces el hilo ya tiene su bucle. ¿Cómo saberlo? `asyncio.get_running_loop()` devuelve el bucle en marcha y, si no hay, lanza `RuntimeError`:


# %%
def hay_bucle():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


print("en esta celda:", hay_bucle())
# Un hilo nuevo empieza sin bucle, aunque el hilo que lo creó tenga uno.
with ThreadPoolExecutor(max_workers=1) as ejecutor:
    print("en otro hilo:", ejecutor.submit(hay_bucle).result())

# %% [markdown]
# Con un bucle en marcha no hay forma de ejecutar otro en el mismo hilo, y esperar a que el propio bucle haga el trabajo no serviría: la función síncrona ocupa el hilo, así que el bucle no puede avanzar hasta que ella regrese.
# Queda pedirle el trabajo a **otro hilo**, que sí puede tener su bucle. `ejecutor.submit(f, *args)` llama a `f(*args)` en otro hilo, y `.result()` espera y entrega lo que devolvió, o lanza aquí la excepción que lanzó allá:


# %%
def divide(a, b):
    return a / b


with ThreadPoolExecutor(max_workers=1) as ejecutor:
    print(ejecutor.submit(divide, 6, 3).result())
    try:
        ejecutor.submit(divide, 6, 0).result()
    except ZeroDivisionError as error:
        print("desde el otro hilo:", error)

# %% [markdown]
# Este puente tiene un precio: mientras la función síncrona espera, el bucle de su hilo queda detenido y ninguna otra tarea avanza. Sirve en las fronteras del programa; dentro de código asíncrono, lo correcto es sencillamente `await`.

# %% [markdown] prompt="ejecutar_sincrono"
# ## Ejercicio 2 · `ejecutar_sincrono`
#
# Escribe `ejecutar_sincrono(fn, *args)`, una función normal (sin `async`) que ejecuta la función asíncrona `fn` con esos argumentos y devuelve el **valor** que produce. Debe servir en los dos casos:
#
# * cuando en el hilo que la llama no hay ningún bucle en marcha;
# * cuando la llama una función síncrona desde dentro de una corrutina, es decir, con un bucle ya en marcha en ese hilo.
#
# Si `fn` lanza una excepción, sale de tu función tal cual. La corrutina se ejecuta **una sola vez**, sea cual sea su final, y ninguna queda creada y sin esperar.
#
# ```python
# >>> ejecutar_sincrono(saluda, "Ana")
# 'Hola, Ana'
# ```
#
# <details><summary>Una pista</summary>
#
# Primero averigua en cuál de los dos casos estás; solo después crea la corrutina. Intentarlo y ver si falla tiene un problema: también `fn` puede fallar con `RuntimeError`.
#
# </details>


# %% solution="ejecutar_sincrono"
def ejecutar_sincrono(fn: Callable[..., Coroutine[Any, Any, Any]], *args: Any) -> Any:
    """Ejecuta `fn(*args)` hasta el final y devuelve su valor, haya o no un bucle en marcha en este hilo."""
    ### BEGIN SOLUTION
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fn(*args))
    with ThreadPoolExecutor(max_workers=1) as ejecutor:
        return ejecutor.submit(lambda: asyncio.run(fn(*args))).result()
    ### END SOLUTION


# %% test="ejecutar_sincrono" points=1
@scenario(blocking="allow", clock="real")
async def con_bucle(ejecutar_sincrono, lab):
    import asyncio

    async def saluda(nombre):
        await asyncio.sleep(0.01)
        lab.put("hilo de la corrutina", lab.here()["thread"])
        return f"Hola, {nombre}"

    lab.put("hilo de quien llama", lab.here()["thread"])
    return ejecutar_sincrono(saluda, "Ana")


@scenario(blocking="allow", clock="real")
def sin_bucle(ejecutar_sincrono, lab):
    import asyncio

    async def suma(a, b):
        await asyncio.sleep(0.01)
        return a + b

    return ejecutar_sincrono(suma, 2, 3)


def dos_bucles(r):
    """Cómo se queja asyncio si se le pide otra ejecución en un hilo con un bucle en marcha."""
    return "already running" in r.error.message or "another loop is running" in r.error.message


def mismo_hilo(r):
    return r.extra["hilo de la corrutina"] == r.extra["hilo de quien llama"]


(
    expect(con_bucle)
    .rules_out("E507", lambda r: r.outcome in ("timeout", "stuck"))
    .rules_out("E506", dos_bucles, lambda r: str(r.error), "que sirva también con un bucle en marcha")
    .rules_out("E505", lambda r: "Cannot enter into task" in r.error.message, lambda r: str(r.error))
    .rules_out(
        "E509",
        lambda r: r.value.kind in ("task", "future") or r.value.type == "Future",
        lambda r: f"devolvió un objeto de tipo {r.value.type}",
        "que devuelva 'Hola, Ana'",
    )
    .rules_out("E505", mismo_hilo, "dos bucles en un mismo hilo", "un bucle por hilo como mucho")
    .returns("Hola, Ana")
    .leaves_nothing()
)
expect(sin_bucle).returns(5).leaves_nothing().worth(1)


# %% hidden="ejecutar_sincrono" points=4
### BEGIN HIDDEN TESTS
@scenario(blocking="allow", clock="real")
def casos(ejecutar_sincrono, lab, datos, dentro):
    import asyncio

    def prueba():
        veces = []

        async def eco(*args):
            veces.append("eco")
            lab.put("hilo de la corrutina", lab.here()["thread"])
            await asyncio.sleep(0.01)
            return list(args)

        async def falla(clase):
            veces.append(clase.__name__)
            await asyncio.sleep(0.01)
            raise clase("agua fría")

        def intenta(fn, *args):
            try:
                return ejecutar_sincrono(fn, *args)
            except NotImplementedError:
                raise
            except Exception as error:
                return f"{type(error).__name__}: {error}"

        lab.put("hilo de quien llama", lab.here()["thread"])
        respuestas = [intenta(eco, *datos), intenta(falla, LookupError), intenta(falla, RuntimeError)]
        lab.put("veces", veces)
        return respuestas

    async def main():
        return prueba()

    return asyncio.run(main()) if dentro else prueba()


def juzga(resultado):
    return (
        expect(resultado)
        .rules_out("E507", lambda r: r.outcome in ("timeout", "stuck"))
        .rules_out("E31", lambda r: "cannot be called from a running" in r.value[0])
        .rules_out("E506", lambda r: "already running" in r.value[0] or "another loop is" in r.value[0])
        .rules_out("E502", lambda r: "no current event loop" in r.value[0])
        .rules_out("E505", lambda r: "Cannot enter into task" in r.value[0])
        .rules_out("E509", lambda r: r.value[0].kind in ("task", "future") or r.value[0].type == "Future")
        .rules_out(
            "E505",
            lambda r: (
                resultado is dentro and r.extra["hilo de la corrutina"] == r.extra["hilo de quien llama"]
            ),
        )
    )


def trae(posicion, valor):
    return lambda r: r.value[posicion] == valor


score = hidden(4)
draw = next(score.draws(1))
datos = [draw.choice("abcdef"), draw.randint(0, 99), None][: draw.randint(2, 3)]
dentro = expect(casos, datos=datos, dentro=True).result
fuera = expect(casos, datos=datos, dentro=False).result
with score(1):
    (
        juzga(dentro)
        .satisfies(trae(0, datos), "que devuelva el valor con un bucle en marcha")
        .awaits_everything()
    )
with score(1):
    juzga(fuera).satisfies(trae(0, datos), "que devuelva el valor sin bucle en marcha").awaits_everything()
with score(1):
    for resultado in (dentro, fuera):
        juzga(resultado).satisfies(
            trae(1, "LookupError: agua fría"),
            "que salga la excepción de la función asíncrona",
            diagnosis="E508",
        )
with score(1):
    for resultado in (dentro, fuera):
        (
            juzga(resultado)
            .rules_out("E521", lambda r: r.extra["veces"].count("RuntimeError") > 1)
            .satisfies(
                trae(2, "RuntimeError: agua fría"),
                "que salga también si es un RuntimeError",
                diagnosis="E508",
            )
            .satisfies(
                lambda r: r.extra["veces"] == ["eco", "LookupError", "RuntimeError"],
                "que cada corrutina se ejecute una sola vez",
                diagnosis="E521",
            )
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Entrar varias veces en el mismo bucle
#
# Cada `asyncio.run` crea un bucle nuevo y lo cierra. Si un programa síncrono tiene que entrar y salir muchas veces (una consola interactiva, una serie de pruebas), eso obliga a abrir de nuevo todo lo que pertenecía al bucle anterior: conexiones,
# colas, tareas. `asyncio.Runner` (desde Python 3.11) separa las tres fases: crear el bucle, ejecutar en él una corrutina tras otra con `run()`, y recogerlo todo al cerrar. Como administrador de contexto, cierra también si algo falla:


# %%
def consola(lab):
    async def en_que_bucle():
        await lab.job("orden", 1)()
        return lab.here()["loop"]

    # lab.here()["loop"] numera los bucles conforme aparecen: 0, 1…
    # Paso 1: cada asyncio.run estrena un bucle.
    print("con asyncio.run: bucles", [asyncio.run(en_que_bucle()) for _ in range(2)])
    # Paso 2: un Runner usa el mismo para todas; entre una y otra, el código es síncrono.
    with asyncio.Runner() as corredor:
        primero = corredor.run(en_que_bucle())
        segundo = corredor.run(en_que_bucle())
    print("con Runner: bucles", [primero, segundo])


trace(consola)

# %% [markdown]
# Hay algo más que se conserva: el **contexto**. Una `ContextVar` es una variable cuyo valor depende del contexto en que se lee: sirve para cosas como «el usuario de esta petición», que distintas tareas deben ver distintas. Cada tarea trabaja
# en una **copia** del contexto de quien la creó, de modo que lo que cambie ahí dentro no se ve fuera. `asyncio.run` ejecuta su corrutina en una copia, que se pierde al salir. Un `Runner`, en cambio, guarda un contexto propio y lo usa en todas sus llamadas a `run()`:


# %%
def idiomas(lab):
    idioma = ContextVar("idioma", default="español")

    async def cambia(nuevo):
        idioma.set(nuevo)

    async def consulta():
        return idioma.get()

    # Paso 1: con asyncio.run, el cambio se va con la copia.
    asyncio.run(cambia("náhuatl"))
    print("asyncio.run:", asyncio.run(consulta()))
    # Paso 2: con Runner, la segunda entrada ve lo que dejó la primera.
    with asyncio.Runner() as corredor:
        corredor.run(cambia("maya"))
        print("Runner:", corredor.run(consulta()))
    # Paso 3: fuera del Runner, el contexto del programa no cambió.
    print("fuera:", idioma.get())


resultado = trace(idiomas)

# %% [markdown] prompt="sesion"
# ## Ejercicio 3 · `sesion`
#
# Escribe `sesion(fns)`, una función normal que se llama sin ningún bucle en marcha. Recibe una lista de funciones asíncronas sin argumentos, las ejecuta **una tras otra, en orden**, y devuelve la lista de sus resultados. Además:
#
# * todas se ejecutan en **un mismo bucle**;
# * lo que una deja en una variable de contexto lo ven las siguientes;
# * si una falla, su excepción sale de tu función y las siguientes no llegan a empezar;
# * al regresar, haya fallado o no, el bucle está cerrado.
#
# ```python
# >>> async def dos(): return 2
# >>> async def tres(): return 3
# >>> sesion([dos, tres])
# [2, 3]
# ```
#
# El ejemplo supone un programa normal; en una celda de este cuaderno ya hay un bucle, y por eso la prueba llama a tu función en otro hilo. Con una lista vacía devuelve una lista vacía.
#
# <details><summary>Una pista</summary>
#
# ¿Qué construcción de Python garantiza que algo se cierre aunque lo de dentro lance una excepción? ¿Y en qué momento conviene llamar a cada función de la lista para obtener su corrutina?
#
# </details>


# %% solution="sesion"
def sesion(fns: list[Callable[[], Coroutine[Any, Any, Any]]]) -> list[Any]:
    """Ejecuta las funciones asíncronas una tras otra en un mismo bucle y contexto, y devuelve sus resultados."""
    ### BEGIN SOLUTION
    with asyncio.Runner() as corredor:
        return [corredor.run(fn()) for fn in fns]
    ### END SOLUTION


# %% test="sesion" points=1
@scenario
def tres_visitas(sesion, lab):
    import asyncio
    from contextvars import ContextVar

    cuenta = ContextVar("cuenta", default=0)
    bucles = []

    async def visita():
        bucles.append(asyncio.get_running_loop())
        cuenta.set(cuenta.get() + 1)
        await lab.job(f"visita {cuenta.get()}", 1)()
        return cuenta.get()

    resultado = sesion([visita, visita, visita])
    lab.put("bucles", len({id(bucle) for bucle in bucles}))
    lab.put("abiertos", sum(not bucle.is_closed() for bucle in bucles))
    lab.put("clase", type(resultado).__name__)
    return resultado


(
    expect(tres_visitas)
    .rules_out("E20", lambda r: r.extra["clase"] == "coroutine")
    .rules_out("E502", lambda r: "no current event loop" in r.error.message)
    .rules_out("E523", lambda r: "coroutine was expected" in r.error.message)
    .rules_out("E523", lambda r: "awaitable is required" in r.error.message)
    .rules_out(
        "E510",
        lambda r: r.extra["bucles"] > 1,
        lambda r: f"{r.extra['bucles']} bucles para tres corrutinas",
        "un mismo bucle para todas",
    )
    .rules_out(
        "E513",
        lambda r: r.most_at_once > 1,
        lambda r: f"{r.most_at_once} corrutinas a la vez",
        "una tras otra, en orden",
    )
    .rules_out(
        "E503",
        lambda r: r.outcome == "ok" and r.extra["abiertos"] > 0,
        "al regresar, el bucle seguía abierto",
        "que quede cerrado",
    )
    .rules_out(
        "E512",
        lambda r: r.value == [1, 1, 1],
        "cada visita contó desde cero: [1, 1, 1]",
        "que cada una vea la cuenta de la anterior: [1, 2, 3]",
    )
    .returns([1, 2, 3])
    .takes(3)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="sesion" points=4
### BEGIN HIDDEN TESTS
@scenario
def turnos(sesion, lab, segundos, falla):
    import asyncio
    from contextvars import ContextVar

    recuerdo = ContextVar("recuerdo", default=())
    bucles = []

    def prepara(numero):
        error = ValueError("sin cambio") if numero == falla else None

        async def turno():
            bucles.append(asyncio.get_running_loop())
            recuerdo.set((*recuerdo.get(), numero))
            await lab.job(str(numero), segundos[numero], error=error)()
            return recuerdo.get()

        return turno

    try:
        resultado = sesion([prepara(numero) for numero in range(len(segundos))])
        lab.put("clase", type(resultado).__name__)
        return resultado
    finally:
        lab.put("bucles", len({id(bucle) for bucle in bucles}))
        lab.put("abiertos", sum(not bucle.is_closed() for bucle in bucles))


def juzga(**datos):
    return (
        expect(turnos, **datos)
        .rules_out("E20", lambda r: r.extra["clase"] == "coroutine")
        .rules_out("E502", lambda r: "no current event loop" in r.error.message)
        .rules_out("E510", lambda r: r.extra["bucles"] > 1)
        .rules_out("E513", lambda r: r.most_at_once > 1)
    )


score = hidden(4)
draw = next(score.draws(1))
segundos = draw.sample(range(1, 9), draw.randint(4, 6))
n = len(segundos)
falla = draw.randint(1, n - 2)
with score(1):
    (
        juzga(segundos=segundos, falla=None)
        .rules_out("E512", lambda r: r.value == [(i,) for i in range(n)])
        .returns([tuple(range(i + 1)) for i in range(n)])
    )
with score(1):
    (
        juzga(segundos=segundos, falla=None)
        .rules_out("E503", lambda r: r.outcome == "ok" and r.extra["abiertos"] > 0)
        .satisfies(lambda r: r.starts == [str(i) for i in range(n)], "que se ejecuten en orden")
        .takes(sum(segundos))
        .leaves_nothing()
    )
    expect(turnos, segundos=[], falla=None).returns([])
with score(1):
    (
        juzga(segundos=segundos, falla=falla)
        .raises("ValueError", message="sin cambio")
        .rules_out(
            "E522",
            lambda r: r.starts != [str(i) for i in range(falla + 1)],
        )
    )
with score(1):
    vista = juzga(segundos=segundos, falla=falla)
    vista.raises("ValueError", message="sin cambio").rules_out("E511", lambda r: r.extra["abiertos"] > 0)
    vista.rules_out("E14", lambda r: r.never_awaited)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. A quién le toca: el orden de las cosas
#
# El bucle lleva una **fila de turnos**. Quien tiene el turno no lo suelta hasta que llega a un `await` que *de verdad* tiene que esperar algo; entonces el bucle da el turno al primero de la fila. Con cuatro reglas se explica casi todo:
#
# * `asyncio.create_task(c)` pone a `c` al final de la fila y regresa enseguida;
# * `await corrutina()` entra en esa corrutina directamente, como una llamada normal; el turno se cede solo si algo, ahí dentro, se detiene a esperar;
# * `await asyncio.sleep(0)` cede el turno una vez: quien lo espera vuelve al final de la fila;
# * `asyncio.gather(a(), b())` crea una tarea para cada una, espera a todas y entrega la lista de sus resultados en el orden de los argumentos.
#
# Compruébalo con dos clientes que vuelven a formarse después de cada visita; `lab.mark` anota lo que va ocurriendo:


# %%
async def fila(lab):
    async def cliente(nombre, pausas):
        for visita in range(pausas):
            lab.mark(f"{nombre}{visita}")
            # Paso 2: cada pausa manda al cliente al final de la fila.
            await asyncio.sleep(0)

    # Paso 1: las dos tareas se forman en este orden; nadie ha empezado todavía.
    a = asyncio.create_task(cliente("a", 3))
    b = asyncio.create_task(cliente("b", 2))
    lab.mark("formados")
    # Paso 3: esperar cede el turno a la primera de la fila.
    await a
    await b


" ".join(trace(fila).marks)

# %% [markdown]
# ### Predice
#
# Antes de ejecutar la celda, decide en qué orden aparecen las cinco líneas y cuántos segundos virtuales pasan. No se califica.


# %%
async def cafeteria(lab):
    async def pide(nombre):
        print(nombre, "pide")
        await asyncio.sleep(1)
        print(nombre, "recibe")

    eva = asyncio.create_task(pide("Eva"))
    print("abre")
    await pide("Leo")
    await eva


trace(cafeteria).elapsed

# %% [markdown]
# Leo pide antes que Eva, aunque la tarea de Eva es anterior: `await pide("Leo")` entra en la corrutina sin pasar por la fila, y Eva empieza cuando Leo se detiene en su `sleep`. Como los dos duermen lo mismo, despiertan en el orden en que se durmieron.

# %% [markdown] prompt="predecir_orden"
# ## Ejercicio 4 · `predecir_orden`
#
# Cinco programas pequeños. Cada uno se ejecuta aparte, con `asyncio.run(main())`, y `anota` escribe una letra. Predice qué letras se escriben, y en qué orden, **hasta que `asyncio.run` regresa**. Escribe
# `predecir_orden()`, que devuelve un diccionario con tus predicciones: la clave es el número del programa y el valor, un texto con las letras seguidas. No hay prueba visible; cada acierto vale 1 punto. Intenta predecir primero y ejecutar después: lo que te sorprenda es lo que más enseña.
#
# ```python
# # Programa 1
# async def hija():
#     anota("H")
#
# async def main():
#     tarea = asyncio.create_task(hija())
#     anota("A")
#     await tarea
#     anota("B")
# ```
#
# ```python
# # Programa 2
# async def otra():
#     anota("O")
#
# async def paso():
#     anota("P")
#
# async def main():
#     tarea = asyncio.create_task(otra())
#     anota("A")
#     await paso()
#     anota("B")
#     await tarea
# ```
#
# ```python
# # Programa 3
# async def tarda(letra, segundos):
#     await asyncio.sleep(segundos)
#     return letra
#
# async def main():
#     for letra in await asyncio.gather(tarda("X", 3), tarda("Y", 1), tarda("Z", 2)):
#         anota(letra)
# ```
#
# ```python
# # Programa 4
# async def dos(primera, segunda):
#     anota(primera)
#     await asyncio.sleep(0)
#     anota(segunda)
#
# async def main():
#     await asyncio.gather(dos("M", "P"), dos("N", "Q"))
# ```
#
# ```python
# # Programa 5
# async def fondo():
#     anota("F")
#     try:
#         await asyncio.sleep(5)
#         anota("T")
#     finally:
#         anota("C")
#
# async def main():
#     tarea = asyncio.create_task(fondo())
#     await asyncio.sleep(1)
#     anota("A")
# ```
#
# <details><summary>Una pista</summary>
#
# Sigue cada programa con una hoja y dos columnas: quién tiene el turno y quiénes están en la fila. Cambia de turno solo cuando alguien se detiene de verdad.
#
# </details>


# %% solution="predecir_orden"
def predecir_orden() -> dict[int, str]:
    """Da, para cada programa del 1 al 5, las letras que escribe y en qué orden."""
    ### BEGIN SOLUTION
    return {1: "AHB", 2: "APBO", 3: "XYZ", 4: "MNPQ", 5: "FAC"}
    ### END SOLUTION


# %% hidden="predecir_orden" points=5
### BEGIN HIDDEN TESTS
@scenario
def prediccion(predecir_orden, lab):
    return predecir_orden()


@scenario
def programa_1(lab):
    import asyncio

    anota = lab.mark

    async def hija():
        anota("H")

    async def main():
        tarea = asyncio.create_task(hija())
        anota("A")
        await tarea
        anota("B")

    asyncio.run(main())


@scenario
def programa_2(lab):
    import asyncio

    anota = lab.mark

    async def otra():
        anota("O")

    async def paso():
        anota("P")

    async def main():
        tarea = asyncio.create_task(otra())
        anota("A")
        await paso()
        anota("B")
        await tarea

    asyncio.run(main())


@scenario
def programa_3(lab):
    import asyncio

    anota = lab.mark

    async def tarda(letra, segundos):
        await asyncio.sleep(segundos)
        return letra

    async def main():
        for letra in await asyncio.gather(tarda("X", 3), tarda("Y", 1), tarda("Z", 2)):
            anota(letra)

    asyncio.run(main())


@scenario
def programa_4(lab):
    import asyncio

    anota = lab.mark

    async def dos(primera, segunda):
        anota(primera)
        await asyncio.sleep(0)
        anota(segunda)

    async def main():
        await asyncio.gather(dos("M", "P"), dos("N", "Q"))

    asyncio.run(main())


@scenario
def programa_5(lab):
    import asyncio

    anota = lab.mark

    async def fondo():
        anota("F")
        try:
            await asyncio.sleep(5)
            anota("T")
        finally:
            anota("C")

    async def main():
        tarea = asyncio.create_task(fondo())  # noqa: F841, RUF006
        await asyncio.sleep(1)
        anota("A")

    asyncio.run(main())


def letras(r, numero):
    """Lee una predicción escrita como texto o lista, con o sin separadores."""
    dicha = {str(clave): valor for clave, valor in r.value.items()}[str(numero)]
    return "".join(c for c in "".join(dicha).upper() if c.isalpha())


def antes(primera, segunda):
    return lambda dicho: -1 < dicho.find(primera) < dicho.find(segunda)


CREENCIAS = {
    1: (programa_1, [("E514", antes("H", "A"))]),
    2: (programa_2, [("E515", antes("O", "B"))]),
    3: (programa_3, [("E516", lambda dicho: dicho == "YZX")]),
    4: (programa_4, [("E517", antes("P", "N"))]),
    5: (programa_5, [("E518", lambda dicho: "T" in dicho), ("E519", lambda dicho: dicho == "FA")]),
}

score = hidden(5)
for numero, (programa, creencias) in CREENCIAS.items():
    with score(1):
        ocurre = "".join(expect(programa).finishes().result.marks)
        dicha = expect(prediccion)

        def se_dijo(r, numero=numero):
            return f"en el programa {numero} predijiste {letras(r, numero)!r}"

        for codigo, creencia in creencias:
            dicha.rules_out(codigo, lambda r, c=creencia, n=numero: c(letras(r, n)), se_dijo)
        dicha.rules_out("E520", lambda r, n=numero, o=ocurre: letras(r, n) != o, se_dijo)
        dicha.satisfies(
            lambda r, n=numero, o=ocurre: letras(r, n) == o, "una predicción por programa", diagnosis="E520"
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [Runners](https://docs.python.org/es/3/library/asyncio-runner.html), en la documentación de Python: `asyncio.run` y `asyncio.Runner`, con todo lo que hacen al cerrar.
# * [`__main__`: entorno de código de nivel superior](https://docs.python.org/es/3/library/__main__.html): la guardia principal y sus usos.
# * [`contextvars`](https://docs.python.org/es/3/library/contextvars.html) y [PEP 567](https://peps.python.org/pep-0567/): las variables de contexto y por qué existen.
# * [PEP 492](https://peps.python.org/pep-0492/): la propuesta que trajo `async` y `await` al lenguaje.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
