# %% [markdown]
# # 13 · Tornado y Channels: WebSockets en tres marcos
#
# **Para qué.** Una petición HTTP se contesta y se acaba. Un WebSocket se queda abierto, y los dos lados hablan cuando quieren: así funcionan los chats, los tableros en vivo y los juegos. En esta lección
# atiendes WebSockets de tres maneras: con Tornado, a mano en ASGI y con Django Channels. Verás que cambian los nombres y que los cuidados son los mismos.
#
# **Tiempo.** Unos 90 minutos: 40 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene dominar tareas y futuros (lección 06), los errores y la cancelación (lección 07) y el trío `scope`, `receive` y `send` (lección 10). No hace falta haber usado antes Tornado ni Django.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas veces quieras; los otros 4 los da una prueba
# oculta que comprueba lo mismo con otros datos. Las pruebas usan un Tornado y un Channels de verdad, siempre dentro de tu máquina. Cuando hay esperas, corren en el *reloj virtual*: pasan al instante, pero se miden.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import tornado.web
import tornado.websocket
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from tornado.websocket import WebSocketClosedError

from asyncaula.checks import expect, hidden, scenario
from asyncaula.checks.asgi import AsgiClient
from asyncaula.checks.serving.peer import Peer
from asyncaula.checks.serving.tornado_here import serve_tornado

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# %% [markdown]
# ## 1. Tornado: un servidor que ya es asíncrono
#
# **Tornado** es de 2009, anterior a `asyncio`, y hoy funciona sobre su bucle de eventos. Es servidor y marco a la vez: no hace falta Uvicorn. De hecho, lo estás usando ahora mismo: el servidor de JupyterLab está escrito con Tornado.
#
# Una aplicación es una lista de rutas. Cada ruta es una expresión regular y una clase, y por **cada petición** Tornado hace un objeto nuevo de esa clase y llama al método que se llama como el verbo: `get`, `post`…


# %%
class Saludo(tornado.web.RequestHandler):
    async def get(self, nombre):
        # Paso 1: lo que hay tras el signo ? en la dirección siempre es texto.
        veces = int(self.get_query_argument("veces", "1"))
        # Paso 2: esperar sin retener a nadie; el bucle atiende a otros mientras tanto.
        await asyncio.sleep(0.01)
        # Paso 3: un diccionario se envía como JSON.
        self.write({"saludo": f"hola, {nombre}. " * veces})


saludos = tornado.web.Application([(r"/hola/([^/]+)", Saludo)])

async with serve_tornado(saludos) as servido, servido.async_http() as http:
    for ruta in ("/hola/Zoë", "/hola/Ana?veces=2", "/hola/Ana?veces=muchas", "/adios"):
        respuesta = await http.get(ruta)
        print(respuesta.status_code, respuesta.headers["content-type"], respuesta.text[:40])
    # Paso 4: el registro de Tornado cuenta qué pasó con la tercera.
    print(next(linea for linea in servido.log if linea.startswith("ERROR")).splitlines()[-1])

# %% [markdown]
# `serve_tornado` es del curso: sirve la aplicación en el bucle que ya está en marcha, en un puerto libre, y guarda su registro. En un programa escribirías `aplicacion.listen(8888)` dentro de una corrutina y dejarías el bucle andando.
#
# De esa celda salen casi todas las reglas de un manejador de Tornado:
#
# | Situación | Qué hace Tornado |
# |---|---|
# | el método es `async def` | espera a que termine, y entonces cierra la respuesta él mismo (`finish`) |
# | el método termina con una excepción cualquiera | contesta 500 y escribe la excepción en el registro |
# | el método lanza `tornado.web.HTTPError(400)` | contesta 400: es la manera corta de **abandonar** una petición mal hecha |
# | llamas tú a `self.finish(...)` o a `self.send_error(400)` | la respuesta queda terminada ahí mismo, pero **tu método sigue**: si más adelante escribe otra vez, falla |
# | falta un argumento que pides con `get_query_argument("x")` | contesta 400 por su cuenta |
#
# Dos avisos. La expresión regular se compara con la ruta **tal como viajó**, donde «ë» es `%C3%AB`: por eso `([^/]+)` (todo menos una barra) y no `(\w+)`. Y todo ocurre en **un solo hilo**: un método que llame a `time.sleep` detiene a la vez a todos los clientes.

# %% [markdown] prompt="crear_tornado"
# ## Ejercicio 1 · `crear_tornado`
#
# Escribe `crear_tornado()`, que crea y devuelve una `tornado.web.Application` para una casa de té. Atiende `GET /te/SABOR?segundos=N`:
#
# * si `N` es un entero entre 1 y 60, espera esos segundos (con el bucle, sin ocupar un hilo) y contesta 200 con el JSON `{"te": SABOR, "segundos": N}`, y con el `content-type` que le toca a un JSON;
# * si `N` falta, no es un entero o se sale de ese intervalo, contesta 400 **enseguida**; el cuerpo puede ser el que quieras;
# * `SABOR` es cualquier texto sin barras, también con acentos;
# * puede haber muchos pedidos a la vez, y cada uno tarda lo suyo: dos tés de 3 segundos están listos a los 3 segundos;
# * ningún pedido deja una excepción en el registro de Tornado.
#
# ```python
# >>> async with serve_tornado(crear_tornado()) as servido, servido.async_http() as http:
# ...     print((await http.get("/te/menta?segundos=1")).json())
# {'te': 'menta', 'segundos': 1}
# ```
#
# <details><summary>Una pista</summary>
#
# Tu método tiene tres finales posibles. Escribe primero los que no esperan nada y asegúrate de que en ellos no se ejecuta ni una línea más. ¿Qué instrucciones de Python salen de un método?
#
# </details>


# %% solution="crear_tornado"
def crear_tornado() -> tornado.web.Application:
    """Crea la aplicación de la casa de té: GET /te/SABOR?segundos=N."""

    ### BEGIN SOLUTION
    class Te(tornado.web.RequestHandler):
        async def get(self, sabor: str) -> None:
            try:
                segundos = int(self.get_query_argument("segundos"))
            except ValueError:
                raise tornado.web.HTTPError(400) from None
            if not 1 <= segundos <= 60:
                raise tornado.web.HTTPError(400)
            await asyncio.sleep(segundos)
            self.write({"te": sabor, "segundos": segundos})

    return tornado.web.Application([(r"/te/([^/]+)", Te)])
    ### END SOLUTION


# %% test="crear_tornado" points=1
import json


@scenario(timeout=10)
async def pedidos(crear_tornado, lab, rutas):
    import asyncio

    from tornado.web import Application

    from asyncaula.checks.serving.tornado_here import serve_tornado

    aplicacion = crear_tornado()
    if not isinstance(aplicacion, Application):
        return type(aplicacion).__name__

    # Apunta cada función que se manda a un hilo; no cambia nada más.
    bucle, a_un_hilo = asyncio.get_running_loop(), []
    en_un_hilo = bucle.run_in_executor

    def apunta(ejecutor, funcion, *argumentos):
        a_un_hilo.append("un hilo")
        return en_un_hilo(ejecutor, funcion, *argumentos)

    bucle.run_in_executor = apunta
    lab.put("hilos", a_un_hilo)

    async def pide(http, ruta):
        respuesta = await http.get(ruta)
        es_json = "json" in respuesta.headers.get("content-type", "")
        return [respuesta.status_code, respuesta.json() if es_json else respuesta.text, lab.now()]

    async with serve_tornado(aplicacion) as servido, servido.async_http(timeout=None) as http:
        lab.put("registro", servido.log)
        return await asyncio.gather(*[pide(http, ruta) for ruta in rutas])


def excepciones(r):
    """Las excepciones que Tornado escribió en su registro, cada una en un renglón."""
    return [linea.splitlines()[-1] for linea in r.extra["registro"] if linea.startswith("ERROR")]


def sirve_te(esperado, buenos, malos):
    """Compara los pedidos con lo esperado: sabor y segundos de los buenos, y cuántos malos les siguen."""

    def ultimos(r):
        return r.value[len(buenos) :]

    def primeros(r):
        return r.value[: len(buenos)]

    def tras_el_final(r):
        restos = ("after finish", "finish() called twice", "after headers written")
        return [e for e in excepciones(r) if any(resto in e for resto in restos)]

    def antes_de_tiempo(r):
        return any(
            listo < segundos
            for (estado, _, listo), (_, segundos) in zip(r.value, buenos, strict=False)
            if estado == 200
        )

    def de_ascii(r):
        """Si los únicos pedidos buenos que recibieron 404 son los de sabores que viajan con «%»."""
        con_404 = [sabor for (sabor, _), (estado, *_) in zip(buenos, r.value, strict=False) if estado == 404]
        return con_404 and not any(sabor.isascii() and " " not in sabor for sabor in con_404)

    def ajenos(r):
        propios = [{"te": sabor, "segundos": segundos} for sabor, segundos in buenos]
        cuerpos = [cuerpo for _, cuerpo, _ in primeros(r)]
        return cuerpos != propios and all(
            cuerpo.keys() == propio.keys()
            and all(valor in [otro[clave] for otro in propios] for clave, valor in cuerpo.items())
            for cuerpo, propio in zip(cuerpos, propios, strict=True)
        )

    def en_texto(r):
        """Si una respuesta es el JSON esperado, pero su encabezado dice que es otra cosa."""
        propios = [{"te": sabor, "segundos": segundos} for sabor, segundos in buenos]
        parejas = zip(primeros(r), propios, strict=True)
        return any(
            isinstance(cuerpo, str) and json.loads(cuerpo) == propio for (_, cuerpo, _), propio in parejas
        )

    def antes(r):
        if not isinstance(r.value, list):
            return "hay una corrutina que nadie esperó"
        estado, _, listo = r.value[0]
        return f"la primera respuesta llegó en t = {listo:g} con estado {estado}"

    return (
        esperado.rules_out(
            "E1309",
            lambda r: r.blocking[0].call == "socket.getaddrinfo" or "in use" in r.error.message,
            "la función intentó abrir un puerto",
            "que solo cree la aplicación y la devuelva",
        )
        .rules_out(
            "E20", lambda r: r.value == "coroutine", "devolvió una corrutina", "una tornado.web.Application"
        )
        .rules_out(
            "E09",
            lambda r: isinstance(r.value, str),
            lambda r: f"devolvió un objeto de tipo {r.value}",
            "una tornado.web.Application",
        )
        .rules_out(
            "E1301",
            lambda r: r.outcome == "blocked",
            lambda r: f"se llamó a {r.blocking[0].call} dentro del manejador",
            "que el bucle siga libre durante la espera",
        )
        .rules_out(
            "E1303",
            tras_el_final,
            lambda r: f"en el registro: {tras_el_final(r)[0]}",
            "que después de terminar la respuesta no se escriba nada",
        )
        .rules_out(
            "E31",
            lambda r: any("running event loop" in e or "loop is running" in e for e in excepciones(r)),
            lambda r: f"en el registro: {excepciones(r)[0]}",
            "que el manejador espere en el bucle que ya está en marcha",
        )
        .rules_out(
            "E1310",
            lambda r: r.extra["hilos"] and (r.outcome in ("timeout", "stuck") or antes_de_tiempo(r)),
            lambda r: f"las esperas ocuparon hilos: {len(r.extra['hilos'])}",
            "que espere el bucle de eventos, sin ningún hilo",
        )
        .rules_out(
            "E1302",
            lambda r: r.never_awaited or antes_de_tiempo(r),
            antes,
            f"que llegue en t = {buenos[0][1]}",
        )
        .rules_out(
            "E1308",
            en_texto,
            "el cuerpo era el JSON esperado, y su content-type decía otra cosa",
            "content-type: application/json",
        )
        .rules_out(
            "E1307",
            de_ascii,
            "un sabor con acentos recibió el estado 404",
        )
        .rules_out(
            "E08",
            lambda r: any(estado == 500 for estado, _, _ in primeros(r)),
            lambda r: f"un pedido correcto recibió 500; en el registro: {excepciones(r)[0]}",
            "que reciba 200",
        )
        .rules_out(
            "E1304",
            lambda r: any(estado == 500 for estado, _, _ in ultimos(r)),
            lambda r: f"en el registro: {excepciones(r)[0]}",
            "que un pedido incorrecto reciba 400",
        )
        .rules_out(
            "E1305",
            lambda r: any(estado == 200 for estado, _, _ in ultimos(r)),
            "un pedido incorrecto recibió el estado 200",
            "que reciba 400",
        )
        .rules_out(
            "E1306",
            ajenos,
            lambda r: f"las respuestas fueron {[cuerpo for _, cuerpo, _ in primeros(r)]}",
            "que cada pedido reciba lo suyo",
        )
        .rules_out(
            "E07",
            lambda r: (
                r.outcome == "ok" and r.elapsed == sum(s for _, s in buenos) > max(s for _, s in buenos)
            ),
            lambda r: f"los pedidos se atendieron uno tras otro: t = {r.elapsed:g}",
        )
        .satisfies(
            lambda r: (
                primeros(r) == [[200, {"te": sabor, "segundos": s}, float(s)] for sabor, s in buenos]
                and [[estado, listo] for estado, _, listo in ultimos(r)] == [[400, 0.0]] * malos
            ),
            "cada té a su tiempo, con su JSON, y 400 enseguida para los pedidos incorrectos",
            lambda r: f"estado, cuerpo y momento de cada respuesta: {r.value}",
        )
        .satisfies(
            lambda r: not excepciones(r),
            "ninguna excepción en el registro de Tornado",
            lambda r: f"en el registro: {excepciones(r)[0]}",
        )
        .leaves_nothing()
    )


sirve_te(
    expect(pedidos, rutas=["/te/menta?segundos=3", "/te/tila?segundos=3", "/te/tila?segundos=poco"]),
    [("menta", 3), ("tila", 3)],
    malos=1,
).worth(1)

# %% hidden="crear_tornado" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
draw = next(score.draws(1))
with score(1.5):
    sabores = draw.sample(["jazmín", "té verde", "limón", "azahar", "anís"], 3)
    tiempos = draw.sample(range(2, 60), 3)
    buenos = list(zip(sabores, tiempos, strict=True))
    sirve_te(expect(pedidos, rutas=[f"/te/{a}?segundos={s}" for a, s in buenos]), buenos, 0)
with score(1.5):
    raros = draw.sample(["muchos", "3.5", "x3", "tres"], 2)
    rutas = [f"/te/menta?segundos={raro}" for raro in [*raros, 0, -draw.randint(1, 9), 61]]
    sirve_te(expect(pedidos, rutas=["/te/menta?segundos=1", *rutas, "/te/menta"]), [("menta", 1)], 6)
with score(1):
    s = draw.randint(5, 50)
    buenos = [(f"mezcla{i}", s) for i in range(draw.randint(5, 9))]
    sirve_te(expect(pedidos, rutas=[f"/te/{a}?segundos={s}" for a, s in buenos]), buenos, 0)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Un WebSocket es una conversación
#
# Un WebSocket empieza como una petición HTTP (`GET` con el encabezado `Upgrade: websocket`). Si el servidor la acepta, contesta 101 y la misma conexión cambia de idioma: desde ahí viajan **mensajes**, de texto o binarios, en los dos sentidos y sin turnos.
# Termina cuando uno de los lados envía un mensaje de **cierre** con un código, y el otro le contesta con el suyo; o de golpe, cuando se corta la red. Los códigos que más se usan:
#
# | Código | Significa |
# |---|---|
# | 1000 | cierre normal |
# | 1001 | el que cierra se va: la página se cerró o el servidor se apaga |
# | 1003 | llegó una clase de datos que no se admite |
# | 1011 | el servidor tropezó |
# | 1006 | no se envía nunca: es lo que se anota cuando la conexión se cortó sin mensaje de cierre |
#
# En Tornado, una clase que hereda de `WebSocketHandler` tiene **un objeto por conexión**, y tres métodos a los que Tornado llama: `open()` al aceptar, `on_message(mensaje)` con cada mensaje y `on_close()` cuando la conexión ya terminó. Para hablar está `self.write_message(texto)`, y para cerrar, `self.close()`.


# %%
class Loro(tornado.websocket.WebSocketHandler):
    def open(self):
        self.oidos = 0  # es de esta conexión y de nadie más

    async def on_message(self, mensaje):
        self.oidos += 1
        await self.write_message(f"{mensaje} (van {self.oidos})")

    def on_close(self):
        print("un loro menos, con código", self.close_code)


async with (
    serve_tornado(tornado.web.Application([(r"/loro", Loro)])) as servido,
    Peer(servido, "/loro") as una,
    Peer(servido, "/loro") as otra,
):
    # Paso 1: dos conexiones a la vez; cada una tiene su objeto.
    print(await una.ask("hola"), "|", await una.ask("¿qué tal?"), "|", await otra.ask("hola"))
    # Paso 2: el cliente cierra, y espera la respuesta del servidor.
    una.close(1001)
    await una.wait_closed()
    # Paso 3: al salir del `async with`, la otra se corta sin despedirse.

# %% [markdown]
# `Peer` también es del curso: un cliente de WebSocket que solo hace lo que se le pide.
#
# Para que una conexión hable a las demás, la clase tiene que saber quiénes son: hace falta un conjunto **común** de conexiones, como un atributo de la clase (`Loro.conexiones`), y mantenerlo al día. Ahí empiezan los cuidados:
#
# * `write_message` a una conexión que ya se cerró **o se está cerrando** lanza `WebSocketClosedError`. Y `on_close()` llega después, cuando el cierre se completa: entre uno y otro momento, la conexión sigue en tu conjunto.
# * `write_message` devuelve algo que se *puede* esperar. Con `await` esperas a que el mensaje salga de verdad, y mientras tanto el bucle atiende a otros: llegan clientes nuevos y se van otros.
#
# ### Predice
#
# Aquí no hay red: un conjunto de nombres hace de conexiones, y `envia` de `write_message`. Mientras el reparto va por la mitad, llega alguien más. Antes de ejecutar la celda, decide: ¿qué escribirá cada uno de los dos repartos? No se califica.


# %%
async def envia(nombre, texto):
    await asyncio.sleep(0.01)


async def llega(conectados):
    await asyncio.sleep(0.005)
    conectados.add("Dora")


async def reparte(conectados, recorrido):
    visita = asyncio.create_task(llega(conectados))
    try:
        for nombre in recorrido(conectados):
            await envia(nombre, "hola")
        print(recorrido.__name__, "→ reparto completo; conectados:", len(conectados))
    except RuntimeError as error:
        print(recorrido.__name__, "→", error)
    await visita


await reparte({"Ana", "Beto", "Caro"}, iter)
await reparte({"Ana", "Beto", "Caro"}, list)

# %% [markdown] prompt="EcoWS"
# ## Ejercicio 2 · `EcoWS`
#
# Escribe `EcoWS`, un `WebSocketHandler` de Tornado que reparte lo que oye. Con cada mensaje de texto:
#
# * si es `¿cuántos?`, contesta **solo a quien pregunta** con el número de conexiones abiertas, como texto;
# * si es `adiós`, cierra la conexión de quien lo dijo, y no reparte nada;
# * cualquier otro se envía tal cual a **todas** las conexiones abiertas, también a la de quien lo escribió.
#
# Una conexión que terminó deja de contar. Y el reparto resiste lo que pasa en la vida real: que alguien llegue o se vaya a la mitad, o que una conexión se esté cerrando. Nada de eso puede impedir que las demás reciban el mensaje, ni dejar una excepción en el registro de Tornado.
#
# ```python
# >>> async with serve_tornado(tornado.web.Application([(r"/eco", EcoWS)])) as servido:
# ...     async with Peer(servido, "/eco") as ana, Peer(servido, "/eco") as beto:
# ...         print(await ana.ask("¿cuántos?"), await ana.ask("buenas"), await beto.receive())
# 2 buenas buenas
# ```
#
# <details><summary>Una pista</summary>
#
# Haz la lista de momentos en los que tu conjunto de conexiones puede cambiar. ¿Puede ocurrir alguno mientras tu `for` lo recorre? ¿Y qué debe pasar con el resto del recorrido si una de las conexiones ya no recibe?
#
# </details>


# %% solution="EcoWS"
class EcoWS(tornado.websocket.WebSocketHandler):
    """Reparte cada mensaje a todas las conexiones abiertas; atiende «¿cuántos?» y «adiós»."""

    ### BEGIN SOLUTION
    conexiones: set["EcoWS"] = set()  # noqa: RUF012

    def open(self) -> None:
        self.conexiones.add(self)

    async def on_message(self, mensaje: str | bytes) -> None:
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            for conexion in list(self.conexiones):
                try:  # noqa: SIM105
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    pass  # se está yendo: on_close la quitará del conjunto

    def on_close(self) -> None:
        self.conexiones.discard(self)

    ### END SOLUTION


# %% test="EcoWS" points=1
@scenario(timeout=20)
async def charla(EcoWS, lab, dichos):
    import asyncio

    from tornado.web import Application

    from asyncaula.checks.serving.peer import Peer
    from asyncaula.checks.serving.tornado_here import in_order, serve_tornado

    oidos = {"ana": [], "beto": [], "caro": []}
    cuentas = []
    lab.put("oidos", oidos)
    lab.put("cuentas", cuentas)

    async def oye(quien, cliente, n):
        for _ in range(n):
            oidos[quien].append(await cliente.receive())

    async with serve_tornado(Application([("/eco", in_order(EcoWS))])) as servido:
        lab.put("registro", servido.log)
        async with Peer(servido, "/eco") as ana, Peer(servido, "/eco") as beto:
            cuentas.append(await ana.ask("¿cuántos?"))
            async with Peer(servido, "/eco") as caro:
                cuentas.append(await caro.ask("¿cuántos?"))
                for dicho in dichos:
                    ana.send(dicho)
                    await asyncio.gather(oye("ana", ana, 1), oye("beto", beto, 1), oye("caro", caro, 1))
                caro.close()
                await caro.wait_closed()
            cuentas.append(await ana.ask("¿cuántos?"))
            beto.send("sigo aquí")
            await asyncio.gather(oye("ana", ana, 1), oye("beto", beto, 1))
            lab.put("adiós", False)
            beto.send("adiós")
            await beto.wait_closed()
            lab.put("adiós", True)
            cuentas.append(await ana.ask("¿cuántos?"))
            return oidos, cuentas


def reparte_bien(esperado):
    """Las trampas conocidas de un reparto, por lo que se observa de ellas."""

    def tropiezo(r, nombre):
        return [
            linea.splitlines()[-1]
            for linea in r.extra["registro"]
            if linea.startswith("ERROR") and nombre in linea.splitlines()[-1]
        ]

    def en_el_registro(nombre):
        return lambda r: f"en el registro: {tropiezo(r, nombre)[0]}"

    return (
        esperado.rules_out(
            "E1315",
            lambda r: r.extra["cuentas"][:2] == ["1", "1"],
            "cada conexión dice que hay una sola, y había dos o tres",
        )
        .rules_out(
            "E1319",
            lambda r: r.extra["cuentas"][0] == "0",
            "con dos conexiones abiertas, la cuenta era 0",
            "que cuenten las conexiones abiertas",
        )
        .rules_out(
            "E1311",
            lambda r: any(
                int(vista) > abiertas
                for vista, abiertas in zip(r.extra["cuentas"], [2, 3, 2, 1], strict=False)
            ),
            lambda r: f"al preguntar «¿cuántos?» se contó {', '.join(r.extra['cuentas'])}",
            "que solo cuenten las conexiones abiertas: 2, 3, 2, 1",
        )
        .rules_out(
            "E1312",
            lambda r: tropiezo(r, "during iteration"),
            en_el_registro("during iteration"),
            "un reparto que llegue a todos, aunque cambie quién está conectado",
        )
        .rules_out(
            "E1313",
            lambda r: tropiezo(r, "WebSocketClosedError"),
            en_el_registro("WebSocketClosedError"),
            "un reparto que llegue a las demás aunque una conexión se esté cerrando",
        )
        .rules_out(
            "E08",
            lambda r: tropiezo(r, ""),
            en_el_registro(""),
            "ninguna excepción en el registro de Tornado",
        )
        .rules_out(
            "E09",
            lambda r: not r.extra["cuentas"][0].isdecimal(),
            lambda r: f"a «¿cuántos?» se contestó «{r.extra['cuentas'][0]}»",
            "el número de conexiones abiertas",
        )
        .rules_out(
            "E1316",
            lambda r: any(oido in ("2", "3") for lista in r.extra["oidos"].values() for oido in lista),
            "la cuenta le llegó también a quien no la había pedido",
        )
        .rules_out(
            "E1314",
            lambda r: r.extra["oidos"] == {"ana": [r.extra["oidos"]["ana"][0]], "beto": [], "caro": []},
            "solo quien escribió recibió el mensaje",
            "que lo reciban todas las conexiones abiertas",
        )
        .rules_out(
            "E1317",
            lambda r: not r.extra["oidos"]["ana"] and r.extra["oidos"]["beto"] and r.extra["oidos"]["caro"],
            "lo recibieron los demás, y quien escribió no",
            "que lo reciban todas las conexiones abiertas",
        )
        .rules_out(
            "E1318",
            lambda r: r.outcome == "deadlock" and r.extra["adiós"] is False,
            "tras «adiós», la conexión siguió abierta",
            "que el servidor la cierre",
        )
    )


reparte_bien(expect(charla, dichos=["buenas"])).returns(
    (
        {"ana": ["buenas", "sigo aquí"], "beto": ["buenas", "sigo aquí"], "caro": ["buenas"]},
        ["2", "3", "2", "1"],
    )
).worth(1)


# %% hidden="EcoWS" points=4
### BEGIN HIDDEN TESTS
@scenario(timeout=20)
async def en_pleno_cierre(EcoWS, lab, dicho, n):
    import asyncio
    from contextlib import AsyncExitStack

    from tornado.web import Application

    from asyncaula.checks.serving.peer import Peer
    from asyncaula.checks.serving.tornado_here import in_order, serve_tornado

    async def oye(cliente, lista):
        lista.append(await cliente.receive())

    async with serve_tornado(Application([("/eco", in_order(EcoWS))])) as servido, AsyncExitStack() as pila:
        lab.put("registro", servido.log)
        atentos, mudos = [], []
        for _ in range(n):
            # Estos no contestan al cierre del servidor: sus conexiones quedan a medio cerrar.
            mudos.append(await pila.enter_async_context(Peer(servido, "/eco", answers=False)))
            atentos.append(await pila.enter_async_context(Peer(servido, "/eco")))
        adioses = [await mudo.ask("adiós") for mudo in mudos]
        oidos = [[] for _ in atentos]
        lab.put("se oyó", oidos)
        for texto in (dicho, "fin"):
            atentos[0].send(texto)
            await asyncio.gather(*map(oye, atentos, oidos))
        return oidos, adioses


@scenario(timeout=20)
async def lectores_lentos(EcoWS, lab, caen, largo):
    import asyncio

    from tornado.web import Application

    from asyncaula.checks.serving.peer import Peer
    from asyncaula.checks.serving.tornado_here import in_order, serve_tornado

    async def oye(cliente, hasta):
        oido = []
        while (mensaje := await cliente.receive()) is not None:
            oido.append(mensaje if len(mensaje) < 50 else len(mensaje))
            if oido[-1] == hasta:
                break
        return oido

    async with serve_tornado(Application([("/eco", in_order(EcoWS))]), send_buffer=4096) as servido:
        lab.put("registro", servido.log)
        lab.put("esperan", 0)
        async with (
            Peer(servido, "/eco", slow=True) as ana,
            Peer(servido, "/eco", slow=True) as beto,
            Peer(servido, "/eco", slow=True) as caro,
            Peer(servido, "/eco", slow=True) as dora,
        ):
            # Nadie lee: un mensaje largo no cabe en ninguna conexión, y el reparto queda a medias.
            ana.send("x" * largo)
            await Peer.one_begins(ana, beto, caro, dora)
            async with Peer(servido, "/eco") as elia:
                esperados = 5 - caen
                for cliente in (beto, caro)[:caen]:
                    cliente.drop()
                for _ in range(60):
                    if await elia.ask("¿cuántos?") == str(esperados):
                        break
                # Ahora sí leen, y el reparto puede seguir.
                quedan = [ana, beto, caro, dora] if not caen else [ana, dora]
                lab.put("esperan", len(quedan))
                largos = await asyncio.gather(*[oye(cliente, largo) for cliente in quedan])
                ana.send("listo")
                finales = await asyncio.gather(*[oye(cliente, "listo") for cliente in (*quedan, elia)])
                return largos, [oido[-1:] for oido in finales]


score = hidden(4)
draw = next(score.draws(1))
dichos = draw.sample(["qué frío", "¡gol!", "¿hay pan?", "a la una", "hasta luego"], 3)
with score(1):
    reparte_bien(expect(charla, dichos=dichos)).returns(
        (
            {"ana": [*dichos, "sigo aquí"], "beto": [*dichos, "sigo aquí"], "caro": dichos},
            ["2", "3", "2", "1"],
        )
    )
with score(1):
    n = 8
    (
        reparte_bien(expect(en_pleno_cierre, dicho=dichos[0], n=n))
        .rules_out(
            "E1313", lambda r: r.outcome == "deadlock" and any(None not in oido for oido in r.extra["se oyó"])
        )
        .returns(([[dichos[0], "fin"]] * n, [None] * n))
    )
largo = draw.randint(120_000, 140_000)
for caen in (0, 2):
    with score(1):
        (
            reparte_bien(expect(lectores_lentos, caen=caen, largo=largo))
            .rules_out("E1313", lambda r, caen=caen: caen and r.outcome == "deadlock" and r.extra["esperan"])
            .returns(([[largo]] * (4 - caen), [["listo"]] * (5 - caen)))
        )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. El mismo WebSocket, en ASGI
#
# Debajo de FastAPI o de Channels, un WebSocket llega como ya sabes: el servidor llama a tu aplicación con un `scope` de tipo `"websocket"`, una vez por conexión, y la llamada dura lo que dura la conversación. Estos son sus mensajes:
#
# | Llega (`receive`) | Cuándo | Sale (`send`) | Qué hace |
# |---|---|---|---|
# | `websocket.connect` | el primero, siempre | `websocket.accept` | acepta la conexión; antes de esto no se puede enviar nada más |
# | `websocket.receive` | con cada mensaje: trae `"text"` o `"bytes"`; la otra clave falta o vale `None` | `websocket.send` | envía `"text"` o `"bytes"` |
# | `websocket.disconnect` | el último: el cliente se fue, con su `"code"` | `websocket.close` | cierra, con un `"code"` (si no lo dices, 1000) y, si quieres, un `"reason"` |
#
# Un `websocket.close` enviado **en lugar** de `websocket.accept` rechaza la conexión: el cliente ve un 403. Y después de `websocket.disconnect` ya no queda nadie a quien hablarle: la aplicación termina.


# %%
async def app_espejo(scope, receive, send):
    # Paso 1: la pregunta de apertura, y su respuesta.
    await receive()
    await send({"type": "websocket.accept"})
    # Paso 2: la conversación, hasta que el cliente se va.
    while (mensaje := await receive())["type"] == "websocket.receive":
        texto = mensaje.get("text")
        if texto is None:
            # Paso 3: cerrar es cosa de un mensaje, y de terminar.
            await send({"type": "websocket.close", "code": 1003, "reason": "solo texto"})
            return
        await send({"type": "websocket.send", "text": texto[::-1]})


# `AsgiClient` hace de servidor y de cliente, como en la lección 10: revisa cada mensaje.
async with AsgiClient(app_espejo).websocket("/") as ws:
    print(await ws.ask("anita lava la tina"))
    ws.send(b"\x00")
    print(await ws.wait_closed())

# %% [markdown] prompt="app_ws"
# ## Ejercicio 3 · `app_ws`
#
# Escribe `app_ws(scope, receive, send)`, una caja registradora que se usa por WebSocket. El tipo de la conexión siempre será `"websocket"`.
#
# * Espera `websocket.connect`. Si la ruta (`scope["path"]`) no es `/caja`, **rechaza** la conexión: la cierra sin aceptarla.
# * Si lo es, la acepta y envía el texto `"0"`.
# * Con cada texto que sea un entero, como `"12"` o `"-5"`, lo suma al total **de esa conexión** y envía el total como texto.
# * Con el texto `fin`, cierra con código 1000.
# * Con cualquier otra cosa (un texto que no es un entero, un mensaje binario), cierra con código 1003.
# * Si el cliente se va, termina sin enviar nada más.
#
# ```python
# >>> async with AsgiClient(app_ws).websocket("/caja") as ws:
# ...     print(await ws.receive(), await ws.ask("12"), await ws.ask("-5"), await ws.ask("fin"))
# 0 12 7 None
# ```
#
# <details><summary>Una pista</summary>
#
# Cada mensaje que llega es de una de estas clases: cliente que se fue, binario, `fin`, entero, otro texto. Escribe la pregunta que distingue cada una de las demás, y fíjate en el orden en que las haces: un texto vacío también es texto.
#
# </details>


# %% solution="app_ws"
async def app_ws(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """Suma los enteros que llegan por un WebSocket en /caja y contesta con el total."""
    ### BEGIN SOLUTION
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    total = 0
    await send({"type": "websocket.send", "text": "0"})
    while (mensaje := await receive())["type"] != "websocket.disconnect":
        texto = mensaje.get("text")
        if texto == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            if texto is None:
                raise ValueError("mensaje binario")
            total += int(texto)
        except ValueError:
            await send({"type": "websocket.close", "code": 1003})
            return
        await send({"type": "websocket.send", "text": str(total)})
    ### END SOLUTION


# %% test="app_ws" points=1
@scenario
async def en_la_caja(app_ws, lab, dichos, final):
    async with lab.asgi(app_ws).websocket("/caja") as ws:
        totales = [await ws.receive()]
        for dicho in dichos:
            totales.append(await ws.ask(dicho))
        cierre = None
        if final is None:
            ws.close(1001)
        elif final == "corte":
            ws.drop()
        else:
            ws.send(final)
            cierre = await ws.wait_closed()
    return {"totales": totales, "cierre": cierre, "conexion": ws.seen()}


@scenario
async def otra_ruta(app_ws, lab, ruta):
    async with lab.asgi(app_ws).websocket(ruta) as ws:
        pass
    return {"conexion": ws.seen()}


def conexion(r):
    return r.value["conexion"]


def cobra(esperado, totales, codigo):
    """Lo que se observa de una conversación en la caja; `codigo` es el del cierre, o None si el cliente se va."""
    reglas = {"websocket.send_first": "E1331", "websocket.accept_first": "E1339"}

    def reglas_rotas(r):
        return [v["rule"] for v in conexion(r)["violations"]]

    def no_se_entera(r):
        return codigo is None and (
            conexion(r)["refused"] or {"app.running", "app.raised"} & set(reglas_rotas(r))
        )

    def arrastra(r):
        """Si los totales difieren de los esperados en una misma cantidad: la de otra conexión."""
        parejas = zip(r.value["totales"][1:], totales[1:], strict=True)
        sobra = {int(visto) - int(bueno) for visto, bueno in parejas}
        return len(sobra) == 1 and sobra != {0}

    return (
        esperado.rules_out(
            "E1332",
            no_se_entera,
            lambda r: (
                f"el cliente se fue, y la aplicación: {conexion(r)['violations'][0]['message']}"
                if conexion(r)["violations"]
                else "el cliente se fue, y la aplicación siguió enviando"
            ),
            "que termine sin enviar nada más",
        )
        .rules_out(
            "E1338",
            lambda r: (
                codigo == 1003
                and (r.value["cierre"] is None or r.value["cierre"]["by"] != "app")
                and conexion(r)["state"] != "raised"
                and "app.running" not in reglas_rotas(r)
            ),
            "la conexión siguió abierta tras un mensaje que no era un entero",
            "que se cierre con código 1003",
        )
        .rules_out(
            "E1336",
            lambda r: (
                codigo == 1003
                and conexion(r)["state"] == "raised"
                and conexion(r)["error"].type not in ("AsgiError", "NotImplementedError")
            ),
            lambda r: f"ante un mensaje que no era un entero, la aplicación lanzó {conexion(r)['error']}",
            "que cierre con código 1003",
        )
        .rules_out(
            "E1334",
            lambda r: codigo is not None and "websocket.no_close" in reglas_rotas(r),
            "la aplicación terminó y la conexión se cortó: el cliente anota 1006",
            f"un cierre con código {codigo}",
        )
        .conforms(reglas)
        .rules_out(
            "E1335",
            arrastra,
            lambda r: f"los totales fueron {r.value['totales']}",
            f"los totales {' '.join(totales)}: cada conexión empieza de cero",
        )
        .satisfies(
            lambda r: r.value["totales"] == totales,
            f"los totales {' '.join(totales)}",
            lambda r: f"los totales fueron {r.value['totales']}",
        )
        .rules_out(
            "E1333",
            lambda r: codigo is not None and r.value["cierre"]["code"] != codigo,
            lambda r: f"cerró con código {r.value['cierre']['code']}",
            f"código {codigo}",
        )
        .satisfies(
            lambda r: codigo is None or r.value["cierre"]["by"] == "app",
            "que la aplicación cierre la conexión",
            lambda r: f"la conexión terminó así: {conexion(r)['closed']}",
        )
        .leaves_nothing()
    )


def rechaza(esperado):
    return esperado.rules_out(
        "E1337",
        lambda r: conexion(r)["accepted"] or conexion(r)["closed"] is None or conexion(r)["violations"],
        lambda r: (
            "la conexión fue aceptada"
            if conexion(r)["accepted"]
            else f"la conexión terminó así: {conexion(r)['closed']}"
        ),
        "que la aplicación la cierre sin aceptarla",
    ).conforms()


cobra(expect(en_la_caja, dichos=["12", "-5"], final="fin"), ["0", "12", "7"], 1000)
cobra(expect(en_la_caja, dichos=["3"], final="doce"), ["0", "3"], 1003)
cobra(expect(en_la_caja, dichos=["8"], final=None), ["0", "8"], None)
rechaza(expect(otra_ruta, ruta="/otra")).worth(1)


# %% hidden="app_ws" points=4
### BEGIN HIDDEN TESTS
@scenario
async def dos_cajas(app_ws, lab, montos):
    cliente = lab.asgi(app_ws)
    async with cliente.websocket("/caja") as una, cliente.websocket("/caja") as otra:
        vistos = [[await una.receive()], [await otra.receive()]]
        for monto in montos:
            vistos[0].append(await una.ask(str(monto)))
            vistos[1].append(await otra.ask(str(-monto)))
    return vistos, [una.seen(), otra.seen()]


def acumulados(montos):
    return [str(sum(montos[:i])) for i in range(len(montos) + 1)]


score = hidden(4)
draw = next(score.draws(1))
with score(0.5):
    montos = [draw.randint(1, 99) for _ in range(4)]
    cobra(expect(en_la_caja, dichos=[str(m) for m in montos], final="fin"), acumulados(montos), 1000)
for final in ("docena", b"7", ""):
    with score(0.5):
        montos = [draw.randint(1, 99), draw.randint(-9, -1)]
        cobra(expect(en_la_caja, dichos=[str(m) for m in montos], final=final), acumulados(montos), 1003)
for final in (None, "corte"):
    with score(0.5):
        montos = [draw.randint(1, 99), draw.randint(-9, -1), draw.randint(1, 99)]
        cobra(expect(en_la_caja, dichos=[str(m) for m in montos], final=final), acumulados(montos), None)
with score(0.5):
    rechaza(expect(otra_ruta, ruta=draw.choice(["/", "/cajas", "/caja/2"])))
with score(0.5):
    montos = draw.sample(range(1, 50), 3)
    esperados = [acumulados(montos), acumulados([-monto for monto in montos])]
    (
        expect(dos_cajas, montos=montos)
        .rules_out("E1335", lambda r: all(r.value[0][0]) and r.value[0] != esperados)
        .conforms()
        .satisfies(lambda r: r.value[0] == esperados, "un total para cada conexión")
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Channels: WebSockets en Django
#
# Django nació para peticiones y respuestas. **Channels** le añade lo demás, sobre ASGI, y trae dos piezas.
#
# Un **consumidor** es una clase que hace de aplicación ASGI: traduce cada mensaje en una llamada a un método, y tiene un objeto por conexión. Con `AsyncWebsocketConsumer` los métodos son corrutinas con estos nombres y parámetros, y ningún otro:
#
# | Método | Cuándo se llama | Qué se puede hacer en él |
# |---|---|---|
# | `connect(self)` | llegó `websocket.connect` | `await self.accept()` o `await self.close()` |
# | `receive(self, text_data=None, bytes_data=None)` | llegó un mensaje | `await self.send(text_data="...")` |
# | `disconnect(self, code)` | el cliente se fue | recoger lo que haga falta |
#
# Una **capa de canales** lleva avisos de un consumidor a otro, aunque estén en procesos distintos (aquí usamos la que vive en memoria; en producción suele ser Redis). Cada conexión tiene en ella un nombre, `self.channel_name`, y los nombres se reúnen en **grupos**:
#
# * `await self.channel_layer.group_add(grupo, self.channel_name)` apunta esta conexión al grupo, y `group_discard`, con los mismos argumentos, la borra. Si no la borras, el grupo seguirá enviándole avisos que nadie recogerá;
# * `await self.channel_layer.group_send(grupo, {"type": "cosa.nueva", ...})` entrega el aviso a todas las conexiones del grupo. En cada una, Channels llama al método que se llama como el `"type"` **con los puntos cambiados por guiones bajos**, aquí `cosa_nueva(self, event)`. Si no existe, el consumidor falla.
#
# Los nombres de los grupos llevan solo letras sin acento, números, guiones y puntos.
#
# El archivo `foro.py`, junto a este cuaderno, hace de proyecto de Django: configura una base de datos temporal y la capa en memoria, define el modelo `Mensaje(sala, texto)` y la función `con_salas(consumidor)`, que le pone rutas. Échale un vistazo.

# %% locked="foro"
from foro import Mensaje, con_salas


# %%
class Campana(AsyncWebsocketConsumer):
    async def connect(self):
        # Paso 1: lo que la ruta <str:sala> recogió está en el scope.
        self.torre = self.scope["url_route"]["kwargs"]["sala"]
        # Paso 2: apuntarse al grupo, y entonces aceptar.
        await self.channel_layer.group_add("campanas", self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        # Paso 3: un aviso para todo el grupo.
        await self.channel_layer.group_send("campanas", {"type": "campana.suena", "torre": self.torre})

    async def campana_suena(self, event):
        # Paso 4: esto ocurre en cada conexión del grupo, que decide qué le dice a su cliente.
        await self.send(text_data=f"¡talán! desde {event['torre']}")

    async def disconnect(self, code):
        await self.channel_layer.group_discard("campanas", self.channel_name)


cliente = AsgiClient(con_salas(Campana))
async with cliente.websocket("/salas/norte/") as norte, cliente.websocket("/salas/sur/") as sur:
    print("norte oye:", await norte.ask("toca"))
    print("sur oye:  ", await sur.receive())

# %% [markdown]
# ### La base de datos no es asíncrona
#
# Una consulta de Django bloquea: espera a la base de datos sin ceder el turno. Para que nadie detenga el bucle por descuido, Django **se niega** a hacer consultas donde hay un bucle en marcha:

# %%
try:
    Mensaje.objects.create(sala="prueba", texto="¿se puede?")
except Exception as error:
    print(type(error).__name__, "→", error)

# %% [markdown]
# Hay dos salidas. Casi todos los métodos de consulta tienen un gemelo asíncrono que empieza con `a`: `acreate`, `aget`, `acount`… Y cualquier función síncrona se puede mandar a un hilo con `database_sync_to_async(funcion)(argumentos)`, que además cuida las conexiones con la base de datos.

# %%
await Mensaje.objects.acreate(sala="prueba", texto="por el gemelo")
await database_sync_to_async(Mensaje.objects.create)(sala="prueba", texto="por un hilo")
print([mensaje.texto async for mensaje in Mensaje.objects.filter(sala="prueba")])

# %% [markdown] prompt="SalaConsumer"
# ## Ejercicio 4 · `SalaConsumer`
#
# Escribe `SalaConsumer`, el consumidor de las salas del foro. La sala de cada conexión está en `self.scope["url_route"]["kwargs"]["sala"]` (siempre letras sin acento y números).
#
# * Al conectarse, la conexión entra en el grupo de su sala y es aceptada.
# * Con cada texto que llega, lo guarda en la base de datos como un `Mensaje` con su `sala` y su `texto`, y después lo envía tal cual a **todas** las conexiones de la sala, también a la de quien lo escribió. Lo que se dice en una sala no se oye en las demás.
# * Cuando el cliente se va, la conexión sale del grupo.
# * El bucle de eventos nunca se detiene a esperar a la base de datos.
#
# ```python
# >>> cliente = AsgiClient(con_salas(SalaConsumer))
# >>> async with cliente.websocket("/salas/te/") as ana, cliente.websocket("/salas/te/") as beto:
# ...     print(await ana.ask("buenas"), await beto.receive())
# buenas buenas
# ```
#
# <details><summary>Una pista</summary>
#
# Son cuatro métodos: tres los llama Channels por lo que hace el cliente, y al cuarto, por lo que llega del grupo. Para cada uno, pregúntate quién lo llama, con qué parámetros y de dónde sale su nombre.
#
# </details>


# %% solution="SalaConsumer"
class SalaConsumer(AsyncWebsocketConsumer):
    """Una conexión en una sala del foro: guarda lo que su cliente dice y lo reparte a toda la sala."""

    ### BEGIN SOLUTION
    async def connect(self) -> None:
        self.sala = self.scope["url_route"]["kwargs"]["sala"]
        await self.channel_layer.group_add(f"sala_{self.sala}", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(f"sala_{self.sala}", self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await Mensaje.objects.acreate(sala=self.sala, texto=text_data)
        await self.channel_layer.group_send(f"sala_{self.sala}", {"type": "sala.mensaje", "texto": text_data})

    async def sala_mensaje(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["texto"])

    ### END SOLUTION


# %% test="SalaConsumer" points=1
@scenario(timeout=20)
async def en_las_salas(SalaConsumer, lab, salas, dichos):
    from channels.layers import InMemoryChannelLayer, channel_layers
    from foro import Mensaje, con_salas

    capa = InMemoryChannelLayer()
    channel_layers.set("default", capa)
    await Mensaje.objects.all().adelete()
    cliente = lab.asgi(con_salas(SalaConsumer))
    una, otra = salas
    async with (
        cliente.websocket(f"/salas/{una}/") as ana,
        cliente.websocket(f"/salas/{otra}/") as zoe,
    ):
        async with cliente.websocket(f"/salas/{una}/") as beto:
            for dicho in dichos:
                await ana.ask(dicho)
                await beto.receive()
            # Lo que Zoë oiga antes de su propio mensaje no era para ella.
            await zoe.ask("sola")
            dentro = sum(len(canales) for canales in capa.groups.values())
        fuera = sum(len(canales) for canales in capa.groups.values())
        await ana.ask("último")
    guardados = [[m.sala, m.texto] async for m in Mensaje.objects.order_by("id")]
    conexiones = {"ana": ana.seen(), "beto": beto.seen(), "zoe": zoe.seen()}
    quedan = sum(len(canales) for canales in capa.groups.values())
    return {"conexiones": conexiones, "guardados": guardados, "grupos": [dentro, fuera, quedan]}


def oidos(r):
    return {quien: [texto for _, texto in c["data"]] for quien, c in r.value["conexiones"].items()}


def errores(r, tipo):
    """Los mensajes de las excepciones de ese tipo con las que terminó alguna conexión."""
    terminos = [c["error"] for c in r.value["conexiones"].values()]
    return [error.message for error in terminos if error is not None and error.type == tipo]


def se_oye(esperado, salas, dichos):
    """Las trampas conocidas de un consumidor con grupos, por lo que se observa de ellas."""
    una, otra = salas
    todos = {"ana": [*dichos, "último"], "beto": dichos, "zoe": ["sola"]}
    guardados = [*([una, dicho] for dicho in dichos), [otra, "sola"], [una, "último"]]

    def lanzado(tipo):
        return lambda r: f"el consumidor lanzó {tipo}: {errores(r, tipo)[0]}"

    return (
        esperado.rules_out(
            "E1324",
            lambda r: errores(r, "SynchronousOnlyOperation"),
            "el consumidor lanzó SynchronousOnlyOperation",
            "que la consulta no se haga en el hilo del bucle de eventos",
        )
        .rules_out(
            "E1323",
            lambda r: any(dicho in errores(r, "ValueError")[0] for dicho in ("No handler", "no 'type'")),
            lanzado("ValueError"),
        )
        .rules_out(
            "E1320",
            lambda r: "can't be used in 'await'" in errores(r, "TypeError")[0],
            lanzado("TypeError"),
        )
        .rules_out("E1328", lambda r: "argument" in errores(r, "TypeError")[0], lanzado("TypeError"))
        .rules_out(
            "E1321",
            lambda r: not any(c["accepted"] or c["error"] for c in r.value["conexiones"].values()),
            "la conexión nunca fue aceptada",
            "que el cliente pueda hablar",
        )
        .rules_out(
            "E1326",
            lambda r: set(oidos(r)["zoe"]) & set(dichos),
            lambda r: f"en la otra sala se oyó {oidos(r)['zoe']}",
            "que cada sala oiga solo lo suyo",
        )
        .rules_out(
            "E1327",
            lambda r: (
                r.value["grupos"][0] == 0
                and not any(oidos(r).values())
                and all(c["accepted"] for c in r.value["conexiones"].values())
            ),
            "nadie oyó nada: la capa de canales no tenía a nadie en ningún grupo",
        )
        .rules_out(
            "E1325",
            lambda r: oidos(r)["ana"] == todos["ana"] and not oidos(r)["beto"],
            "quien escribió se oyó a sí mismo, y nadie más en su sala",
            "que lo oiga toda la sala",
        )
        .conforms()
        .rules_out(
            "E1322",
            lambda r: (
                r.value["grupos"][0] == 3
                and r.value["grupos"][1:] != [2, 0]
                and all(c["state"] == "returned" for c in r.value["conexiones"].values())
            ),
            lambda r: f"con tres, dos y ninguna conexión, en los grupos había {r.value['grupos']}",
            "3, 2 y 0",
        )
        .awaits_everything()
        .satisfies(lambda r: oidos(r) == todos, f"que se oiga {todos}", lambda r: f"se oyó {oidos(r)}")
        .rules_out(
            "E1329",
            lambda r: r.value["guardados"] != guardados,
            lambda r: f"en la base de datos quedó {r.value['guardados']}",
            f"que quede {guardados}",
        )
        .leaves_nothing()
    )


se_oye(expect(en_las_salas, salas=["te", "pan"], dichos=["buenas"]), ["te", "pan"], ["buenas"]).worth(1)

# %% hidden="SalaConsumer" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
for draw in score.draws(2):
    with score(2):
        salas = draw.sample(["plaza", "mercado", "kiosco", "sala7", "puerto"], 2)
        dichos = draw.sample(["¿hay café?", "mañana sí", "¡va!", "a las 8", "no, gracias"], 3)
        se_oye(expect(en_las_salas, salas=salas, dichos=dichos), salas, dichos)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Lo mismo, tres veces
#
# | | Tornado | ASGI a mano | Channels |
# |---|---|---|---|
# | un cliente llega | `open()` | `websocket.connect`, `websocket.accept` | `connect()`, `self.accept()` |
# | dice algo | `on_message(mensaje)` | `websocket.receive` | `receive(text_data=...)` |
# | se le contesta | `self.write_message(...)` | `websocket.send` | `self.send(text_data=...)` |
# | se va | `on_close()` | `websocket.disconnect` | `disconnect(code)` |
# | hablar a los demás | un conjunto tuyo | un conjunto tuyo | un grupo de la capa de canales |
#
# En los tres hay que recordar quién está, olvidar a quien se fue y no detener nunca el bucle.

# %% [markdown]
# ## Para leer más
#
# * [Tornado: manejadores asíncronos](https://www.tornadoweb.org/en/stable/guide/structure.html) y [`tornado.websocket`](https://www.tornadoweb.org/en/stable/websocket.html).
# * [La especificación de ASGI para HTTP y WebSocket](https://asgi.readthedocs.io/en/latest/specs/www.html).
# * [Channels: consumidores](https://channels.readthedocs.io/en/stable/topics/consumers.html) y [capas de canales](https://channels.readthedocs.io/en/stable/topics/channel_layers.html); en Django, [el trabajo asíncrono](https://docs.djangoproject.com/es/5.2/topics/async/).
# * [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455), el protocolo WebSocket; los códigos de cierre están en la sección 7.4.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
