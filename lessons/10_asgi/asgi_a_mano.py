# %% [markdown]
# # 10 · ASGI a mano
#
# **Para qué.** FastAPI, Django o Starlette hablan con su servidor en un mismo idioma: ASGI. En esta lección lo hablas tú, sin ningún marco de trabajo de por medio: recibes y envías
# cada mensaje, con lo que verás que debajo de una aplicación web asíncrona solo hay una corrutina y unos cuantos diccionarios.
#
# **Tiempo.** Unos 85 minutos: 35 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene saber crear y esperar tareas (lección 06) y cancelarlas y ponerles un plazo (lección 07). De HTTP basta con saber que una petición lleva un método, una ruta, encabezados
# y quizá un cuerpo, y que la respuesta lleva un código de estado, encabezados y un cuerpo.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. No hay red: las pruebas hacen de servidor y de cliente, revisan cada mensaje contra la especificación y usan el *reloj virtual*.

# %% [markdown]
# ## 1. Un acuerdo entre dos partes
#
# Servir una página son dos trabajos distintos. El **servidor** (Uvicorn, Hypercorn, Daphne…) abre puertos, entiende los bytes de HTTP y atiende a muchos clientes. La **aplicación** decide qué se contesta.
# ASGI (*Asynchronous Server Gateway Interface*) es el acuerdo entre los dos: no es una biblioteca que se instale, sino una especificación. Si las dos partes la cumplen, cualquier aplicación funciona en cualquier servidor.
#
# El acuerdo cabe en una línea. Una aplicación es algo que se llama con tres argumentos y entrega una corrutina:
#
# ```python
# async def aplicacion(scope, receive, send): ...
# ```
#
# | Argumento | Qué es | Quién habla |
# |---|---|---|
# | `scope` | un diccionario que describe **la conexión**: no cambia mientras dura | el servidor, una vez |
# | `receive` | función asíncrona sin argumentos: `await receive()` entrega el siguiente **mensaje que llega** | el servidor |
# | `send` | función asíncrona de un argumento: `await send(mensaje)` **envía un mensaje** | la aplicación |
#
# Cada mensaje es un diccionario con la clave `"type"`. El servidor llama a la aplicación **una vez por conexión**: en HTTP, una vez por cada petición.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, ClassVar

from asyncaula.checks import expect, hidden, scenario, trace

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# %% [markdown]
# Para verlo de cerca, hagamos un servidor de juguete. No sabe nada de redes: entrega a la aplicación los mensajes que le demos y escribe los que ella envía. Si la aplicación pide más de los que hay, aquí falla; un servidor de verdad la dejaría esperando.


# %%
async def conversa(aplicacion, scope, *llegan):
    """Llama a una aplicación como lo haría un servidor, y muestra la conversación."""
    por_llegar = list(llegan)

    async def receive():
        mensaje = por_llegar.pop(0)
        print("llega ", mensaje)
        return mensaje

    async def send(mensaje):
        print("  sale", mensaje)

    await aplicacion(scope, receive, send)


async def app_pasillo(scope, receive, send):
    # Paso 1: esperar el primer mensaje de la conexión.
    await receive()
    # Paso 2: contestar; primero el comienzo de la respuesta...
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    # Paso 3: ...y después su cuerpo.
    await send({"type": "http.response.body", "body": b"no hay nadie"})


await conversa(app_pasillo, {"type": "http", "method": "GET", "path": "/"}, {"type": "http.request"})

# %% [markdown]
# Ni `receive` ni `send` son mágicos: son corrutinas como las de la lección 04. Por eso `send(mensaje)` sin `await` **no envía nada**: solo crea una corrutina que nadie espera.

# %% [markdown]
# ## 2. Lo que dice `scope`
#
# Lo primero que se mira es `scope["type"]`, el tipo de conexión. La especificación conoce tres: `"http"`, `"websocket"` (lección 13) y `"lifespan"`, la vida del propio servidor (sección 6).
# Una aplicación que no sabe atender un tipo debe **lanzar una excepción**; así el servidor sabe a qué atenerse. Regresar en silencio, o contestar en otro protocolo, lo confunde.
#
# En una conexión de tipo `"http"`, esto es lo que más se usa:
#
# | Clave | Ejemplo | Tipo |
# |---|---|---|
# | `"method"` | `"GET"` | `str`, en mayúsculas |
# | `"path"` | `"/café"` | `str`, ya descodificado (en la red viajó `/caf%C3%A9`) |
# | `"query_string"` | `b"orden=asc&pagina=2"` | `bytes`, sin descodificar |
# | `"headers"` | `[(b"host", b"prueba.mx"), (b"accept", b"*/*")]` | pares de `bytes`, con el nombre **en minúsculas** |
#
# ¿Por qué pares y no un diccionario? Porque en HTTP un mismo encabezado puede repetirse. Y ¿por qué `bytes`? Porque eso es lo que viaja por la red, y HTTP no dice en qué codificación está.

# %%
scope = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.5"},
    "method": "GET",
    "path": "/café",
    "query_string": b"orden=asc&pagina=2",
    "headers": [(b"host", b"prueba.mx"), (b"accept", b"text/html"), (b"accept", b"*/*")],
}

# Paso 1: la ruta ya es texto; quitarle la barra inicial es trabajo de texto.
print(scope["path"].removeprefix("/"))
# Paso 2: para buscar un encabezado se recorren los pares, y se comparan bytes con bytes.
print([valor for nombre, valor in scope["headers"] if nombre == b"accept"])
# Paso 3: el texto se convierte en bytes con encode(), que usa UTF-8, y ya no mide lo mismo.
print(len("café"), "caracteres,", len("café".encode()), "bytes:", "café".encode())

# %% [markdown]
# ## 3. Responder
#
# Una respuesta son al menos dos mensajes, en este orden:
#
# 1. `http.response.start`, una sola vez, con `"status"` (un entero) y, si hacen falta, `"headers"`: una lista de pares de `bytes` con el nombre en minúsculas, como los de `scope`;
# 2. `http.response.body`, una o más veces, con `"body"` (siempre `bytes`) y `"more_body"`: `True` si **aún falta** cuerpo por enviar.
#
# Las dos claves de `http.response.body` son opcionales: si no está `"body"`, vale `b""`; si no está `"more_body"`, vale `False`, es decir, **este mensaje es el último**. El servidor no envía nada al cliente hasta que recibe el primero de estos mensajes.
# Una respuesta sin mensaje final está a medias, y el cliente la sigue esperando.
#
# Dos encabezados que verás a menudo: `content-type` dice qué es el cuerpo, y con texto conviene añadir la codificación, `text/plain; charset=utf-8`; `content-length` dice cuánto mide, y se cuenta en bytes. Este último es opcional: si falta, el servidor se las arregla.

# %% [markdown] prompt="app_hola"
# ## Ejercicio 1 · `app_hola`
#
# Escribe `app_hola(scope, receive, send)`, una aplicación ASGI que saluda. A cualquier petición HTTP contesta con
#
# * el código de estado 200;
# * el encabezado `content-type` con el valor `text/plain; charset=utf-8`;
# * el cuerpo `¡Hola, mundo!` si la ruta es `/`, o `¡Hola, Inés!` si la ruta es `/Inés`, con lo que haya tras la barra. El texto va en UTF-8.
#
# Si la conexión no es de tipo `"http"`, no envía ningún mensaje y lanza una excepción; la que prefieras.
#
# ```python
# >>> await conversa(app_hola, {"type": "http", "method": "GET", "path": "/Inés"}, {"type": "http.request"})
#   sale {'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'text/plain; charset=utf-8')]}
#   sale {'type': 'http.response.body', 'body': b'\xc2\xa1Hola, In\xc3\xa9s!'}
# ```
#
# <details><summary>Una pista</summary>
#
# Antes de enviar nada ten listas tres cosas: el tipo de conexión comprobado, el saludo como texto y el saludo como bytes. ¿Qué mensaje lleva cada una, y qué falta en ellos para que el servidor sepa que ya acabaste?
#
# </details>


# %% solution="app_hola"
async def app_hola(scope: Scope, receive: Receive, send: Send) -> None:
    """Saluda por HTTP a quien diga la ruta. Lanza una excepción ante una conexión de otro tipo."""
    ### BEGIN SOLUTION
    if scope["type"] != "http":
        raise ValueError(f"app_hola no atiende conexiones de tipo {scope['type']}")
    saludo = f"¡Hola, {scope['path'].removeprefix('/') or 'mundo'}!".encode()
    encabezados = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(saludo)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": saludo})
    ### END SOLUTION


# %% test="app_hola" points=1
@scenario
async def dos_visitas(app_hola, lab):
    cliente = lab.asgi(app_hola, supports=("http",))
    return {"/": await cliente.get("/"), "/Inés": await cliente.get("/Inés")}


@scenario
async def otras_conexiones(app_hola, lab):
    cliente = lab.asgi(app_hola, supports=("http",))
    vida = cliente.lifespan()
    await vida.startup()
    visto = {"lifespan": await vida.shutdown()}
    async with cliente.websocket("/") as ws:
        pass
    visto["websocket"] = ws.seen()
    enviados = ("sent", "rejected", "not_awaited")
    return {
        tipo: [cada["state"], sum(paso["step"] in enviados for paso in cada["steps"])]
        for tipo, cada in visto.items()
    }


def es_texto(visto):
    tipos = [
        valor.lower().replace(b" ", b"") for nombre, valor in visto["headers"] if nombre == b"content-type"
    ]
    return tipos == [b"text/plain;charset=utf-8"]


def no_son_para_ella(r):
    return [tipo for tipo, (estado, enviados) in r.value.items() if estado != "raised" or enviados]


codigos = {"http.body": "E1001", "headers": "E1002", "http.unfinished": "E1003"}
codigos |= {"http.body_first": "E1005", "http.length": "E1006"}
bien = (
    expect(dos_visitas)
    .conforms(codigos)
    .satisfies(
        lambda r: [visto["body"].decode() for visto in r.value.values()] == ["¡Hola, mundo!", "¡Hola, Inés!"],
        "los cuerpos «¡Hola, mundo!» y «¡Hola, Inés!», en UTF-8",
        lambda r: f"los cuerpos fueron {[visto['body'] for visto in r.value.values()]}",
    )
    .satisfies(
        lambda r: [visto["status"] for visto in r.value.values()] == [200, 200],
        "el código 200",
        lambda r: f"códigos {[visto['status'] for visto in r.value.values()]}",
    )
    .satisfies(
        lambda r: all(es_texto(visto) for visto in r.value.values()),
        "content-type: text/plain; charset=utf-8",
        lambda r: f"encabezados {r.value['/']['headers']}",
    )
    .leaves_nothing()
)
(
    expect(otras_conexiones)
    .rules_out(
        "E1004",
        no_son_para_ella,
        lambda r: f"esto hizo con conexiones de tipo {' y '.join(no_son_para_ella(r))}",
        "una excepción, y ningún mensaje",
    )
    .finishes()
)
bien.worth(1)


# %% hidden="app_hola" points=4
### BEGIN HIDDEN TESTS
@scenario
async def saludos(app_hola, lab, rutas):
    cliente = lab.asgi(app_hola, supports=("http",))
    return [await cliente.get(ruta) for ruta in rutas]


@scenario
async def de_otras_formas(app_hola, lab):
    cliente = lab.asgi(app_hola, supports=("http",))
    con_cuerpo = await cliente.post("/", body=[b"dos", 1, b"partes"])
    con_consulta = await cliente.get("/", query={"pagina": 2}, headers={"Accept": "text/html"})
    return [con_cuerpo, con_consulta, await cliente.get("/", sparse=True)]


@scenario
async def ajenas(app_hola, lab):
    cliente = lab.asgi(app_hola, supports=("http",))
    vida = cliente.lifespan()
    await vida.startup()
    visto = [await vida.shutdown()]
    async with cliente.websocket("/Ana") as ws:
        pass
    visto.append(ws.seen())
    enviados = ("sent", "rejected", "not_awaited")
    suyo = (await cliente.get("/Ana"))["status"]
    return [
        suyo,
        *([cada["state"], sum(paso["step"] in enviados for paso in cada["steps"])] for cada in visto),
    ]


def de_texto(visto):
    tipos = [
        valor.lower().replace(b" ", b"") for nombre, valor in visto["headers"] if nombre == b"content-type"
    ]
    return tipos == [b"text/plain;charset=utf-8"]


def saluda_bien(observado, nombres):
    cuerpos = [f"¡Hola, {nombre}!".encode() for nombre in nombres]
    reglas = {"http.body": "E1001", "headers": "E1002", "http.unfinished": "E1003"}
    reglas |= {"http.body_first": "E1005", "http.length": "E1006"}
    return (
        observado.conforms(reglas)
        .satisfies(lambda r: [visto["body"] for visto in r.value] == cuerpos, "un saludo para cada ruta")
        .satisfies(
            lambda r: all(visto["status"] == 200 and de_texto(visto) for visto in r.value), "200 y texto"
        )
        .leaves_nothing()
    )


score = hidden(4)
for draw in score.draws(2):
    nombres = draw.sample(["Íñigo", "Zoë", "Ana María", "李雷", "Nuño", "Łucja"], 3)
    with score(0.75):
        saluda_bien(expect(saludos, rutas=[f"/{nombre}" for nombre in nombres]), nombres)
with score(1):
    saluda_bien(expect(de_otras_formas), ["mundo"] * 3)
with score(1.5):
    (
        expect(ajenas)
        .rules_out("E1004", lambda r: any(estado != "raised" or enviados for estado, enviados in r.value[1:]))
        .returns([200, ["raised", 0], ["raised", 0]])
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. El cuerpo de la petición llega a trozos
#
# Una petición puede llevar un archivo de un gigabyte. Para que nadie tenga que guardarlo entero en la memoria, su cuerpo llega en mensajes `http.request`:
#
# * `"body"`: un trozo del cuerpo, en `bytes`. Es opcional; si no está, vale `b""`;
# * `"more_body"`: `True` si **vendrán más trozos**. Es opcional; si no está, vale `False`.
#
# Dónde se corta cada trozo lo decide la red, no quien escribe: un trozo puede venir vacío y no por eso ser el último. El final lo dice `more_body`, y nada más.
# Tampoco conviene pedir otro trozo después del último: ya no vendrá ninguno, y `receive()` se queda esperando.


# %%
async def app_bascula(scope, receive, send):
    # Paso 1: recibir trozos hasta el que diga que no hay más; solo se cuenta su tamaño.
    peso, faltan = 0, True
    while faltan:
        mensaje = await receive()
        peso += len(mensaje.get("body", b""))
        faltan = mensaje.get("more_body", False)
    # Paso 2: responder cuando ya se sabe todo.
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"%d bytes" % peso})


await conversa(
    app_bascula,
    {"type": "http", "method": "POST", "path": "/"},
    {"type": "http.request", "body": b"ni\xc3", "more_body": True},
    {"type": "http.request", "more_body": True},
    {"type": "http.request", "body": b"\xb1o"},
)

# %% [markdown]
# ¿Notaste dónde se cortó la palabra? La «ñ» ocupa dos bytes en UTF-8, `b"\xc3\xb1"`, y cada uno llegó en un trozo distinto. Un trozo suelto no siempre es texto:

# %%
for trozo in (b"ni\xc3", b"\xb1o", b"ni\xc3" + b"\xb1o"):
    try:
        print(trozo, "→", trozo.decode())
    except UnicodeDecodeError as error:
        print(trozo, "→", error.reason)

# %% [markdown]
# ### Cuando el cliente se va
#
# A mitad de la petición el cliente puede cerrar el navegador o perder la red. Entonces `receive()` entrega otro tipo de mensaje: `{"type": "http.disconnect"}`. No lleva cuerpo ni `more_body`, y después de él ya no llega nada nuevo.
# Ya no hay a quién contestarle: lo que se envíe se pierde. Por eso conviene mirar el tipo de **cada** mensaje que llega.
#
# La báscula de arriba no lo mira. Si el cliente se fuera a la mitad, ¿qué valor tomaría `faltan`, y qué haría después la aplicación?

# %% [markdown] prompt="app_eco"
# ## Ejercicio 2 · `app_eco`
#
# Escribe `app_eco(scope, receive, send)`: recibe un texto en UTF-8 en el cuerpo de la petición y contesta con el mismo texto **en mayúsculas**, con el código 200 y `content-type: text/plain; charset=utf-8`.
# No hace falta comprobar el tipo de la conexión: siempre será `"http"`.
#
# * El cuerpo puede llegar en cualquier número de trozos, cortados en cualquier byte; el texto completo siempre es UTF-8 válido. Si no hay cuerpo, el de la respuesta está vacío.
# * No contesta nada hasta tener el cuerpo completo.
# * Si el cliente se va antes de que el cuerpo esté completo, la aplicación regresa sin enviar ningún mensaje.
#
# ```python
# >>> await conversa(app_eco, {"type": "http", "method": "POST", "path": "/"},
# ...                {"type": "http.request", "body": b"ni\xc3", "more_body": True}, {"type": "http.request", "body": b"\xb1o"})
# llega  {'type': 'http.request', 'body': b'ni\xc3', 'more_body': True}
# llega  {'type': 'http.request', 'body': b'\xb1o'}
#   sale {'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'text/plain; charset=utf-8')]}
#   sale {'type': 'http.response.body', 'body': b'NI\xc3\x91O'}
# ```
#
# <details><summary>Una pista</summary>
#
# De cada mensaje interesan tres cosas: su tipo, su trozo y si habrá más. Piensa qué puedes decidir con cada una por sí sola, y en qué momento tienes por fin un texto y no solo bytes.
#
# </details>


# %% solution="app_eco"
async def app_eco(scope: Scope, receive: Receive, send: Send) -> None:
    """Contesta con el cuerpo de la petición en mayúsculas. Si el cliente se va antes de tiempo, no envía nada."""
    ### BEGIN SOLUTION
    recibido, faltan = bytearray(), True
    while faltan:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            return
        recibido += mensaje.get("body", b"")
        faltan = mensaje.get("more_body", False)
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": recibido.decode().upper().encode()})
    ### END SOLUTION


# %% test="app_eco" points=1
@scenario
async def dictado(app_eco, lab):
    cliente = lab.asgi(app_eco, supports=("http",))
    return {
        "entero": await cliente.post("/", body="¿dónde está?".encode()),
        "en partes": await cliente.post("/", body=[b"buenos ", 1, "días".encode()]),
        "cortado": await cliente.post("/", body=[b"a\xc3", 1, b"\xb1o"]),
        "a medias": await cliente.post("/", body=[b"sigo ", 5, "aquí".encode()], disconnect_at=2),
    }


def cuerpo(r, cual):
    return r.value[cual]["body"].decode(errors="replace")


def contestó(r, *cuales):
    return all(r.value[cual]["complete"] for cual in cuales)


def qué_hizo(visto):
    return f"se lanzó {visto['error']}" if visto["error"] else f"contestó {visto['body']}"


def ignora_la_desconexión(r):
    visto = r.value["a medias"]
    return contestó(r, "entero") and (visto["refused"] or visto["state"] != "returned")


def al_irse(r):
    visto = r.value["a medias"]
    if visto["refused"]:
        return "el cliente se fue, y la aplicación envió una respuesta"
    return f"el cliente se fue, y {qué_hizo(visto) if visto['error'] else 'la aplicación no regresó'}"


(
    expect(dictado)
    .rules_out(
        "E1010",
        lambda r: any(visto["gave_up"] and visto["asked_again"] for visto in r.value.values()),
        "tras el último trozo volvió a llamar a receive(), y ya no llegó nada",
        "que conteste al llegar el último trozo",
    )
    .rules_out(
        "E1008",
        lambda r: contestó(r, "en partes") and cuerpo(r, "en partes") in ("BUENOS ", "DÍAS"),
        lambda r: f"llegaron «buenos » y «días», y contestó «{cuerpo(r, 'en partes')}»",
        "«BUENOS DÍAS»",
    )
    .rules_out(
        "E1012",
        lambda r: contestó(r, "entero") and cuerpo(r, "entero") == "¿DóNDE ESTá?",
        lambda r: f"contestó «{cuerpo(r, 'entero')}»",
        "«¿DÓNDE ESTÁ?»",
    )
    .rules_out(
        "E1009",
        lambda r: contestó(r, "entero", "en partes") and cuerpo(r, "cortado") != "AÑO",
        lambda r: f"llegó una ñ partida en dos trozos, y {qué_hizo(r.value['cortado'])}",
        "«AÑO»",
    )
    .rules_out("E1007", ignora_la_desconexión, al_irse, "que regrese sin enviar nada")
    .conforms(
        {"http.body": "E1001", "headers": "E1002", "http.unfinished": "E1003", "http.body_first": "E1005"}
    )
    .satisfies(
        lambda r: (
            [cuerpo(r, cual) for cual in r.value] == ["¿DÓNDE ESTÁ?", "BUENOS DÍAS", "AÑO", ""]
            and [visto["status"] for visto in r.value.values()] == [200, 200, 200, None]
        ),
        "el código 200 y los cuerpos «¿DÓNDE ESTÁ?», «BUENOS DÍAS» y «AÑO»; nada a quien se fue",
        lambda r: (
            f"{[(visto['status'], visto['body'].decode(errors='replace')) for visto in r.value.values()]}"
        ),
    )
    .satisfies(
        lambda r: (
            [b"content-type", b"text/plain; charset=utf-8"]
            in [[nombre, valor.lower()] for nombre, valor in r.value["entero"]["headers"]]
        ),
        "content-type: text/plain; charset=utf-8",
        lambda r: f"encabezados {r.value['entero']['headers']}",
    )
    .leaves_nothing()
    .worth(1)
)


# %% hidden="app_eco" points=4
### BEGIN HIDDEN TESTS
@scenario
async def trozos(app_eco, lab, cuerpo):
    return await lab.asgi(app_eco, supports=("http",)).post("/", body=cuerpo)


@scenario
async def escuetos(app_eco, lab, cuerpo):
    cliente = lab.asgi(app_eco, supports=("http",))
    return [await cliente.get("/", sparse=True), await cliente.post("/", body=cuerpo, sparse=True)]


@scenario
async def se_va(app_eco, lab, segundos, avisa):
    cliente = lab.asgi(app_eco, supports=("http",), raises_when_closed=avisa)
    return await cliente.post("/", body=[b"uno", 2, b"dos", 2, b"tres"], disconnect_at=segundos)


REGLAS = {"http.body": "E1001", "headers": "E1002", "http.unfinished": "E1003", "http.body_first": "E1005"}


def responde(visto, texto):
    return (visto["status"], visto["body"], visto["complete"]) == (200, texto.upper().encode(), True)


def se_queda_esperando(r):
    return any(visto["gave_up"] for visto in (r.value if isinstance(r.value, list) else [r.value]))


def solo_una_parte(texto, partes):
    trozos = [parte for parte in partes if isinstance(parte, bytes)]
    otras = {trozo.decode(errors=modo).upper() for trozo in trozos for modo in ("ignore", "replace")}

    def visto(r):
        return r.value["complete"] and r.value["body"].decode(errors="replace") in otras - {texto.upper()}

    return visto


def sordo(r):
    visto = r.value
    return (
        visto["refused"] or visto["state"] == "running" or visto["error"].type in ("KeyError", "IndexError")
    )


score = hidden(4)
for draw in score.draws(2):
    letras = draw.choices("abcñáéíóúü¿¡ €", k=draw.randint(6, 10))
    texto = "".join(letras) + draw.choice("ñéü")
    crudo = texto.encode()
    primero = len(texto[:2].encode())
    cortes = sorted({primero, *draw.sample(range(primero + 1, len(crudo) - 1), 2), len(crudo) - 1})
    partes = [crudo[a:b] for a, b in zip([0, *cortes], [*cortes, len(crudo)], strict=True)]
    partes.insert(draw.randint(1, len(partes) - 1), draw.choice([0.5, 2]))
    with score(0.75):
        (
            expect(trozos, cuerpo=partes)
            .rules_out("E1010", se_queda_esperando)
            .rules_out("E1008", solo_una_parte(texto, partes))
            .rules_out(
                "E1012",
                lambda r, crudo=crudo: r.value["body"] == crudo.upper() != crudo.decode().upper().encode(),
            )
            .rules_out("E1009", lambda r: r.value["error"].type == "UnicodeDecodeError")
            .rules_out(
                "E1009", lambda r, crudo=crudo: r.value["complete"] and len(r.value["body"]) != len(crudo)
            )
            .conforms(REGLAS)
            .satisfies(lambda r, texto=texto: responde(r.value, texto), "el texto completo, en mayúsculas")
            .leaves_nothing()
        )
with score(1):
    (
        expect(escuetos, cuerpo=[b"uno ", 1, b"", 1, b"dos"])
        .rules_out(
            "E1011", lambda r: any(visto["error"] and visto["error"].type == "KeyError" for visto in r.value)
        )
        .rules_out("E1010", se_queda_esperando)
        .rules_out("E1010", lambda r: r.value[1]["body"] == b"UNO ")
        .conforms(REGLAS)
        .satisfies(lambda r: responde(r.value[0], "") and responde(r.value[1], "uno dos"), "todo el cuerpo")
    )
for segundos in (0, 3):
    with score(0.75):
        for avisa in (True, False):
            (
                expect(se_va, segundos=segundos, avisa=avisa)
                .rules_out("E1007", sordo)
                .conforms(REGLAS)
                .satisfies(
                    lambda r, segundos=segundos: (r.value["status"], r.value["ended"]) == (None, segundos),
                    "que regrese en cuanto el cliente se va",
                )
                .leaves_nothing()
            )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Responder poco a poco
#
# La respuesta también puede ir por partes: mientras lleven `"more_body": True`, el servidor entrega cada una en cuanto la recibe, sin esperar a las demás. Así se descarga un archivo grande, se muestra el avance de un trabajo o escribe
# su respuesta un modelo de lenguaje.
#
# Para ver cuándo sale cada parte, usemos ya el cliente de las pruebas. `lab.asgi(aplicacion)` hace de servidor y de cliente a la vez; su método `get(ruta)` hace una petición y devuelve un diccionario con lo que se vio, paso por paso, en `"steps"`.


# %%
def narra(visto):
    """Escribe los pasos de una conversación con la aplicación."""
    nombres = {
        "received": "llega",
        "sent": "sale",
        "refused": "se pierde",
        "disconnected": "EL CLIENTE SE FUE",
        "returned": "la aplicación regresó",
        "raised": "la aplicación lanzó una excepción",
    }
    for paso in visto["steps"]:
        mensaje = paso.get("message", {})
        detalle = [str(mensaje[clave]) for clave in ("type", "body", "more_body") if clave in mensaje]
        print(f"t = {paso['at']:g}", nombres.get(paso["step"], paso["step"]), *detalle)


async def app_reloj(scope, receive, send):
    # Paso 1: la respuesta empieza una sola vez.
    await send({"type": "http.response.start", "status": 200})
    # Paso 2: cada parte anuncia que habrá otra.
    for tic in (b"tic", b"tac", b"tic"):
        await send({"type": "http.response.body", "body": tic, "more_body": True})
        await asyncio.sleep(1)
    # Paso 3: un último mensaje, aunque sea sin cuerpo, la da por terminada.
    await send({"type": "http.response.body"})


async def visita(lab):
    narra(await lab.asgi(app_reloj).get("/"))


_ = trace(visita)

# %% [markdown]
# Entre una parte y otra pasa un segundo, y en ese segundo el cliente puede irse. ¿Cómo se entera la aplicación? Hay dos maneras:
#
# * **por `receive()`**: entrega `http.disconnect` en cuanto el cliente se va. También lo entrega cuando la respuesta ya está completa. Pero recuerda que antes puede entregar mensajes `http.request`: hay que dejarlos pasar;
# * **por `send()`**: desde la versión 2.4 de la especificación, enviar a un cliente que se fue lanza una excepción derivada de `OSError`. Es el último aviso, no el primero: llega hasta que se intenta enviar algo, y **no está garantizado** (Uvicorn, en HTTP, se limita a
#   descartar el mensaje).
#
# El reloj no llama a `receive()`, así que solo se entera por las malas:


# %%
async def visita_breve(lab):
    narra(await lab.asgi(app_reloj).get("/", disconnect_at=1.5))


_ = trace(visita_breve)

# %% [markdown]
# Si en vez de dormir un segundo estuviera consultando una base de datos, habría trabajado para nadie. Y llamar a `await receive()` entre parte y parte no sirve: mientras el cliente siga ahí, no llega ningún mensaje y la respuesta se detiene.
#
# Lo que hace falta es esperar **dos cosas a la vez**, y eso ya sabes hacerlo: una tarea por cada una, y `asyncio.wait`. De esta función sabes, por la lección 06, que puede regresar cuando termina la primera. También acepta `timeout=segundos`: si se agota, regresa igualmente, sin
# cancelar nada ni lanzar excepciones, y lo que no terminó está en el segundo conjunto.


# %%
async def en_la_ventanilla(lab):
    # Paso 1: una tarea vigila la puerta mientras se atiende.
    puerta = asyncio.create_task(lab.job("puerta", 2.5)())
    for sello in range(1, 10):
        print(f"t = {lab.now():g} sello", sello)
        # Paso 2: esperar un segundo, o menos si antes pasa algo en la puerta.
        terminadas, _ = await asyncio.wait([puerta], timeout=1)
        if terminadas:
            print(f"t = {lab.now():g} se fue; a otra cosa")
            return


trace(en_la_ventanilla)

# %% [markdown]
# Quien crea una tarea responde por ella: si los sellos se acaban antes de que alguien salga por la puerta, hay que cancelar la vigilancia y esperarla, como en la lección 06.

# %% [markdown] prompt="app_flujo"
# ## Ejercicio 3 · `app_flujo`
#
# Escribe `app_flujo(scope, receive, send)`, una cuenta regresiva en directo. A la petición de la ruta `/3` contesta con el código 200, `content-type: text/plain; charset=utf-8` y estos renglones, cada uno terminado en `\n`:
#
# | Segundo | Sale |
# |---|---|
# | 0 | `3` |
# | 1 | `2` |
# | 2 | `1` |
# | 3 | `¡ya!` |
#
# * Cada renglón sale **en su momento**, y con el último termina la respuesta. La ruta siempre lleva un entero mayor que cero, y la conexión siempre es de tipo `"http"`.
# * La petición puede traer un cuerpo, en uno o varios trozos. No interesa: no se usa, y tampoco detiene la cuenta.
# * Si el cliente se va, la aplicación **regresa en ese instante**, sin esperar al siguiente segundo y sin enviar nada más.
# * Al regresar no deja tareas en marcha.
#
# ```python
# >>> async def visita_al_flujo(lab):
# ...     narra(await lab.asgi(app_flujo).get("/2", disconnect_at=0.5))
# >>> _ = trace(visita_al_flujo)
# t = 0 sale http.response.start
# t = 0 llega http.request b'' False
# t = 0 sale http.response.body b'2\n' True
# t = 0.5 EL CLIENTE SE FUE
# t = 0.5 llega http.disconnect
# t = 0.5 la aplicación regresó
# ```
#
# El orden de los pasos de un mismo instante puede ser otro.
#
# <details><summary>Una pista</summary>
#
# Escribe primero una pequeña corrutina que solo termine cuando el cliente se haya ido. ¿Qué mensajes tiene que dejar pasar? Después, compara la cuenta regresiva con los sellos de la ventanilla.
#
# </details>


# %% solution="app_flujo"
async def app_flujo(scope: Scope, receive: Receive, send: Send) -> None:
    """Cuenta hacia atrás desde el número de la ruta, un renglón por segundo. Si el cliente se va, regresa en el acto."""

    ### BEGIN SOLUTION
    async def se_va() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    vigilante = asyncio.create_task(se_va())
    try:
        await send({"type": "http.response.start", "status": 200, "headers": encabezados})
        for n in range(int(scope["path"].removeprefix("/")), 0, -1):
            await send({"type": "http.response.body", "body": b"%d\n" % n, "more_body": True})
            terminadas, _ = await asyncio.wait([vigilante], timeout=1)
            if terminadas:
                return
        await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
    except OSError:
        return
    finally:
        vigilante.cancel()
        await asyncio.gather(vigilante, return_exceptions=True)
    ### END SOLUTION


# %% test="app_flujo" points=1
@scenario
async def despegue(app_flujo, lab):
    cliente = lab.asgi(app_flujo, supports=("http",))
    return {"entera": await cliente.get("/3"), "interrumpida": await cliente.get("/9", disconnect_at=2.5)}


TODO_EL_TEXTO = "3\n2\n1\n¡ya!\n".encode()


def por_segundo(visto):
    juntos = {}
    for t, parte in visto["chunks"]:
        juntos[t] = juntos.get(t, b"") + parte
    return [[t, juntos[t].decode(errors="replace").rstrip("\n")] for t in sorted(juntos)]


def salieron(visto):
    return ", ".join(f"«{texto}» en t = {t:g}" for t, texto in por_segundo(visto)) or "no salió nada"


def se_da_por_abandonada(r):
    visto = r.value["entera"]
    recibió = any(paso["step"] == "received" for paso in visto["steps"])
    return recibió and visto["state"] == "returned" and visto["ended"] < 3 and visto["body"] != TODO_EL_TEXTO


def de_golpe(r):
    visto = r.value["entera"]
    return visto["complete"] and visto["state"] == "returned" and len(por_segundo(visto)) == 1


def cómo_acabó(r):
    visto = r.value["interrumpida"]
    return (
        f"el cliente se fue en t = {visto['disconnected']:g}, y la aplicación acabó en t = {visto['ended']:g}"
    )


(
    expect(despegue)
    .rules_out(
        "E1017",
        se_da_por_abandonada,
        lambda r: f"la aplicación regresó en t = {r.value['entera']['ended']:g}, con el cliente esperando",
        "la cuenta entera, hasta t = 3",
    )
    .rules_out(
        "E1018",
        lambda r: r.value["entera"]["gave_up"] and r.value["entera"]["body"] != TODO_EL_TEXTO,
        lambda r: f"{salieron(r.value['entera'])}, y la aplicación se quedó esperando",
        "un renglón por segundo",
    )
    .rules_out(
        "E1013",
        de_golpe,
        lambda r: f"todo el cuerpo salió en t = {r.value['entera']['chunks'][0][0]:g}",
        "un renglón por segundo",
    )
    .rules_out(
        "E1015",
        lambda r: r.value["entera"]["complete"] and r.value["interrumpida"]["refused"],
        cómo_acabó,
        "que regrese en t = 2.5, sin enviar nada más",
    )
    .rules_out(
        "E1016",
        lambda r: r.value["entera"]["complete"] and r.value["interrumpida"]["ended"] > 2.5,
        cómo_acabó,
        "que regrese en t = 2.5",
    )
    .conforms(
        {"http.after_end": "E1014", "http.unfinished": "E1003", "http.body": "E1001"}
        | {"headers": "E1002", "http.body_first": "E1005"}
    )
    .satisfies(
        lambda r: por_segundo(r.value["entera"]) == [[0, "3"], [1, "2"], [2, "1"], [3, "¡ya!"]],
        "«3» en t = 0, «2» en t = 1, «1» en t = 2, «¡ya!» en t = 3",
        lambda r: salieron(r.value["entera"]),
    )
    .satisfies(
        lambda r: por_segundo(r.value["interrumpida"]) == [[0, "9"], [1, "8"], [2, "7"]],
        "si el cliente se va en t = 2.5: «9» en t = 0, «8» en t = 1, «7» en t = 2",
        lambda r: salieron(r.value["interrumpida"]),
    )
    .satisfies(
        lambda r: (
            r.value["entera"]["status"] == 200
            and [b"content-type", b"text/plain; charset=utf-8"]
            in [[nombre, valor.lower()] for nombre, valor in r.value["entera"]["headers"]]
        ),
        "el código 200 y content-type: text/plain; charset=utf-8",
        lambda r: f"{r.value['entera']['status']} y {r.value['entera']['headers']}",
    )
    .leaves_nothing()
    .worth(1)
)


# %% hidden="app_flujo" points=4
### BEGIN HIDDEN TESTS
@scenario
async def cuenta(app_flujo, lab, desde, cuerpo, se_va, avisa):
    cliente = lab.asgi(app_flujo, supports=("http",), raises_when_closed=avisa)
    return await cliente.http("POST" if cuerpo else "GET", f"/{desde}", body=cuerpo, disconnect_at=se_va)


def renglones(desde, hasta=None):
    lista = [(float(t), f"{desde - t}\n".encode()) for t in range(desde)] + [
        (float(desde), "¡ya!\n".encode())
    ]
    return lista if hasta is None else [(t, texto) for t, texto in lista if t < hasta]


def agrupados(visto):
    juntos = {}
    for t, parte in visto["chunks"]:
        juntos[t] = juntos.get(t, b"") + parte
    return sorted(juntos.items())


def juzga_la_cuenta(observado, desde, se_va=None):
    final = desde if se_va is None else se_va
    todo = b"".join(texto for _, texto in renglones(desde))

    return (
        observado.rules_out(
            "E1017",
            lambda r: (
                r.value["disconnected"] is None
                and r.value["state"] == "returned"
                and todo.startswith(r.value["body"])
                and r.value["body"] != todo
                and any(paso["step"] == "received" for paso in r.value["steps"])
            ),
        )
        .rules_out("E1018", lambda r: r.value["gave_up"] and r.value["body"] != todo)
        .rules_out(
            "E1013", lambda r: r.value["complete"] and not r.value["error"] and len(agrupados(r.value)) == 1
        )
        .rules_out("E1015", lambda r: se_va is not None and r.value["refused"] and r.value["body"])
        .rules_out("E1016", lambda r: se_va is not None and r.value["body"] and r.value["ended"] > se_va)
        .conforms(
            {"http.after_end": "E1014", "http.unfinished": "E1003", "http.body": "E1001"}
            | {"headers": "E1002", "http.body_first": "E1005"}
        )
        .satisfies(lambda r: agrupados(r.value) == renglones(desde, se_va), "cada renglón en su momento")
        .satisfies(lambda r: (r.value["status"], r.value["ended"]) == (200, final), "que regrese a tiempo")
        .leaves_nothing()
    )


score = hidden(4)
for draw in score.draws(2):
    desde = draw.randint(4, 8)
    with score(0.75):
        caso = {"desde": desde, "cuerpo": b"", "se_va": None, "avisa": True}
        juzga_la_cuenta(expect(cuenta, **caso), desde)
    with score(0.75):
        for avisa in (True, False):
            se_va = draw.randint(0, desde - 2) + draw.choice([0.25, 0.5, 0.75])
            caso = {"desde": desde, "cuerpo": b"", "se_va": se_va, "avisa": avisa}
            juzga_la_cuenta(expect(cuenta, **caso), desde, se_va)
with score(1):
    caso = {"desde": 5, "cuerpo": [b"a", 1.5, b"", 1.25, b"b"], "avisa": True}
    juzga_la_cuenta(expect(cuenta, **caso, se_va=None), 5)
    juzga_la_cuenta(expect(cuenta, **caso, se_va=4.5), 5, 4.5)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 6. La vida de la aplicación
#
# Abrir una base de datos para cada petición sería muy lento. Hace falta un lugar donde preparar las cosas **una sola vez**, antes de la primera petición, y otro donde recogerlas después de la última. Para eso está el tercer tipo de conexión, `"lifespan"`:
# el servidor llama a la aplicación una vez al arrancar, y esa llamada dura hasta que se apaga, al mismo tiempo que las llamadas de las peticiones.
#
# | El servidor pregunta | La aplicación contesta | Mientras tanto |
# |---|---|---|
# | `lifespan.startup` | `lifespan.startup.complete` o `lifespan.startup.failed` | no acepta ninguna petición |
# | `lifespan.shutdown` | `lifespan.shutdown.complete` o `lifespan.shutdown.failed` | ya no acepta peticiones; espera la respuesta para salir |
#
# Es un diálogo: primero se **recibe la pregunta** con `receive()`, luego se hace lo necesario y solo entonces se **contesta**. Una respuesta que se adelanta a su pregunta es un error de protocolo, y una que se adelanta al trabajo es una mentira: tras `startup.complete` entran
# las peticiones, y tras `shutdown.complete` el servidor puede terminar el proceso.


# %%
async def app_taller(scope, receive, send):
    # Paso 1: esperar la pregunta del arranque, preparar lo que haga falta y contestar.
    await receive()
    scope["state"]["herramientas"] = ["martillo", "sierra"]
    await send({"type": "lifespan.startup.complete"})
    # Paso 2: esperar aquí mientras el servidor trabaja; la siguiente pregunta es la del final.
    await receive()
    scope["state"]["herramientas"].clear()
    await send({"type": "lifespan.shutdown.complete"})


estado = {}
await conversa(
    app_taller,
    {"type": "lifespan", "state": estado},
    {"type": "lifespan.startup"},
    {"type": "lifespan.shutdown"},
)

# %% [markdown]
# ### Si el arranque falla
#
# Se contesta `{"type": "lifespan.startup.failed", "message": "por qué"}` y se regresa: el servidor escribe el mensaje y no arranca.
#
# ¿Y si en lugar de eso se deja salir la excepción? Recuerda la sección 2: una excepción significa «no sé atender este tipo de conexión». La especificación manda al servidor **seguir adelante sin lifespan**, y eso hace Uvicorn si no se le pide otra cosa: la aplicación
# empieza a recibir peticiones sin su base de datos.
#
# ### El estado
#
# `scope["state"]` es un diccionario que, en la conexión `"lifespan"`, la aplicación llena con lo que las peticiones van a necesitar. Cada petición encuentra después en su propio `scope["state"]` una **copia superficial**: un diccionario nuevo con los *mismos* objetos dentro.
# Dos consecuencias:
#
# * hay que llenar *ese* diccionario, no poner otro en su lugar: el servidor solo conoce el suyo;
# * una petición puede usar y modificar un objeto compartido, pero si asigna una clave, solo cambia su copia.
#
# > **Según tu servidor.** La clave `"state"` es opcional en la especificación; la ofrecen, entre otros, Uvicorn (desde la 0.21) e Hypercorn (desde la 0.17). Frente a una variable global tiene una ventaja: cada servidor guarda lo suyo, aunque en un mismo proceso haya dos con la misma aplicación,
# > como en las pruebas.

# %% [markdown]
# ### Predice
#
# Dos peticiones, una tras otra. ¿Qué escribe cada una? Decídelo antes de ejecutar la celda. No se califica.


# %%
async def app_visitas(scope, receive, send):
    estado = scope["state"]
    estado["cuenta"] += 1
    estado["rutas"].append(scope["path"])
    print(estado["cuenta"], estado["rutas"])


del_arranque = {"cuenta": 0, "rutas": []}
for ruta in ("/uno", "/dos"):
    # Así prepara el servidor cada petición: con una copia superficial.
    await conversa(app_visitas, {"type": "http", "path": ruta, "state": dict(del_arranque)})

# %% [markdown]
# Las dos escriben 1: `estado["cuenta"] += 1` asigna una clave de la copia, y el número del arranque sigue en 0. En cambio, la lista es la misma en las dos, y la segunda petición encuentra lo que añadió la primera.

# %% [markdown]
# ### Un almacén para el ejercicio
#
# Este es el recurso que abrirás y cerrarás. Abrirlo tarda dos segundos y cerrarlo, uno. Las pruebas ponen en `Almacen.averia` un texto para que abrir falle, y leen en `Almacen.diario` lo que fue pasando.


# %% locked="almacen"
class Almacen:
    """Un almacén de notas: se abre con `await Almacen.abrir()` antes de usarlo y se cierra al final."""

    averia: ClassVar[str | None] = None
    diario: ClassVar[list[str]] = []

    def __init__(self) -> None:
        self.notas: list[str] = []

    @classmethod
    async def abrir(cls) -> "Almacen":
        """Entrega un almacén abierto. Lanza OSError si hay una avería."""
        await asyncio.sleep(2)
        if cls.averia is not None:
            raise OSError(cls.averia)
        cls.diario.append("abre")
        return cls()

    def anota(self, texto: str) -> int:
        """Guarda una nota y devuelve cuántas hay ya."""
        self.notas.append(texto)
        return len(self.notas)

    async def cerrar(self) -> None:
        """Cierra el almacén."""
        await asyncio.sleep(1)
        self.diario.append("cierra")


# %% [markdown] prompt="app_vida"
# ## Ejercicio 4 · `app_vida`
#
# Escribe `app_vida(scope, receive, send)`, que atiende dos tipos de conexión.
#
# **`"lifespan"`.** Al arrancar abre **un** almacén con `await Almacen.abrir()` y lo deja en el estado, con la clave que quieras. Al apagarse lo cierra con `await almacen.cerrar()`. Contesta a cada pregunta del servidor cuando el trabajo ya está hecho.
# Si abrir lanza un `OSError`, contesta `lifespan.startup.failed`, con el texto de la excepción en `"message"`, y regresa.
#
# **`"http"`.** Anota la ruta en el almacén que dejó el arranque y contesta con el código 200 y un cuerpo que dice cuántas notas hay: `nota 1` la primera vez, `nota 2` la segunda. No hace falta ningún encabezado.
#
# La misma aplicación puede estar funcionando en dos servidores a la vez: cada uno tiene su propio almacén.
#
# ```python
# >>> await conversa(app_vida, {"type": "lifespan", "state": {}}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
# llega  {'type': 'lifespan.startup'}
#   sale {'type': 'lifespan.startup.complete'}
# llega  {'type': 'lifespan.shutdown'}
#   sale {'type': 'lifespan.shutdown.complete'}
# ```
#
# (En tu cuaderno el reloj es el real: esta conversación tarda tres segundos.)
#
# <details><summary>Una pista</summary>
#
# Escribe el diálogo de `"lifespan"` en papel, renglón por renglón: qué se recibe, qué se hace, qué se contesta. ¿En cuál de esos renglones puede aparecer la excepción? ¿Y por dónde le llega el almacén a una petición, que es otra llamada distinta?
#
# </details>


# %% solution="app_vida"
async def app_vida(scope: Scope, receive: Receive, send: Send) -> None:
    """Abre un almacén al arrancar, lo usa en cada petición y lo cierra al apagarse."""
    ### BEGIN SOLUTION
    if scope["type"] == "http":
        cuantas = scope["state"]["almacen"].anota(scope["path"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    try:
        almacen = await Almacen.abrir()
    except OSError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    scope["state"]["almacen"] = almacen
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
    ### END SOLUTION


# %% test="app_vida" points=1
@scenario
async def una_jornada(app_vida, Almacen, lab):
    Almacen.averia, Almacen.diario = None, []
    vida = (cliente := lab.asgi(app_vida, supports=("http", "lifespan"))).lifespan()
    await vida.startup()
    estado = vida.seen()["state_keys"]
    peticiones = [await cliente.get(ruta) for ruta in ("/pan", "/leche")]
    visto = await vida.shutdown()
    return {"vida": visto, "estado": estado, "peticiones": peticiones, "diario": list(Almacen.diario)}


@scenario
async def con_averia(app_vida, Almacen, lab):
    Almacen.averia, Almacen.diario = "la puerta no abre", []
    vida = lab.asgi(app_vida, supports=("http", "lifespan")).lifespan()
    try:
        await vida.startup()
        return await vida.shutdown()
    finally:
        Almacen.averia = None


def arrancó(r):
    return r.value["vida"]["startup"] == "complete"


def se_apagó(r):
    return r.value["vida"]["shutdown"] == "complete"


def tardó_en_apagarse(r):
    pregunta = next(p["at"] for p in r.value["vida"]["steps"] if p.get("phase") == "shutdown")
    return r.value["vida"]["shutdown_at"] - pregunta


def estado_perdido(r):
    fallo, claves = r.value["peticiones"][0]["error"], r.value["estado"]
    return arrancó(r) and fallo.type == "KeyError" and any(clave in fallo.message for clave in claves)


(
    expect(una_jornada)
    .rules_out(
        "E1028",
        lambda r: r.value["diario"].count("abre") > 1,
        lambda r: f"con dos peticiones, el almacén se abrió {r.value['diario'].count('abre')} veces",
        "una sola vez, en el arranque",
    )
    .rules_out(
        "E1021",
        lambda r: arrancó(r) and not r.value["estado"] and r.value["peticiones"][0]["complete"],
        "tras el arranque no había nada en el estado, y las peticiones encontraron un almacén",
        "el almacén en scope['state']",
    )
    .rules_out("E1027", estado_perdido, lambda r: f"la petición lanzó {r.value['peticiones'][0]['error']}")
    .rules_out(
        "E1024",
        lambda r: arrancó(r) and r.value["vida"]["startup_at"] < 2,
        lambda r: f"contestó en t = {r.value['vida']['startup_at']:g}",
        "en t = 2, con el almacén abierto",
    )
    .rules_out(
        "E1026",
        lambda r: se_apagó(r) and "cierra" not in r.value["diario"] and not r.never_awaited,
        lambda r: f"el diario dice {r.value['diario']}",
        "['abre', 'cierra']",
    )
    .rules_out(
        "E1025",
        lambda r: se_apagó(r) and "cierra" in r.value["diario"] and tardó_en_apagarse(r) < 1,
        lambda r: f"contestó {tardó_en_apagarse(r):g} s después de la pregunta",
        "1 s después, con el almacén cerrado",
    )
    .awaits_everything()
    .conforms(
        {"lifespan.no_shutdown": "E1019", "lifespan.early_return": "E1022", "lifespan.unasked": "E1023"}
        | {"http.body": "E1001", "headers": "E1002", "http.unfinished": "E1003", "http.body_first": "E1005"}
    )
    .satisfies(
        lambda r: (
            [(p["status"], p["body"]) for p in r.value["peticiones"]] == [(200, b"nota 1"), (200, b"nota 2")]
        ),
        "dos respuestas 200: «nota 1» y «nota 2»",
        lambda r: f"{[(p['status'], p['body']) for p in r.value['peticiones']]}",
    )
    .satisfies(
        lambda r: r.value["diario"] == ["abre", "cierra"],
        "['abre', 'cierra']",
        lambda r: f"el diario dice {r.value['diario']}",
    )
    .leaves_nothing()
)
(
    expect(con_averia)
    .rules_out("E1029", lambda r: r.value["startup"] == "complete", "contestó lifespan.startup.complete")
    .conforms({"lifespan.unsupported": "E1020", "lifespan.no_startup": "E1020", "lifespan.unasked": "E1023"})
    .satisfies(
        lambda r: (r.value["startup"], "la puerta no abre" in r.value["message"]) == ("failed", True),
        "lifespan.startup.failed con el mensaje «la puerta no abre»",
        lambda r: f"arranque: {r.value['startup']}; mensaje: «{r.value['message']}»",
    )
    .leaves_nothing()
    .worth(1)
)


# %% hidden="app_vida" points=4
### BEGIN HIDDEN TESTS
@scenario
async def jornada_larga(app_vida, Almacen, lab, rutas):
    Almacen.averia, Almacen.diario = None, []
    cliente = lab.asgi(app_vida, supports=("http", "lifespan"))
    vida = cliente.lifespan()
    await vida.startup()
    estado = vida.seen()["state_keys"]
    peticiones = [await cliente.get(ruta) for ruta in rutas]
    visto = await vida.shutdown()
    return {"vida": visto, "estado": estado, "peticiones": peticiones, "diario": list(Almacen.diario)}


@scenario
async def dos_servidores(app_vida, Almacen, lab):
    Almacen.averia, Almacen.diario = None, []
    norte, sur = (lab.asgi(app_vida, supports=("http", "lifespan")) for _ in range(2))
    vida_norte, vida_sur = norte.lifespan(), sur.lifespan()
    await vida_norte.startup()
    await vida_sur.startup()
    peticiones = [await cliente.get("/nota") for cliente in (norte, norte, sur, norte)]
    cerrado = await vida_norte.shutdown()
    peticiones.append(await sur.get("/nota"))
    vidas = [cerrado, await vida_sur.shutdown()]
    return {"vida": vidas, "peticiones": peticiones, "diario": list(Almacen.diario)}


@scenario
async def arranque_fallido(app_vida, Almacen, lab, averia):
    Almacen.averia, Almacen.diario = averia, []
    vida = lab.asgi(app_vida, supports=("http", "lifespan")).lifespan()
    try:
        await vida.startup()
        return await vida.shutdown()
    finally:
        Almacen.averia = None


def hecho(r):
    return r.value["vida"]["startup"] == "complete"


def apagado(r):
    return r.value["vida"]["shutdown"] == "complete"


def demora_al_apagar(r):
    pregunta = next(p["at"] for p in r.value["vida"]["steps"] if p.get("phase") == "shutdown")
    return r.value["vida"]["shutdown_at"] - pregunta


def sustituyó_el_estado(r):
    fallo, claves = r.value["peticiones"][0]["error"], r.value["estado"]
    return hecho(r) and fallo.type == "KeyError" and any(clave in fallo.message for clave in claves)


DE_LA_VIDA = {"lifespan.no_shutdown": "E1019", "lifespan.early_return": "E1022", "lifespan.unasked": "E1023"}
DE_LA_VIDA |= {"lifespan.unsupported": "E1020", "lifespan.no_startup": "E1020"}
DE_LA_VIDA |= {
    "http.body": "E1001",
    "headers": "E1002",
    "http.unfinished": "E1003",
    "http.body_first": "E1005",
}

score = hidden(4)
for draw in score.draws(2):
    rutas = [f"/{draw.choice(['sal', 'maíz', 'café'])}-{i}" for i in range(draw.randint(3, 6))]
    debidas = [(200, b"nota %d" % (i + 1)) for i in range(len(rutas))]
    with score(0.75):
        (
            expect(jornada_larga, rutas=rutas)
            .rules_out("E1028", lambda r: r.value["diario"].count("abre") > 1)
            .rules_out(
                "E1021",
                lambda r: hecho(r) and not r.value["estado"] and r.value["peticiones"][0]["complete"],
            )
            .rules_out("E1027", sustituyó_el_estado)
            .rules_out("E1024", lambda r: hecho(r) and r.value["vida"]["startup_at"] < 2)
            .rules_out(
                "E1026", lambda r: apagado(r) and "cierra" not in r.value["diario"] and not r.never_awaited
            )
            .rules_out(
                "E1025", lambda r: apagado(r) and "cierra" in r.value["diario"] and demora_al_apagar(r) < 1
            )
            .awaits_everything()
            .conforms(DE_LA_VIDA)
            .satisfies(
                lambda r, debidas=debidas: (
                    [(p["status"], p["body"]) for p in r.value["peticiones"]] == debidas
                ),
                "que cada petición use el almacén del arranque",
            )
            .satisfies(
                lambda r: r.value["diario"] == ["abre", "cierra"], "un solo almacén, abierto y cerrado"
            )
            .leaves_nothing()
        )
with score(1):
    (
        expect(dos_servidores)
        .conforms(DE_LA_VIDA)
        .rules_out("E1021", lambda r: r.value["peticiones"][2]["body"] == b"nota 3")
        .satisfies(
            lambda r: [int(p["body"].split()[-1]) for p in r.value["peticiones"]] == [1, 2, 1, 3, 2],
            "que cada servidor tenga su propio almacén",
        )
        .satisfies(
            lambda r: r.value["diario"] == ["abre", "abre", "cierra", "cierra"], "que cada uno cierre el suyo"
        )
        .leaves_nothing()
    )
for draw in score.draws(2):
    averia = f"{draw.choice(['sin luz', 'sin llave', 'inundado'])} en el pasillo {draw.randint(2, 99)}"
    with score(0.75):
        (
            expect(arranque_fallido, averia=averia)
            .rules_out("E1029", lambda r: r.value["startup"] == "complete")
            .conforms(DE_LA_VIDA)
            .satisfies(
                lambda r, averia=averia: r.value["startup"] == "failed" and averia in r.value["message"],
                "que diga que el arranque falló, y por qué",
            )
            .leaves_nothing()
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Lo que acabas de escribir
#
# Un marco de trabajo hace por ti justo esto: mira `scope["type"]`, junta los trozos del cuerpo, busca la función que corresponde a la ruta, codifica lo que devuelve y lo envía en dos mensajes. En la lección 11 pondrás tus aplicaciones detrás de un servidor de verdad, Uvicorn, y en la 12 dejarás
# que FastAPI escriba los diccionarios.
#
# ## Para leer más
#
# * [La especificación ASGI](https://asgi.readthedocs.io/en/latest/specs/main.html): qué es una aplicación, y qué promete cada parte.
# * [HTTP y WebSocket en ASGI](https://asgi.readthedocs.io/en/latest/specs/www.html): todos los mensajes, clave por clave. La sección «Disconnected Client» explica qué hace `send` cuando el cliente se fue.
# * [El protocolo *lifespan*](https://asgi.readthedocs.io/en/latest/specs/lifespan.html): arranque, apagado y estado.
# * [Corrutinas y tareas](https://docs.python.org/es/3/library/asyncio-task.html), en la documentación de Python: `asyncio.wait` y su `timeout`.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
