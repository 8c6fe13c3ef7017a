# %% [markdown]
# # 14 · Proyecto: un despachador de trabajos
#
# **Para qué.** Casi todo servicio llega un día al mismo punto: le piden algo que tarda demasiado para contestarlo en el momento. La salida es la misma en todas partes: anotar el encargo, contestar «recibido» y hacerlo aparte.
# En este proyecto construyes ese *despachador* de principio a fin: un motor que hace los trabajos, una API para encargarlos, un canal que cuenta en directo cómo van, un apagado que no pierde nada y un cliente que los consulta sin atascarse.
#
# **Tiempo.** Unos 240 minutos: 60 de lectura y cinco ejercicios de entre 25 y 50 minutos. Es un proyecto; repártelo en varias sesiones.
#
# **Antes de empezar** conviene haber terminado las lecciones 03 (subprocesos), 07 (plazos y cancelación), 08 (colas y semáforos), 10 (ASGI), 11 (Uvicorn) y 12 (FastAPI).
#
# **Cómo se evalúa.** Son 40 puntos: `Motor` vale 10; `crear_api`, `apagado.py` y `cliente`, 8 cada uno; y `ws_eventos`, 6. En cada ejercicio ves una prueba de 1 o 2 puntos que puedes ejecutar cuantas veces quieras; los demás los da una prueba oculta que
# comprueba lo mismo con otros datos. **Los cinco se califican por separado**: donde un ejercicio necesita a otro, la prueba pone una pieza propia en su lugar, así que puedes hacerlos en el orden que quieras.

# %% [markdown]
# ## El plano
#
# ```
#   cliente ──HTTP──▶  API  ──enviar──▶  Motor ──▶ obreros ──▶ hacer(datos)
#                       ▲                  │
#                       └──── eventos ─────┘  (por WebSocket, a quien quiera mirar)
# ```
#
# | Pieza | Qué promete | Lo que suele salir mal |
# |---|---|---|
# | `Motor` | hace cada trabajo una vez, con reintentos y un plazo, y nunca acepta más de lo que puede | la cola crece sin fin; un trabajo que falla se lleva a quien lo hacía |
# | `crear_api` | contesta enseguida, y con el código que corresponde | la petición espera al trabajo; un id desconocido parece un error del servidor |
# | `ws_eventos` | todos los que miran reciben lo mismo | un cliente lento detiene a los demás; los que se fueron siguen en la lista |
# | `apagado.py` | al pedirle que pare, termina lo empezado y sale | corta lo que estaba en curso, o no sale nunca |
# | `cliente` | consulta muchos trabajos, unos pocos a la vez | un fallo echa a perder todo lo demás |
#
# Nada de esto es nuevo. Lo nuevo es que todo tiene que ser cierto **a la vez**.

# %% locked="preparacion"
import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from fastapi import FastAPI, HTTPException, Response, WebSocket, WebSocketDisconnect  # noqa: F401

from asyncaula.checks import expect, hidden, scenario, trace
from asyncaula.checks.serving import serve


class MotorLleno(Exception):
    """El motor tiene ya tantos trabajos en espera como admite."""


class MotorCerrado(Exception):
    """El motor se está cerrando, o ya se cerró, y no admite trabajos nuevos."""


# %% [markdown]
# ## 1. El motor: decir que no a tiempo
#
# En la lección 08, quien llenaba una cola con límite **esperaba** en `await cola.put(x)`. Eso frena muy bien a un productor propio, pero detrás de una API hay gente: hacerla esperar sin decirle nada es la peor respuesta. Un servicio sano dice
# «ahora no, vuelve luego» en el acto. Para eso las colas tienen `put_nowait`, que nunca espera: o entra, o lanza `QueueFull`.

# %%
fila = asyncio.Queue(maxsize=2)
for persona in ("Ana", "Beto", "Caro"):
    # Paso 1: intentar entrar, sin esperar.
    try:
        fila.put_nowait(persona)
        print(persona, "entró;", "esperando:", fila.qsize())
    # Paso 2: si no cabe, decirlo con palabras propias y no con las de la cola.
    except asyncio.QueueFull:
        print(persona, "no cabe")

# %% [markdown]
# ### Cancelar el trabajo, no al obrero
#
# Un obrero que hace `await hacer(datos)` en su propia tarea y el trabajo que hace son **la misma tarea**: cancelar uno es cancelar al otro, y con el obrero se pierde todo lo que le faltaba por atender. Si cada trabajo va en una tarea propia, el obrero puede esperarla
# *desde fuera* con `asyncio.wait`, que ni se cancela con ella ni lanza su excepción: solo dice que terminó.


# %%
async def barberia(lab):
    sillon = {}

    async def barbero():
        for cliente, segundos in [("Ana", 5), ("Beto", 2)]:
            # Paso 1: cada corte es una tarea que otros pueden encontrar y cancelar.
            sillon[cliente] = asyncio.create_task(lab.job(cliente, segundos)(), name=f"corte de {cliente}")
            # Paso 2: el barbero espera a que termine, como sea que termine.
            await asyncio.wait([sillon[cliente]])
            # Paso 3: y entonces pregunta cómo le fue.
            print(f"t = {lab.now():g}: {cliente}", "se fue" if sillon[cliente].cancelled() else "quedó bien")

    turno = asyncio.create_task(barbero(), name="barbero")
    await asyncio.sleep(1)
    sillon["Ana"].cancel()
    await turno


trace(barberia)

# %% [markdown]
# Ana se levantó en el segundo 1 y el barbero siguió con Beto. Prueba a cambiar las líneas de los pasos 1 y 2 por `await lab.job(cliente, segundos)()`: ¿a quién habría que cancelar entonces, y qué sería de Beto?
#
# ### Un plazo para todo el trabajo
#
# `asyncio.timeout` limita lo que hay **dentro de su bloque**. Si el bloque contiene un intento, cada intento estrena plazo: tres intentos de un minuto son tres minutos. Lo que se promete a quien encarga un trabajo es otra cosa: «a lo más, un minuto», con todos sus intentos y pausas dentro.
#
# | `plazo` alrededor de… | un trabajo que falla cada 40 s, con 3 intentos y un plazo de 60 s |
# |---|---|
# | cada intento | 40 + 40 + 40 s: el plazo no se cumple nunca |
# | todos los intentos | se corta a los 60 s, a mitad del segundo |

# %% [markdown]
# ### Predice
#
# Una barbería con **un** barbero y sala de espera para **dos** recibe a cinco personas de golpe, antes de que el barbero tenga ocasión de llamar a nadie. ¿A cuántas rechaza? ¿Y si entre la primera y la segunda pasa un instante? Decídelo antes de ejecutar la celda. No se califica.


# %%
async def llegan(lab, pausa_tras_la_primera):
    sala, rechazos = asyncio.Queue(maxsize=2), []

    async def barbero():
        while True:
            await lab.job(await sala.get(), 5)()

    turno = asyncio.create_task(barbero(), name="barbero")
    for i, persona in enumerate("ABCDE"):
        try:
            sala.put_nowait(persona)
        except asyncio.QueueFull:
            rechazos.append(persona)
        if i == 0 and pausa_tras_la_primera:
            await asyncio.sleep(0)
    await asyncio.sleep(20)
    turno.cancel()
    return rechazos


for pausa in (False, True):
    print("con pausa:" if pausa else "de golpe: ", trace(llegan, pausa).value)

# %% [markdown]
# De golpe rechaza a tres: sin un `await` de por medio el barbero no llega a levantar a nadie de la sala, y en ella solo caben dos. Con una pausa rechaza a dos: la primera persona ya está en el sillón. El límite es de quienes **esperan**.

# %% [markdown] prompt="Motor"
# ## Ejercicio 1 · `Motor`
#
# Completa la clase `Motor`. Se construye con un bucle en marcha: `Motor(hacer, obreros=2, cupo=10, intentos=3, pausa=1.0, plazo=60.0)`. `hacer(datos)` es la función asíncrona que hace un trabajo; el motor no sabe nada más de él.
#
# | Método | Qué hace |
# |---|---|
# | `enviar(datos) -> str` | anota un trabajo y devuelve su id, un texto que ningún otro tiene; no espera a nada. Si ya hay `cupo` trabajos en espera, lanza `MotorLleno`; si el motor se está cerrando, `MotorCerrado`. Un trabajo rechazado no se hace |
# | `estado(id) -> dict` | la ficha del trabajo, como en el ejemplo. Con un id desconocido lanza `KeyError` |
# | `cancelar(id) -> bool` | pide que el trabajo no se haga, o que se detenga: `True` si aún no había terminado; `False`, sin cambiar nada, si ya había terminado. Con un id desconocido lanza `KeyError` |
# | `await cerrar(paciencia)` | deja de admitir trabajos, espera a que terminen **todos** los que admitió, también los que esperan, y regresa. Si pasan `paciencia` segundos, cancela los que falten y los espera. Al regresar no queda ninguna tarea del motor |
#
# La ficha tiene cuatro claves. `"estado"` es uno de estos textos:
#
# | Estado | Cuándo |
# |---|---|
# | `"en espera"` | nadie lo ha empezado |
# | `"en curso"` | un obrero lo tiene, en un intento o en una pausa |
# | `"hecho"` | un intento terminó bien; `"resultado"` es lo que devolvió |
# | `"fallido"` | falló el intento número `intentos`; `"error"` es el `repr` de la última excepción |
# | `"vencido"` | se agotó su plazo |
# | `"cancelado"` | lo cancelaron |
#
# `"intentos"` dice cuántos se han empezado. `"resultado"` y `"error"` valen `None` mientras no se diga otra cosa.
#
# * Los trabajos empiezan en el orden en que se enviaron, como mucho `obreros` a la vez, y un lugar que queda libre se ocupa en ese momento.
# * Un intento falla si lanza una excepción que deriva de `Exception`. Entre un intento y el siguiente pasan `pausa` segundos; tras el último, ninguno.
# * El `plazo` de un trabajo empieza a contar **cuando un obrero lo toma**, y abarca todos sus intentos y pausas. Lo vencido y lo cancelado no se reintenta.
# * Un obrero sigue trabajando pase lo que pase con el trabajo que tenía; espera a que este termine de verdad, también si al cancelarlo tarda en recoger, y toma el siguiente.
#
# ```python
# >>> async def saluda(nombre):
# ...     await asyncio.sleep(0.01)
# ...     return f"hola, {nombre}"
# >>> motor = Motor(saluda)
# >>> id = motor.enviar("Ana")
# >>> motor.estado(id)
# {'estado': 'en espera', 'intentos': 0, 'resultado': None, 'error': None}
# >>> await motor.cerrar(5)
# >>> motor.estado(id)
# {'estado': 'hecho', 'intentos': 1, 'resultado': 'hola, Ana', 'error': None}
# ```
#
# <details><summary>Una pista</summary>
#
# Hazlo por capas, y prueba cada una antes de pasar a la siguiente: primero obreros y una cola que hacen trabajos sin fallos; luego lo que ocurre en un trabajo (¿qué rodea a qué: los intentos al plazo, o el plazo a los intentos?);
# luego cancelar, que solo es fácil si puedes encontrar la tarea de un trabajo por su id; y al final cerrar. Para cada trabajo pregúntate cuántos caminos hay hasta su último estado: son cuatro.
#
# </details>


# %% solution="Motor"
class Motor:
    """Hace trabajos con unos pocos obreros: cola con límite, reintentos, un plazo por trabajo y cancelación."""

    def __init__(
        self,
        hacer: Callable[[Any], Awaitable[Any]],
        *,
        obreros: int = 2,
        cupo: int = 10,
        intentos: int = 3,
        pausa: float = 1.0,
        plazo: float = 60.0,
    ) -> None:
        """Pone el motor en marcha. `hacer(datos)` es lo que se hace con cada trabajo."""
        ### BEGIN SOLUTION
        self._hacer, self._intentos, self._pausa, self._plazo = hacer, intentos, pausa, plazo
        self._abierto = True
        self._fichas: dict[str, dict[str, Any]] = {}
        self._en_curso: dict[str, asyncio.Task[None]] = {}
        self._cola: asyncio.Queue[tuple[str, Any]] = asyncio.Queue(maxsize=cupo)
        self._obreros = [asyncio.create_task(self._obrero()) for _ in range(obreros)]
        ### END SOLUTION

    def enviar(self, datos: Any) -> str:
        """Anota un trabajo y devuelve su id. Lanza MotorLleno o MotorCerrado si no lo admite."""
        ### BEGIN SOLUTION
        if not self._abierto:
            raise MotorCerrado("el motor ya no admite trabajos")
        id = str(len(self._fichas) + 1)
        try:
            self._cola.put_nowait((id, datos))
        except asyncio.QueueFull:
            raise MotorLleno("no caben más trabajos en espera") from None
        self._fichas[id] = {"estado": "en espera", "intentos": 0, "resultado": None, "error": None}
        return id
        ### END SOLUTION

    def estado(self, id: str) -> dict[str, Any]:
        """Devuelve la ficha del trabajo: estado, intentos, resultado y error. Lanza KeyError si no existe."""
        ### BEGIN SOLUTION
        return dict(self._fichas[id])
        ### END SOLUTION

    def cancelar(self, id: str) -> bool:
        """Pide la cancelación de un trabajo; dice si aún no había terminado. Lanza KeyError si no existe."""
        ### BEGIN SOLUTION
        ficha = self._fichas[id]
        if ficha["estado"] == "en espera":
            ficha["estado"] = "cancelado"
            return True
        if ficha["estado"] != "en curso":
            return False
        self._en_curso[id].cancel()
        return True
        ### END SOLUTION

    async def cerrar(self, paciencia: float) -> None:
        """Deja de admitir trabajos y espera a los que hay; a los `paciencia` segundos cancela los que falten."""
        ### BEGIN SOLUTION
        self._abierto = False
        try:
            async with asyncio.timeout(paciencia):
                await self._cola.join()
        except TimeoutError:
            for id in self._fichas:
                self.cancelar(id)
            await self._cola.join()
        for obrero in self._obreros:
            obrero.cancel()
        await asyncio.gather(*self._obreros, return_exceptions=True)

    async def _obrero(self) -> None:
        while True:
            id, datos = await self._cola.get()
            ficha = self._fichas[id]
            if ficha["estado"] == "en espera":
                ficha["estado"] = "en curso"
                tarea = self._en_curso[id] = asyncio.create_task(self._atender(ficha, datos))
                await asyncio.wait([tarea])
                del self._en_curso[id]
                if tarea.cancelled():
                    ficha["estado"] = "cancelado"
            self._cola.task_done()

    async def _atender(self, ficha: dict[str, Any], datos: Any) -> None:
        try:
            async with asyncio.timeout(self._plazo):
                await self._intentar(ficha, datos)
        except TimeoutError:
            ficha["estado"] = "vencido"

    async def _intentar(self, ficha: dict[str, Any], datos: Any) -> None:
        while True:
            ficha["intentos"] += 1
            try:
                ficha["resultado"] = await self._hacer(datos)
            except Exception as error:
                if ficha["intentos"] == self._intentos:
                    ficha.update(estado="fallido", error=repr(error))
                    return
            else:
                ficha["estado"] = "hecho"
                return
            await asyncio.sleep(self._pausa)
        ### END SOLUTION


# %% test="Motor" points=2
@scenario
async def jornada(Motor, lab, ajustes, trabajos, plan):
    """Sigue un plan, una orden en su segundo; cada trabajo es una lista de intentos: segundos, si falla y lo que tarda en recoger."""
    import asyncio

    por_hacer = {nombre: list(intentos) for nombre, intentos in trabajos.items()}
    ids, notas = {}, []
    lab.put("notas", notas)

    async def hacer(nombre):
        cola = por_hacer[nombre]
        segundos, falla, recoge = cola.pop(0) if len(cola) > 1 else cola[0]
        error = OSError(f"sin {nombre}") if falla else None
        return await lab.job(nombre, segundos, value=f"{nombre} listo", error=error, cleanup=recoge)()

    def enviar(nombre):
        id = motor.enviar(nombre)
        repetido, ids[nombre] = id in ids.values(), id
        return "id repetido" if repetido else "admitido" if isinstance(id, str) else type(id).__name__

    def fichas():
        return {nombre: motor.estado(id) for nombre, id in ids.items()}

    def intenta(orden):
        try:
            return orden()
        except Exception as error:
            if isinstance(error, NotImplementedError):
                raise
            return type(error).__name__

    motor = Motor(hacer, **ajustes)
    for segundo, orden, que in plan:
        await asyncio.sleep(segundo - lab.now())
        if orden == "enviar":
            notas.append([que, intenta(lambda que=que: enviar(que))])
        elif orden == "cancelar":
            notas.append([que, intenta(lambda que=que: motor.cancelar(ids.get(que, que)))])
        elif orden == "estado":
            notas.append([que, intenta(lambda que=que: motor.estado(ids.get(que, que)))])
        elif orden == "cerrar":
            await motor.cerrar(que)
            notas.append(["cerrado", lab.now()])
        elif orden == "cerrando":
            cierre = asyncio.create_task(motor.cerrar(que))
        elif orden == "cerrado":
            await cierre
            notas.append(["cerrado", lab.now()])
        lab.put("fichas", fichas())
    return fichas()


def ficha(estado, intentos, resultado=None, error=None):
    return {"estado": estado, "intentos": intentos, "resultado": resultado, "error": error}


def veces(r, nombre):
    return r.starts.count(nombre)


def vistas(r):
    return "; ".join(
        f"{nombre}: {f['estado']}, intentos: {f['intentos']}" for nombre, f in r.extra["fichas"].items()
    )


def notas_vistas(r):
    return "; ".join(f"{que}: {como}" for que, como in r.extra["notas"])


def admitidos(r):
    return [que for que, como in r.extra["notas"] if como == "admitido"]


def nadie_los_toma(r, *nombres):
    return not any(nombre in r.starts for nombre in nombres)


def abandonados(r):
    return r.outcome == "ok" and (r.unfinished or any(nombre not in r.starts for nombre in admitidos(r)))


def se_quedo_sin_obrero(r):
    """La sopa falló por última vez en t = 3, o antes, y en ese momento nadie tomó el arroz."""
    fallo = [trabajo.end for nombre, trabajo in r.jobs.items() if nombre.startswith("sopa")]
    if "arroz" not in admitidos(r) or fallo not in ([1], [1, 3]):
        return False
    return r.outcome != "ok" if nadie_los_toma(r, "arroz") else r.jobs["arroz"].start >= 5


def dia(ajustes, trabajos, plan):
    """Un día de trabajo del motor, y lo que nunca debe verse en ninguno."""
    return (
        expect(jornada, ajustes=ajustes, trabajos=trabajos, plan=plan)
        .rules_out(
            "E05", lambda r: r.blocking, lambda r: f"se llamó a {r.blocking[0].call} con el bucle en marcha"
        )
        .rules_out(
            "E12",
            lambda r: r.most_at_once > ajustes["obreros"],
            lambda r: f"{r.most_at_once} trabajos en curso a la vez",
            f"como mucho {ajustes['obreros']}",
        )
        .rules_out(
            "E09",
            lambda r: "id repetido" in [como for _, como in r.extra["notas"]],
            notas_vistas,
            "ids distintos",
        )
    )


COCINA = {"obreros": 2, "cupo": 2, "intentos": 2, "pausa": 1, "plazo": 10}
PEDIDOS = {
    "pan": [[5, False, 0]],
    "sopa": [[1, True, 0]],
    "arroz": [[4, False, 0]],
    "té": [[1, False, 0]],
    "agua": [[1, False, 0]],
}
PLAN = [[0, "enviar", "pan"], [0, "enviar", "sopa"]]
PLAN += [[0.5, "enviar", nombre] for nombre in ("arroz", "té", "agua")] + [[1.5, "cerrar", 60]]
(
    dia(COCINA, PEDIDOS, PLAN)
    .compared_with(**{"pan": (0, 5), "sopa": (0, 1), "sopa#2": (2, 3), "arroz": (3, 7), "té": (5, 6)})
    .rules_out("E1401", lambda r: "agua" in admitidos(r), notas_vistas, "MotorLleno al enviar el agua")
    .rules_out("E1405", lambda r: veces(r, "sopa") > 2, vistas, "dos intentos de la sopa")
    .rules_out(
        "E1402",
        se_quedo_sin_obrero,
        vistas,
        "que el arroz empiece en t = 3, cuando se da por perdida la sopa",
    )
    .rules_out("E1403", abandonados, vistas, "que al cerrar terminen todos los trabajos admitidos")
    .overlaps(2, "E13")
    .satisfies(
        lambda r: [como for _, como in r.extra["notas"][:5]] == ["admitido"] * 4 + ["MotorLleno"],
        "cuatro trabajos admitidos y MotorLleno al enviar el agua",
        notas_vistas,
    )
    .starts("pan", "sopa", "sopa", "arroz", "té")
    .takes(7)
    .returns(
        {
            "pan": ficha("hecho", 1, "pan listo"),
            "sopa": ficha("fallido", 2, error="OSError('sin sopa')"),
            "arroz": ficha("hecho", 1, "arroz listo"),
            "té": ficha("hecho", 1, "té listo"),
        }
    )
    .leaves_nothing()
    .worth(2)
)


# %% hidden="Motor" points=8
### BEGIN HIDDEN TESTS
BASE = {"obreros": 1, "cupo": 20, "intentos": 3, "pausa": 1, "plazo": 100}


def turnos(segundos, obreros):
    libres, orden = [0] * obreros, []
    for i, s in enumerate(segundos):
        inicio = max(min(libres), i * 0.25)
        libres[libres.index(min(libres))] = inicio + s
        orden.append(inicio)
    return orden


def inicios(r):
    return [trabajo.start for trabajo in r.jobs.values()]


score = hidden(8)
for draw in score.draws(2):
    obreros, n = draw.randint(2, 4), draw.randint(7, 9)
    segundos = draw.sample(range(3, 30), n)
    nombres, justos = [f"t{i}" for i in range(n)], turnos(segundos, obreros)
    with score(0.5):
        (
            dia(
                {**BASE, "obreros": obreros},
                {nombre: [[s, False, 0]] for nombre, s in zip(nombres, segundos, strict=True)},
                [[i * 0.25, "enviar", nombre] for i, nombre in enumerate(nombres)] + [[300, "", ""]],
            )
            .overlaps(obreros, "E13")
            .starts(*nombres)
            .satisfies(
                lambda r, justos=justos: inicios(r) == justos,
                "que ningún lugar quede libre",
            )
            .returns({nombre: ficha("hecho", 1, f"{nombre} listo") for nombre in nombres})
        )
draw = next(score.draws(1))
cupo = draw.randint(2, 4)
with score(1):
    esperan = [f"e{i}" for i in range(cupo)]
    otra = [20 + draw.randint(1, 9), "enviar", "otra"]
    (
        dia(
            {**BASE, "cupo": cupo},
            {nombre: [[20, False, 0]] for nombre in ("larga", *esperan, "una", "otra", "más")},
            [[0, "enviar", "larga"]]
            + [[1, "enviar", nombre] for nombre in (*esperan, "una")]
            + [otra, [otra[0], "enviar", "más"], [300, "", ""]],
        )
        .rules_out("E1401", lambda r: {"una", "más"} & {*admitidos(r)})
        .satisfies(
            lambda r: (
                [como for _, como in r.extra["notas"]]
                == ["admitido"] * (cupo + 1) + ["MotorLleno", "admitido", "MotorLleno"]
            ),
            "MotorLleno solo mientras no cabe otro",
        )
        .starts("larga", *esperan, "otra")
    )
n, pausa = draw.randint(3, 5), draw.randint(2, 4)
terco, flaco = [[2, True, 0]], [[2, True, 0]] * (n - 1) + [[2, False, 0]]
with score(1):
    fin = (2 + pausa) * n - pausa
    (
        dia(
            {**BASE, "intentos": n, "pausa": pausa},
            {"terco": terco, "flaco": flaco, "sano": [[2, False, 0]]},
            [[0, "enviar", nombre] for nombre in ("terco", "flaco", "sano")] + [[80, "", ""]],
        )
        .rules_out("E1405", lambda r: veces(r, "terco") > n or veces(r, "flaco") > n)
        .rules_out("E1402", lambda r: nadie_los_toma(r, "flaco"))
        .satisfies(
            lambda r: (
                inicios(r)
                == [i * (2 + pausa) for i in range(n)] + [fin + i * (2 + pausa) for i in range(n)] + [2 * fin]
            ),
            "los intentos que se piden, con su pausa entre uno y otro",
        )
        .returns(
            {
                "terco": ficha("fallido", n, error="OSError('sin terco')"),
                "flaco": ficha("hecho", n, "flaco listo"),
                "sano": ficha("hecho", 1, "sano listo"),
            }
        )
    )
with score(0.5):
    (
        dia(
            {**BASE, "intentos": 1, "pausa": 50},
            {"único": [[2, True, 0]], "sano": [[2, False, 0]]},
            [[0, "enviar", "único"], [0, "enviar", "sano"], [30, "", ""]],
        )
        .rules_out("E1405", lambda r: veces(r, "único") > 1)
        .rules_out(
            "E1402", lambda r: r.extra["fichas"]["único"]["estado"] != "fallido" and nadie_los_toma(r, "sano")
        )
        .returns(
            {
                "único": ficha("fallido", 1, error="OSError('sin único')"),
                "sano": ficha("hecho", 1, "sano listo"),
            }
        )
        .starts("único", "sano")
    )
plazo, recoge = draw.randint(8, 12), draw.randint(2, 4)
with score(0.75):
    (
        dia(
            {**BASE, "plazo": plazo},
            {
                "eterno": [[500, False, recoge]],
                "sano": [[plazo - 1, False, 0]],
                "otro": [[plazo - 2, False, 0]],
            },
            [[0, "enviar", nombre] for nombre in ("eterno", "sano", "otro")] + [[100, "", ""]],
        )
        .rules_out("E1404", lambda r: veces(r, "eterno") > 1)
        .rules_out("E1409", lambda r: r.extra["fichas"]["otro"]["estado"] == "vencido")
        .rules_out("E1402", lambda r: r.cancelled and nadie_los_toma(r, "sano"))
        .satisfies(
            lambda r: r.jobs["eterno"].end == plazo + recoge,
            "que lo que agota su plazo se corte en ese momento",
        )
        .satisfies(
            lambda r: r.jobs["sano"].start == plazo + recoge,
            "que el obrero espere a que termine, y siga con otro",
        )
        .returns(
            {
                "eterno": ficha("vencido", 1),
                "sano": ficha("hecho", 1, "sano listo"),
                "otro": ficha("hecho", 1, "otro listo"),
            }
        )
    )
with score(0.75):
    (
        dia(
            {**BASE, "plazo": plazo, "pausa": 2, "intentos": 9},
            {"lento": [[plazo - 4, True, 0]], "sano": [[1, False, 0]]},
            [[0, "enviar", "lento"], [1, "enviar", "sano"], [200, "", ""]],
        )
        .rules_out("E1406", lambda r: veces(r, "lento") > 2)
        .satisfies(lambda r: r.jobs["lento#2"].end == plazo, "que el plazo abarque todos los intentos")
        .satisfies(lambda r: r.jobs["sano"].start == plazo, "que el obrero siga con otro")
        .returns({"lento": ficha("vencido", 2), "sano": ficha("hecho", 1, "sano listo")})
    )
with score(1):
    cuando = draw.randint(2, 5)
    (
        dia(
            BASE,
            {"uno": [[20, False, recoge]], "dos": [[3, False, 0]], "tres": [[3, False, 0]]},
            [[0, "enviar", nombre] for nombre in ("uno", "dos", "tres")]
            + [
                [cuando, "cancelar", "dos"],
                [cuando, "cancelar", "uno"],
                [90, "cancelar", "uno"],
                [90, "cancelar", "tres"],
            ],
        )
        .rules_out("E1408", lambda r: "dos" in r.starts)
        .rules_out("E1404", lambda r: veces(r, "uno") > 1 or r.jobs["uno"].how == "end")
        .rules_out("E1407", lambda r: r.jobs["uno"].how == "cancel" and nadie_los_toma(r, "tres"))
        .satisfies(
            lambda r: [como for _, como in r.extra["notas"][3:]] == [True, True, False, False],
            "True para lo que no había terminado y False para lo que sí",
        )
        .satisfies(
            lambda r: r.jobs["tres"].start == cuando + recoge,
            "que el obrero espere a que termine, y siga con otro",
        )
        .returns(
            {
                "uno": ficha("cancelado", 1),
                "dos": ficha("cancelado", 0),
                "tres": ficha("hecho", 1, "tres listo"),
            }
        )
    )
with score(0.5):
    (
        dia(
            {**BASE, "pausa": 10},
            {"cae": [[2, True, 0]], "nunca": [[3, False, 0]], "tres": [[3, False, 0]]},
            [
                *([0, "enviar", "cae"], [1, "enviar", "nunca"], [1, "cancelar", "nunca"]),
                *([5, "cancelar", "cae"], [5, "enviar", "tres"]),
                *([90, "estado", "nadie"], [90, "cancelar", "nadie"]),
            ],
        )
        .rules_out("E1408", lambda r: "nunca" in r.starts)
        .rules_out("E1404", lambda r: veces(r, "cae") > 1)
        .rules_out("E1407", lambda r: nadie_los_toma(r, "tres"))
        .satisfies(
            lambda r: [como for _, como in r.extra["notas"][-2:]] == ["KeyError"] * 2,
            "KeyError con un id desconocido",
        )
        .returns(
            {
                "cae": ficha("cancelado", 1),
                "nunca": ficha("cancelado", 0),
                "tres": ficha("hecho", 1, "tres listo"),
            }
        )
        .satisfies(lambda r: r.jobs["tres"].start == 5, "que el obrero quede libre en cuanto se cancela")
    )
with score(0.75):
    (
        dia(
            {**BASE, "obreros": 2},
            {nombre: [[4, False, 0]] for nombre in ("a", "b", "c", "tarde")} | {"d": [[2, True, 0]]},
            [[0, "enviar", nombre] for nombre in "abcd"]
            + [[1, "cerrando", 90], [2, "enviar", "tarde"], [3, "cerrado", ""]],
        )
        .rules_out("E17", lambda r: ["tarde", "admitido"] in r.extra["notas"])
        .rules_out(
            "E1403", lambda r: r.outcome == "ok" and (r.unfinished or r.cancelled or nadie_los_toma(r, "d"))
        )
        .takes(12)
        .satisfies(
            lambda r: [como for _, como in r.extra["notas"]] == ["admitido"] * 4 + ["MotorCerrado", 12],
            "MotorCerrado desde que empieza el cierre, que termina con el último trabajo",
        )
        .returns(
            {nombre: ficha("hecho", 1, f"{nombre} listo") for nombre in "abc"}
            | {"d": ficha("fallido", 3, error="OSError('sin d')")}
        )
        .leaves_nothing()
    )
paciencia = draw.randint(6, 9)
with score(0.75):
    (
        dia(
            BASE,
            {"a": [[4, False, 0]], "b": [[50, False, recoge]], "c": [[4, False, 0]]},
            [[0, "enviar", nombre] for nombre in "abc"] + [[1, "cerrar", paciencia]],
        )
        .rules_out("E1410", lambda r: "b" in r.ends or "c" in r.starts)
        .rules_out("E1403", lambda r: r.outcome == "ok" and r.unfinished)
        .takes(1 + paciencia + recoge)
        .returns({"a": ficha("hecho", 1, "a listo"), "b": ficha("cancelado", 1), "c": ficha("cancelado", 0)})
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. La API: contestar antes de haber terminado
#
# HTTP tiene un código para «lo anoté, pero todavía no está hecho»: **202 Accepted**. Con él va dónde preguntar después, en el encabezado `Location`. La conversación completa es esta:
#
# | Quien encarga | La API | Código |
# |---|---|---|
# | `POST /trabajos` | anota el trabajo y contesta con su id | 202 |
# | | si no caben más trabajos, o el motor se está cerrando | 503: «ahora no; vuelve a intentarlo» |
# | `GET /trabajos/7` | dice cómo va | 200 |
# | `DELETE /trabajos/7` | pide que se cancele | 202: se pidió, quizá tarde en obedecer |
# | | si ya había terminado | 409: la petición choca con el estado de las cosas |
# | cualquiera, con un id que no existe | | 404 |
#
# Los códigos que empiezan con 4 dicen «eso que pides no puede ser»; los que empiezan con 5, «yo no puedo». Una excepción que sale de una función de FastAPI se convierte en un 500, «me rompí»: es mentira si lo que pasó es que alguien escribió mal un id.
#
# ### En qué hilo se ejecuta una ruta
#
# FastAPI ejecuta las rutas `async def` en el bucle de eventos, y las `def` **en otro hilo**, para que puedan bloquear sin detener a nadie. Los objetos de asyncio no están hechos para que los toquen varios hilos: una cola, un evento o `tarea.cancel()` usados desde otro hilo funcionan
# casi siempre, y un día no despiertan a quien debían. Una ruta que usa el motor tiene que vivir donde vive el motor.


# %%
mostrador = FastAPI()


@mostrador.post("/pedidos", status_code=202)
async def encarga(pedido: dict[str, Any]):
    # Paso 1: el cuerpo llega convertido en diccionario; si no es un objeto JSON, FastAPI contesta 422 por su cuenta.
    return {"anotado": pedido["que"]}


@mostrador.get("/pedidos/{numero}")
async def consulta(numero: str):
    # Paso 2: HTTPException es la manera de contestar otra cosa desde cualquier línea.
    raise HTTPException(404, f"no hay ningún pedido {numero}")


async def en_el_mostrador(lab):
    cliente = lab.asgi(mostrador)
    for visto in (await cliente.post("/pedidos", json={"que": "pan"}), await cliente.get("/pedidos/9")):
        print(visto["status"], visto["json"])


_ = trace(en_el_mostrador)

# %% [markdown] prompt="crear_api"
# ## Ejercicio 2 · `crear_api`
#
# Escribe `crear_api(motor)`: devuelve una aplicación FastAPI **nueva** sobre ese motor, con estas rutas:
#
# | Ruta | Si todo va bien | Si no |
# |---|---|---|
# | `POST /trabajos`, con un objeto JSON | 202, el encabezado `Location: /trabajos/ID` y el cuerpo `{"id": ID}` | 503 con `MotorLleno` o `MotorCerrado`; 422 si el cuerpo no es un objeto |
# | `GET /trabajos/{id}` | 200 y la ficha del trabajo con su id: `{"id": ID, "estado": …, "intentos": …, "resultado": …, "error": …}` | 404 |
# | `DELETE /trabajos/{id}` | 202 | 404; 409 si ya había terminado |
#
# * Ninguna respuesta espera a que el trabajo avance.
# * Al motor se le habla con los tres métodos del ejercicio 1: `enviar(datos)`, con el objeto JSON que llegó; `estado(id)`; y `cancelar(id)`, que devuelve `False` si el trabajo ya había terminado. Los tres son funciones normales que contestan en el acto, y los dos últimos lanzan `KeyError` con un id
#   desconocido. La prueba usa un motor propio: no hace falta que el tuyo esté terminado. Todo se le pide desde el bucle de eventos.
# * El cuerpo de las respuestas que no se describen aquí es asunto tuyo.
#
# ```
# $ curl -i -X POST localhost:8000/trabajos -H 'content-type: application/json' -d '{"foto": "gato.png"}'
# HTTP/1.1 202 Accepted
# location: /trabajos/7
#
# {"id":"7"}
# $ curl localhost:8000/trabajos/7
# {"id":"7","estado":"en curso","intentos":1,"resultado":null,"error":null}
# ```
#
# <details><summary>Una pista</summary>
#
# Haz una lista de las excepciones que puede lanzar cada método del motor y escribe al lado el código que le toca. Para el encabezado, una ruta puede pedir un parámetro de tipo `Response` y escribir en su `headers`, o devolver ella misma una `JSONResponse`.
#
# </details>


# %% solution="crear_api"
def crear_api(motor: Any) -> FastAPI:
    """Construye la API de un motor: encargar, consultar y cancelar trabajos."""
    ### BEGIN SOLUTION
    api = FastAPI()

    @api.post("/trabajos", status_code=202)
    async def encargar(datos: dict[str, Any], response: Response) -> dict[str, str]:
        try:
            id = motor.enviar(datos)
        except (MotorLleno, MotorCerrado) as error:
            raise HTTPException(503, str(error)) from error
        response.headers["location"] = f"/trabajos/{id}"
        return {"id": id}

    @api.get("/trabajos/{id}")
    async def consultar(id: str) -> dict[str, Any]:
        try:
            return {"id": id, **motor.estado(id)}
        except KeyError:
            raise HTTPException(404, "no existe ese trabajo") from None

    @api.delete("/trabajos/{id}", status_code=202)
    async def cancelar(id: str) -> dict[str, str]:
        try:
            pendiente = motor.cancelar(id)
        except KeyError:
            raise HTTPException(404, "no existe ese trabajo") from None
        if not pendiente:
            raise HTTPException(409, "ese trabajo ya terminó")
        return {"id": id}

    return api
    ### END SOLUTION


# %% test="crear_api" points=2
@scenario
async def ventanilla(crear_api, MotorLleno, MotorCerrado, lab, peticiones, cupo, prefijo):
    """Hace peticiones a una API sobre un motor de juguete, cuyos trabajos tardan cien segundos."""
    import asyncio

    class MotorDeJuguete:
        def __init__(self, prefijo):
            self.fichas, self.ordenes, self.prefijo, self.abierto = {}, [], prefijo, True

        def anota(self, orden, dato):
            self.ordenes.append([orden, dato, lab.here()["thread"]])

        def enviar(self, datos):
            self.anota("enviar", datos)
            if not self.abierto:
                raise MotorCerrado("cerrado")
            if len(self.fichas) >= cupo:
                raise MotorLleno("lleno")
            id = f"{self.prefijo}{len(self.fichas) + 1}"
            self.fichas[id] = [lab.now(), None]
            return id

        def estado(self, id):
            self.anota("estado", id)
            empezo, fin = self.fichas[id]
            nombre = fin or ("hecho" if lab.now() >= empezo + 100 else "en curso")
            resultado = ["listo", id] if nombre == "hecho" else None
            return {"estado": nombre, "intentos": 1, "resultado": resultado, "error": None}

        def cancelar(self, id):
            self.anota("cancelar", id)
            empezo, fin = self.fichas[id]
            if fin or lab.now() >= empezo + 100:
                return False
            self.fichas[id][1] = "cancelado"
            return True

        async def cerrar(self, paciencia):
            self.abierto = False

    lab.here()
    motores = [MotorDeJuguete(prefijo), MotorDeJuguete("otro-")]
    clientes = [lab.asgi(crear_api(motor)) for motor in motores]
    vistos = []
    lab.put("motores", [motor.ordenes for motor in motores])
    for cual, metodo, ruta, cuerpo in peticiones:
        if metodo == "ESPERA":
            await asyncio.sleep(cuerpo)
        elif metodo == "CIERRA":
            await motores[cual].cerrar(cuerpo)
        else:
            extra = {"json": cuerpo} if cuerpo is not None else {}
            vistos.append(await clientes[cual].http(metodo, ruta, **extra))
    return vistos


def hechas(peticiones):
    return [f"{metodo} {ruta}" for _, metodo, ruta, _ in peticiones if metodo not in ("ESPERA", "CIERRA")]


def codigos(r):
    return [visto["status"] for visto in r.value]


def lugar(visto):
    return [valor.decode() for nombre, valor in visto["headers"] if nombre == b"location"]


def atiende(peticiones, esperados, cupo=9, prefijo="t"):
    """Lo que una ventanilla nunca debe hacer, y los códigos que debe dar, en orden."""
    nombres = hechas(peticiones)

    def donde(r, esperado, *cuales):
        """Si en algún lugar se esperaba un código y se vio uno de estos."""
        return any(e == esperado and v["status"] in cuales for e, v in zip(esperados, r.value, strict=True))

    def sordo(r, cual):
        """Si esa API aceptó encargos, y su motor no recibió ninguno."""
        aceptados = [
            p
            for p, v in zip(nombres, r.value, strict=True)
            if p.startswith("POST") and v["status"] in (202, 503)
        ]
        suyos = [que for que, _, _, _ in peticiones if que == cual]
        return bool(aceptados and suyos) and not r.extra["motores"][cual]

    def contestado(r):
        return "; ".join(f"{n}: {v['status']}" for n, v in zip(nombres, r.value, strict=True))

    bien = "; ".join(f"{n}: {e}" for n, e in zip(nombres, esperados, strict=True))
    return (
        expect(ventanilla, peticiones=peticiones, cupo=cupo, prefijo=prefijo)
        .rules_out(
            "E05", lambda r: r.blocking, lambda r: f"se llamó a {r.blocking[0].call} con el bucle en marcha"
        )
        .rules_out(
            "E1416",
            lambda r: any(hilo for ordenes in r.extra["motores"] for _, _, hilo in ordenes),
            expected="que todo se le pida al motor desde el bucle de eventos",
        )
        .rules_out(
            "E1411",
            lambda r: any(visto["gave_up"] or visto["ended"] > 0 for visto in r.value),
            lambda r: "; ".join(
                f"{n}: {v['ended']:g} s" for n, v in zip(nombres, r.value, strict=True) if v["ended"]
            ),
            "que cada respuesta salga en el acto",
        )
        .rules_out(
            "E1419",
            lambda r: any(sordo(r, cual) for cual in (0, 1)),
            expected="que cada API hable con su motor",
        )
        .rules_out("E1412", lambda r: donde(r, 404, 500), contestado, bien)
        .rules_out("E1413", lambda r: donde(r, 503, 500), contestado, bien)
        .rules_out("E1414", lambda r: donde(r, 404, 200, 202, 204), contestado, bien)
        .rules_out("E1415", lambda r: donde(r, 202, 200, 201, 204), contestado, bien)
        .rules_out("E1418", lambda r: donde(r, 409, 200, 202, 204), contestado, bien)
        .conforms()
        .satisfies(lambda r: codigos(r) == esperados, bien, contestado)
    )


def sin_cancelar(r, *ids):
    """Se contestó que sí a un DELETE, y el motor no recibió la orden, o el trabajo siguió."""
    pedidos = [dato for orden, dato, _ in r.extra["motores"][0] if orden == "cancelar"]
    return any(id not in pedidos for id in ids)


DIA = [
    [0, "POST", "/trabajos", {"foto": "gato.png"}],
    [0, "GET", "/trabajos/t1", None],
    [0, "POST", "/trabajos", {"foto": "perro.png"}],
    [0, "POST", "/trabajos", {"foto": "pez.png"}],
    [0, "DELETE", "/trabajos/t1", None],
    [0, "GET", "/trabajos/t1", None],
    [0, "GET", "/trabajos/nadie", None],
]
(
    atiende(DIA, [202, 200, 202, 503, 202, 200, 404], cupo=2)
    .rules_out(
        "E1417",
        lambda r: sin_cancelar(r, "t1"),
        "el motor no recibió ninguna orden de cancelar",
        "motor.cancelar('t1')",
    )
    .satisfies(
        lambda r: [v["json"] for v in r.value[:4:2]] == [{"id": "t1"}, {"id": "t2"}],
        "el id de cada trabajo en el cuerpo",
        lambda r: f"{[v['body'].decode() for v in r.value[:4:2]]}",
    )
    .satisfies(
        lambda r: [lugar(v) for v in r.value[:4:2]] == [["/trabajos/t1"], ["/trabajos/t2"]],
        "Location: /trabajos/t1 y /trabajos/t2",
        lambda r: f"{[lugar(v) for v in r.value[:4:2]]}",
    )
    .satisfies(
        lambda r: (
            [v["json"] for v in r.value[1:6:4]]
            == [
                {"id": "t1", "estado": estado, "intentos": 1, "resultado": None, "error": None}
                for estado in ("en curso", "cancelado")
            ]
        ),
        "la ficha del trabajo con su id",
        lambda r: f"{[v['body'].decode() for v in r.value[1:6:4]]}",
    )
    .satisfies(
        lambda r: (
            [dato for orden, dato, _ in r.extra["motores"][0] if orden == "enviar"]
            == [{"foto": f"{animal}.png"} for animal in ("gato", "perro", "pez")]
        ),
        "que el motor reciba los objetos que llegaron",
        lambda r: f"recibió {[dato for orden, dato, _ in r.extra['motores'][0] if orden == 'enviar']}",
    )
    .leaves_nothing()
    .worth(2)
)


# %% hidden="crear_api" points=6
### BEGIN HIDDEN TESTS
score = hidden(6)
draw = next(score.draws(1))
prefijo = draw.choice(["job-", "a.", "x"]) + str(draw.randint(100, 999)) + "-"
datos = {
    draw.choice(["archivo", "video"]): f"{draw.randint(10, 99)}.bin",
    "opciones": {"veces": draw.randint(1, 9), "lista": [1, None]},
}
with score(1):
    (
        atiende([[0, "POST", "/trabajos", datos], [0, "POST", "/trabajos", {}]], [202, 202], prefijo=prefijo)
        .satisfies(
            lambda r: (
                [v["json"] for v in r.value] == [{"id": f"{prefijo}{i}"} for i in (1, 2)]
                and [lugar(v) for v in r.value] == [[f"/trabajos/{prefijo}{i}"] for i in (1, 2)]
            ),
            "el id en el cuerpo, y dónde preguntar en Location",
        )
        .satisfies(
            lambda r: [dato for _, dato, _ in r.extra["motores"][0]] == [datos, {}],
            "que el motor reciba lo que llegó",
        )
        .leaves_nothing()
    )
with score(1):
    (
        atiende(
            [
                [0, "POST", "/trabajos", datos],
                [0, "GET", f"/trabajos/{prefijo}1", None],
                [0, "ESPERA", "", 150],
                [0, "GET", f"/trabajos/{prefijo}1", None],
                [0, "GET", f"/trabajos/{prefijo}2", None],
            ],
            [202, 200, 200, 404],
            prefijo=prefijo,
        ).satisfies(
            lambda r: (
                [v["json"] for v in r.value[1:3]]
                == [
                    {
                        "id": f"{prefijo}1",
                        "estado": "en curso",
                        "intentos": 1,
                        "resultado": None,
                        "error": None,
                    },
                    {
                        "id": f"{prefijo}1",
                        "estado": "hecho",
                        "intentos": 1,
                        "resultado": ["listo", f"{prefijo}1"],
                        "error": None,
                    },
                ]
            ),
            "la ficha de cada momento, con el id",
        )
    )
with score(1.5):
    (
        atiende(
            [
                [0, "POST", "/trabajos", datos],
                [0, "POST", "/trabajos", datos],
                [0, "DELETE", f"/trabajos/{prefijo}2", None],
                [0, "GET", f"/trabajos/{prefijo}2", None],
                [0, "DELETE", f"/trabajos/{prefijo}2", None],
                [0, "ESPERA", "", 150],
                [0, "DELETE", f"/trabajos/{prefijo}1", None],
                [0, "DELETE", f"/trabajos/{prefijo}9", None],
            ],
            [202, 202, 202, 200, 409, 409, 404],
            prefijo=prefijo,
        )
        .rules_out("E1417", lambda r: sin_cancelar(r, f"{prefijo}2"))
        .satisfies(
            lambda r: r.value[3]["json"]["estado"] == "cancelado", "que el trabajo quede cancelado, y se vea"
        )
    )
with score(1):
    atiende(
        [
            [0, "POST", "/trabajos", datos],
            [0, "POST", "/trabajos", datos],
            [0, "GET", "/trabajos/t1", None],
            [1, "CIERRA", "", 1],
            [1, "POST", "/trabajos", datos],
        ],
        [202, 503, 200, 503],
        cupo=1,
    ).leaves_nothing()
with score(0.5):
    (
        atiende(
            [
                [0, "POST", "/trabajos", [1, 2]],
                [0, "POST", "/trabajos", "texto"],
                [0, "POST", "/trabajos", None],
            ],
            [422] * 3,
        ).satisfies(lambda r: r.extra["motores"] == [[], []], "que el motor no reciba lo que no es un objeto")
    )
with score(1):
    (
        atiende(
            [
                [0, "POST", "/trabajos", {"n": 1}],
                [1, "GET", "/trabajos/t1", None],
                [1, "POST", "/trabajos", {"n": 2}],
                [0, "GET", "/trabajos/otro-1", None],
                [1, "DELETE", "/trabajos/otro-1", None],
            ],
            [202, 404, 202, 404, 202],
        ).satisfies(
            lambda r: (
                [[dato for orden, dato, _ in ordenes if orden == "enviar"] for ordenes in r.extra["motores"]]
                == [[{"n": 1}], [{"n": 2}]]
            ),
            "que cada API hable con su motor",
            diagnosis="E1419",
        )
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Un canal para mirar
#
# Preguntar cada segundo «¿ya?» funciona, pero casi siempre la respuesta es «todavía no». Con un WebSocket la conexión queda abierta y el servidor habla cuando tiene algo que decir. En FastAPI una ruta así recibe un objeto `WebSocket`:
#
# | Operación | Qué hace |
# |---|---|
# | `await ws.accept()` | acepta la conexión; antes de eso no se puede enviar nada |
# | `await ws.send_json(x)` | envía `x` como texto JSON; **espera** si la red del cliente va lenta |
# | `await ws.receive_text()` | espera un texto del cliente; lanza `WebSocketDisconnect` cuando el cliente se va |
# | `async for texto in ws.iter_text()` | lo mismo, en un ciclo que termina cuando el cliente se va |
#
# Como en la lección 10, quien solo envía no se entera de que el cliente se fue hasta que intenta enviarle algo, y si no pasa nada, no intenta enviar nada. Alguien tiene que estar **escuchando**, aunque lo que diga el cliente no interese.


# %%
radio = FastAPI()


@radio.websocket("/hora")
async def hora(ws: WebSocket):
    # Paso 1: aceptar.
    await ws.accept()

    async def da_la_hora():
        for segundo in range(100):
            await ws.send_json({"segundo": segundo})
            await asyncio.sleep(1)

    # Paso 2: hablar en una tarea aparte…
    voz = asyncio.create_task(da_la_hora(), name="voz")
    try:
        # Paso 3: …y escuchar aquí, hasta que el cliente se vaya.
        async for texto in ws.iter_text():
            print("el cliente dice", texto)
    finally:
        # Paso 4: sin oyente, no hay programa.
        voz.cancel()


async def oyente(lab):
    async with lab.asgi(radio).websocket("/hora") as ws:
        print(await ws.receive(), await ws.receive())
        ws.send("gracias")
        await asyncio.sleep(0.5)
    print(f"se fue en t = {lab.now():g}; lo recibido:", len(ws.seen()["data"]))


_ = trace(oyente)

# %% [markdown]
# ### Uno habla, muchos escuchan
#
# Si quien publica recorre la lista de clientes y espera a cada uno (`for ws in clientes: await ws.send_json(evento)`), todos van al paso del **más lento**: un teléfono en el metro detiene la pantalla de la oficina. Y una sola cola para todos tampoco sirve: lo que un lector saca, los demás ya no lo ven.
#
# La solución es un buzón por cliente. Publicar es dejar el evento en cada buzón, sin esperar a nadie; vaciar un buzón es asunto de la conexión a la que pertenece. Queda decidir qué pasa cuando el buzón de un cliente lento se llena. Guardarlo todo es agotar la memoria; para un canal de avance, lo sensato es
# tirar lo más viejo: a quien mira le interesa cómo va el trabajo *ahora*.

# %% [markdown] prompt="ws_eventos"
# ## Ejercicio 3 · `ws_eventos`
#
# Escribe `ws_eventos(app, cupo)`: añade a la aplicación el WebSocket `/eventos` y devuelve `publicar`, una función **normal** que recibe un evento (un diccionario) y no espera a nadie.
#
# * Cada cliente conectado recibe, como texto JSON, todos los eventos que se publican desde que se le aceptó, en orden y en cuanto su red lo permite.
# * Un cliente lento no retrasa a los demás. De lo que aún no se le ha empezado a enviar se conservan como mucho los `cupo` eventos más recientes: los anteriores se pierden para él, y solo para él.
# * Lo que el cliente diga se ignora.
# * Cuando un cliente se va, la ruta termina en ese momento, no se le envía nada más y no queda rastro de él: ni en memoria, ni en tareas.
# * Dos aplicaciones no comparten clientes.
#
# ```python
# >>> app = FastAPI()
# >>> publicar = ws_eventos(app, 16)
# >>> publicar({"id": "7", "estado": "en curso"})     # nadie mira: no pasa nada
# ```
#
# <details><summary>Una pista</summary>
#
# Dibuja el camino de un evento desde `publicar` hasta la red de un cliente, y marca en qué punto podría tener que esperar. Todo lo que esté antes de ese punto es de todos; lo que esté después, de un solo cliente. ¿Qué hay en medio, y quién lo quita cuando el cliente se va?
#
# </details>


# %% solution="ws_eventos"
def ws_eventos(app: FastAPI, cupo: int) -> Callable[[dict[str, Any]], None]:
    """Añade a `app` el WebSocket `/eventos`, y devuelve la función que publica un evento a quienes miran."""
    ### BEGIN SOLUTION
    buzones: set[asyncio.Queue[dict[str, Any]]] = set()

    async def reparte(ws: WebSocket, buzon: asyncio.Queue[dict[str, Any]]) -> None:
        while True:
            await ws.send_json(await buzon.get())

    @app.websocket("/eventos")
    async def eventos(ws: WebSocket) -> None:
        await ws.accept()
        buzon: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=cupo)
        buzones.add(buzon)
        reparto = asyncio.create_task(reparte(ws, buzon))
        try:
            async for _ in ws.iter_text():
                pass
        finally:
            buzones.discard(buzon)
            reparto.cancel()
            await asyncio.gather(reparto, return_exceptions=True)

    def publicar(evento: dict[str, Any]) -> None:
        for buzon in buzones:
            if buzon.full():
                buzon.get_nowait()
            buzon.put_nowait(evento)

    return publicar
    ### END SOLUTION


# %% test="ws_eventos" points=1
@scenario
async def emision(ws_eventos, lab, cupo, clientes, eventos):
    """Clientes que entran y salen (nombre, app, entra, sale, segundos por envío, cómo se va), y eventos (segundo, app, número)."""
    import asyncio
    import gc
    import json
    import weakref

    from fastapi import FastAPI
    from starlette.websockets import WebSocket

    class Evento(dict):
        pass

    def lenta(app, segundos):
        async def por_la_red(scope, receive, send):
            turno = asyncio.Lock()

            async def despacio(mensaje):
                if mensaje["type"] != "websocket.send":
                    await send(mensaje)
                    return
                async with turno:
                    await send(mensaje)
                    await asyncio.sleep(segundos)

            await app(scope, receive, despacio)

        return por_la_red if segundos else app

    def leido(contenido):
        try:
            return json.loads(contenido)["n"]
        except Exception:
            return repr(contenido)

    async def mira(app, entra, sale, segundos, salida):
        await asyncio.sleep(entra)
        async with lab.asgi(lenta(app, segundos), grace=30).websocket("/eventos") as ws:
            if salida == "habla":
                ws.send("hola")
            await asyncio.sleep(sale - lab.now())
            if salida == "pierde":
                ws.drop()
        visto = ws.seen()
        fin = visto["ended"]
        return ws, {
            "aceptado": visto["accepted"],
            "datos": [[round(visto["began"] + t, 6), leido(dato)] for t, dato in visto["data"]],
            "cierra": (visto["closed"] or {}).get("by"),
            "tardó": None if visto["state"] == "running" else max(0, round(visto["began"] + fin - sale, 6)),
            "violations": [
                v
                for v in visto["violations"]
                if v["rule"] != "app.running" and "WebSocketDisconnect" not in v["message"]
            ],
        }

    def vivos():
        gc.collect()
        return sum(issubclass(type(o), (asyncio.Queue, WebSocket)) for o in gc.get_objects())

    apps = [FastAPI(), FastAPI()]
    publica = [ws_eventos(app, cupo) for app in apps]
    antes = vivos()
    miran = [asyncio.create_task(mira(apps[cual], *como)) for _, cual, *como in clientes]
    for segundo, cual, n in eventos:
        await asyncio.sleep(segundo - lab.now())
        publica[cual]({"n": n})
    vistos = {}
    for nombre, *_ in clientes:
        ws, visto = await miran.pop(0)
        vistos[nombre] = {**visto, "rechazados": ws.seen()["refused"]}
    del ws
    lab.put("quedan", vivos() - antes)
    huellas = []
    for n in range(3 * cupo):
        evento = Evento(n=n)
        huellas.append(weakref.ref(evento))
        publica[0](evento)
        del evento
    gc.collect()
    lab.put("guardados", sum(huella() is not None for huella in huellas) - cupo)
    return vistos


def recibido(r, *nombres):
    return "; ".join(
        f"{nombre}: " + (", ".join(f"{n} (t = {t:g})" for t, n in r.value[nombre]["datos"]) or "nada")
        for nombre in nombres or r.value
    )


def transmite(clientes, eventos, cupo=9):
    """Una emisión, y lo que nunca debe verse en ninguna. Los clientes rápidos reciben cada evento en su segundo."""
    rapidos = {
        nombre: [[t, n] for t, suya, n in eventos if suya == cual and entra < t < sale]
        for nombre, cual, entra, sale, segundos, _ in clientes
        if not segundos
    }
    lentos = {nombre: sale for nombre, _, _, sale, segundos, _ in clientes if segundos}

    def numeros(r, nombre):
        return [n for _, n in r.value[nombre]["datos"]]

    def suyos(nombre):
        return [n for _, n in rapidos[nombre]]

    def mezclados(r):
        ajenos = {cual: {n for _, suya, n in eventos if suya != cual} for cual in (0, 1)}
        return any(ajenos[cual] & {*numeros(r, nombre)} for nombre, cual, *_ in clientes)

    def repartidos(r):
        """Si lo de una misma aplicación llegó entero, pero cada evento a uno solo de sus clientes."""
        for cual in (0, 1):
            miran = [nombre for nombre, suya, *_ in clientes if suya == cual]
            todos = sorted(n for nombre in miran for n in numeros(r, nombre))
            if len(miran) > 1 and todos == sorted(n for _, suya, n in eventos if suya == cual) != []:
                return True
        return False

    def tarde(r):
        return any(
            numeros(r, nombre) != suyos(nombre) or r.value[nombre]["datos"] != rapidos[nombre]
            for nombre in rapidos
        )

    def retrasados(r):
        """Si a un cliente rápido le llegó algo más tarde de lo que se publicó."""
        publicado = {(cual, n): t for t, cual, n in eventos}
        return any(
            t > publicado.get((cual, n), t)
            for nombre, cual, *_ in clientes
            if nombre in rapidos
            for t, n in r.value[nombre]["datos"]
        )

    def callados(r):
        hablan = [
            nombre for nombre, *_, salida in clientes if salida == "habla" and r.value[nombre]["aceptado"]
        ]
        return any(r.value[nombre]["cierra"] == "app" for nombre in hablan)

    lo_justo = "; ".join(
        f"{nombre}: " + ", ".join(f"{n} (t = {t:g})" for t, n in rapidos[nombre]) for nombre in rapidos
    )
    return (
        expect(emision, cupo=cupo, clientes=clientes, eventos=eventos)
        .rules_out(
            "E05", lambda r: r.blocking, lambda r: f"se llamó a {r.blocking[0].call} con el bucle en marcha"
        )
        .rules_out(
            "E14",
            lambda r: any("publica" in nombre for nombre in r.never_awaited),
            "se llamó a publicar() y entregó una corrutina",
        )
        .rules_out(
            "E1428",
            lambda r: r.value and not any(visto["aceptado"] for visto in r.value.values()),
            lambda r: f"llegaron {len(r.value)} clientes, y la aplicación no aceptó a ninguno",
            "que los acepte a todos",
        )
        .rules_out("E1427", mezclados, recibido, lo_justo)
        .rules_out(
            "E1425",
            callados,
            "un cliente dijo «hola», y la aplicación cerró su conexión",
            "que siga recibiendo",
        )
        .rules_out("E1426", repartidos, recibido, lo_justo)
        .rules_out("E1421", lambda r: lentos and retrasados(r), lambda r: recibido(r, *rapidos), lo_justo)
        .rules_out(
            "E1422",
            lambda r: any(visto["rechazados"] for visto in r.value.values()),
            lambda r: (
                f"envíos a clientes que ya no estaban: {sum(v['rechazados'] for v in r.value.values())}"
            ),
            "ninguno",
        )
        .rules_out(
            "E1423",
            lambda r: any(visto["aceptado"] and visto["tardó"] != 0 for visto in r.value.values()),
            "un cliente se fue, y la ruta siguió como si estuviera",
            "que la ruta termine en ese momento",
        )
        .rules_out(
            "E1423",
            lambda r: (
                all(visto["aceptado"] for visto in r.value.values())
                and (r.extra["quedan"] > 0 or r.extra["guardados"] > 0)
            ),
            "se fueron todos, y de ellos o para ellos quedó algo guardado",
            "que no quede rastro",
        )
        .conforms()
        .satisfies(lambda r: not tarde(r), lo_justo, lambda r: recibido(r, *rapidos))
    )


(
    transmite(
        [["Ana", 0, 0, 9, 0, "cierra"], ["Beto", 0, 2.5, 6.5, 0, "habla"], ["Metro", 0, 0, 11, 4, "cierra"]],
        [[t, 0, t] for t in range(1, 9)],
    )
    .leaves_nothing()
    .worth(1)
)


# %% hidden="ws_eventos" points=5
### BEGIN HIDDEN TESTS
score = hidden(5)
draw = next(score.draws(1))
with score(1):
    entradas = draw.sample([0, 1.5, 3.5, 5.5, 7.5], 3)
    clientes = [
        [nombre, 0, entra, entra + draw.randint(3, 9) + 0.25, 0, "cierra"]
        for nombre, entra in zip("xyz", entradas, strict=True)
    ]
    transmite(clientes, [[t, 0, t * 7 % 19] for t in range(1, 18)]).leaves_nothing()
lentitud, cupo = draw.randint(8, 12), draw.randint(3, 6)
with score(1):
    (
        transmite(
            [
                ["metro", 0, 0, 31.5, lentitud, "cierra"],
                ["ana", 0, 0.5, 31, 0, "cierra"],
                ["beto", 0, 10.5, 20.5, 0, "cierra"],
            ],
            [[t, 0, t] for t in range(1, 30)],
            cupo=40,
        )
        .satisfies(
            lambda r: (
                [n for _, n in r.value["metro"]["datos"]]
                == [*range(1, len(r.value["metro"]["datos"]) + 1)]
                != []
            ),
            "que el lento reciba los suyos en orden",
        )
        .leaves_nothing()
    )
with score(1):
    ultimo = 40 + lentitud * (cupo + 3)
    (
        transmite([["metro", 0, 0, 900, lentitud, "cierra"]], [[t, 0, t] for t in range(1, 41)], cupo=cupo)
        .rules_out("E1424", lambda r: r.value["metro"]["datos"][-1][0] > ultimo)
        .satisfies(
            lambda r: (
                [n for _, n in r.value["metro"]["datos"]][-cupo:] == [*range(41 - cupo, 41)]
                and [n for _, n in r.value["metro"]["datos"]]
                == sorted({n for _, n in r.value["metro"]["datos"]})
            ),
            "que se conserven los más recientes, en orden",
        )
        .leaves_nothing()
    )
with score(1):
    (
        transmite(
            [
                ["a", 0, 0, 3.5, 0, "cierra"],
                ["b", 0, 0, 5.5, 0, "pierde"],
                ["c", 0, 1.5, 60, 0, "cierra"],
                ["d", 0, 0, 2.5, 5, "pierde"],
            ],
            [[t, 0, t] for t in (1, 2, 3, 5, 40)],
        ).leaves_nothing()
    )
with score(0.5):
    transmite(
        [[str(i), 0, i + 0.5, 50 + i, 0, ("cierra", "pierde")[i % 2]] for i in range(6)], [[49, 0, 1]]
    ).leaves_nothing()
with score(0.5):
    transmite(
        [["a", 0, 0, 9, 0, "habla"], ["b", 1, 0, 9, 0, "habla"]],
        [[1, 0, 10], [2, 1, 20], [3, 0, 11], [4, 1, 21]],
    ).leaves_nothing()
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Apagar sin perder nada
#
# Quien administra un servidor no cierra tu programa con un botón: le manda una **señal**. `SIGTERM` quiere decir «termina, por favor»; si al cabo de un rato sigue ahí, llega `SIGKILL`, que no se puede atender. Si tu programa no dice otra cosa, `SIGTERM` lo termina en el acto,
# a mitad de lo que estuviera haciendo. En asyncio, `loop.add_signal_handler(signal.SIGTERM, fn)` pide que el bucle llame a `fn()` cuando llegue la señal: entre una tarea y otra, nunca a mitad de una línea. Lo más sencillo que puede hacer `fn` es completar un evento que alguien espera.
#
# Las señales son cosa de Linux y macOS: en Windows `add_signal_handler` lanza `NotImplementedError`. Si trabajas ahí, usa WSL para el ejercicio de esta parte; fuera de él, la prueba te dirá que no puede comprobarlo y no te quitará nada.


# %%
async def tienda(lab):
    cerrar = asyncio.Event()
    atendiendo = set()

    async def atiende(cliente, segundos):
        # Paso 1: quien está en el mostrador se apunta, y se borra al terminar.
        yo = asyncio.current_task()
        atendiendo.add(yo)
        try:
            await lab.job(cliente, segundos)()
        finally:
            atendiendo.discard(yo)

    visitas = [("Ana", 3), ("Beto", 20)]
    _ = [asyncio.create_task(atiende(cliente, segundos), name=cliente) for cliente, segundos in visitas]
    # Paso 2: aquí, la señal llega en el segundo 1.
    asyncio.get_running_loop().call_later(1, cerrar.set)
    await cerrar.wait()
    # Paso 3: esperar a quienes están, con un límite. `asyncio.wait` no cancela a nadie: devuelve dos conjuntos.
    terminaron, faltan = await asyncio.wait(atendiendo, timeout=5)
    print(f"t = {lab.now():g}: terminaron {len(terminaron)}, faltan {len(faltan)}")
    # Paso 4: a quien falta se le pide que pare, y se espera a que lo haga.
    for tarea in faltan:
        tarea.cancel()
    await asyncio.wait(faltan)


_ = trace(tienda)

# %% [markdown]
# Un apagado en orden tiene siempre los mismos cuatro pasos: **no admitir más**, **terminar lo empezado**, **cortar lo que no termine a tiempo** y **decir con el código de salida cómo fue**. Cuando lo empezado son *procesos*, hay algo más que recordar: no mueren con su padre. Si cancelas la tarea que espera a un proceso, el proceso ni
# se entera; hay que terminarlo (`proceso.kill()`) y esperarlo (`await proceso.wait()`), como en la lección 03.
#
# Falta la puerta. `asyncio.start_server(atender, "127.0.0.1", 0)` abre un puerto libre y crea una tarea `atender(lector, escritor)` por cada conexión:


# %%
async def eco_por_lineas(lector, escritor):
    # Paso 1: `readline` espera una línea; devuelve b"" cuando el otro lado ya no va a decir más.
    while linea := await lector.readline():
        # Paso 2: contestar, y esperar a que quepa en la red.
        escritor.write(b"dijiste " + linea)
        await escritor.drain()
    escritor.close()


puerta = await asyncio.start_server(eco_por_lineas, "127.0.0.1", 0)
lector, escritor = await asyncio.open_connection(*puerta.sockets[0].getsockname())
escritor.write(b"hola\n")
print((await lector.readline()).decode(), end="")
# Paso 3: cerrar la puerta no echa a quienes están dentro: solo deja de admitir a otros.
puerta.close()
escritor.write("¿sigues ahí?\n".encode())
print((await lector.readline()).decode(), end="")
escritor.close()

# %% [markdown]
# Fíjate en la última línea: la puerta estaba cerrada y la conversación siguió. Quien espera a que se vayan todos **por su propio pie** puede esperar para siempre: basta un cliente callado.

# %% [markdown] prompt="apagado"
# ## Ejercicio 4 · `apagado.py`
#
# Escribe `apagado.py`, un despachador pequeño y completo cuyos trabajos son procesos. Se ejecuta así: `python apagado.py PACIENCIA ORDEN…`, donde `PACIENCIA` son segundos y `ORDEN…` es el programa que hace un trabajo, con sus argumentos.
#
# * **Arranca**: abre un puerto libre en `127.0.0.1` y escribe la línea `listo PUERTO` en su salida. No escribe otra cosa en ella.
# * **Atiende**: cada línea que llega por una conexión es un trabajo. Ejecuta `ORDEN… LÍNEA` (la línea, sin su salto, es un argumento más) y, cuando el proceso termina, contesta lo que este escribió en su salida. Las líneas de una conexión se hacen una tras otra; las distintas conexiones, a la vez.
# * **Se apaga** al recibir `SIGTERM`. Desde ese momento no admite conexiones ni empieza trabajos; los que están en curso terminan y se contestan. Después cierra las conexiones, también las de quienes no dicen nada, y sale con código 0.
# * **No espera sin fin**: si `PACIENCIA` segundos después de la señal queda algún trabajo en curso, termina su proceso (aunque este no haga caso de `SIGTERM`) y sale con código 1.
# * Cuando sale, **ningún proceso suyo queda vivo**.
#
# Con el programa `trabajo.py` que acompaña a este cuaderno:
#
# ```
# $ python apagado.py 10 python trabajo.py            $ nc 127.0.0.1 54321
# listo 54321                                         foto-03
#                                                     foto-03: revelada
# $ kill -TERM (su número de proceso)
# ```
#
# <details><summary>Una pista</summary>
#
# Empieza por lo que atiende una conexión y pruébalo con dos terminales. Después dibuja la vida de una conexión con dos estados, «esperando una línea» y «con un trabajo en curso», y decide qué hay que hacer con cada uno cuando llega la señal. ¿Cómo sabe el final del programa en cuál está cada una?
#
# </details>

# %% solution="apagado"
# %%writefile apagado.py
"""Un despachador de procesos que, al recibir SIGTERM, termina lo empezado y sale."""

### BEGIN SOLUTION
import asyncio
import signal
import sys


async def trabaja(orden, linea):
    proceso = await asyncio.create_subprocess_exec(
        *orden, linea, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
    )
    try:
        salida, _ = await proceso.communicate()
        return salida
    finally:
        if proceso.returncode is None:
            proceso.kill()
            await proceso.wait()


async def principal(paciencia, orden):
    parar = asyncio.Event()
    conexiones, ocupadas = set(), set()

    async def atiende(lector, escritor):
        yo = asyncio.current_task()
        conexiones.add(yo)
        try:
            while not parar.is_set() and (linea := await lector.readline()):
                ocupadas.add(yo)
                try:
                    escritor.write(await trabaja(orden, linea.decode().rstrip("\r\n")))
                    await escritor.drain()
                finally:
                    ocupadas.discard(yo)
        except (asyncio.CancelledError, ConnectionError):
            pass
        finally:
            conexiones.discard(yo)
            escritor.close()

    servidor = await asyncio.start_server(atiende, "127.0.0.1", 0)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, parar.set)
    print("listo", servidor.sockets[0].getsockname()[1], flush=True)
    await parar.wait()
    servidor.close()
    tarde = set()
    if ocupadas:
        _, tarde = await asyncio.wait(set(ocupadas), timeout=paciencia)
    restantes = set(conexiones)
    for tarea in restantes:
        tarea.cancel()
    await asyncio.gather(*restantes, return_exceptions=True)
    return 1 if tarde else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(principal(float(sys.argv[1]), sys.argv[2:])))
### END SOLUTION


# %% test="apagado" points=1
@scenario(clock="real", blocking="allow", timeout=50)
def apaga(antes, en_curso, callados, sueltan, tercos, paciencia):
    """Lo ejecuta de verdad: hace los trabajos de `antes`, manda SIGTERM con otros en curso y suelta los que dice `sueltan`."""
    import contextlib
    import socket
    import sys
    import time
    from pathlib import Path

    from asyncaula.checks.child import ChildNotReady, start_child

    # Lo que no llega se deja de esperar cuando el programa y sus procesos llevan QUIETO segundos sin moverse, por
    # lenta que sea la máquina; LIMITE y FINAL solo cortan al que no para de moverse.
    QUIETO, LIMITE, FINAL = 1.5, 10.0, time.monotonic() + 30
    # Cada trabajo avisa por su propio socket de que empezó, y no termina hasta que se le suelta.
    trabajo = """
import signal, socket, sys
puerto, terco, *partes = sys.argv[1:]
nombre = "|".join(partes)
if nombre in terco.split(","):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
control = socket.create_connection(("127.0.0.1", int(puerto)))
control.sendall(nombre.encode() + b"\\n")
if control.recv(1):
    print(nombre + " listo", flush=True)
"""
    visto = {"listo": False, "empezaron": [], "respuestas": {}, "nuevos": [], "sin señales": False}
    if not Path("apagado.py").is_file():
        raise NotImplementedError

    with contextlib.ExitStack() as abiertos:
        control = abiertos.enter_context(socket.create_server(("127.0.0.1", 0)))
        control.settimeout(0.05)
        trabajos = {}

        def espera(mira):
            """Lo que dé `mira`, que espera un instante cada vez; None si no llega."""
            limite = max(0, min(LIMITE, FINAL - time.monotonic()))
            return programa.until(mira, timeout=limite, still=QUIETO)

        def lee(canal, hasta=b""):
            """Lo que llega por un socket hasta ese texto, o hasta que el otro lado cierra o no dice más."""
            texto = b""

            def otro_trozo():
                nonlocal texto
                try:
                    trozo = canal.recv(4096)
                except TimeoutError:
                    return None
                except OSError:
                    trozo = b""
                texto += trozo
                return not trozo or (hasta and texto.endswith(hasta)) or None

            espera(otro_trozo)
            return texto.decode("utf-8", "replace")

        def acepta():
            with contextlib.suppress(TimeoutError):
                return abiertos.enter_context(control.accept()[0])
            return None

        def llega(canal=None):
            """Espera a que empiece otro trabajo, y da su nombre."""
            canal = canal or espera(acepta)
            if canal is None:
                return None
            canal.settimeout(0.05)
            nombre = lee(canal, b"\n").strip()
            trabajos[nombre] = canal
            return nombre

        def suelta(nombre):
            if nombre in trabajos:
                with contextlib.suppress(OSError):
                    trabajos[nombre].sendall(b"x")

        def conecta():
            canal = abiertos.enter_context(socket.create_connection(("127.0.0.1", puerto), LIMITE))
            canal.settimeout(0.05)
            return canal

        def libre():
            """Si el puerto está libre, sin molestar a quien escucha en él; None si no."""
            with socket.socket() as prueba, contextlib.suppress(OSError):
                prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                prueba.bind(("127.0.0.1", puerto))
                return True
            time.sleep(0.02)
            return None

        def admite():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", puerto), LIMITE):
                return True
            return False

        orden = [sys.executable, "-I", "-S", "-c", trabajo, control.getsockname()[1], ",".join(tercos)]
        programa = abiertos.enter_context(
            start_child(["apagado.py", str(paciencia), *orden], interpreter_flags=())
        )

        def error():
            """Lo último que el programa escribió en su salida de errores."""
            return "".join(programa.so_far()[1].strip().splitlines()[-1:])

        visto["sin señales"] = not programa.can_be_asked_to_stop
        try:
            listo = programa.wait_for(r"^listo (\d+)\s*$", stream="stdout", timeout=15, still=2 * QUIETO)
        except ChildNotReady as fallo:
            # En Windows también lo lanza asyncio, cuando se le pide que atienda una señal.
            if "NotImplementedError" in fallo.stderr and "add_signal_handler" not in fallo.stderr:
                raise NotImplementedError from None
            visto["stderr"] = (fallo.stderr.strip().splitlines() or ["no escribió la línea «listo PUERTO»"])[
                -1
            ]
            return visto
        if visto["sin señales"]:
            return visto
        puerto = int(listo[1])
        visto["listo"] = True
        try:
            mudos = [conecta() for _ in range(callados)]
            un_cliente = conecta()
            for linea in antes:
                un_cliente.sendall(f"{linea}\n".encode())
                nombre = llega()
                if nombre is None:
                    return visto | {"empezaron": [None], "error": error()}
                suelta(nombre)
                visto["respuestas"][linea] = lee(un_cliente, b"\n")
                if not visto["respuestas"][linea]:
                    return visto | {"sin contestar": linea, "error": error()}
            clientes = {}
            for lineas in en_curso:
                clientes[lineas[0]] = conecta()
                clientes[lineas[0]].sendall("".join(f"{linea}\n" for linea in lineas).encode())
                visto["empezaron"].append(llega())
                if visto["empezaron"][-1] is None:
                    return visto | {"error": error()}
        except OSError as fallo:
            visto["stderr"] = repr(fallo)
            return visto
        # La señal. Se da por recibida cuando el programa deja de escuchar, o cuando ya no hace nada más.
        programa.terminate()
        visto["cerró"] = espera(libre) or not admite()
        for nombre in sueltan:
            suelta(nombre)
            visto["respuestas"][nombre] = lee(clientes[nombre], b"\n")
        # Quien pide a un proceso que termine puede darle unos segundos antes de matarlo.
        calma = 6.0 if tercos else 2 * QUIETO
        fin = programa.wait(max(0, min(LIMITE, FINAL - time.monotonic())), still=calma)
        while (canal := acepta()) is not None:
            visto["nuevos"].append(llega(canal))
        if not fin.timed_out:
            visto["después"] = [lee(canal) for canal in (*mudos, un_cliente)]
        visto["error"] = "".join(fin.stderr.strip().splitlines()[-1:])
        visto |= {"exit": fin.returncode, "no terminó": fin.timed_out, "quedan": fin.leftovers or 0}
        visto["salida"] = fin.stdout.replace(f"listo {puerto}", "listo PUERTO").split("\n")[:3]
    return visto


def con_error(r, texto):
    return f"{texto} ({r.value['error']})" if r.value["error"] else texto


def sirve(esperado):
    """Lo que se ve antes de la señal: que arranca, y que hace y contesta lo que se le pide."""
    return (
        esperado.unless(
            lambda r: r.value["sin señales"],
            "Este sistema no entrega SIGTERM: aquí no se puede comprobar cómo se apaga tu programa, así que "
            "esta prueba se da por buena. Se comprobará donde se califique; antes puedes probarlo en Linux, "
            "macOS o WSL.",
        )
        .rules_out(
            "E29", lambda r: "stderr" in r.value, lambda r: r.value["stderr"], "la línea «listo PUERTO»"
        )
        .rules_out(
            "E09",
            lambda r: r.value["empezaron"] == [None],
            lambda r: con_error(r, "se envió una línea, y no empezó ningún trabajo"),
            "que cada línea empiece un trabajo",
        )
        .rules_out(
            "E09",
            lambda r: "sin contestar" in r.value,
            lambda r: con_error(r, f"el trabajo «{r.value['sin contestar']}» terminó, y no se contestó"),
            "que se conteste lo que escribió su proceso",
        )
        .rules_out(
            "E1434",
            lambda r: len(r.value["empezaron"]) > 1 and r.value["empezaron"][-1] is None,
            expected="que los trabajos de conexiones distintas estén en curso a la vez",
        )
        .finishes()
    )


def se_apaga(esperado, en_curso, sueltan):
    """Las trampas conocidas de un apagado, por lo que se observa de ellas."""
    terminan = "; ".join(f"{nombre}: {nombre} listo" for nombre in sueltan)

    def contestado(r):
        respuestas = r.value["respuestas"]
        visto = "; ".join(f"{n}: {respuestas.get(n, '').strip() or 'sin respuesta'}" for n in sueltan)
        return con_error(r, visto)

    def perdidos(r):
        return r.value["empezaron"] == [lineas[0] for lineas in en_curso] and any(
            not r.value["respuestas"][nombre] for nombre in sueltan
        )

    return (
        sirve(esperado)
        .rules_out(
            "E1433",
            lambda r: r.value["cerró"] is False or r.value["nuevos"],
            lambda r: (
                "después de la señal empezaron: " + ", ".join(r.value["nuevos"])
                if r.value["nuevos"]
                else "después de la señal se podía conectar"
            ),
            "que no se admita nada nuevo",
        )
        .rules_out("E1431", perdidos, contestado, terminan)
        .rules_out("E23", lambda r: r.value["quedan"] > 0 and not r.value["no terminó"])
    )


def sale(esperado, codigo):
    return esperado.satisfies(
        lambda r: r.value["exit"] == codigo,
        f"código {codigo}",
        lambda r: con_error(r, f"terminó con código {r.value['exit']}"),
        diagnosis="E25",
    )


EN_CURSO = [["pan"], ["sopa"]]
(
    sale(
        se_apaga(
            expect(
                apaga,
                antes=["arroz"],
                en_curso=EN_CURSO,
                callados=0,
                sueltan=["sopa", "pan"],
                tercos=[],
                paciencia=60,
            ),
            EN_CURSO,
            ["sopa", "pan"],
        ).rules_out(
            "E1432", lambda r: r.value["no terminó"], "terminaron todos los trabajos, y el programa siguió"
        ),
        0,
    )
    .satisfies(
        lambda r: r.value["respuestas"] == {n: f"{n} listo\n" for n in ("arroz", "sopa", "pan")},
        "que cada cliente reciba lo que escribió su proceso",
        lambda r: f"recibieron {r.value['respuestas']}",
    )
    .worth(1)
)


# %% hidden="apagado" points=7
### BEGIN HIDDEN TESTS
score = hidden(7)
draw = next(score.draws(1))
a, b, c, d = draw.sample(["lana", "hilo", "seda", "lino", "yute", "tul"], 4)
primero, segundo = f"{a} {draw.randint(10, 99)}", f"{b}; {draw.randint(10, 99)}"
curso = [[c, "no " + c], [d]]
ensayo = expect(
    apaga, antes=[primero, segundo], en_curso=curso, callados=1, sueltan=[d, c], tercos=[], paciencia=60
)
with score(2):
    se_apaga(ensayo, curso, [d, c]).satisfies(
        lambda r: [r.value["respuestas"][nombre] for nombre in (d, c)] == [f"{d} listo\n", f"{c} listo\n"],
        "que lo empezado termine y se conteste",
    )
with score(1):
    sirve(ensayo).satisfies(
        lambda r: (
            [r.value["respuestas"][nombre] for nombre in (primero, segundo)]
            == [f"{primero} listo\n", f"{segundo} listo\n"]
        ),
        "que cada línea sea un argumento, y se conteste lo que escribe su proceso",
    ).satisfies(
        lambda r: r.value["salida"] == ["listo PUERTO", ""], "solo la línea «listo PUERTO»", diagnosis="E24"
    )
with score(1.5):
    sale(se_apaga(ensayo, [], []).rules_out("E1432", lambda r: r.value["no terminó"]), 0).satisfies(
        lambda r: r.value["después"] == ["", ""], "que se cierren también las conexiones calladas"
    )
paciencia = draw.choice([0.2, 0.3, 0.4])
tercas = [[a], [b], [c]]
with score(2.5):
    sale(
        se_apaga(
            expect(apaga, antes=[], en_curso=tercas, callados=1, sueltan=[], tercos=[b], paciencia=paciencia),
            tercas,
            [],
        ).rules_out("E1435", lambda r: r.value["no terminó"]),
        1,
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Un cliente que no se atasca
#
# Con el despachador en marcha, alguien preguntará por muchos trabajos a la vez. El archivo `encargos.json` que acompaña al cuaderno tiene los de un día en un taller de revelado: aquí los sirve una aplicación de juguete, y los pide el cliente más sencillo que hay.

# %%
import json
from pathlib import Path

encargos = {
    encargo["id"]: encargo for encargo in json.loads(Path("encargos.json").read_text(encoding="utf-8"))
}
taller = FastAPI()


@taller.get("/trabajos/{id}")
async def ficha_del_taller(id: str):
    if id not in encargos:
        raise HTTPException(404, "no existe ese trabajo")
    return {"id": id, "estado": encargos[id]["estado"]}


with serve(taller) as servido:
    # Paso 1: un solo cliente para todas las peticiones; reutiliza sus conexiones.
    async with httpx.AsyncClient(base_url=servido.url) as http:
        for id in ["foto-01", "foto-02", "foto-99"]:
            # Paso 2: una respuesta con código de error no es una excepción: hay que mirarlo.
            respuesta = await http.get(f"/trabajos/{id}")
            print(id, respuesta.status_code, respuesta.json())

# %% [markdown]
# Eso funciona hasta que algo va mal, y en una red algo va mal siempre:
#
# | Lo que pasa | Lo que ve `httpx` |
# |---|---|
# | no hay nadie en ese puerto, o la conexión se corta | una excepción que deriva de `httpx.HTTPError` |
# | el servidor contesta 404, 500… | una respuesta como cualquier otra: decide tú con `status_code` |
# | contesta 200, pero no es JSON | `respuesta.json()` lanza una excepción que deriva de `ValueError` |
# | tarda demasiado | depende de quién mida |
#
# La última fila merece una pausa. El `timeout=5` de `httpx` limita **cada espera**: 5 segundos para conectar, 5 para cada trozo que llega. Un servidor que manda un byte cada 4 segundos no lo agota nunca. Un límite para la petición *entera* se pone por fuera, con `asyncio.timeout`, como en la lección 07.
#
# Y si además hay que hacer cola para no pasar de `k` peticiones a la vez, otra pregunta: ¿el plazo empieza cuando la petición se pone en la fila, o cuando sale? Es la misma que en el motor, y tiene la misma respuesta.

# %% [markdown] prompt="cliente"
# ## Ejercicio 5 · `cliente`
#
# Escribe la corrutina `cliente(url, ids, k, plazo=5.0)`: pregunta por cada id con `GET {url}/trabajos/{id}` y devuelve un diccionario de cada id a un texto, en el orden de `ids`:
#
# | Texto | Cuándo |
# |---|---|
# | el `"estado"` de la ficha | el servidor contestó 200 con una ficha |
# | `"desconocido"` | contestó 404 |
# | `"sin respuesta"` | cualquier otra cosa: otro código, algo que no es JSON, un fallo de la conexión, o no contestó **del todo** en `plazo` segundos desde que se le hizo la petición |
#
# * Hay como mucho `k` peticiones en curso, y un lugar que queda libre se ocupa en ese momento.
# * Cada id se pregunta una sola vez. Lo que pase con uno no cambia lo que se obtiene de los demás.
# * Si cancelan a `cliente`, sale `CancelledError` y no queda ninguna petición en curso.
#
# ```python
# >>> with serve(taller) as servido:
# ...     await cliente(servido.url, ["foto-02", "foto-99", "foto-01"], 2)
# {'foto-02': 'en curso', 'foto-99': 'desconocido', 'foto-01': 'hecho'}
# ```
#
# <details><summary>Una pista</summary>
#
# Escribe primero una corrutina que pregunte por **un** id y que siempre devuelva un texto, pase lo que pase. Cuando esa no pueda fallar, lo demás es la lección 08. ¿Qué rodea a qué: el plazo a la espera del turno, o el turno al plazo?
#
# </details>


# %% solution="cliente"
async def cliente(url: str, ids: list[str], k: int, plazo: float = 5.0) -> dict[str, str]:
    """Pregunta por los trabajos `ids`, como mucho `k` a la vez, y da el estado de cada uno."""
    ### BEGIN SOLUTION
    turno = asyncio.Semaphore(k)

    async def pregunta(http: httpx.AsyncClient, id: str) -> str:
        try:
            async with asyncio.timeout(plazo):
                respuesta = await http.get(f"{url}/trabajos/{id}")
            if respuesta.status_code == 404:
                return "desconocido"
            if respuesta.status_code == 200:
                return str(respuesta.json()["estado"])
        except (TimeoutError, httpx.HTTPError, ValueError, KeyError, TypeError):
            pass
        return "sin respuesta"

    async def con_turno(http: httpx.AsyncClient, id: str) -> str:
        async with turno:
            return await pregunta(http, id)

    async with httpx.AsyncClient(timeout=None) as http, asyncio.TaskGroup() as grupo:
        tareas = {id: grupo.create_task(con_turno(http, id)) for id in ids}
    return {id: tarea.result() for id, tarea in tareas.items()}
    ### END SOLUTION


# %% test="cliente" points=1
@scenario(max_ticks=30_000)
async def ronda(cliente, lab, fichas, k, plazo, cancela):
    """Un servidor de verdad: de cada id, los segundos que tarda y qué contesta. Apunta cuándo empieza y acaba cada petición."""
    import asyncio
    import json

    from asyncaula.checks.serving import serve_here

    pedidos = []

    async def contesta(id, segundos, como, send):
        async def cuerpo(codigo, texto, mas=False, tipo=b"application/json"):
            await send(
                {"type": "http.response.start", "status": codigo, "headers": [(b"content-type", tipo)]}
            )
            await send({"type": "http.response.body", "body": texto, "more_body": mas})

        if como == "gotea":
            tramo = asyncio.create_task(lab.job(id, segundos)())
            try:
                await cuerpo(200, b" ", mas=True)
                for _ in range(segundos - 1):
                    await asyncio.sleep(1)
                    await send({"type": "http.response.body", "body": b" ", "more_body": True})
                await tramo
            finally:
                tramo.cancel()
            await send({"type": "http.response.body", "body": b'{"estado": "hecho"}'})
            return
        await lab.job(id, segundos)()
        if como == "corta":
            await cuerpo(200, b'{"estado": ', mas=True)
            raise ConnectionError
        if como == "no es JSON":
            await cuerpo(200, b"<html>hecho</html>", tipo=b"text/html")
        elif isinstance(como, int):
            await cuerpo(como, json.dumps({"estado": "hecho", "detail": "error"}).encode())
        else:
            await cuerpo(200, json.dumps({"id": id, "estado": como, "resultado": None}).encode())

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo HTTP")
        id = scope["path"].removeprefix("/trabajos/")
        pedidos.append([scope["method"], scope["path"]])
        segundos, como = fichas.get(id, [0, 404])
        voz = asyncio.create_task(contesta(id, segundos, como, send))
        await receive()
        adios = asyncio.create_task(receive())
        await asyncio.wait([voz, adios], return_when=asyncio.FIRST_COMPLETED)
        for tarea in (adios, voz):
            tarea.cancel()
        fines = await asyncio.gather(voz, adios, return_exceptions=True)
        if isinstance(fines[0], ConnectionError):
            raise fines[0]

    async with serve_here(app) as servido:
        lab.put("pedidos", pedidos)
        if cancela:
            fin = await lab.cancel_at(
                lambda: cliente(servido.url, list(fichas), k, plazo), cancela, grace=900
            )
            await asyncio.sleep(1)
            return fin["state"]
        visto = await cliente(servido.url, list(fichas), k, plazo)
        return [list(visto), visto] if isinstance(visto, dict) else visto


def pregunta_a(fichas, k, plazo=10, cancela=None):
    """Lo que un cliente nunca debe hacer, sea cual sea el servidor, y lo que debe devolver y tardar."""
    bien = {
        id: "desconocido"
        if como == 404
        else "sin respuesta"
        if como in ("gotea", "corta", "no es JSON") or isinstance(como, int) or segundos > plazo
        else como
        for id, (segundos, como) in fichas.items()
    }
    lentos = [id for id, (segundos, _) in fichas.items() if segundos > plazo]
    rotos = [id for id, estado in bien.items() if estado != fichas[id][1] and id not in lentos]

    def visto(r):
        return "; ".join(f"{id}: {estado}" for id, estado in r.value[1].items())

    def sin_plazo(r, *como):
        """Una petición que no contestaba duró más de su plazo."""
        return any(
            r.jobs[id].end is None or r.jobs[id].end - r.jobs[id].start > plazo + 0.001
            for id in lentos
            if fichas[id][1] in como or (fichas[id][1] != "gotea" and not como)
        )

    def perdidos(r):
        """Los ids que cabían en su plazo y se dieron por perdidos sin hacer la petición, o sin esperar lo debido."""
        return [
            id
            for id, estado in bien.items()
            if r.value[1][id] == "sin respuesta" != estado
            and (id not in r.jobs or r.jobs[id].end - r.jobs[id].start < fichas[id][0])
        ]

    def en_la_fila(r):
        return any(id not in r.jobs or r.jobs[id].start > 0 for id in perdidos(r))

    return (
        expect(ronda, fichas=fichas, k=k, plazo=plazo, cancela=cancela)
        .rules_out(
            "E05", lambda r: r.blocking, lambda r: f"se llamó a {r.blocking[0].call} con el bucle en marcha"
        )
        .rules_out(
            "E12", lambda r: r.most_at_once > k, lambda r: f"{r.most_at_once} a la vez", f"como mucho {k}"
        )
        .rules_out("E1441", lambda r: (rotos or lentos) and r.outcome == "raised")
        .rules_out("E1442", lambda r: sin_plazo(r), expected=f"que ninguna petición dure más de {plazo} s")
        .rules_out(
            "E1443", lambda r: sin_plazo(r, "gotea"), expected=f"que ninguna petición dure más de {plazo} s"
        )
        .rules_out("E1444", en_la_fila, visto, "que solo cuente el tiempo desde que se hace la petición")
        .rules_out("E1442", perdidos, visto, f"que una petición tenga {plazo} s para contestar")
        .rules_out("E07", lambda r: r.most_at_once == 1 < min(k, len(fichas)), expected=f"{k} a la vez")
        .rules_out(
            "E10",
            lambda r: r.value[1] == bien and r.value[0] != list(fichas),
            lambda r: ", ".join(r.value[0]),
            ", ".join(fichas),
        )
        .rules_out(
            "E1445",
            lambda r: any(bien[id] == "sin respuesta" and r.value[1][id] == "hecho" for id in rotos),
            visto,
            "que solo valga la ficha de una respuesta 200",
        )
    ), bien


FOTOS = {"foto-1": [4, "hecho"]} | {f"foto-{n}": [1, "en curso"] for n in (2, 3)}
FOTOS |= {"foto-4": [1, 404], "foto-5": [1, 500]}
esperado, bien = pregunta_a(FOTOS, 2)
(
    esperado.satisfies(
        lambda r: sorted(r.extra["pedidos"]) == [["GET", f"/trabajos/{id}"] for id in FOTOS],
        "una petición por id, y solo una",
        lambda r: "; ".join(" ".join(pedido) for pedido in r.extra["pedidos"]),
    )
    .overlaps(2)
    .rules_out("E802", lambda r: r.elapsed > 4, lambda r: f"t = {r.elapsed:g}", "t = 4")
    .takes(4)
    .returns([list(FOTOS), bien])
    .leaves_nothing()
    .worth(1)
)


# %% hidden="cliente" points=7
### BEGIN HIDDEN TESTS
score = hidden(7)
draw = next(score.draws(1))
k = draw.randint(2, 4)
ids = [f"{draw.choice('abcxyz')}{n}" for n in draw.sample(range(100, 999), 12)]
with score(1.5):
    fichas = {id: [2, draw.choice(["hecho", "en espera", "fallido"])] for id in ids[: 3 * k]}
    fichas[ids[0]] = [6, "vencido"]
    esperado, bien = pregunta_a(fichas, k)
    libres = [0] * k
    for segundos, _ in fichas.values():
        libres.sort()
        libres[0] += segundos
    (
        esperado.satisfies(
            lambda r: sorted(r.extra["pedidos"]) == sorted(["GET", f"/trabajos/{id}"] for id in fichas),
            "una petición por id, y solo una",
        )
        .overlaps(k)
        .rules_out("E802", lambda r: r.elapsed > max(libres))
        .takes(max(libres))
        .returns([list(fichas), bien])
        .leaves_nothing()
    )
with score(1.5):
    fallos = [[1, 404], [1, "corta"], [2, 503], [1, "no es JSON"], [1, 500], [2, "hecho"], [3, "en curso"]]
    draw.shuffle(fallos)
    fallos.insert(0, [4, "en espera"])  # la primera respuesta no llega primero
    fichas = dict(zip(ids, fallos, strict=False))
    esperado, bien = pregunta_a(fichas, k)
    esperado.returns([list(fichas), bien]).leaves_nothing()
with score(1.5):
    plazo = draw.randint(6, 9)
    fichas = {
        ids[0]: [2, "hecho"],
        ids[1]: [5000, "hecho"],
        ids[2]: [plazo - 1, "en curso"],
        ids[3]: [1, "hecho"],
    }
    esperado, bien = pregunta_a(fichas, 4, plazo)
    esperado.takes(plazo, "E1442").returns([list(fichas), bien]).leaves_nothing()
with score(1):
    fichas = {ids[0]: [40, "gotea"], ids[1]: [2, "hecho"]}
    esperado, bien = pregunta_a(fichas, 2, plazo)
    esperado.takes(plazo, "E1443").returns([list(fichas), bien]).leaves_nothing()
with score(1):
    fichas = {id: [4, "hecho"] for id in ids[:9]}
    esperado, bien = pregunta_a(fichas, 1, 5)
    esperado.takes(36).returns([list(fichas), bien])
with score(0.5):
    fichas = {id: [90, "hecho"] for id in ids[:4]}
    esperado, _ = pregunta_a(fichas, 3, 100, cancela=5)
    (
        esperado.rules_out("E19", lambda r: r.value != "cancelled")
        .satisfies(lambda r: len(r.extra["pedidos"]) == 3, "que no se hagan más peticiones")
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Todo junto
#
# Ya tienes las piezas de un servicio que alguien podría cuidar. Con lo de la lección 12, juntarlas cabe en una pantalla: un *lifespan* que crea el motor cuando ya hay un bucle en marcha, y lo cierra al final. Cuando `Motor`, `crear_api`, `ws_eventos` y `cliente` pasen sus pruebas, copia esto en una celda nueva y ejecútalo:
#
# ```python
# import contextlib
#
#
# async def revelar(foto):
#     await asyncio.sleep(0.5)
#     return f"{foto['archivo']}: {foto['copias']} copias"
#
#
# @contextlib.asynccontextmanager
# async def vida(app):
#     # Paso 1: antes de la primera petición, un motor y su API, montada sobre la raíz.
#     motor = Motor(revelar, obreros=2, cupo=50)
#     app.mount("/", crear_api(motor))
#     yield
#     # Paso 2: después de la última, nadie se queda a medias.
#     await motor.cerrar(20)
#
#
# servicio = FastAPI(lifespan=vida)
# publicar = ws_eventos(servicio, 16)
#
# with serve(servicio) as servido:
#     # Paso 3: encargar seis fotos y preguntar por ellas dos veces.
#     async with httpx.AsyncClient(base_url=servido.url) as http:
#         fotos = list(encargos.values())[:6]
#         ids = [(await http.post("/trabajos", json=foto)).json()["id"] for foto in fotos]
#     print(await cliente(servido.url, ids, 3))
#     await asyncio.sleep(0.8)
#     print(await cliente(servido.url, ids, 3))
# ```
#
# La primera vez hay dos fotos en curso y cuatro en espera; la segunda, dos hechas, dos en curso y dos en espera. Al salir del `with`, el servidor se apaga, y antes el motor termina las que faltan.
#
# Queda a tu gusto lo demás: que el motor llame a `publicar` (desde el bucle del servidor, como todo lo que usa colas) cada vez que cambia una ficha, que los trabajos sobrevivan a un reinicio, que cada quien vea solo los suyos. Con `encargos.json` tienes con qué probarlo.

# %% [markdown]
# ## Para leer más
#
# * [Señales y bucle de eventos](https://docs.python.org/es/3/library/asyncio-eventloop.html#unix-signals), y [subprocesos](https://docs.python.org/es/3/library/asyncio-subprocess.html), en la documentación de Python.
# * [Los códigos de HTTP](https://developer.mozilla.org/es/docs/Web/HTTP/Reference/Status), y en particular [202](https://developer.mozilla.org/es/docs/Web/HTTP/Reference/Status/202) y [503](https://developer.mozilla.org/es/docs/Web/HTTP/Reference/Status/503).
# * [WebSockets en FastAPI](https://fastapi.tiangolo.com/es/advanced/websockets/), y [los plazos de `httpx`](https://www.python-httpx.org/advanced/timeouts/).
# * [La aplicación de los doce factores: desechabilidad](https://12factor.net/es/disposability), sobre arrancar y apagarse bien.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
