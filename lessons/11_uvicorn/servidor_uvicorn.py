# %% [markdown]
# # 11 · Uvicorn: una aplicación ASGI en marcha
#
# **Para qué.** Ya sabes poner corrutinas a trabajar a la vez. En esta lección les das una puerta a la red: escribes aplicaciones ASGI pequeñas, las pones
# en marcha con Uvicorn (desde la terminal y desde tu propio programa), haces que se nieguen a arrancar si les falta algo y las apagas en orden.
#
# **Tiempo.** Unos 80 minutos: 35 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene dominar tareas y futuros (lección 06), y la guarda `if __name__ == "__main__":` de un programa (lección 05). De ASGI se explica aquí lo necesario; la lección 10 entra en los detalles.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas veces quieras; los otros 4 los da una prueba
# oculta que comprueba lo mismo con otros datos. Las pruebas usan un Uvicorn de verdad y conexiones de verdad, siempre dentro de tu máquina. Cuando hay esperas, corren en el *reloj virtual*: pasan al instante, pero se miden.

# %% [markdown]
# ## 1. ASGI: una aplicación es una función con tres argumentos
#
# Un servidor web sabe de conexiones, puertos y bytes; una aplicación sabe qué responder. **ASGI** es el acuerdo entre los dos: para cada conexión, el servidor llama a
#
# ```python
# await app(scope, receive, send)
# ```
#
# | Argumento | Qué es |
# |---|---|
# | `scope` | un diccionario que describe la conexión: `scope["type"]` dice de qué clase es y, si es `"http"`, `scope["method"]` y `scope["path"]` dicen qué se pide |
# | `receive` | una función asíncrona: `await receive()` entrega el siguiente mensaje del servidor |
# | `send` | otra función asíncrona: `await send(mensaje)` le entrega un mensaje al servidor |
#
# Los mensajes son diccionarios con una clave `"type"`. Una respuesta HTTP son dos: `http.response.start` lleva el estado y los encabezados (pares de **bytes**), y
# `http.response.body` lleva el contenido, también en bytes. Como no hay nada más que eso, una aplicación se puede probar sin servidor: basta con llamarla.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import uvicorn

from asyncaula.checks import expect, hidden, scenario, trace
from asyncaula.checks.rehearsal import rehearse
from asyncaula.checks.serving import ServerDidNotStart, serve

App = Callable[..., Awaitable[None]]


# %%
async def eco(scope, receive, send):
    # Paso 1: esta aplicación solo entiende de HTTP; lo dice con una excepción.
    if scope["type"] != "http":
        raise ValueError(f"no atiendo conexiones de tipo {scope['type']}")
    # Paso 2: el inicio de la respuesta, con sus encabezados en bytes.
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    # Paso 3: el contenido; `encode()` convierte el texto en bytes.
    await send({"type": "http.response.body", "body": f"pediste {scope['path']}".encode()})


async def recibe():
    return {"type": "http.request", "body": b""}


async def muestra(mensaje):
    print(mensaje)


await eco({"type": "http", "method": "GET", "path": "/café"}, recibe, muestra)

# %% [markdown]
# ## 2. Uvicorn: quien llama a tu aplicación
#
# **Uvicorn** es un servidor ASGI: abre un puerto, entiende HTTP y, por cada petición, llama a tu aplicación. En la terminal se le dice dónde encontrarla con `módulo:nombre`:
#
# ```
# $ uvicorn principal:app
# INFO:     Application startup complete.
# INFO:     Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)
# ```
#
# Uvicorn **importa** `principal.py` y toma de él el nombre `app`. De ahí salen dos consecuencias: `app` debe existir con solo importar el archivo, y al importarlo no debe
# arrancar ningún servidor. Si además quieres que `python principal.py` funcione, la llamada a `uvicorn.run(app)` va bajo la guarda principal, y *solo* la llamada.
#
# `uvicorn.run` es bloqueante: crea su propio bucle de eventos, como `asyncio.run`, y no regresa hasta que el servidor termina. Algunas de sus opciones:
#
# | Opción | Si no dices nada | Cuidado |
# |---|---|---|
# | `host` | `"127.0.0.1"`: solo se llega desde esta máquina | `"0.0.0.0"` escucha en todas las interfaces: cualquiera en tu red puede entrar |
# | `port` | `8000` | `0` le pide al sistema operativo un puerto libre |
# | `reload` | `False` | `True` vigila tus archivos y reinicia con cada cambio: cómodo al programar, un proceso de más (y reinicios imprevistos) en todo lo demás |
# | `log_level` | `"info"` | `"warning"` calla lo rutinario |
# | `lifespan` | `"auto"` | lo verás en la sección 3 |
#
# En un cuaderno no puedes usar la terminal y seguir trabajando en la celda. Para mirar, el curso trae `serve`: sirve una aplicación con Uvicorn en otro hilo mientras dura el `with`.

# %%
with serve(eco) as servido:
    # Paso 1: una petición de verdad, por un puerto de verdad.
    respuesta = servido.http.get("/café")
    print(respuesta.status_code, respuesta.headers["content-type"], "|", respuesta.text)
    # Paso 2: Uvicorn pone de su parte los encabezados que le tocan al servidor.
    print(sorted(respuesta.headers))

# %% [markdown]
# Fíjate en `/café`: por la red viaja escrito como `/caf%C3%A9`; Uvicorn lo entrega ya decodificado en `scope["path"]`.

# %% [markdown] prompt="principal"
# ## Ejercicio 1 · `principal.py`
#
# La celda de abajo escribe su contenido en el archivo `principal.py` (eso hace `%%writefile`; no quites esa primera línea). Escribe en él:
#
# 1. una aplicación ASGI llamada `app` que responda a toda petición HTTP con estado 200, tipo de contenido `text/plain; charset=utf-8` y el texto `Hola desde RUTA`, donde `RUTA` es lo que se pidió;
# 2. lo necesario para que `python principal.py` la sirva en el puerto 8000, solo para esta máquina y sin recarga automática.
#
# Con solo importar el archivo no debe arrancar nada: `uvicorn principal:app` también tiene que funcionar.
#
# ```
# $ uvicorn principal:app
# $ curl http://127.0.0.1:8000/mercado
# Hola desde /mercado
# ```
#
# <details><summary>Una pista</summary>
#
# Imagina que eres Uvicorn y haces `import principal`. ¿Qué líneas del archivo se ejecutan entonces, y qué nombres existen al terminar?
#
# </details>

# %% solution="principal"
# %%writefile principal.py
"""Una aplicación que saluda, y el programa que la sirve."""

### BEGIN SOLUTION
import uvicorn  # noqa: F811


async def app(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError("solo se atiende HTTP")
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": f"Hola desde {scope['path']}".encode()})


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000)
### END SOLUTION


# %% test="principal" points=1
def falta_el_nombre(r, en_la_guarda):
    """Si Uvicorn no encontró `app`, y si el archivo la define, pero solo dentro de un `if`."""
    return (
        bool(r.value["report"]["not_found"]) and ("app" in r.value["report"]["conditional"]) == en_la_guarda
    )


def respuestas(r):
    return [[a["status"], a["type"], a["text"]] for a in r.value["report"]["servers"][0]["answers"]]


def error_de_tipo(r):
    """El TypeError con el que Uvicorn rechazó un mensaje de la aplicación, o la cadena vacía."""
    lineas = r.value["stderr"].splitlines()
    return next((linea for linea in lineas if linea.startswith("TypeError")), "")


(
    expect(rehearse("principal:app", get=["/"]))
    .rules_out("E1111", lambda r: falta_el_nombre(r, True), lambda r: r.value["report"]["not_found"])
    .rules_out("E1112", lambda r: falta_el_nombre(r, False), lambda r: r.value["report"]["not_found"])
    .rules_out("E27", lambda r: len(r.value["report"]["servers"]) > 1)
    .exits(0)
    .rules_out("E28", error_de_tipo, error_de_tipo)
    .satisfies(
        lambda r: respuestas(r) == [[200, "text/plain; charset=utf-8", "Hola desde /"]],
        "que GET / dé 200, text/plain; charset=utf-8 y «Hola desde /»",
        lambda r: f"GET / dio {respuestas(r)[0]}",
    )
    .worth(1)
)

# %% hidden="principal" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
draw = next(score.draws(1))
rutas = [f"/{draw.choice(['ñandú', 'maíz', 'café'])}/{draw.randint(10, 99)}", f"/{draw.randint(100, 999)}"]
orden = expect(rehearse("principal:app", get=rutas))
with score(2):
    (
        orden.rules_out("E1111", lambda r: falta_el_nombre(r, True))
        .rules_out("E1112", lambda r: falta_el_nombre(r, False))
        .rules_out("E27", lambda r: len(r.value["report"]["servers"]) > 1)
        .exits(0)
        .rules_out("E28", error_de_tipo, error_de_tipo)
        .satisfies(
            lambda r: (
                respuestas(r) == [[200, "text/plain; charset=utf-8", f"Hola desde {ruta}"] for ruta in rutas]
            ),
            "que cada ruta reciba su saludo",
        )
    )
programa = expect(rehearse("principal.py", get=rutas[:1]))
with score(1):
    (
        programa.rules_out("E1115", lambda r: r.value["exit"] == 0 and not r.value["report"]["servers"])
        .rules_out("E1113", lambda r: any(s["reload"] for s in r.value["report"]["servers"]))
        .exits(0)
        .satisfies(lambda r: r.value["report"]["servers"][0]["answers"][0]["status"] == 200, "que responda")
    )
with score(1):
    (
        programa.rules_out(
            "E1114",
            lambda r: any(s["host"] in ("0.0.0.0", "::", "", None) for s in r.value["report"]["servers"]),
        ).satisfies(
            lambda r: (
                [
                    (s["host"] in ("127.0.0.1", "localhost", "::1"), s["port"])
                    for s in r.value["report"]["servers"]
                ]
                == [(True, 8000)]
            ),
            "que escuche en el puerto 8000 de esta máquina",
        )
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. El *lifespan*: antes de la primera petición y después de la última
#
# Hay cosas que se hacen una sola vez: abrir una conexión, leer la configuración, comprobar que no falta nada. Para eso Uvicorn llama a tu aplicación **una vez más**,
# antes de abrir el puerto, con `scope["type"] == "lifespan"`. Esa llamada dura lo que dura el servidor, y es una conversación de dos turnos:
#
# | Uvicorn avisa (`receive`) | La aplicación contesta (`send`) |
# |---|---|
# | `lifespan.startup` | `lifespan.startup.complete`, o bien `lifespan.startup.failed` con un `"message"` que diga por qué |
# | `lifespan.shutdown` | `lifespan.shutdown.complete` |
#
# Cada aviso se contesta una sola vez. Si la respuesta es `failed`, no hay segundo turno: Uvicorn escribe el mensaje en su registro y termina con código de salida 3, sin haber abierto el puerto.


# %%
async def con_vida(scope, receive, send):
    if scope["type"] == "lifespan":
        # Paso 1: el primer aviso; aquí se prepara lo que haga falta.
        print("aviso:", (await receive())["type"])
        await send({"type": "lifespan.startup.complete"})
        # Paso 2: esta línea espera mientras el servidor atiende.
        print("aviso:", (await receive())["type"])
        await send({"type": "lifespan.shutdown.complete"})
        return
    await eco(scope, receive, send)


with serve(con_vida) as servido:
    print(servido.http.get("/").text)

# %% [markdown]
# ¿Y una aplicación que no sabe de *lifespan*, como `eco`? Lanza una excepción en esa llamada, y con la opción `lifespan="auto"` Uvicorn entiende «no lo admite» y **arranca de todos modos**.
# Es lo que permite servir aplicaciones sencillas, y es también una trampa.
#
# ### Predice
#
# Esta aplicación no puede trabajar sin su base de datos, y lo dice con una excepción. Antes de ejecutar la celda, decide qué mostrará en cada caso: ¿arranca o no? No se califica.


# %%
async def delicada(scope, receive, send):
    if scope["type"] == "lifespan":
        raise RuntimeError("no hay base de datos")
    await eco(scope, receive, send)


for modo in ("auto", "on"):
    try:
        with serve(delicada, lifespan=modo) as servido:
            print(modo, "→ arrancó y contesta", servido.http.get("/").status_code)
    except ServerDidNotStart:
        print(modo, "→ no arrancó")

# %% [markdown]
# Con `"auto"`, que es lo que hay si no dices nada, cualquier error en esa llamada se toma por «no lo admite»: el servidor queda abierto, sin base de datos. Ni siquiera `sys.exit()` lo detiene. La única negativa que
# vale en todos los modos es la que prevé el acuerdo: contestar `lifespan.startup.failed`.

# %% [markdown] prompt="arranque"
# ## Ejercicio 2 · `arranque.py`
#
# Escribe en `arranque.py` una aplicación `app` que necesita la variable de entorno `URL_DATOS`:
#
# * si la variable **no existe**, `uvicorn arranque:app` se niega a arrancar: la aplicación contesta al aviso de arranque con un fallo, y el mensaje nombra la variable que falta;
# * si existe, arranca, y responde a toda petición HTTP con estado 200, tipo `text/plain; charset=utf-8` y el valor de la variable como texto;
# * al cerrar, contesta también al aviso de cierre.
#
# Importar el archivo nunca falla, esté o no la variable.
#
# ```
# $ uvicorn arranque:app
# INFO:     Waiting for application startup.
# ERROR:    falta la variable de entorno URL_DATOS
# ERROR:    Application startup failed. Exiting.
# ```
#
# <details><summary>Una pista</summary>
#
# `os.environ` es un diccionario. Escribe primero la conversación de dos turnos, y decide después en cuál de ellos se hace la pregunta y qué pasa con el otro turno si la respuesta es no.
#
# </details>

# %% solution="arranque"
# %%writefile arranque.py
"""Una aplicación que no arranca si no sabe dónde están sus datos."""

### BEGIN SOLUTION
import os


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await vida(receive, send)
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})


async def vida(receive, send):
    await receive()
    if "URL_DATOS" not in os.environ:
        falta = "falta la variable de entorno URL_DATOS"
        await send({"type": "lifespan.startup.failed", "message": falta})
        return
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


### END SOLUTION


# %% test="arranque" points=1
def servidor(r):
    return r.value["report"]["servers"][0]


def dicho(r):
    """Los mensajes que la aplicación envió en su *lifespan*."""
    return [tipo for tipo, _ in servidor(r)["lifespan"]]


def escribe(r):
    """Si el programa escribió algo que no es una línea rutinaria de Uvicorn."""
    lineas = (r.value["stdout"] + r.value["stderr"]).splitlines()
    return any(not linea.startswith("INFO:") for linea in lineas)


def arranco(r):
    return "el servidor arrancó; la aplicación contestó: " + (" · ".join(dicho(r)[:1]) or "nada")


def se_niega(esperado):
    """Comprueba que sin la variable no arranca, con las trampas conocidas primero."""
    negativa = "que el servidor no arranque, porque la aplicación contestó lifespan.startup.failed"
    return (
        esperado.rules_out("E1124", lambda r: r.value["error"] is not None or r.value["exit"] not in (0, 3))
        .rules_out(
            "E1121", lambda r: servidor(r)["started"] and servidor(r)["lifespan_error"], arranco, negativa
        )
        .rules_out("E1128", lambda r: servidor(r)["started"] and not dicho(r), arranco, negativa)
        .rules_out("E1122", lambda r: servidor(r)["started"] and escribe(r), arranco, negativa)
        .rules_out("E1123", lambda r: servidor(r)["started"], arranco, negativa)
        .rules_out(
            "E1125",
            lambda r: len(dicho(r)) > 1,
            lambda r: "contestó: " + " · ".join(dicho(r)),
            "una sola respuesta",
        )
        .rules_out(
            "E1126",
            lambda r: r.value["exit"] == 3 and "URL_DATOS" not in servidor(r)["lifespan"][0][1],
            lambda r: f"su mensaje: {servidor(r)['lifespan'][0][1] or 'ninguno'}",
            "un mensaje que nombre la variable",
        )
        .exits(3)
        .satisfies(lambda r: dicho(r) == ["lifespan.startup.failed"], "que conteste lifespan.startup.failed")
    )


se_niega(expect(rehearse("arranque:app", env={"URL_DATOS": None}))).worth(1)

# %% hidden="arranque" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
draw = next(score.draws(1))
with score(2):
    se_niega(expect(rehearse("arranque:app", env={"URL_DATOS": None})))
valor = f"https://datos.example/{draw.choice(['año', 'maíz', 'niñez'])}/{draw.randint(100, 999)}"
con_ella = expect(rehearse("arranque:app", get=["/", "/otra"], env={"URL_DATOS": valor}))
with score(1):
    (
        con_ella.rules_out("E29", lambda r: not servidor(r)["started"])
        .exits(0)
        .satisfies(
            lambda r: (
                [[a["status"], a["type"], a["text"]] for a in servidor(r)["answers"]]
                == [[200, "text/plain; charset=utf-8", valor]] * 2
            ),
            "que responda con el valor de la variable",
        )
    )
with score(1):
    (
        con_ella.rules_out(
            "E1127", lambda r: servidor(r)["started"] and dicho(r) == ["lifespan.startup.complete"]
        )
        .exits(0)
        .satisfies(
            lambda r: dicho(r) == ["lifespan.startup.complete", "lifespan.shutdown.complete"],
            "que conteste a los dos avisos",
        )
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Cada petición es una tarea
#
# Uvicorn no atiende las peticiones por turnos: por cada una crea una **tarea** que llama a tu aplicación, todas en el mismo bucle y en el mismo hilo. Mientras una espera con `await`, las demás avanzan.
# La otra cara: una sola llamada que bloquee detiene a *todas*, también a quienes apenas intentan conectarse.
#
# Como comparten hilo y memoria, las peticiones pueden además esperarse entre sí. `asyncio.Barrier(n)` (desde Python 3.11) es un punto de reunión: `await barrera.wait()` no deja pasar a nadie hasta que han llegado `n`;
# entonces los deja pasar a todos y vuelve a quedar cerrada para los `n` siguientes.


# %%
async def cita(lab):
    # Paso 1: una sola barrera, que las dos visitas comparten.
    barrera = asyncio.Barrier(2)

    async def visita(nombre, segundos):
        await lab.job(f"{nombre} camina", segundos)()
        # Paso 2: quien llega primero espera aquí, sin ocupar el bucle.
        await barrera.wait()
        await lab.job(f"{nombre} platica", 2)()

    await asyncio.gather(visita("Ana", 1), visita("Luis", 4))


trace(cita)

# %% [markdown]
# ¿Dónde vive lo que las peticiones comparten? Ni dentro de la llamada (cada petición tendría lo suyo) ni en una variable global (dos aplicaciones del mismo proceso se la disputarían, y los objetos de asyncio quedan ligados al primer bucle
# en que esperan). Un buen sitio es una función que *construye* la aplicación y la devuelve:


# %%
def app_contadora():
    # Esta línea se ejecuta una vez por aplicación…
    visitas = []

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        # …y esta, una vez por petición.
        visitas.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"van {len(visitas)}".encode()})

    return app


with serve(app_contadora()) as uno, serve(app_contadora()) as otro:
    print(uno.http.get("/").text, "|", uno.http.get("/").text, "|", otro.http.get("/").text)

# %% [markdown] prompt="app_encuentro"
# ## Ejercicio 3 · `app_encuentro`
#
# Escribe `app_encuentro(n)`: devuelve una aplicación ASGI **nueva** que reúne las peticiones HTTP de `n` en `n`. Cada petición espera hasta que, con ella, hayan llegado `n`; entonces las `n` reciben una respuesta con estado 200,
# tipo `text/plain; charset=utf-8` y el texto `juntas`. La siguiente abre un grupo nuevo.
#
# * Mientras espera, una petición no ocupa el bucle: ni lo bloquea ni pregunta una y otra vez.
# * Dos aplicaciones construidas por separado no comparten nada.
# * Uvicorn debe poder arrancarla con `lifespan="auto"`; no hace falta que haga nada en su *lifespan*.
#
# ```python
# >>> with serve(app_encuentro(2)) as servido:
# ...     [r.text for r in servido.at_once("/ana", "/luis")]
# ['juntas', 'juntas']
# ```
#
# <details><summary>Una pista</summary>
#
# Pregúntate cuántas veces se ejecuta cada línea: ¿una vez por aplicación, una por petición, o una más por el *lifespan*? El punto de reunión pertenece a una de esas tres.
#
# </details>


# %% solution="app_encuentro"
def app_encuentro(n: int) -> App:
    """Construye una aplicación ASGI cuyas peticiones se esperan hasta ser `n`."""
    ### BEGIN SOLUTION
    barrera = asyncio.Barrier(n)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        await barrera.wait()
        encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": encabezados})
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
    ### END SOLUTION


# %% test="app_encuentro" points=1
@scenario(max_ticks=600)
async def pareja(app_encuentro, lab):
    import asyncio

    from asyncaula.checks.serving import serve_here

    async with serve_here(app_encuentro(2)) as servido, servido.async_http(timeout=None) as http:
        lab.mark("listo")
        primera = asyncio.create_task(http.get("/ana"))
        await asyncio.sleep(60)
        lab.put("sola", primera.done())
        respuestas = [await http.get("/luis"), await primera]
        return [[r.status_code, r.headers.get("content-type"), r.text] for r in respuestas]


def reune(esperado):
    """Las trampas conocidas de un encuentro, por lo que se observa de ellas."""
    todas = "que todas las peticiones de un grupo reciban su respuesta"

    def en_la_misma_linea(r):
        return r.outcome == "deadlock" and len({lugar.line for lugar in r.waiting if lugar.line}) == 1

    return (
        esperado.rules_out("E1134", lambda r: r.outcome == "deadlock" and "listo" not in r.marks)
        .rules_out("E605", lambda r: r.outcome == "endless")
        .rules_out("E1133", en_la_misma_linea, expected=todas)
        .rules_out("E1131", lambda r: r.outcome == "deadlock", expected=todas)
        .finishes()
    )


(
    reune(expect(pareja))
    .rules_out(
        "E1132",
        lambda r: r.extra["sola"],
        "la primera petición recibió respuesta cuando la segunda todavía no había llegado",
        "que la primera espere a la segunda, tarde lo que tarde",
    )
    .returns([[200, "text/plain; charset=utf-8", "juntas"]] * 2)
    .leaves_nothing()
    .worth(1)
)


# %% hidden="app_encuentro" points=4
### BEGIN HIDDEN TESTS
@scenario(max_ticks=600)
async def dos_aplicaciones(app_encuentro, lab):
    import asyncio

    from asyncaula.checks.serving import serve_here

    async with (
        serve_here(app_encuentro(2)) as una,
        serve_here(app_encuentro(2)) as otra,
        una.async_http(timeout=None) as a,
        otra.async_http(timeout=None) as b,
    ):
        lab.mark("listo")
        primeras = [asyncio.create_task(a.get("/"))]
        await asyncio.sleep(60)
        lab.put("sola", primeras[0].done() and primeras[0].result().status_code == 200)
        primeras.append(asyncio.create_task(b.get("/")))
        await asyncio.sleep(60)
        lab.put("mezcladas", [tarea.done() for tarea in primeras])
        ultimas = [asyncio.create_task(http.get("/")) for http in (a, b)]
        return [(await tarea).status_code for tarea in primeras + ultimas]


@scenario(max_ticks=1500)
async def grupos(app_encuentro, lab, n, rondas):
    import asyncio

    from asyncaula.checks.serving import serve_here

    async with serve_here(app_encuentro(n)) as servido, servido.async_http(timeout=None) as http:
        lab.mark("listo")
        tareas, listas = [], []
        for i in range(n * rondas):
            tareas.append(asyncio.create_task(http.get(f"/{i}")))
            await asyncio.sleep(20)
            listas.append(sum(tarea.done() for tarea in tareas))
        lab.put("listas", listas)
        respuestas = [await tarea for tarea in tareas]
        return [[r.status_code, r.headers.get("content-type"), r.text] for r in respuestas]


score = hidden(4)
with score(1):
    (
        reune(expect(dos_aplicaciones))
        .rules_out("E1132", lambda r: r.extra["sola"])
        .rules_out("E1136", lambda r: any(r.extra["mezcladas"]))
        .returns([200] * 4)
        .leaves_nothing()
    )
draw = next(score.draws(1))
for n in draw.sample([3, 4, 5], 2):
    de_n_en_n = [i // n * n for i in range(1, 2 * n + 1)]
    una_sola_vez = [*de_n_en_n[:n], n + 1]
    with score(1.5):
        (
            reune(expect(grupos, n=n, rondas=2))
            .rules_out("E1135", lambda r, visto=una_sola_vez: r.extra["listas"][: len(visto)] == visto)
            .rules_out("E1132", lambda r: r.extra["listas"][0] == 1)
            .satisfies(
                lambda r, visto=de_n_en_n: r.extra["listas"] == visto,
                "que las peticiones salgan de n en n",
            )
            .returns([[200, "text/plain; charset=utf-8", "juntas"]] * (2 * n))
            .leaves_nothing()
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Uvicorn dentro de tu programa
#
# `uvicorn.run` quiere el hilo entero. Cuando ya hay un bucle en marcha (en un cuaderno, en una prueba, en un programa que hace otras cosas), se usan las dos piezas que `uvicorn.run` lleva dentro:
#
# * `uvicorn.Config(app, ...)` guarda las opciones;
# * `uvicorn.Server(config)` es el servidor; `await servidor.serve()` lo hace funcionar en **tu** bucle y no regresa hasta que termina. Quien quiera hacer algo mientras tanto lo lanza como tarea.
#
# Y tres atributos cuentan su vida: `servidor.started` es `True` cuando la aplicación arrancó y el puerto está abierto; `servidor.servers[0].sockets[0].getsockname()` da entonces la dirección, con el puerto que el sistema eligió;
# y `servidor.should_exit = True` le *pide* que termine: deja de aceptar conexiones, espera a las peticiones en curso, avisa al *lifespan* y entonces `serve()` regresa. Veámoslo paso a paso:

# %%
# Paso 1: puerto 0, para no chocar con nadie; el registro, callado.
servidor_de_eco = uvicorn.Server(uvicorn.Config(eco, port=0, lifespan="off", log_level="warning"))
en_marcha = asyncio.create_task(servidor_de_eco.serve())
print("recién lanzado:", servidor_de_eco.started)
# Paso 2: preguntar si está listo, con una pausa entre pregunta y pregunta, y con un límite.
for _ in range(1000):
    if servidor_de_eco.started:
        break
    await asyncio.sleep(0.005)
# Paso 3: ahora sí se sabe en qué dirección escucha.
direccion, puerto = servidor_de_eco.servers[0].sockets[0].getsockname()
print("listo:", servidor_de_eco.started, direccion, puerto > 0)
# Paso 4: usarlo desde el mismo bucle, con un cliente asíncrono.
async with httpx.AsyncClient(base_url=f"http://{direccion}:{puerto}") as cliente:
    print((await cliente.get("/mercado")).text)
# Paso 5: pedir el cierre no es haber cerrado.
servidor_de_eco.should_exit = True
print("pedido el cierre:", en_marcha.done())
await en_marcha
print("esperado el final:", en_marcha.done())

# %% [markdown]
# Uvicorn no ofrece un evento que avise de que está listo; por eso la vuelta con pausa del paso 2. Sin la pausa (`asyncio.sleep(0)`) el bucle giraría a toda velocidad, y una pausa fija *en lugar* de preguntar falla el día en que el
# arranque tarda más. Quien no quiera preguntar puede heredar: `Server.startup` termina justo cuando el servidor está listo, así que una subclase puede avisar ahí.


# %%
class ServidorQueAvisa(uvicorn.Server):
    """Un servidor de Uvicorn que completa un evento cuando está listo."""

    def __init__(self, config):
        super().__init__(config)
        self.listo = asyncio.Event()

    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        self.listo.set()


# %% [markdown]
# Una advertencia: si la aplicación se niega a arrancar, `serve()` lanza `SystemExit(3)`, que no se queda en su tarea: atraviesa el bucle y termina el programa. Es lo que se quiere en un programa; los ejercicios de esta lección no lo necesitan.

# %% [markdown] prompt="servir"
# ## Ejercicio 4 · `servir`
#
# Escribe `servir(app, uso)`: sirve la aplicación con Uvicorn **en el bucle que ya está en marcha**, en un puerto libre de `127.0.0.1`; cuando el servidor está listo, espera `uso(url)` y devuelve lo que `uso` devuelva.
# `url` es la dirección con su puerto, como `"http://127.0.0.1:54321"`.
#
# * `uso` empieza cuando el servidor está listo: ni antes, ni mucho después (a lo más, un segundo). La espera no gira sin pausa.
# * Al regresar `servir`, el servidor ha terminado **de verdad**: la aplicación recibió el aviso de cierre y contestó.
# * Eso vale pase lo que pase: si `uso` falla, su excepción sale de `servir`, y si cancelan a `servir` sale `CancelledError`, en ambos casos con el servidor ya cerrado.
# * Puede haber varios `servir` a la vez.
#
# ```python
# >>> async def visita(url):
# ...     async with httpx.AsyncClient(base_url=url) as cliente:
# ...         return (await cliente.get("/plaza")).text
# >>> await servir(eco, visita)
# 'pediste /plaza'
# ```
#
# <details><summary>Una pista</summary>
#
# Son cuatro momentos: lanzar, esperar a que esté listo, usar, y cerrar. ¿Cuál de los cuatro debe ocurrir aunque falle el anterior, y qué instrucción de Python lo garantiza?
#
# </details>


# %% solution="servir"
async def servir(app: App, uso: Callable[[str], Awaitable[Any]]) -> Any:
    """Sirve `app` mientras dura `uso(url)`, cierra el servidor y devuelve lo que `uso` devolvió."""
    ### BEGIN SOLUTION
    servidor = ServidorQueAvisa(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    tarea = asyncio.create_task(servidor.serve())
    try:
        await servidor.listo.wait()
        host, puerto = servidor.servers[0].sockets[0].getsockname()
        return await uso(f"http://{host}:{puerto}")
    finally:
        servidor.should_exit = True
        await tarea
    ### END SOLUTION


# %% test="servir" points=1
@scenario(max_ticks=20_000)
async def arranca_despacio(servir, lab, segundos, ruta):
    import asyncio

    import httpx

    from asyncaula.checks.serving import watch_uvicorn

    visto = {"usos": 0, "lista": False, "tarde": None, "bucles": [], "avisos": []}

    async def app(scope, receive, send):
        visto["bucles"].append(lab.here()["loop"])
        if scope["type"] == "lifespan":
            await receive()
            await asyncio.sleep(segundos)
            visto["arrancó"] = lab.now()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            visto["avisos"].append("cierre")
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    with watch_uvicorn() as ojo:

        async def uso(url):
            visto["usos"] += 1
            visto["bucles"].append(lab.here()["loop"])
            visto["lista"] = ojo.ready()
            visto["tarde"] = lab.now() - visto.get("arrancó", 0)
            async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as cliente:
                return (await cliente.get(ruta)).text

        try:
            async with asyncio.timeout(segundos + 20):
                return await servir(app, uso)
        finally:
            visto["pedido"] = any(s.asked_to_exit for s in ojo.servers)
            visto["listos"] = [s.started for s in ojo.servers]
            visto["pedidos"] = [s.port for s in ojo.servers if not s.addresses and s.error == "SystemExit"]
            lab.put("visto", visto)


def sirve(esperado):
    """Las trampas conocidas de un servidor en el bucle propio, por lo que se observa de ellas."""

    def v(r):
        return r.extra["visto"]

    def bucle_ocupado(r):
        return r.error.type == "RuntimeError" and " loop" in r.error.message and v(r)["usos"] == 0

    def a_ciegas(r):
        return (v(r)["usos"] and not v(r)["lista"]) or (
            r.error.type == "AttributeError" and not any(v(r)["listos"])
        )

    def nunca_usado(r):
        return r.outcome != "ok" and v(r)["usos"] == 0 and v(r)["listos"] == [True]

    def abierto(r):
        return v(r)["usos"] and not v(r)["avisos"]

    al_estar_listo = "que uso(url) empiece cuando el servidor esté listo"
    cerrado = "que al regresar servir la aplicación ya haya contestado al aviso de cierre"
    return (
        esperado.rules_out("E1108", lambda r: r.outcome == "endless" and not any(v(r)["listos"]))
        .rules_out("E1101", bucle_ocupado)
        .rules_out("E1103", lambda r: r.error.type == "SystemExit" and any(v(r)["pedidos"]))
        .rules_out("E1109", lambda r: len(set(v(r)["bucles"])) > 1)
        .rules_out("E1102", a_ciegas, "el servidor todavía no estaba listo", al_estar_listo)
        .rules_out(
            "E1102",
            lambda r: v(r)["tarde"] > 1.0,
            lambda r: f"uso empezó {v(r)['tarde']:g} s tarde",
            al_estar_listo,
        )
        .rules_out(
            "E1107", nunca_usado, expected="que uso(url) se ejecute mientras el servidor está en marcha"
        )
        .rules_out("E1104", lambda r: abierto(r) and not v(r)["pedido"], expected=cerrado)
        .rules_out("E1105", lambda r: abierto(r) and v(r)["pedido"], expected=cerrado)
    )


sirve(expect(arranca_despacio, segundos=3, ruta="/plaza")).returns("/plaza").leaves_nothing().worth(1)


# %% hidden="servir" points=4
### BEGIN HIDDEN TESTS
@scenario(max_ticks=20_000)
async def dos_a_la_vez(servir, lab, rutas):
    import asyncio

    import httpx

    from asyncaula.checks.serving import watch_uvicorn

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo HTTP")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    async def pide(url, ruta):
        async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as cliente:
            return (await cliente.get(ruta)).text

    async def fuera(url):
        async def dentro(otra):
            return [await pide(url, rutas[0]), await pide(otra, rutas[1]), url == otra]

        async with asyncio.timeout(10):
            return await servir(app, dentro)

    with watch_uvicorn() as ojo:
        try:
            async with asyncio.timeout(20):
                texto = await servir(app, fuera)
            abiertos = await asyncio.to_thread(ojo.still_listening)
            return texto, len(abiertos)
        finally:
            lab.put("puertos", [s.port for s in ojo.servers])


@scenario(max_ticks=20_000)
async def termina_mal(servir, lab, cancelar):
    import asyncio

    from asyncaula.checks.serving import watch_uvicorn

    avisos = []

    async def app(scope, receive, send):
        if scope["type"] != "lifespan":
            raise ValueError("nadie pide nada")
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.sleep(1)
        avisos.append("cierre")
        await send({"type": "lifespan.shutdown.complete"})

    async def uso(url):
        if cancelar:
            await asyncio.Event().wait()
        raise LookupError("plaza vacía")

    with watch_uvicorn():
        if cancelar:
            fin = await lab.cancel_at(lambda: servir(app, uso), 2, grace=10)
        else:
            fin = await lab.attempt(lambda: servir(app, uso))
        lab.put("avisos", list(avisos))
        return fin["state"], fin["error"].type if "error" in fin else None


score = hidden(4)
draw = next(score.draws(1))
with score(1):
    ruta, segundos = f"/{draw.randint(100, 999)}", draw.randint(5, 9)
    sirve(expect(arranca_despacio, segundos=segundos, ruta=ruta)).returns(ruta).leaves_nothing()
with score(1):
    rutas = [f"/{draw.randint(100, 499)}", f"/{draw.randint(500, 999)}"]
    (
        expect(dos_a_la_vez, rutas=rutas)
        .rules_out("E1103", lambda r: r.error.type == "SystemExit" and any(r.extra["puertos"]))
        .returns(([*rutas, False], 0))
        .leaves_nothing()
    )
for cancelar, fin in ((False, ("raised", "LookupError")), (True, ("cancelled", "CancelledError"))):
    with score(1):
        (
            expect(termina_mal, cancelar=cancelar)
            .rules_out("E1106", lambda r: r.outcome == "ok" and not r.extra["avisos"])
            .rules_out("E19" if cancelar else "E17", lambda r: r.value[0] == "returned")
            .returns(fin)
            .leaves_nothing()
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [La especificación de ASGI](https://asgi.readthedocs.io/en/latest/specs/main.html), y sus páginas sobre [HTTP](https://asgi.readthedocs.io/en/latest/specs/www.html) y sobre el [*lifespan*](https://asgi.readthedocs.io/en/latest/specs/lifespan.html).
# * [Uvicorn](https://www.uvicorn.org/): sus [opciones](https://www.uvicorn.org/settings/), y cómo [ponerlo en producción](https://www.uvicorn.org/deployment/).
# * [`asyncio.Barrier`](https://docs.python.org/es/3/library/asyncio-sync.html#barrier), en la documentación de Python.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
