# %% [markdown]
# # 12 · FastAPI: una API con vida propia
#
# **Para qué.** En la lección 10 escribiste a mano los mensajes de ASGI. Aquí los escribe FastAPI y tú te ocupas de lo que importa: qué datos entran y cuáles salen, qué código merece cada respuesta,
# qué se abre al arrancar y se cierra al terminar, y qué hacer con una biblioteca que no sabe de `await`.
#
# **Tiempo.** Unos 85 minutos: 35 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene manejar tareas (lección 06), excepciones y cancelación (lección 07) y los mensajes de ASGI (lección 10).
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. Las pruebas usan el FastAPI de verdad, sin servidor ni red: le hablan en ASGI, revisan cada mensaje y corren en el *reloj virtual*.

# %% [markdown]
# ## 1. Una aplicación ASGI que escribe los mensajes por ti
#
# Un objeto `FastAPI` es una aplicación ASGI como las de la lección 10: se le puede llamar con `(scope, receive, send)`. Lo que añade está entre el mensaje que llega y tu función:
#
# 1. busca la función que corresponde al método y a la ruta;
# 2. convierte lo que vino en la petición a los **tipos** que anotaste, y si no se puede, contesta **422** sin llamar a tu función;
# 3. la llama, y convierte a JSON lo que devuelve.
#
# Como no hace falta servidor para hablar ASGI, para mirar usaremos un cliente que llama a la aplicación directamente.

# %% locked="preparacion"
import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import httpx
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from asyncaula.checks import expect, hidden, scenario


async def pide(app: FastAPI, metodo: str, ruta: str, cuerpo: Any = None) -> None:
    """Hace una petición a la aplicación, sin servidor de por medio, y muestra la respuesta."""
    transporte = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transporte, base_url="http://prueba.mx") as cliente:
        respuesta = await cliente.request(metodo, ruta, json=cuerpo)
    print(metodo, ruta, "→", respuesta.status_code, respuesta.text)


# %%
biblioteca = FastAPI()
PRESTAMOS = {7: "Pedro Páramo", 12: "Balún Canán"}


# Paso 1: el decorador dice el método y la ruta; lo que va entre llaves llega como argumento, con su tipo.
@biblioteca.get("/prestamos/{numero}")
async def prestamo(numero: int):
    # Paso 2: lo que no existe se dice lanzando una excepción que lleva el código.
    if numero not in PRESTAMOS:
        raise HTTPException(404, "ese préstamo no existe")
    # Paso 3: lo que se devuelve se convierte en JSON, con el código 200.
    return {"numero": numero, "titulo": PRESTAMOS[numero]}


for ruta in ("/prestamos/7", "/prestamos/8", "/prestamos/siete", "/prestamo/7"):
    await pide(biblioteca, "GET", ruta)

# %% [markdown]
# Compara los cuatro renglones. En el tercero, `"siete"` no es un `int`: FastAPI contestó 422 y tu función ni se enteró. Con `numero: str`, o sin anotación, habría llegado el texto `"7"`, que **no** es la clave `7` del diccionario.
# El 404 del segundo es tuyo; el del cuarto es de FastAPI, que no encontró ninguna ruta con esa forma.
#
# Fíjate en que el código de estado **no sale del `return`**: lo que devuelves es solo el cuerpo. Hay dos maneras de cambiarlo:
#
# | Cuándo | Cómo |
# |---|---|
# | la función terminó bien, y un 200 no dice lo que pasó | en el decorador: `@app.post("/prestamos", status_code=201)` |
# | algo salió mal | `raise HTTPException(codigo, "qué pasó")` |
#
# Los que se usan aquí: **201** (creado), **204** (hecho, y no hay nada que decir: el cuerpo va vacío), **404** (no existe), **409** (choca con lo que ya hay), **422** (los datos no tienen la forma pedida).
# Cualquier otra excepción que se escape de tu función llega al cliente como un **500**: «el servidor falló».

# %% [markdown]
# ## 2. Modelos: lo que entra y lo que sale
#
# Para el **cuerpo** de la petición se anota un parámetro con un modelo de Pydantic, una clase que dice qué campos hay y qué valores valen. Un parámetro de tipo sencillo (`int`, `str`…) que no está en la ruta se busca, en cambio, en la consulta (`?orden=asc`).
#
# El tipo de lo que **sale** se anota como cualquier otro resultado, con `->` (o en el decorador, con `response_model=`). No es un adorno: FastAPI entrega *solo los campos de ese modelo*, y falla si lo devuelto no cabe en él. Así
# lo que se guarda puede tener campos internos que nadie de fuera ve.


# %%
class Prestamo(BaseModel):
    titulo: str = Field(min_length=1)
    dias: int = Field(ge=1, le=30)


class PrestamoGuardado(Prestamo):
    firma: str


mostrador = FastAPI()


# Paso 1: `prestamo` viene del cuerpo, ya validado. Paso 2: `-> Prestamo` deja fuera la firma.
@mostrador.post("/prestamos", status_code=201)
async def presta(prestamo: Prestamo) -> Prestamo:
    return PrestamoGuardado(titulo=prestamo.titulo, dias=prestamo.dias, firma="interna")


await pide(mostrador, "POST", "/prestamos", {"titulo": "Farabeuf", "dias": 5})
await pide(mostrador, "POST", "/prestamos", {"titulo": "Farabeuf", "dias": 90})

# %% [markdown]
# De un modelo se sale con `modelo.model_dump()`, que entrega un diccionario, y con `modelo.model_copy(update={…})`, que entrega **otro** modelo con algunos campos cambiados.
#
# ### Una fábrica de aplicaciones
#
# Si la aplicación y sus datos viven en variables globales, solo puede haber una, y cada prueba ensucia a la siguiente. Por eso es común escribir una función que **construye** la aplicación: las rutas son funciones internas, y los datos, una variable local que ellas comparten.


# %%
def crear_contador(inicio):
    app = FastAPI()
    cuenta = {"van": inicio}

    @app.post("/toque")
    async def toque():
        cuenta["van"] += 1
        return cuenta

    return app


# Dos aplicaciones, dos cuentas.
entrada, salida = crear_contador(0), crear_contador(100)
await pide(entrada, "POST", "/toque")
await pide(entrada, "POST", "/toque")
await pide(salida, "POST", "/toque")

# %% [markdown]
# ### Los datos de los ejercicios
#
# Junto a este cuaderno está `alumnos.json`, con unas cuantas fichas. El NIP es un dato interno: con él se identifica el alumno, y no debe salir nunca en una respuesta.

# %%
ALUMNOS = json.loads(Path("alumnos.json").read_text(encoding="utf-8"))
print(len(ALUMNOS), "fichas; la primera:", ALUMNOS[0])


# %% locked="modelos"
class Ficha(BaseModel):
    """Lo que se puede cambiar de un alumno."""

    nombre: str = Field(min_length=1)
    carrera: str
    promedio: float = Field(ge=0, le=10)


class Alumno(Ficha):
    """Un alumno como se ve desde fuera."""

    cuenta: int


class AlumnoNuevo(Alumno):
    """Un alumno como se inscribe y como se guarda, con su NIP."""

    nip: str


# %% [markdown] prompt="crear_app"
# ## Ejercicio 1 · `crear_app`
#
# Escribe `crear_app(alumnos)`, que recibe una lista de fichas como las de `alumnos.json` y entrega una aplicación FastAPI que las administra, con los modelos de arriba:
#
# | Petición | Cuerpo | Si todo va bien | Si no |
# |---|---|---|---|
# | `GET /alumnos` | | **200** y la lista de alumnos | |
# | `GET /alumnos/{cuenta}` | | **200** y el alumno | **404** si no existe |
# | `POST /alumnos` | un `AlumnoNuevo` | **201** y el alumno | **409** si esa cuenta ya existe |
# | `PUT /alumnos/{cuenta}` | una `Ficha` | **200** y el alumno, ya cambiado | **404** si no existe |
# | `DELETE /alumnos/{cuenta}` | | **204** y nada más | **404** si no existe |
#
# * Los datos que no tienen la forma pedida reciben un **422** (una cuenta con letras, un promedio de 11, un nombre que falta).
# * En las respuestas un alumno lleva `cuenta`, `nombre`, `carrera` y `promedio`, y nada más: **el NIP no sale nunca**.
# * Cada aplicación es independiente de las demás, aunque se construyan con la misma lista, y **no cambia la lista ni las fichas** que recibió.
#
# ```python
# >>> app = crear_app(ALUMNOS)
# >>> await pide(app, "GET", "/alumnos/1002")
# GET /alumnos/1002 → 200 {"nombre":"Bruno Hernández","carrera":"Física","promedio":9.1,"cuenta":1002}
# >>> await pide(app, "DELETE", "/alumnos/1002")
# DELETE /alumnos/1002 → 204
# >>> await pide(app, "GET", "/alumnos/1002")
# GET /alumnos/1002 → 404 {"detail":"no existe esa cuenta"}
# ```
#
# <details><summary>Una pista</summary>
#
# Un diccionario local de cuenta a alumno hace casi todo el trabajo. ¿De qué tipo son sus claves, y de qué tipo llega `cuenta`? ¿Y qué comparte tu diccionario con la lista que te dieron: las fichas mismas, o copias?
#
# </details>


# %% solution="crear_app"
def crear_app(alumnos: list[dict[str, Any]]) -> FastAPI:
    """Entrega una aplicación que administra una copia de estas fichas."""
    ### BEGIN SOLUTION
    app = FastAPI()
    guardados = {alumno["cuenta"]: AlumnoNuevo(**alumno) for alumno in alumnos}

    def el_de(cuenta):
        if cuenta not in guardados:
            raise HTTPException(404, "no existe esa cuenta")
        return guardados[cuenta]

    @app.get("/alumnos")
    async def lista() -> list[Alumno]:
        return list(guardados.values())

    @app.get("/alumnos/{cuenta}")
    async def consulta(cuenta: int) -> Alumno:
        return el_de(cuenta)

    @app.post("/alumnos", status_code=201)
    async def alta(nuevo: AlumnoNuevo) -> Alumno:
        if nuevo.cuenta in guardados:
            raise HTTPException(409, "esa cuenta ya existe")
        guardados[nuevo.cuenta] = nuevo
        return nuevo

    @app.put("/alumnos/{cuenta}")
    async def cambio(cuenta: int, ficha: Ficha) -> Alumno:
        guardados[cuenta] = el_de(cuenta).model_copy(update=ficha.model_dump())
        return guardados[cuenta]

    @app.delete("/alumnos/{cuenta}", status_code=204)
    async def baja(cuenta: int) -> None:
        el_de(cuenta)
        del guardados[cuenta]

    return app
    ### END SOLUTION


# %% test="crear_app" points=1
@scenario
async def lecturas(crear_app, lab, alumnos, cuenta, ausente):
    pide = lab.asgi(crear_app(alumnos), supports=("http",)).http
    return {
        "lista": await pide("GET", "/alumnos"),
        "una": await pide("GET", f"/alumnos/{cuenta}"),
        "ninguna": await pide("GET", f"/alumnos/{ausente}"),
        "letras": await pide("GET", "/alumnos/abc"),
    }


@scenario
async def altas(crear_app, lab, alumnos, nuevo, otra):
    pide = lab.asgi(crear_app(alumnos), supports=("http",)).http
    sin_nombre = {campo: valor for campo, valor in nuevo.items() if campo != "nombre"}
    return {
        "alta": await pide("POST", "/alumnos", json=nuevo),
        "tras_alta": await pide("GET", f"/alumnos/{nuevo['cuenta']}"),
        "repetida": await pide("POST", "/alumnos", json={**nuevo, "nombre": "Otra Persona"}),
        "excesiva": await pide("POST", "/alumnos", json={**nuevo, "cuenta": otra, "promedio": 10.5}),
        "sin_nombre": await pide("POST", "/alumnos", json={**sin_nombre, "cuenta": otra}),
        "al_final": await pide("GET", "/alumnos"),
    }


@scenario
async def cambios(crear_app, lab, alumnos, cuenta, ausente, ficha):
    pide = lab.asgi(crear_app(alumnos), supports=("http",)).http
    ruta = f"/alumnos/{cuenta}"
    return {
        "cambio": await pide("PUT", ruta, json=ficha),
        "tras_cambio": await pide("GET", ruta),
        "cambio_excesivo": await pide("PUT", ruta, json={**ficha, "promedio": -1}),
        "cambio_a_nadie": await pide("PUT", f"/alumnos/{ausente}", json=ficha),
        "baja": await pide("DELETE", ruta),
        "tras_baja": await pide("GET", ruta),
        "baja_otra_vez": await pide("DELETE", ruta),
        "al_final": await pide("GET", "/alumnos"),
    }


@scenario
async def dos_aplicaciones(crear_app, lab, alumnos, cuenta, nuevo, ficha):
    una, otra = (lab.asgi(crear_app(alumnos), supports=("http",)).http for _ in range(2))
    de_la_una = {
        "alta": await una("POST", "/alumnos", json=nuevo),
        "cambio": await una("PUT", f"/alumnos/{cuenta}", json=ficha),
        "baja": await una("DELETE", f"/alumnos/{alumnos[-1]['cuenta']}"),
    }
    return {**de_la_una, "lista": await otra("GET", "/alumnos"), "dados": alumnos}


PEDIDO = {
    "lista": "GET /alumnos",
    "una": "GET de una cuenta que existe",
    "ninguna": "GET de una cuenta que no existe",
    "letras": "GET /alumnos/abc",
    "alta": "POST de un alumno nuevo",
    "tras_alta": "GET de la cuenta recién creada",
    "repetida": "POST de una cuenta que ya existe",
    "excesiva": "POST con un promedio de 10.5",
    "sin_nombre": "POST sin nombre",
    "cambio": "PUT de una cuenta que existe",
    "tras_cambio": "GET de la cuenta recién cambiada",
    "cambio_excesivo": "PUT con un promedio de -1",
    "cambio_a_nadie": "PUT de una cuenta que no existe",
    "baja": "DELETE de una cuenta que existe",
    "tras_baja": "GET de la cuenta recién borrada",
    "baja_otra_vez": "DELETE de la cuenta recién borrada",
    "al_final": "GET /alumnos, al final",
}
NO_EXISTEN = ("ninguna", "cambio_a_nadie", "tras_baja", "baja_otra_vez")
INVALIDAS = ("letras", "excesiva", "sin_nombre", "cambio_excesivo")


def de_fuera(alumno):
    return {campo: alumno[campo] for campo in ("cuenta", "nombre", "carrera", "promedio")}


def por_cuenta(alumnos):
    return sorted(map(de_fuera, alumnos), key=lambda alumno: alumno["cuenta"])


def la_lista(visto):
    return sorted(visto["json"], key=lambda alumno: alumno["cuenta"])


def contestó(r, papel):
    visto = r.value[papel]
    cuerpo = visto["body"].decode(errors="replace")
    fallo = f" ({visto['error']})" if visto["error"] else ""
    return f"{PEDIDO[papel]} → {visto['status']} {cuerpo[:160]}{fallo}"


def en_alguna(prueba, papeles=tuple(PEDIDO)):
    """Entrega el predicado «prueba se cumple en alguna de estas respuestas» y lo que se cuenta de ella."""

    def cuál(r):
        return next((p for p in papeles if p in r.value and prueba(r.value[p])), None)

    return cuál, lambda r: contestó(r, cuál(r))


def con_código(*códigos):
    return lambda visto: visto["status"] in códigos


def éxito(visto):
    return 200 <= visto["status"] < 300


def de_la_consulta(visto):
    return visto["status"] == 422 and any(d["loc"][0] == "query" for d in visto["json"]["detail"])


def juzga(observado):
    """Lo que vale para cualquier serie de peticiones."""
    return (
        observado.rules_out(
            "E1207",
            *en_alguna(
                lambda visto: visto["error"].type == "ResponseValidationError" if visto["error"] else 0
            ),
            "una respuesta que quepa en su modelo",
        )
        .rules_out("E1203", *en_alguna(con_código(500)), "una respuesta pensada por ti")
        .rules_out("E1200", *en_alguna(con_código(307, 405)), "que esa ruta exista, letra por letra")
        .rules_out("E1208", *en_alguna(de_la_consulta), "que los datos se lean del cuerpo")
        .rules_out("E1202", *en_alguna(éxito, NO_EXISTEN[:2]), "404")
        .rules_out(
            "E1206",
            *en_alguna(lambda visto: éxito(visto) and b"nip" in visto["body"].lower()),
            "los campos cuenta, nombre, carrera y promedio",
        )
        .rules_out(
            "E1204", *en_alguna(lambda visto: éxito(visto) or visto["status"] == 400, INVALIDAS), "422"
        )
    )


def responde(observado, **códigos):
    """Cada respuesta lleva su código."""
    for papel, código in códigos.items():
        observado.satisfies(
            lambda r, papel=papel, código=código: r.value[papel]["status"] == código,
            str(código),
            lambda r, papel=papel: contestó(r, papel),
        )
    return observado


def entrega(observado, papel, debido):
    """Una respuesta lleva este alumno, o estos."""

    def igual(r):
        visto = r.value[papel]
        return (la_lista(visto) if isinstance(debido, list) else visto["json"]) == debido

    return observado.satisfies(igual, f"{debido}", lambda r: contestó(r, papel))


def juzga_lecturas(alumnos, cuenta, ausente):
    observado = juzga(expect(lecturas, alumnos=alumnos, cuenta=cuenta, ausente=ausente))
    debidos = por_cuenta(alumnos)
    observado.rules_out(
        "E1205",
        lambda r: len(r.value["lista"]["json"]) > len(debidos),
        lambda r: f"con {len(debidos)} fichas, la lista tiene {len(r.value['lista']['json'])}",
        "las fichas que se le dieron a esta aplicación",
    ).rules_out(
        "E1209",
        lambda r: r.value["una"]["status"] == 404 and r.value["letras"]["status"] != 422,
        lambda r: contestó(r, "una"),
        "200",
    )
    responde(observado, lista=200, una=200, ninguna=404, letras=422)
    entrega(observado, "lista", debidos)
    entrega(observado, "una", next(alumno for alumno in debidos if alumno["cuenta"] == cuenta))
    return observado.conforms().leaves_nothing()


def juzga_altas(alumnos, nuevo, otra):
    observado = juzga(expect(altas, alumnos=alumnos, nuevo=nuevo, otra=otra))
    observado.rules_out("E1205", *en_alguna(con_código(409), ("alta",)), "201: en estos datos no existía")
    observado.rules_out("E1201", *en_alguna(con_código(200, 202, 204), ("alta",)), "201")
    observado.rules_out("E1240", *en_alguna(con_código(404), ("tras_alta",)), "200")
    observado.rules_out("E1241", *en_alguna(éxito, ("repetida",)), "409")
    responde(observado, alta=201, tras_alta=200, repetida=409, excesiva=422, sin_nombre=422)
    entrega(observado, "alta", de_fuera(nuevo))
    entrega(observado, "tras_alta", de_fuera(nuevo))
    entrega(observado, "al_final", por_cuenta([*alumnos, nuevo]))
    return observado.conforms().leaves_nothing()


def juzga_cambios(alumnos, cuenta, ausente, ficha):
    observado = juzga(expect(cambios, alumnos=alumnos, cuenta=cuenta, ausente=ausente, ficha=ficha))
    anterior = next(de_fuera(alumno) for alumno in alumnos if alumno["cuenta"] == cuenta)
    quedan = por_cuenta([alumno for alumno in alumnos if alumno["cuenta"] != cuenta])
    observado.rules_out("E1201", *en_alguna(con_código(200, 201, 202), ("baja",)), "204")
    observado.rules_out(
        "E1240",
        lambda r: r.value["tras_cambio"]["json"] == anterior,
        lambda r: contestó(r, "tras_cambio"),
        "lo que se cambió",
    )
    observado.rules_out("E1240", *en_alguna(éxito, ("tras_baja",)), "404: esa cuenta ya se borró").rules_out(
        "E1202", *en_alguna(éxito, NO_EXISTEN), "404"
    )
    responde(observado, cambio=200, tras_cambio=200, cambio_excesivo=422, cambio_a_nadie=404)
    responde(observado, baja=204, tras_baja=404, baja_otra_vez=404)
    entrega(observado, "cambio", {**ficha, "cuenta": cuenta})
    entrega(observado, "tras_cambio", {**ficha, "cuenta": cuenta})
    entrega(observado, "al_final", quedan)
    return observado.satisfies(
        lambda r: r.value["baja"]["body"] == b"", "un cuerpo vacío", lambda r: contestó(r, "baja")
    ).conforms()


def juzga_dos_aplicaciones(alumnos, cuenta, nuevo, ficha):
    observado = expect(dos_aplicaciones, alumnos=alumnos, cuenta=cuenta, nuevo=nuevo, ficha=ficha)
    return observado.rules_out(
        "E1205",
        lambda r: por_cuenta(r.value["lista"]["json"]) != por_cuenta(alumnos),
        "lo que se cambió en una aplicación se ve también en la otra",
        "que la otra siga con sus fichas",
    ).satisfies(
        lambda r: r.value["dados"] == alumnos,
        "que las fichas que recibió sigan como estaban",
        "crear_app recibió unas fichas, y sus rutas las cambiaron",
        "E1205",
    )


PRIMEROS = [
    {"cuenta": 31, "nombre": "Iris", "carrera": "Danza", "promedio": 9.5, "nip": "0001"},
    {"cuenta": 32, "nombre": "Joel", "carrera": "Cine", "promedio": 7.0, "nip": "0002"},
    {"cuenta": 33, "nombre": "Karla", "carrera": "Danza", "promedio": 8.25, "nip": "0003"},
]
NUEVA = {"cuenta": 40, "nombre": "Luz", "carrera": "Cine", "promedio": 10, "nip": "0004"}
CAMBIADA = {"nombre": "Joel", "carrera": "Música", "promedio": 7.5}

juzga_dos_aplicaciones(PRIMEROS, 32, NUEVA, CAMBIADA)
juzga_lecturas(PRIMEROS, 32, 99)
juzga_altas(PRIMEROS, NUEVA, 41)
juzga_cambios(PRIMEROS, 32, 99, CAMBIADA).worth(1)


# %% hidden="crear_app" points=4
### BEGIN HIDDEN TESTS
def fichas_al_azar(draw, n):
    cuentas = draw.sample(range(2000, 9000), n)
    nombres = ["Ulises", "Ximena", "Íñigo", "Ñandú", "Zoé", "Wendy", "Óscar", "Quetzali"]
    carreras = ["Química", "Diseño", "Historia", "Geología"]
    return [
        {
            "cuenta": cuenta,
            "nombre": f"{draw.choice(nombres)} {draw.randint(1, 99)}",
            "carrera": draw.choice(carreras),
            "promedio": draw.randint(0, 40) / 4,
            "nip": str(draw.randint(1000, 9999)),
        }
        for cuenta in cuentas
    ]


score = hidden(4)
for draw in score.draws(2):
    *fichas, nueva, otra = fichas_al_azar(draw, draw.randint(6, 10))
    ficha = {campo: valor for campo, valor in otra.items() if campo not in ("cuenta", "nip")}
    cuenta, ausente = draw.choice(fichas)["cuenta"], draw.randint(10_000, 20_000)
    nueva["promedio"] = draw.choice([0, 10])
    with score(0.5):
        juzga_dos_aplicaciones(fichas, fichas[0]["cuenta"], nueva, ficha)
    with score(0.5):
        juzga_lecturas(fichas, cuenta, ausente)
    with score(0.5):
        juzga_altas(fichas, nueva, ausente)
    with score(0.5):
        juzga_cambios(fichas, cuenta, ausente, ficha)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. La vida de la aplicación
#
# En la lección 10 contestaste a mano a `lifespan.startup` y a `lifespan.shutdown`. FastAPI hace el diálogo por ti y te pide una sola función, que recibe la aplicación: lo que va **antes de `yield`** es el arranque, lo que va **después**, el apagado. Se le entrega
# al construirla: `FastAPI(lifespan=…)`.


# %%
@asynccontextmanager
async def jornada(app):
    # Paso 1: antes de la primera petición.
    print("se enciende la luz")
    app.state.luz = "encendida"
    try:
        # Paso 2: aquí transcurren todas las peticiones.
        yield
    finally:
        # Paso 3: después de la última, pase lo que pase.
        print("se apaga la luz")


taller = FastAPI(lifespan=jornada)


@taller.get("/luz")
async def luz():
    return taller.state.luz


# Un servidor haría esto mismo por medio de los mensajes de lifespan.
async with taller.router.lifespan_context(taller):
    await pide(taller, "GET", "/luz")

# %% [markdown]
# `@asynccontextmanager` convierte un generador asíncrono en un administrador de contexto: lo que se usa con `async with`. De ahí salen sus reglas:
#
# * Si algo falla, o se cancela, **mientras la aplicación vive**, la excepción aparece dentro de tu función *en la línea del `yield`*. Sin `try`/`finally`, lo que sigue no se ejecuta.
# * Si la función atrapa esa excepción y no la deja salir, nadie se entera de que hubo un fallo.
# * Si falla **antes del `yield`**, FastAPI contesta `lifespan.startup.failed` y el servidor no arranca. Es lo correcto: no hay nada que tapar.
#
# ¿Dónde se deja lo que se abrió? En `app.state`, que es de esa aplicación, o en un diccionario que se entrega con `yield {"luz": …}`, que llega a cada petición como `request.state.luz`. No en una variable global: en el mismo proceso puede haber más de una aplicación viva.
#
# > **Según tu versión.** Verás tutoriales con `@app.on_event("startup")`. Es la forma antigua: Starlette 1.0 la quitó, FastAPI la conserva como obsoleta, y una aplicación que tiene `lifespan` **no llama** a lo que se registró así.


# %% locked="acervo"
class Acervo:
    """Un acervo de documentos: se abre con `await Acervo.abrir()` y se cierra con `await acervo.cerrar()`."""

    averia: ClassVar[str | None] = None
    diario: ClassVar[list[str]] = []

    def __init__(self, numero: int) -> None:
        self.numero, self.abierto = numero, True

    @classmethod
    async def abrir(cls) -> "Acervo":
        """Entrega un acervo abierto, en dos segundos. Lanza OSError si hay una avería."""
        await asyncio.sleep(2)
        if cls.averia is not None:
            raise OSError(cls.averia)
        numero = 1 + sum(apunte.startswith("abre") for apunte in cls.diario)
        cls.diario.append(f"abre {numero}")
        return cls(numero)

    async def cerrar(self) -> None:
        """Cierra el acervo, en un segundo."""
        await asyncio.sleep(1)
        self.abierto = False
        self.diario.append(f"cierra {self.numero}")


# %% [markdown] prompt="vida"
# ## Ejercicio 2 · `vida`
#
# Escribe `vida(app)`, la función de vida de una aplicación:
#
# * al arrancar abre **un** acervo con `await Acervo.abrir()` y lo deja en `app.state.acervo` (o, si lo prefieres, lo entrega con `yield {"acervo": …}`);
# * al terminar lo cierra con `await acervo.cerrar()`, también si la vida de la aplicación termina con una excepción o con una cancelación, que debe seguir su camino;
# * si abrir lanza un `OSError`, la aplicación no arranca, y quien la inicia recibe **ese** error.
#
# La misma `vida` puede servir a dos aplicaciones a la vez: cada una tiene su acervo, y cierra el suyo.
#
# ```python
# >>> app = FastAPI(lifespan=vida)
# >>> async with app.router.lifespan_context(app):
# ...     print(Acervo.diario)
# ['abre 1']
# >>> Acervo.diario
# ['abre 1', 'cierra 1']
# ```
#
# <details><summary>Una pista</summary>
#
# Si abrir falla no hay nada que cerrar. ¿Cuál es la primera línea que debe quedar protegida por el `try`?
#
# </details>


# %% solution="vida"
@asynccontextmanager
async def vida(app: FastAPI) -> AsyncIterator[None]:
    """Abre un acervo para esta aplicación, y lo cierra cuando ella termina."""
    ### BEGIN SOLUTION
    acervo = await Acervo.abrir()
    app.state.acervo = acervo
    try:
        yield
    finally:
        await acervo.cerrar()
    ### END SOLUTION


# %% test="vida" points=1
@scenario
async def una_vida(vida, Acervo, lab, peticiones):
    import inspect

    from fastapi import FastAPI
    from fastapi.responses import JSONResponse

    async def consulta(request):
        acervo = getattr(request.app.state, "acervo", None) or getattr(request.state, "acervo", None)
        return JSONResponse([acervo.numero, acervo.abierto] if acervo else None)

    Acervo.averia, Acervo.diario = None, []
    por_dentro = inspect.unwrap(vida)
    if inspect.iscoroutinefunction(por_dentro):
        await por_dentro(app := FastAPI())
        registrados = [*getattr(app.router, "on_startup", ()), *getattr(app.router, "on_shutdown", ())]
        return {"sin_yield": True, "registrados": len(registrados), "diario": Acervo.diario}
    app = FastAPI(lifespan=vida)
    app.add_route("/acervo", consulta)
    jornada = (cliente := lab.asgi(app, supports=("http", "lifespan"))).lifespan()
    await jornada.startup()
    vistas = [await cliente.get("/acervo") for _ in range(peticiones)] if jornada.ready else []
    registrados = [*getattr(app.router, "on_startup", ()), *getattr(app.router, "on_shutdown", ())]
    return {
        "peticiones": [visto["json"] for visto in vistas],
        "antes_de_apagar": list(Acervo.diario),
        "vida": await jornada.shutdown(),
        "diario": Acervo.diario,
        "registrados": len(registrados),
    }


@scenario
async def dos_vidas(vida, Acervo, lab):
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse

    async def consulta(request):
        acervo = getattr(request.app.state, "acervo", None) or getattr(request.state, "acervo", None)
        return JSONResponse([acervo.numero, acervo.abierto] if acervo else None)

    Acervo.averia, Acervo.diario = None, []
    clientes = []
    for _ in range(2):
        app = FastAPI(lifespan=vida)
        app.add_route("/acervo", consulta)
        clientes.append(lab.asgi(app, supports=("http", "lifespan")))
    norte, sur = clientes
    vida_norte, vida_sur = norte.lifespan(), sur.lifespan()
    await vida_norte.startup()
    await vida_sur.startup()
    vistas = [await norte.get("/acervo"), await sur.get("/acervo")]
    cerradas = [await vida_norte.shutdown()]
    vistas.append(await sur.get("/acervo"))
    cerradas.append(await vida_sur.shutdown())
    return {
        "peticiones": [visto["json"] for visto in vistas],
        "vidas": cerradas,
        "diario": Acervo.diario,
    }


@scenario
async def interrumpida(vida, Acervo, lab, cancelar):
    import asyncio

    from fastapi import FastAPI

    Acervo.averia, Acervo.diario = None, []
    app = FastAPI(lifespan=vida)

    async def vive():
        async with app.router.lifespan_context(app):
            if cancelar:
                await asyncio.sleep(100)
            raise LookupError("se fue la luz")

    fin = await (lab.cancel_at(vive, 7) if cancelar else lab.attempt(vive))
    return {"estado": fin["state"], "error": fin.get("error"), "diario": Acervo.diario}


@scenario
async def con_averia(vida, Acervo, lab, averia):
    from fastapi import FastAPI

    Acervo.averia, Acervo.diario = averia, []
    try:
        jornada = lab.asgi(FastAPI(lifespan=vida), supports=("http", "lifespan")).lifespan()
        await jornada.startup()
        return {"vida": await jornada.shutdown(), "diario": Acervo.diario}
    finally:
        Acervo.averia = None


def a_la_antigua(r):
    if r.value["registrados"]:
        return True
    fallo = r.value["vida"]["error"]
    return any(nombre in fallo.message for nombre in ("on_event", "add_event_handler", "on_startup"))


def arrancó(r):
    return r.value["vida"]["startup"] == "complete"


def juzga_una_vida(peticiones):
    return (
        expect(una_vida, peticiones=peticiones)
        .rules_out(
            "E1210",
            a_la_antigua,
            lambda r: f"se registró algo con on_event, y el diario dice {r.value['diario']}",
            "['abre 1', 'cierra 1']",
        )
        .rules_out(
            "E1214",
            lambda r: r.value.get("sin_yield"),
            "la función no tiene ningún yield",
            "un yield entre el arranque y el apagado",
        )
        .rules_out(
            "E1219",
            lambda r: (
                r.value["antes_de_apagar"][:1] == ["abre 1"]
                and r.value["vida"]["startup"] == "failed"
                and r.value["vida"]["error"].type in ("TypeError", "ValueError")
                and (not r.value["vida"]["error"].line or "yield" in r.value["vida"]["error"].line)
            ),
            lambda r: f"el acervo se abrió, y el arranque falló con {r.value['vida']['error']}",
            "el acervo en app.state.acervo, o un diccionario entregado con yield",
        )
        .satisfies(
            lambda r: arrancó(r) or r.never_awaited,
            "que la aplicación arranque",
            lambda r: f"el arranque falló con {r.value['vida']['error']}",
            "E08",
        )
        .rules_out(
            "E1212",
            lambda r: "abre 1" not in r.value["diario"] and r.value["peticiones"][0] is not None,
            "las peticiones encontraron un acervo que esta aplicación no abrió",
            "un acervo abierto en su arranque",
        )
        .rules_out(
            "E1215",
            lambda r: r.value["vida"]["startup_at"] < 2 and not r.never_awaited,
            lambda r: f"el arranque estuvo completo en t = {r.value['vida']['startup_at']:g}",
            "en t = 2, con el acervo abierto",
        )
        .rules_out(
            "E1218",
            lambda r: r.value["antes_de_apagar"] == ["abre 1", "cierra 1"],
            "antes de apagar, el acervo ya estaba cerrado",
            "un acervo abierto mientras la aplicación vive",
        )
        .rules_out(
            "E1212",
            lambda r: "abre 1" in r.value["diario"] and r.value["peticiones"][0] is None,
            "el acervo se abrió, y las peticiones no lo encontraron en su aplicación",
            "el acervo en app.state.acervo",
        )
        .awaits_everything()
        .rules_out(
            "E1213",
            lambda r: "cierra 1" not in r.value["diario"],
            lambda r: f"el diario dice {r.value['diario']}",
            "['abre 1', 'cierra 1']",
        )
        .conforms()
        .satisfies(
            lambda r: r.value["peticiones"] == [[1, True]] * peticiones,
            "que cada petición encuentre el acervo abierto",
            lambda r: f"encontraron {r.value['peticiones']}",
        )
        .satisfies(
            lambda r: r.value["diario"] == ["abre 1", "cierra 1"],
            "['abre 1', 'cierra 1']",
            lambda r: f"el diario dice {r.value['diario']}",
        )
        .leaves_nothing()
    )


def juzga_dos_vidas():
    return (
        expect(dos_vidas)
        .rules_out(
            "E1212",
            lambda r: r.value["peticiones"] != [[1, True], [2, True], [2, True]],
            lambda r: f"con dos aplicaciones a la vez, el diario dice {r.value['diario']}",
            "un acervo para cada una",
        )
        .satisfies(
            lambda r: r.value["diario"] == ["abre 1", "abre 2", "cierra 1", "cierra 2"],
            "['abre 1', 'abre 2', 'cierra 1', 'cierra 2']",
            lambda r: f"el diario dice {r.value['diario']}",
            "E1212",
        )
        .conforms()
        .leaves_nothing()
    )


def juzga_interrumpida(cancelar):
    cómo = "una cancelación" if cancelar else "una excepción"
    return (
        expect(interrumpida, cancelar=cancelar)
        .rules_out(
            "E1211",
            lambda r: r.value["diario"] == ["abre 1"],
            f"la vida de la aplicación terminó con {cómo}, y el acervo quedó abierto",
            "['abre 1', 'cierra 1']",
        )
        .rules_out(
            "E1217",
            lambda r: r.value["estado"] == "returned",
            f"la vida de la aplicación terminó con {cómo}, y no llegó a saberse",
            "que siga su camino",
        )
        .satisfies(
            lambda r: r.value["error"].type == ("CancelledError" if cancelar else "LookupError"),
            f"que salga {cómo}, la misma",
            lambda r: f"salió {r.value['error']}",
        )
        .satisfies(
            lambda r: r.value["diario"] == ["abre 1", "cierra 1"],
            "['abre 1', 'cierra 1']",
            lambda r: f"el diario dice {r.value['diario']}",
        )
        .leaves_nothing()
    )


def juzga_con_averia(averia):
    return (
        expect(con_averia, averia=averia)
        .rules_out(
            "E1216",
            lambda r: (
                arrancó(r)
                or (r.value["vida"]["error"].type, r.value["vida"]["error"].message) != ("OSError", averia)
            ),
            lambda r: f"arranque: {r.value['vida']['startup']}; error: {r.value['vida']['error']}",
            f"arranque: failed; error: OSError: {averia}",
        )
        .satisfies(lambda r: r.value["vida"]["startup"] == "failed", "lifespan.startup.failed")
        .leaves_nothing()
    )


juzga_una_vida(2)
juzga_dos_vidas()
juzga_interrumpida(False)
juzga_con_averia("la puerta no abre").worth(1)

# %% hidden="vida" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
with score(1):
    juzga_una_vida(next(score.draws(1)).randint(3, 6))
with score(1):
    juzga_dos_vidas()
with score(0.5):
    juzga_interrumpida(False)
with score(0.5):
    juzga_interrumpida(True)
for draw in score.draws(2):
    with score(0.5):
        juzga_con_averia(f"{draw.choice(['sin luz', 'sin llave', 'inundado'])} el piso {draw.randint(2, 99)}")
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Dependencias: lo que una ruta necesita
#
# Muchas rutas empiezan igual: abrir una sesión, comprobar quién llama, leer la configuración. Una **dependencia** es una función que FastAPI llama antes que a la tuya; lo que ella entrega te llega como argumento. Se pide con `Depends`.
#
# Si la dependencia es un generador, FastAPI la trata como a la vida de la aplicación, pero **una vez por petición**: antes del `yield`, lo que se prepara; con `yield` se entrega el valor; después, lo que se recoge.


# %%
async def bandeja():
    print("  pone la mesa")
    try:
        yield "bandeja"
    except Exception as fallo:
        print("  se cayó algo:", repr(fallo))
        raise
    finally:
        print("  recoge la mesa")


fonda = FastAPI()


@fonda.get("/comida")
async def comida(en=Depends(bandeja)):
    return f"servida en {en}"


@fonda.get("/agotado")
async def agotado(en=Depends(bandeja)):
    raise HTTPException(409, "ya no hay")


await pide(fonda, "GET", "/comida")
await pide(fonda, "GET", "/agotado")

# %% [markdown]
# Tres cosas que conviene mirar con calma:
#
# * La función va **sin** `@asynccontextmanager`: FastAPI lo pone por su cuenta. (En la vida de la aplicación sí se escribe.)
# * Una excepción de la ruta, **también `HTTPException`**, pasa por el `yield` de la dependencia antes de convertirse en respuesta. Quien la atrapa y no la vuelve a lanzar deja al cliente sin su 409: FastAPI se encuentra sin respuesta ni excepción, y contesta 500.
# * Lo que va después del `yield` se ejecuta cuando la respuesta **ya salió**, así que no es lugar para confirmar un cambio: si falla, el cliente ya leyó que todo iba bien. Que confirme la ruta.
#
# Y `return` no sirve en lugar de `yield`: con `return` en un `try`/`finally`, el recurso se recoge *antes* de que la ruta llegue a usarlo.


# %% locked="sesion"
class Sesion:
    """Una sesión con la base de datos: `await Sesion.abrir()`, y al final `await sesion.cerrar()`."""

    diario: ClassVar[list[str]] = []

    def __init__(self, numero: int) -> None:
        self.numero, self.cerrada = numero, False

    @classmethod
    async def abrir(cls) -> "Sesion":
        """Entrega una sesión nueva."""
        await asyncio.sleep(1)
        numero = 1 + sum(apunte.startswith("abre") for apunte in cls.diario)
        cls.diario.append(f"abre {numero}")
        return cls(numero)

    async def _hace(self, que: str) -> None:
        if self.cerrada:
            raise RuntimeError(f"{que}: la sesión {self.numero} está cerrada")
        await asyncio.sleep(1)
        self.diario.append(f"{que} {self.numero}")

    async def guardar(self, dato: Any) -> None:
        """Deja un dato pendiente de confirmar."""
        await self._hace("guarda")

    async def confirmar(self) -> None:
        """Da por definitivo lo pendiente."""
        await self._hace("confirma")

    async def deshacer(self) -> None:
        """Olvida lo pendiente."""
        await self._hace("deshace")

    async def cerrar(self) -> None:
        """Cierra la sesión."""
        await self._hace("cierra")
        self.cerrada = True


# %% [markdown] prompt="sesion_db"
# ## Ejercicio 3 · `sesion_db`
#
# Escribe `sesion_db()`, una dependencia que da a cada petición **su propia** sesión:
#
# * la abre con `await Sesion.abrir()` y la entrega a la ruta, que es quien guarda y confirma;
# * si la ruta termina con una excepción, cualquiera, llama a `await sesion.deshacer()` y **la excepción sigue su camino**: un 409 de la ruta le llega al cliente como 409;
# * la cierra siempre con `await sesion.cerrar()`, como último paso; también si se cancela la petición;
# * si la ruta termina bien no deshace nada.
#
# ```python
# >>> @app.post("/alta")
# ... async def alta(sesion: Sesion = Depends(sesion_db)):
# ...     await sesion.guardar("un dato")
# ...     await sesion.confirmar()
# >>> await pide(app, "POST", "/alta")
# POST /alta → 200 null
# >>> Sesion.diario
# ['abre 1', 'guarda 1', 'confirma 1', 'cierra 1']
# ```
#
# <details><summary>Una pista</summary>
#
# Escribe en una lista lo que debe verse en el diario en tres casos: la ruta termina bien, lanza un `HTTPException`, se cancela. ¿Qué bloque de `try` corresponde a cada renglón que cambia, y cuál al que no cambia nunca?
#
# </details>


# %% solution="sesion_db"
async def sesion_db() -> AsyncIterator[Sesion]:
    """Entrega una sesión a la ruta; deshace si la ruta falla, y siempre la cierra."""
    ### BEGIN SOLUTION
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
    ### END SOLUTION


# %% test="sesion_db" points=1
@scenario
async def con_sesiones(sesion_db, Sesion, lab, rutas, a_la_vez):
    import asyncio

    from fastapi import Depends, FastAPI, HTTPException

    app = FastAPI()

    @app.get("/alta")
    async def alta(sesion=Depends(sesion_db)):
        await sesion.guardar("un alumno")
        await sesion.confirmar()
        return sesion.numero

    @app.get("/repetido/{codigo}")
    async def repetido(codigo, sesion=Depends(sesion_db)):
        await sesion.guardar("un alumno")
        raise HTTPException(int(codigo), "así no")

    @app.get("/falla")
    async def falla(sesion=Depends(sesion_db)):
        await sesion.guardar("un alumno")
        raise LookupError("no está")

    Sesion.diario = []
    cliente = lab.asgi(app, supports=("http",))

    async def visita(ruta, desde):
        await asyncio.sleep(desde)
        return await cliente.get(ruta)

    if a_la_vez:
        vistas = await asyncio.gather(*(visita(ruta, i / 2) for i, ruta in enumerate(rutas)))
    else:
        vistas = [await cliente.get(ruta) for ruta in rutas]
    return {"vistas": vistas, "diario": Sesion.diario}


@scenario
async def sesion_cancelada(sesion_db, Sesion, lab):
    import asyncio

    from fastapi import Depends, FastAPI

    app = FastAPI()

    @app.get("/lenta")
    async def lenta(sesion=Depends(sesion_db)):
        await asyncio.sleep(1000)

    Sesion.diario = []
    cliente = lab.asgi(app, supports=("http",))
    await lab.cancel_at(lambda: cliente.get("/lenta"), 5)
    await asyncio.sleep(10)
    return Sesion.diario


def apuntes(r, numero):
    """Lo que se hizo con una sesión, en orden."""
    return [apunte.split()[0] for apunte in r.value["diario"] if apunte.endswith(f" {numero}")]


def dice(r):
    códigos = [visto["status"] for visto in r.value["vistas"]]
    return f"respuestas: {códigos}; diario: {r.value['diario']}"


def errores(r):
    return [visto["error"] for visto in r.value["vistas"] if visto["error"]]


def abiertas(r):
    return sum(apunte.startswith("abre") for apunte in r.value["diario"])


def juzga_sesiones(rutas, a_la_vez=False):
    códigos = [200 if r == "/alta" else 500 if r == "/falla" else int(r.rpartition("/")[2]) for r in rutas]
    pasos = {200: ["abre", "guarda", "confirma", "cierra"]}
    debidos = [pasos.get(código, ["abre", "guarda", "deshace", "cierra"]) for código in códigos]
    esperado = f"respuestas: {códigos}; en cada sesión: {debidos}"

    def alguna(prueba, cuáles=lambda código: True):
        return lambda r: any(prueba(apuntes(r, i + 1)) for i, código in enumerate(códigos) if cuáles(código))

    def mal(código):
        return código != 200

    return (
        expect(con_sesiones, rutas=rutas, a_la_vez=a_la_vez)
        .rules_out(
            "E1226",
            lambda r: any("_AsyncGeneratorContextManager" in error.message for error in errores(r)),
            lambda r: f"la petición falló con {errores(r)[0]}",
            esperado,
        )
        .rules_out("E1220", lambda r: not r.never_awaited and abiertas(r) < len(rutas), dice, esperado)
        .rules_out(
            "E1228",
            lambda r: any(error.message.startswith("deshace") for error in errores(r)),
            dice,
            esperado,
        )
        .rules_out(
            "E1223", lambda r: any("está cerrada" in error.message for error in errores(r)), dice, esperado
        )
        .awaits_everything()
        .rules_out("E1225", alguna(lambda a: a and a[-1] == "confirma"), dice, esperado)
        .rules_out("E1227", alguna(lambda a: "confirma" in a and "deshace" in a), dice, esperado)
        .rules_out("E1221", alguna(lambda a: a and "cierra" not in a, mal), dice, esperado)
        .rules_out(
            "E1222",
            lambda r: (
                [visto["status"] for visto in r.value["vistas"]] != códigos
                or any(error.type != "LookupError" for error in errores(r))
            ),
            dice,
            esperado,
        )
        .rules_out("E1224", alguna(lambda a: a and "deshace" not in a, mal), dice, esperado)
        .satisfies(lambda r: [apuntes(r, i + 1) for i in range(len(rutas))] == debidos, esperado, dice)
        .conforms()
        .leaves_nothing()
    )


juzga_sesiones(["/alta", "/alta"])
juzga_sesiones(["/alta", "/repetido/409"])
juzga_sesiones(["/falla"]).worth(1)

# %% hidden="sesion_db" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
for draw in score.draws(2):
    rutas = ["/alta", "/falla", f"/repetido/{draw.choice([400, 403, 404, 409, 410])}"]
    rutas += [draw.choice(rutas) for _ in range(draw.randint(1, 3))]
    draw.shuffle(rutas)
    with score(1):
        juzga_sesiones(rutas)
with score(1):
    juzga_sesiones(["/alta"] * 4, a_la_vez=True).takes(5.5, "E1229")
with score(1):
    (
        expect(sesion_cancelada)
        .rules_out("E1221", lambda r: not any(apunte.startswith("cierra") for apunte in r.value))
        .satisfies(
            lambda r: r.value in (["abre 1", "cierra 1"], ["abre 1", "deshace 1", "cierra 1"]),
            "que la cierre",
        )
        .leaves_nothing()
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 5. `def` o `async def`: en qué hilo corre tu ruta
#
# FastAPI acepta rutas de las dos clases, y no es cuestión de gusto:
#
# | Tu ruta | Dónde se ejecuta | Puede usar `await` | Puede bloquear |
# |---|---|---|---|
# | `async def` | en el hilo del bucle de eventos | sí | **no**: detiene a todas las demás |
# | `def` | en un hilo aparte, de un grupo que FastAPI tiene para eso | no | sí, solo se detiene ese hilo |
#
# Con las dependencias pasa lo mismo.


# %%
quien = FastAPI()


@quien.get("/async")
async def con_async():
    return threading.current_thread().name


@quien.get("/def")
def con_def():
    return threading.current_thread().name


await pide(quien, "GET", "/async")
await pide(quien, "GET", "/def")

# %% [markdown]
# ### Predice
#
# Tres rutas tardan 0.2 segundos cada una. Antes de ejecutar la celda, decide cuánto tardarán **dos peticiones a la vez** a cada una. No se califica.

# %%
pausas = FastAPI()


@pausas.get("/a")
async def espera_a():
    time.sleep(0.2)  # noqa: ASYNC251


@pausas.get("/b")
def espera_b():
    time.sleep(0.2)


@pausas.get("/c")
async def espera_c():
    await asyncio.sleep(0.2)


async with httpx.AsyncClient(transport=httpx.ASGITransport(app=pausas), base_url="http://prueba.mx") as dos:
    for ruta in ("/a", "/b", "/c"):
        antes = time.perf_counter()
        await asyncio.gather(dos.get(ruta), dos.get(ruta))
        print(ruta, f"{time.perf_counter() - antes:.1f} s")

# %% [markdown]
# La primera es la trampa: `async def` no vuelve asíncrono lo que llama. Mientras `time.sleep` retiene el hilo del bucle, la otra petición ni siquiera empieza; y si en vez de dos son cien, tampoco.
#
# ¿Y si una ruta necesita las dos cosas, una biblioteca síncrona y algo que se espera con `await`? Hay dos caminos:
#
# * ser `async def` y mandar **la llamada síncrona a otro hilo**: `resultado = await asyncio.to_thread(funcion, argumento)`. Se pasa la función *sin llamarla*. Lo que ella lance aparece en la línea del `await`;
# * ser `def` y pedirle al bucle que ejecute la corrutina: `resultado = anyio.from_thread.run(funcion_async, argumento)`.
#
# Lo que no sirve es `asyncio.run` dentro de la ruta `def`: crearía **otro** bucle en ese hilo, y lo que abriste en el arranque pertenece al bucle de la aplicación.


# %%
def suma_lenta(n):
    time.sleep(0.05)
    return sum(range(n))


calculos = FastAPI()


@calculos.get("/suma/{n}")
async def suma(n: int):
    # Paso 1: la función y sus argumentos por separado. Paso 2: `await`, que entrega su resultado.
    return await asyncio.to_thread(suma_lenta, n)


await pide(calculos, "GET", "/suma/1000")


# %% locked="archivo"
class Archivo:
    """El archivo histórico de la escuela. Su biblioteca es antigua: no sabe de `await`."""

    fichas: ClassVar[dict[int, list[str]]] = {1001: ["Álgebra", "Lógica"], 1002: ["Óptica"]}
    espia: ClassVar[Callable[[str], None]] = staticmethod(lambda que: None)

    @classmethod
    def busca(cls, cuenta: int) -> list[str]:
        """Entrega los cursos de una cuenta. **Bloquea** mientras busca. Lanza LookupError si no hay nada."""
        cls.espia("busca")
        time.sleep(0.01)
        if cuenta not in cls.fichas:
            raise LookupError(f"no hay nada de {cuenta}")
        return list(cls.fichas[cuenta])


class Bitacora:
    """La bitácora de consultas. Es asíncrona, y pertenece al bucle de eventos de la aplicación."""

    lineas: ClassVar[list[int]] = []
    espia: ClassVar[Callable[[str], None]] = staticmethod(lambda que: None)

    @classmethod
    async def anota(cls, cuenta: int) -> int:
        """Anota una consulta y entrega cuántas van."""
        cls.espia("anota")
        await asyncio.sleep(0.05)
        cls.lineas.append(cuenta)
        return len(cls.lineas)


# %% [markdown] prompt="ruta_bloqueante"
# ## Ejercicio 4 · `ruta_bloqueante`
#
# Escribe `ruta_bloqueante(cuenta)`, la función de una ruta `GET /historial/{cuenta}`. La prueba la pone en una aplicación así: `app.get("/historial/{cuenta}")(ruta_bloqueante)`.
#
# 1. Primero anota la consulta con `Bitacora.anota(cuenta)`, que es **asíncrona** y debe ejecutarse en el bucle de la aplicación.
# 2. Después busca los cursos con `Archivo.busca(cuenta)`, que es **síncrona y bloquea**: mientras busca, las demás peticiones siguen adelante.
# 3. Devuelve `{"cuenta": cuenta, "consulta": n, "cursos": cursos}`, donde `n` es lo que entregó la bitácora.
# 4. Si `Archivo.busca` lanza `LookupError`, el cliente recibe un **404**.
#
# Puedes escribirla con `async def` o con `def`: decide tú.
#
# ```python
# >>> app = FastAPI()
# >>> app.get("/historial/{cuenta}")(ruta_bloqueante)
# >>> await pide(app, "GET", "/historial/1001")
# GET /historial/1001 → 200 {"cuenta":1001,"consulta":1,"cursos":["Álgebra","Lógica"]}
# ```
#
# <details><summary>Una pista</summary>
#
# De las dos llamadas, ¿cuál debe quedarse en el hilo del bucle y cuál debe salir de él? ¿En qué línea aparecerá el `LookupError`?
#
# </details>


# %% solution="ruta_bloqueante"
async def ruta_bloqueante(cuenta: int) -> dict[str, Any]:
    """Anota la consulta y entrega los cursos de una cuenta, sin detener a las demás peticiones."""
    ### BEGIN SOLUTION
    consulta = await Bitacora.anota(cuenta)
    try:
        cursos = await asyncio.to_thread(Archivo.busca, cuenta)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return {"cuenta": cuenta, "consulta": consulta, "cursos": cursos}
    ### END SOLUTION


# %% test="ruta_bloqueante" points=1
@scenario(timeout=20)
async def historiales(ruta_bloqueante, Archivo, Bitacora, lab, fichas, cuentas):
    from asyncio import gather

    from fastapi import FastAPI

    aqui, lugares = lab.here(), []

    def espia(que):
        visto = lab.here()
        lugares.append([que, visto["thread"] == aqui["thread"], visto["loop"], len(Bitacora.lineas)])

    app = FastAPI()
    app.get("/historial/{cuenta}")(ruta_bloqueante)
    cliente = lab.asgi(app, supports=("http",))
    antes = Archivo.fichas, Archivo.espia, Bitacora.espia
    Archivo.fichas, Archivo.espia, Bitacora.espia, Bitacora.lineas = fichas, espia, espia, []
    try:
        vistas = await gather(*(cliente.get(f"/historial/{cuenta}") for cuenta in cuentas))
        return {"vistas": vistas, "lineas": Bitacora.lineas, "lugares": lugares}
    finally:
        Archivo.fichas, Archivo.espia, Bitacora.espia = antes


@scenario(timeout=20)
async def mientras_busca(ruta_bloqueante, Archivo, Bitacora, lab, fichas, cuenta):
    import asyncio
    import sys
    import threading

    from fastapi import FastAPI
    from fastapi.responses import PlainTextResponse

    buscando, otra_llegó = asyncio.Event(), threading.Event()
    bucle, hilo_del_bucle, detenido = asyncio.get_running_loop(), threading.get_ident(), []

    def espia(que):
        bucle.call_soon_threadsafe(buscando.set)
        while not otra_llegó.wait(0.02):
            marco = sys._current_frames()[hilo_del_bucle].f_code
            if marco.co_name in ("join", "_wait_for_tstate_lock") and marco.co_filename.endswith(
                "threading.py"
            ):
                detenido.append(True)
                return

    async def otra(request):
        otra_llegó.set()
        return PlainTextResponse("sí")

    app = FastAPI()
    app.get("/historial/{cuenta}")(ruta_bloqueante)
    app.add_route("/otra", otra)
    cliente = lab.asgi(app, supports=("http",))

    async def mientras():
        await buscando.wait()
        return await cliente.get("/otra")

    antes = Archivo.fichas, Archivo.espia
    Archivo.fichas, Archivo.espia, Bitacora.lineas = fichas, espia, []
    try:
        vistas = await asyncio.gather(cliente.get(f"/historial/{cuenta}"), mientras())
        return {"códigos": [visto["status"] for visto in vistas], "detenido": bool(detenido)}
    finally:
        otra_llegó.set()
        Archivo.fichas, Archivo.espia = antes


def fallos(r):
    return [visto["error"] for visto in r.value["vistas"] if visto["error"]]


def respuestas(r):
    return [[visto["status"], visto["json"]] for visto in r.value["vistas"]]


def cuenta_lo_visto(r):
    vistas = [f"{visto['status']} {visto['body'].decode()[:120]}" for visto in r.value["vistas"]]
    return " · ".join(vistas) + "".join(f" · {error}" for error in fallos(r)[:1])


def se_detuvo(r):
    return r.outcome in ("blocked", "timeout", "stuck") or any(
        que == "busca" and en_el_bucle for que, en_el_bucle, *_ in r.value["lugares"]
    )


def por_otro_bucle(r):
    return any(que == "anota" and bucle != 0 for que, _, bucle, _ in r.value["lugares"]) or any(
        "event loop" in error.message for error in fallos(r)
    )


def anotadas_al_buscar(r):
    """Cuántas consultas constaban ya al empezar cada búsqueda."""
    return [anotadas for que, _, _, anotadas in r.value["lugares"] if que == "busca"]


def juzga_historiales(fichas, cuentas):
    debidas = {cuenta: [200, fichas[cuenta]] if cuenta in fichas else [404, None] for cuenta in cuentas}

    def como_debe(r):
        vistas = zip(cuentas, r.value["vistas"], strict=True)
        return all(
            visto["status"] == debidas[cuenta][0]
            and (
                visto["status"] == 404
                or (
                    set(visto["json"]) == {"cuenta", "consulta", "cursos"}
                    and (visto["json"]["cuenta"], visto["json"]["cursos"]) == (cuenta, fichas[cuenta])
                )
            )
            for cuenta, visto in vistas
        )

    def consultas(r):
        return sorted(visto["json"]["consulta"] for visto in r.value["vistas"] if visto["status"] == 200)

    hay = sum(cuenta in fichas for cuenta in cuentas)
    return (
        expect(historiales, fichas=fichas, cuentas=cuentas)
        .rules_out(
            "E31",
            lambda r: any("cannot be called from a running event loop" in e.message for e in fallos(r)),
            cuenta_lo_visto,
            "una sola vuelta de un solo bucle",
        )
        .rules_out(
            "E1230",
            se_detuvo,
            "Archivo.busca se ejecutó en el hilo del bucle de eventos",
            "que la búsqueda se haga en otro hilo",
        )
        .rules_out(
            "E1231",
            por_otro_bucle,
            lambda r: (
                "Bitacora.anota no se ejecutó en el bucle de la aplicación"
                + "".join(f": {error}" for error in fallos(r)[:1])
            ),
            "que se anote en el bucle de la aplicación",
        )
        .rules_out(
            "E1232",
            lambda r: r.never_awaited,
            lambda r: f"quedó sin esperar: {', '.join(dict.fromkeys(r.never_awaited))}",
            "que las dos llamadas lleguen a su resultado",
        )
        .rules_out(
            "E1233",
            lambda r: any(error.is_a("LookupError") for error in fallos(r)),
            cuenta_lo_visto,
            "404 cuando no hay nada de esa cuenta",
        )
        .rules_out(
            "E1234",
            lambda r: any(van > anotadas for van, anotadas in enumerate(anotadas_al_buscar(r), 1)),
            "la búsqueda empezó antes de que la consulta quedara anotada",
            "primero se anota, después se busca",
        )
        .satisfies(como_debe, f"{list(debidas.values())}", cuenta_lo_visto)
        .satisfies(
            lambda r: sorted(r.value["lineas"]) == sorted(cuentas),
            "cada consulta anotada una vez",
            lambda r: f"la bitácora dice {r.value['lineas']}",
        )
        .satisfies(
            lambda r: hay < len(cuentas) or consultas(r) == list(range(1, hay + 1)),
            "en «consulta», cuántas van",
            cuenta_lo_visto,
        )
        .conforms()
        .leaves_nothing()
    )


def juzga_mientras_busca(fichas, cuenta):
    return (
        expect(mientras_busca, fichas=fichas, cuenta=cuenta)
        .rules_out(
            "E1230",
            lambda r: r.outcome in ("blocked", "timeout", "stuck", "deadlock") or r.value["detenido"],
            "mientras se buscaba, otra petición no llegó a atenderse",
            "que las demás sigan adelante",
        )
        .satisfies(
            lambda r: r.value["códigos"] == [200, 200],
            "que las dos peticiones reciban un 200",
            lambda r: f"recibieron {r.value['códigos']}",
        )
        .leaves_nothing()
    )


CURSOS = {7: ["Ética", "Cálculo"], 8: []}
juzga_historiales(CURSOS, [7])
juzga_historiales(CURSOS, [8, 9])
juzga_mientras_busca(CURSOS, 7).worth(1)

# %% hidden="ruta_bloqueante" points=4
### BEGIN HIDDEN TESTS
score = hidden(4)
for draw in score.draws(2):
    cuentas = draw.sample(range(100, 900), draw.randint(3, 5))
    materias = ["Óptica", "Lógica", "Danza", "Ética", "Latín"]
    fichas = {cuenta: draw.sample(materias, draw.randint(0, 3)) for cuenta in cuentas}
    with score(0.75):
        juzga_historiales(fichas, cuentas)
    with score(0.75):
        juzga_historiales(fichas, [*cuentas, draw.randint(1000, 2000)])
with score(1):
    juzga_mientras_busca(fichas, cuentas[0])
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Lo que acabas de escribir
#
# Las cuatro piezas van juntas en casi toda aplicación: una fábrica con sus modelos, una vida que abre y cierra lo que es de toda la aplicación, dependencias que abren y cierran lo que es de cada petición, y rutas que saben en qué hilo están. En la lección 13 verás
# cómo resuelven lo mismo Tornado y Django Channels, y en la 14 montarás tu propia aplicación sobre esta base.
#
# ## Para leer más
#
# * FastAPI: [primeros pasos](https://fastapi.tiangolo.com/es/tutorial/first-steps/), [modelo de respuesta](https://fastapi.tiangolo.com/tutorial/response-model/) y [errores](https://fastapi.tiangolo.com/tutorial/handling-errors/).
# * [La vida de la aplicación](https://fastapi.tiangolo.com/advanced/events/) y [dependencias con `yield`](https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/), en la misma documentación.
# * [Concurrencia y `async`/`await`](https://fastapi.tiangolo.com/es/async/): cuándo `def` y cuándo `async def`.
# * [`asyncio.to_thread`](https://docs.python.org/es/3/library/asyncio-task.html#running-in-threads), en la documentación de Python.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
