# %% [markdown]
# # 03 · Subprocesos: poner otros programas a trabajar
#
# **Para qué.** Mucho de lo que un programa necesita ya lo sabe hacer otro: comprimir, convertir un video, consultar un repositorio. En esta lección inicias programas desde
# Python, les das su entrada, recoges lo que escriben y su código de salida, les pones un plazo y los conectas entre sí. Y lo haces también sin detener a nadie: aquí escribes tus primeras corrutinas.
#
# **Tiempo.** Unos 80 minutos: 35 de lectura y cuatro ejercicios de entre 10 y 15 minutos.
#
# **Antes de empezar** conviene conocer los hilos y lo que es quedarse esperando para siempre (lección 01). Lo que hace falta de `async` y `await` se explica aquí; las lecciones 04 a 06 lo cuentan entero.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto y que puedes ejecutar cuantas
# veces quieras; los otros 4 los da una prueba oculta que comprueba lo mismo con otros datos. Las pruebas inician procesos de verdad y después miran qué fue de cada uno: si terminó, si alguien lo recogió, si sigue vivo. Si todos
# quedan esperándose, lo notan y lo dicen al momento.

# %% [markdown]
# ## 1. Un proceso no comparte nada
#
# Los hilos de un programa comparten su memoria. Un **proceso** tiene la suya, y de quien lo inició (su *padre*) recibe muy poco: una lista de argumentos, unas variables de entorno y tres canales de bytes.
#
# | Canal | Para qué | En Python, dentro del hijo |
# |---|---|---|
# | entrada estándar | lo que el programa lee | `sys.stdin`, `input()` |
# | salida estándar | su resultado | `sys.stdout`, `print()` |
# | salida de errores | lo que le cuenta a una persona | `sys.stderr` |
#
# Al terminar deja una sola cosa: un número, su **código de salida**. Cero quiere decir que todo fue bien; cualquier otro, que no.
#
# `subprocess.run` inicia un programa, espera a que termine y cuenta cómo le fue. Para tener un hijo que exista en cualquier sistema, los ejemplos inician otro Python: `sys.executable` es la ruta del que ejecuta este cuaderno.

# %% locked="preparacion"
import asyncio
import subprocess
import sys
from typing import Any

from asyncaula.checks import children, expect, hidden, scenario

# %%
# Paso 1: el programa y sus argumentos, cada uno en su lugar de la lista.
programa = "import sys; print(sys.argv[1:]); print('¡cuidado!', file=sys.stderr); sys.exit(3)"
orden = [sys.executable, "-c", programa, "dos palabras", "$HOME; echo intruso"]
# Paso 2: iniciarlo, y pedir que lo que escriba llegue aquí en forma de texto.
hecho = subprocess.run(orden, capture_output=True, text=True)
# Paso 3: tres cosas que se saben cuando ha terminado.
print("código:", hecho.returncode)
print("salida:", hecho.stdout, end="")
print("errores:", hecho.stderr, end="")

# %% [markdown]
# Fíjate en que `"$HOME; echo intruso"` llegó intacto, como un argumento más. Cada elemento de la lista es exactamente un argumento. Las opciones que más se usan:
#
# | Opción | Qué hace |
# |---|---|
# | `capture_output=True` | recoge por separado la salida y la salida de errores; sin ella van a parar a las de tu programa |
# | `text=True` | convierte entre bytes y texto en los tres canales; sin ella todo son `bytes` |
# | `input="…"` | lo que el hijo leerá de su entrada, que después se cierra |
# | `check=True` | lanza `subprocess.CalledProcessError` si el código no es cero |
# | `timeout=…` | un plazo en segundos |
#
# Con `shell=True` la orden no la inicia Python: se la da a un *shell* (`/bin/sh`, o `cmd.exe` en Windows), que la interpreta primero. Compara:

# %%
dato = "hola; echo intruso"
imprime = [sys.executable, "-c", "import sys; print(sys.argv[1])"]
# Paso 1: con una lista, el dato es un dato.
print(subprocess.run([*imprime, dato], capture_output=True, text=True).stdout)
# Paso 2: con el shell, parte del dato se convierte en una orden.
print(subprocess.run(f"echo {dato}", shell=True, capture_output=True, text=True).stdout)

# %% [markdown]
# Si `dato` lo escribió otra persona, acaba de ejecutar lo que quiso en tu máquina. Es el mismo error que armar una consulta SQL pegando textos.

# %% [markdown] prompt="ejecutar"
# ## Ejercicio 1 · `ejecutar`
#
# Escribe `ejecutar(args, entrada)`: inicia el programa de la lista `args` (el primero es el programa, los demás sus argumentos), le da el texto `entrada` por su entrada estándar, espera a que
# termine y devuelve una tupla `(código, salida, error)`: su código de salida, lo que escribió en la salida estándar y lo que escribió en la de errores, estos dos como `str`.
#
# * Los argumentos llegan al programa tal como están en la lista, sean cuales sean sus caracteres.
# * Un código distinto de cero es un resultado como cualquier otro: se devuelve.
# * La entrada y las dos salidas pueden ser grandes, de varios cientos de miles de caracteres.
#
# ```python
# >>> ejecutar([sys.executable, "-c", "print(input().upper())"], "hola\n")
# (0, 'HOLA\n', '')
# ```
#
# <details><summary>Una pista</summary>
#
# Relee la tabla de opciones: de las cinco, este ejercicio necesita tres. ¿Cuál de las otras dos haría justo lo que el enunciado no quiere?
#
# </details>


# %% solution="ejecutar"
def ejecutar(args: list[str], entrada: str) -> tuple[int, str, str]:
    """Ejecuta un programa con esa entrada; devuelve su código de salida, su salida y su salida de errores."""
    ### BEGIN SOLUTION
    hecho = subprocess.run(args, input=entrada, capture_output=True, text=True, check=False)
    return hecho.returncode, hecho.stdout, hecho.stderr
    ### END SOLUTION


# %% test="ejecutar" points=1
@scenario(clock="real", timeout=60)
def corre(ejecutar, lab, programa, extra, entrada):
    import sys

    args = [sys.executable, "-S", "-c", programa, *extra]
    lab.put("pedido", list(args))
    with lab.children(at_rest="deadlock"):
        return ejecutar(args, entrada)


def iniciado(r):
    """El primer hijo que se inició, o uno vacío."""
    return (r.extra["children"] or [{"args": [], "shell": False, "input": False}])[0]


def juzga_ejecutar(observado, previsto, *, grande=False):
    """Reconoce cada error conocido por sus huellas; `previsto` es (código, salida, error)."""

    def mal(r):
        return r.outcome != "ok" or r.value != previsto

    def visto(r):
        return f"devolvió {r.value}" if len(str(r.value)) < 200 else "devolvió otra cosa"

    def sin_texto(r):
        return any(texto and not r.value[i] for i, texto in enumerate(previsto) if i)

    def textual(r):
        return any(x[:2] in ("b'", 'b"') and not y.startswith(x[:2]) for x, y in parejas(r))

    def recortado(r):
        return all(x.strip() == y.strip() for x, y in parejas(r))

    def parejas(r):
        return list(zip(r.value[1:], previsto[1:], strict=True))

    esperado = f"{previsto}" if len(str(previsto)) < 200 else "los dos textos completos"
    return (
        observado.rules_out("E0301", lambda r: mal(r) and any(c["shell"] for c in r.extra["children"]))
        .rules_out(
            "E0302", lambda r: mal(r) and iniciado(r)["args"] != r.extra["pedido"] and r.extra["children"]
        )
        .rules_out("E0305", lambda r: r.error.type == "CalledProcessError")
        .rules_out("E0306", lambda r: "bytes-like object is required" in r.error.message)
        .rules_out("E0306", lambda r: any(isinstance(x, bytes) for x in r.value), visto, esperado)
        .rules_out("E0306", textual, visto, esperado)
        .rules_out("E0308", lambda r: children.hung(r) and grande)
        .rules_out("E0309", lambda r: children.hung(r) and not iniciado(r)["input"])
        .rules_out("E0307", children.hung)
        .finishes()
        .rules_out("E0303", lambda r: previsto[2] and previsto[2] in r.value[1], visto, esperado)
        .rules_out(
            "E0309",
            lambda r: mal(r) and r.value[2] == previsto[2] and not iniciado(r)["input"],
            visto,
            esperado,
        )
        .rules_out("E0300", sin_texto, visto, esperado)
        .rules_out(
            "E0304", lambda r: r.value[0] != previsto[0] and r.value[1:] == previsto[1:], visto, esperado
        )
        .rules_out(
            "E0326",
            lambda r: r.value[0] == previsto[0] and r.value != previsto and recortado(r),
            visto,
            esperado,
        )
        .returns(previsto)
        .rules_out("E0311", lambda r: any(c["state"] != "reaped" for c in r.extra["children"]))
    )


en_mayusculas = """
import sys
print(sys.stdin.read().upper(), end="")
print("recibí", sys.argv[1:], file=sys.stderr)
sys.exit(len(sys.argv) - 1)
"""

juzga_ejecutar(
    expect(corre, programa=en_mayusculas, extra=["uno", "dos y medio"], entrada="hola\nñandú\n"),
    (2, "HOLA\nÑANDÚ\n", "recibí ['uno', 'dos y medio']\n"),
).worth(1)


# %% hidden="ejecutar" points=4
### BEGIN HIDDEN TESTS
solo_argumentos = "import sys; sys.stdin.read(); print(*sys.argv[1:], sep='|'); sys.stderr.write('aviso')"
inunda = """
import sys
sys.stdout.write("s" * 300_000)
sys.stdout.flush()
sys.stderr.write("e" * 300_000)
"""
errores_antes = """
import sys
sys.stderr.write("e" * 300_000)
sys.stderr.flush()
sys.stdout.write("s" * 300_000)
"""
eco = """
import sys
for linea in sys.stdin:
    sys.stdout.write(linea)
    sys.stdout.flush()
sys.exit(1)
"""

score = hidden(4)
for draw in score.draws(1):
    otros = draw.sample(["a; echo b", "*", '"', "a b", "", "a|b", "&", "ñ"], 4)
    raros = ["'", draw.choice(["$HOME", "`ls`", "$(ls)"]), *otros]  # ni unas comillas ni las otras bastan
    codigo, palabra = draw.randint(3, 99), draw.choice(["jaguar", "colibrí", "ajolote"])
    with score(1):
        juzga_ejecutar(
            expect(corre, programa=solo_argumentos, extra=raros, entrada="x"),
            (0, "|".join(raros) + "\n", "aviso"),
        )
    with score(1):
        falla = f"import sys; print(input(), end='  '); sys.stderr.write('mal'); sys.exit({codigo})"
        juzga_ejecutar(
            expect(corre, programa=falla, extra=[], entrada=f"{palabra}\n"), (codigo, f"{palabra}  ", "mal")
        )
        juzga_ejecutar(expect(corre, programa=en_mayusculas, extra=[], entrada=""), (0, "", "recibí []\n"))
with score(1):
    for programa in (inunda, errores_antes):
        previsto = (0, "s" * 300_000, "e" * 300_000)
        juzga_ejecutar(expect(corre, programa=programa, extra=[], entrada=""), previsto, grande=True)
with score(1):
    mucho = "0123456789\n" * 30_000
    juzga_ejecutar(expect(corre, programa=eco, extra=[], entrada=mucho), (1, mucho, ""), grande=True)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 2. La vida de un hijo
#
# `subprocess.run` hace de una vez lo que con `subprocess.Popen` se hace por partes. `Popen(args, …)` inicia el hijo y **regresa enseguida**: desde ese momento sois dos, y avanzáis a la vez.
#
# | Con `proc = Popen(…)` | Qué hace |
# |---|---|
# | `proc.poll()` | mira si terminó; da su código, o `None` si sigue en marcha |
# | `proc.wait(timeout=…)` | espera a que termine, y da su código |
# | `proc.communicate(entrada, timeout=…)` | le da su entrada, lee a la vez sus dos salidas hasta el final, y lo espera |
# | `proc.terminate()` | le pide que termine (SIGTERM); el hijo puede no hacer caso |
# | `proc.kill()` | lo termina sin preguntarle (SIGKILL); en Windows es lo mismo que `terminate` |
#
# Con un `timeout` que se agota, `wait` y `communicate` lanzan `subprocess.TimeoutExpired`. Esa excepción solo dice que **tú** dejaste de esperar. Al hijo no le pasa nada.

# %% [markdown]
# ### Predice
#
# Antes de ejecutar la celda, decide qué aparece en cada línea. ¿Qué dará `poll()` la primera vez? ¿Y `returncode` justo después de `kill()`? No se califica.

# %%
# Este hijo espera una línea de su entrada, y solo entonces escribe y termina.
pregunta = [sys.executable, "-c", "print('Hola,', input())"]
primero = subprocess.Popen(pregunta, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
segundo = subprocess.Popen(pregunta, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print("1:", primero.poll())
salida, _ = primero.communicate("Ana\n")
print("2:", salida.strip(), primero.returncode)
segundo.kill()
print("3:", segundo.returncode)
segundo.communicate()
print("4:", segundo.returncode)

# %% [markdown]
# En la tercera línea, el segundo hijo ya está condenado, pero tu programa todavía no sabe nada de su final. El sistema guarda el código de salida de un proceso hasta que su padre lo pide; mientras tanto, el
# proceso es un **zombi**: no trabaja, pero ocupa un lugar en la tabla. Pedirlo (con `wait`, `poll` o `communicate`) se llama *recoger* al hijo. Terminar y recoger son, pues, dos pasos.
#
# En la cuarta, un código negativo dice en Linux y macOS qué señal lo terminó: 9 es SIGKILL.

# %% [markdown]
# ### Una tubería tiene fondo
#
# `subprocess.PIPE` conecta un canal del hijo con tu programa por medio de una **tubería**: bytes que entran por un extremo y salen por el otro. Hay dos reglas que explican casi todos los programas que se quedan colgados:
#
# 1. **Cabe poco**, unos 64 KiB. Cuando está llena, quien escribe se detiene hasta que alguien lea.
# 2. **Se acaba cuando se cierra.** Quien lee hasta el final espera a que *todos* los que podían escribir hayan cerrado su extremo, o terminado.
#
# ```
#   tu programa                          el hijo
#   proc.wait()   espera a que termine → escribe 100 000 bytes
#                                        escritos 65 536: la tubería está llena
#                 ← espera a que leas    detenido en print()
# ```
#
# Ninguno de los dos va a moverse. Es el interbloqueo de la lección 01, entre dos procesos. `communicate` lo evita porque hace las tres cosas al mismo tiempo: escribir la entrada y leer las dos salidas.

# %%
charlatan = [sys.executable, "-c", "print('bla ' * 25_000)"]
proc = subprocess.Popen(charlatan, stdout=subprocess.PIPE, text=True)
try:
    # Paso 1: esperar sin leer no sirve de nada: el hijo está detenido con la tubería llena.
    proc.wait(timeout=0.5)
except subprocess.TimeoutExpired:
    print("medio segundo después, poll() da", proc.poll())
# Paso 2: en cuanto alguien lee, el hijo sigue hasta su final.
salida, _ = proc.communicate()
print(len(salida), "caracteres, código", proc.returncode)

# %% [markdown] prompt="ejecutar_con_plazo"
# ## Ejercicio 2 · `ejecutar_con_plazo`
#
# Escribe `ejecutar_con_plazo(args, segundos)`: inicia el programa y lo espera como mucho `segundos`.
#
# * Si termina a tiempo, devuelve `(código, salida)` en cuanto termina; la salida, como `str`. Puede ser grande.
# * Si se agota el plazo, termina al hijo y lanza `TimeoutError`. Cuando la excepción sale, **el hijo ya no existe**: ni está en marcha ni quedó sin recoger.
#
# Hay hijos que no hacen caso de un ruego. Si quieres pedírselo primero por las buenas, dale como mucho un segundo más.
#
# ```python
# >>> ejecutar_con_plazo([sys.executable, "-c", "print('listo')"], 30)
# (0, 'listo\n')
# >>> ejecutar_con_plazo([sys.executable, "-c", "while True: pass"], 0.5)
# Traceback (most recent call last):
#   ...
# TimeoutError: el programa no terminó en 0.5 s
# ```
#
# <details><summary>Una pista</summary>
#
# `subprocess.TimeoutExpired` **no** deriva de `TimeoutError`. Y si usas `Popen`, escribe la lista de lo que tiene que haber pasado con el hijo antes de lanzar la excepción: son dos cosas.
#
# </details>


# %% solution="ejecutar_con_plazo"
def ejecutar_con_plazo(args: list[str], segundos: float) -> tuple[int, str]:
    """Ejecuta un programa; devuelve su código de salida y su salida, o lo termina y lanza TimeoutError."""
    ### BEGIN SOLUTION
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    try:
        salida, _ = proc.communicate(timeout=segundos)
    except subprocess.TimeoutExpired:
        proc.kill()
        proc.communicate()
        raise TimeoutError(f"el programa no terminó en {segundos} s") from None
    return proc.returncode, salida
    ### END SOLUTION


# %% test="ejecutar_con_plazo" points=1
@scenario(clock="real", timeout=60)
def con_tiempo(ejecutar_con_plazo, lab, programa, segundos):
    import sys

    with lab.children(limit=3):
        return ejecutar_con_plazo([sys.executable, "-S", "-c", programa], segundos)


@scenario(clock="real", timeout=60)
def sin_fin(ejecutar_con_plazo, lab, sordo):
    import sys

    eterno = "import time\nprint('empiezo', flush=True)\nwhile True: time.sleep(60)"
    with lab.children(limit=3, deaf_to=["SIGTERM"] if sordo else []):
        return ejecutar_con_plazo([sys.executable, "-S", "-c", eterno], 0.3)


def juzga_a_tiempo(observado, codigo, salida):
    return (
        observado.rules_out("E0314", children.hung)
        .rules_out(
            "E0301", lambda r: r.value != (codigo, salida) and any(c["shell"] for c in r.extra["children"])
        )
        .rules_out("E0305", lambda r: r.error.type == "CalledProcessError")
        .rules_out("E0306", lambda r: isinstance(r.value[1], bytes))
        .rules_out("E0300", lambda r: salida and not r.value[1])
        .rules_out("E0304", lambda r: r.value[0] != codigo and r.value[1] == salida)
        .rules_out("E0326", lambda r: r.value[1] != salida and r.value[1].strip() == salida.strip())
        .returns((codigo, salida))
        .rules_out("E0310", children.left_alive)
        .rules_out("E0311", children.left_uncollected)
    )


def juzga_sin_fin(observado, sordo):
    return (
        observado.rules_out("E0315" if sordo else "E0316", children.hung)
        .rules_out("E0310", children.left_alive)
        .rules_out("E0311", children.left_uncollected)
        .rules_out("E0312", lambda r: r.outcome == "ok", lambda r: f"devolvió {r.value}", "TimeoutError")
        .rules_out("E0313", lambda r: r.error.type == "TimeoutExpired")
        .raises("TimeoutError")
    )


a_tiempo = juzga_a_tiempo(
    expect(con_tiempo, programa="print('hola'); raise SystemExit(4)", segundos=30), 4, "hola\n"
)
juzga_sin_fin(expect(sin_fin, sordo=False), sordo=False)
a_tiempo.worth(1)


# %% hidden="ejecutar_con_plazo" points=4
### BEGIN HIDDEN TESTS
@scenario(clock="real", timeout=60)
def con_mucho_que_decir(ejecutar_con_plazo, lab, n):
    import sys

    with lab.children(at_rest="deadlock"):
        codigo, salida = ejecutar_con_plazo([sys.executable, "-S", "-c", f"print('x' * {n})"], 30)
        return codigo, len(salida)


score = hidden(4)
for draw in score.draws(1):
    codigo, palabra = draw.randint(1, 99), draw.choice(["nopal", "maguey", "mezquite"])
    with score(1):
        programa = f"print('  {palabra}'); raise SystemExit({codigo})"
        juzga_a_tiempo(expect(con_tiempo, programa=programa, segundos=30), codigo, f"  {palabra}\n")
        juzga_a_tiempo(expect(con_tiempo, programa="", segundos=30), 0, "")
    with score(1):
        n = draw.randint(200_000, 300_000)
        (
            expect(con_mucho_que_decir, n=n)
            .rules_out("E0308", lambda r: children.hung(r) or r.error.type == "TimeoutError")
            .returns((0, n + 1))
        )
with score(1):
    juzga_sin_fin(expect(sin_fin, sordo=False), sordo=False)
with score(1):
    juzga_sin_fin(expect(sin_fin, sordo=True), sordo=True)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Esperar a un hijo sin detener a los demás
#
# `subprocess.run` detiene tu hilo hasta que el hijo termina. Si tu programa atiende a otros mientras tanto, eso no sirve. Una salida es un hilo por hijo; otra, que necesita uno solo, es **asyncio**. Esto es lo justo para usarlo aquí:
#
# | Se escribe | Qué significa |
# |---|---|
# | `async def f():` | define una **función de corrutina**; dentro de ella, y solo dentro, se puede usar `await` (y en las celdas de este cuaderno) |
# | `f()` | crea una **corrutina**, y no ejecuta todavía ni una línea de su cuerpo |
# | `await f()` | la ejecuta, espera a que termine y da lo que devuelve. Mientras espera, **otras corrutinas avanzan** |
# | `await asyncio.gather(f(), g())` | ejecuta varias a la vez en el mismo hilo; da la lista de lo que devuelven, en ese orden |
#
# Quien reparte los turnos es el *bucle de eventos*. Solo puede dárselo a otra corrutina cuando la que está en marcha llega a un `await`. Una llamada normal que espera, como `subprocess.run` o `time.sleep`, no suelta el turno: lo detiene todo.


# %%
async def cuenta(nombre, hasta):
    for n in range(1, hasta + 1):
        print(nombre, n)
        # Aquí se suelta el turno: las demás pueden avanzar.
        await asyncio.sleep(0)
    return f"{nombre} contó hasta {hasta}"


corrutina = cuenta("Ana", 2)
print(type(corrutina), "y no se ha contado nada")
print(await asyncio.gather(corrutina, cuenta("Luis", 3)))

# %% [markdown]
# asyncio tiene sus propios subprocesos, donde todo lo que tarda se espera con `await`. Se parecen mucho a `Popen`, con tres diferencias: el programa y sus argumentos van **sueltos**, no en una lista; solo hay **bytes**, no texto; y
# lo que espera es una corrutina, que sin `await` no hace nada.
#
# > **En Windows**, el bucle que Jupyter usa no sabe de procesos y estas celdas lanzan `NotImplementedError`. En un programa aparte, con `asyncio.run`, funcionan.

# %%
# Paso 1: iniciar el proceso también es esperar: lleva await.
proc = await asyncio.create_subprocess_exec(
    sys.executable, "-c", "print('hola desde otro proceso')", stdout=asyncio.subprocess.PIPE
)
# Paso 2: communicate lee hasta el final y espera al hijo; entrega bytes.
salida, _ = await proc.communicate()
# Paso 3: ya terminó, así que hay código de salida; el texto se obtiene con decode().
print(proc.returncode, salida, salida.decode(), sep="\n")

# %% [markdown]
# Las reglas de las tuberías son las mismas. `await proc.wait()` deja libre al bucle, pero no vacía ninguna tubería.

# %% [markdown] prompt="ejecutar_async"
# ## Ejercicio 3 · `ejecutar_async`
#
# Escribe la corrutina `ejecutar_async(args)`: inicia el programa de la lista `args`, espera a que termine **sin detener el bucle de eventos** y devuelve lo que escribió en su salida estándar, como `str` (en UTF-8).
#
# Si termina con un código distinto de cero, lanza `subprocess.CalledProcessError`, con el código en `returncode` y lo que escribió en su salida de errores, como `str`, en `stderr`. Las dos salidas pueden ser grandes.
#
# ```python
# >>> await ejecutar_async([sys.executable, "-c", "print('hola')"])
# 'hola\n'
# ```
#
# La excepción se construye así: `subprocess.CalledProcessError(código, args, output=salida, stderr=error)`.
#
# <details><summary>Una pista</summary>
#
# De una lista a argumentos sueltos se pasa con un asterisco. ¿Cuántas tuberías hacen falta, y qué método las lee todas y además espera?
#
# </details>


# %% solution="ejecutar_async"
async def ejecutar_async(args: list[str]) -> str:
    """Ejecuta un programa sin detener el bucle y devuelve su salida, o lanza CalledProcessError si falla."""
    ### BEGIN SOLUTION
    proc = await asyncio.create_subprocess_exec(
        *args, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    salida, error = await proc.communicate()
    if proc.returncode != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, salida.decode(), error.decode())
    return salida.decode()
    ### END SOLUTION


# %% test="ejecutar_async" points=1
@scenario(timeout=60, blocking="record")
async def pide(ejecutar_async, lab, programa, extra):
    """El hijo saluda primero, y es el bucle quien le contesta: un bucle detenido no contesta a nadie.

    Al final cierra sus salidas, y solo termina un poco después.
    """
    import asyncio
    import subprocess
    import sys

    from asyncaula.checks.children import CALL, Meeting

    saluda = (
        CALL
        + """
import atexit, os, sys
puerto = sys.argv.pop(1)
def adios():
    sys.stdout.flush()
    sys.stderr.flush()
    os.close(1)
    os.close(2)
    meet(puerto, "cerradas")
atexit.register(adios)
meet(puerto, "hijo")
"""
    )
    async with Meeting(together=["hijo"]) as reunion:
        lab.put("met", reunion.said)

        async def despide():
            await reunion.arrived("cerradas")
            for _ in range(50):
                await asyncio.sleep(0)
            reunion.leave("cerradas")

        despedida = asyncio.create_task(despide())
        args = [sys.executable, "-S", "-c", saluda + programa, str(reunion.port), *extra]
        with lab.children(at_rest="deadlock"):
            try:
                return await ejecutar_async(args)
            except subprocess.CalledProcessError as error:
                return {"código": error.returncode, "error": error.stderr}
            finally:
                despedida.cancel()
                await asyncio.wait([despedida])


def juzga_async(observado, previsto, *, error_grande=False):
    """`previsto` es el texto devuelto, o un diccionario con lo que lleva la excepción."""

    def mal(r):
        return r.outcome != "ok" or r.value != previsto

    def con_bytes(r):
        return isinstance(r.value["error"] if isinstance(r.value, dict) else r.value, bytes)

    def visto(r):
        return f"terminó con {r.value}" if len(str(r.value)) < 200 else ""

    falla = isinstance(previsto, dict)
    return (
        observado.rules_out("E05", children.stopped_the_loop)
        .rules_out("E0301", lambda r: mal(r) and any(c["shell"] for c in r.extra["children"]))
        .rules_out("E0322", lambda r: "not list" in r.error.message)
        .rules_out("E0306", lambda r: "must be False" in r.error.message)
        .rules_out(
            "E14", lambda r: r.outcome == "raised" and (r.never_awaited or "'coroutine'" in str(r.error))
        )
        .rules_out("E0321" if error_grande else "E0320", children.hung)
        .finishes()
        .awaits_everything()
        .rules_out("E0323", lambda r: any(c["state"] != "reaped" for c in r.extra["children"]))
        .rules_out("E0304", lambda r: falla and not isinstance(r.value, dict), visto, f"{previsto}")
        .rules_out("E0325", lambda r: not falla and isinstance(r.value, dict), visto, f"{previsto!r}")
        .rules_out("E0306", con_bytes, visto)
        .rules_out("E0324", lambda r: falla and r.value != previsto, visto)
        .rules_out("E0300", lambda r: previsto and r.value in ("", "None", None))
        .rules_out("E0306", lambda r: r.value[:2] in ("b'", 'b"'), visto)
        .rules_out("E0326", lambda r: r.value != previsto and r.value.strip() == previsto.strip(), visto)
        .returns(previsto)
        .leaves_nothing()
    )


saluda = "import sys; print('¡Hola,', *sys.argv[1:]); print('aviso', file=sys.stderr)"
juzga_async(expect(pide, programa=saluda, extra=["Ana y Luis"]), "¡Hola, Ana y Luis\n").worth(1)


# %% hidden="ejecutar_async" points=4
### BEGIN HIDDEN TESTS
@scenario(timeout=60, blocking="record")
async def se_encuentran(ejecutar_async, lab, nombres):
    import asyncio
    import sys

    from asyncaula.checks.children import CALL, Meeting

    programa = CALL + "import sys\nif meet(*sys.argv[1:]): print('adiós', sys.argv[2])"
    async with Meeting(together=nombres) as reunion:
        with lab.children(at_rest="deadlock"):
            args = [sys.executable, "-S", "-c", programa, str(reunion.port)]
            return await asyncio.gather(*[ejecutar_async([*args, nombre]) for nombre in nombres])


score = hidden(4)
for draw in score.draws(1):
    codigo, fruta = draw.randint(2, 99), draw.choice(["guanábana", "mamey", "níspero"])
    raros = draw.sample(["$HOME", "a; echo b", "*", "'", '"', "a b", "$(ls)", "ñ"], 4)
    with score(1):
        muestra = "import sys; print(*sys.argv[1:], sep='|')"
        juzga_async(expect(pide, programa=muestra, extra=raros), "|".join(raros) + "\n")
        reunidos = expect(se_encuentran, nombres=[fruta, "otra"])
        (
            reunidos.rules_out("E05", children.hung)
            .returns([f"adiós {fruta}\n", "adiós otra\n"])
            .leaves_nothing()
        )
    with score(1):
        falla = f"import sys; print('a medias'); sys.stderr.write('{fruta}'); sys.exit({codigo})"
        juzga_async(expect(pide, programa=falla, extra=[]), {"código": codigo, "error": fruta})
    with score(1):
        callado = f"sys.stderr.write('adiós'); sys.exit({codigo + 1})"
        juzga_async(expect(pide, programa=callado, extra=[]), {"código": codigo + 1, "error": "adiós"})
    with score(1):
        mucho = "print('línea larga ' * 40_000)"
        juzga_async(expect(pide, programa=mucho, extra=[]), "línea larga " * 40_000 + "\n")
        mal = f"import sys; sys.stderr.write('e' * 500_000); sys.exit({codigo})"
        previsto = {"código": codigo, "error": "e" * 500_000}
        juzga_async(expect(pide, programa=mal, extra=[]), previsto, error_grande=True)
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Conectar procesos, y no dejar a ninguno atrás
#
# En una terminal, `productor | consumidor` inicia los dos programas **a la vez** y conecta la salida de uno con la entrada del otro. Con asyncio, tu programa puede estar en medio y llevar los bytes. Cada extremo es un *flujo*:
#
# | Flujo | Qué hace |
# |---|---|
# | `await proc.stdout.read(n)` | da lo que haya, como mucho `n` bytes; `b""` significa que se acabó |
# | `await proc.stdout.read()` | lee hasta el final |
# | `proc.stdin.write(datos)` | guarda los datos para enviarlos y regresa **sin esperar** |
# | `await proc.stdin.drain()` | espera, si hace falta, hasta que haya sitio para más |
# | `proc.stdin.close()` | cierra el extremo: el hijo verá que su entrada se acabó |
#
# `write` sin `drain` no falla: si el hijo lee despacio, los datos se acumulan en la memoria de tu programa, sean megabytes o gigabytes. Con `drain`, tu programa espera al lento; y si tu programa espera, deja de leer al rápido, cuya
# tubería se llena, y que se detiene. El freno llega de un extremo al otro. Se llama **contrapresión**.

# %%
# Paso 1: un hijo que cuenta las líneas de su entrada.
contador = [sys.executable, "-c", "import sys; print(sum(1 for linea in sys.stdin))"]
proc = await asyncio.create_subprocess_exec(
    *contador, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
)
# Paso 2: escribir por trozos, y dar tiempo a que cada uno salga.
for n in range(1000):
    proc.stdin.write(f"línea {n}\n".encode())
    await proc.stdin.drain()
# Paso 3: sin esta línea, el contador seguiría esperando la siguiente.
proc.stdin.close()
print((await proc.stdout.read()).decode(), await proc.wait())

# %% [markdown]
# ### Si a ti te cancelan
#
# A una corrutina pueden decirle, en cualquiera de sus `await`, que ya no hace falta: en esa línea aparece la excepción `asyncio.CancelledError`. Así funciona, por ejemplo, `asyncio.timeout`. La corrutina termina; **los procesos que inició, no**: el sistema
# operativo no sabe nada de corrutinas. Quien inicia un proceso es quien lo termina y lo recoge, salga como salga, y para eso existe `finally`:


# %%
async def vigila(recuerdo):
    proc = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "while True: input()", stdin=asyncio.subprocess.PIPE
    )
    recuerdo.append(proc)
    try:
        await proc.wait()
    finally:
        # Paso 2: se pasa por aquí también cuando llega CancelledError, que después sigue su camino.
        if proc.returncode is None:
            proc.kill()
        # Paso 3: y aún falta esperar a que haya terminado.
        await proc.wait()


recuerdo = []
try:
    async with asyncio.timeout(0.2):
        # Paso 1: este hijo no terminaría nunca; a los 0.2 s se cancela la espera.
        await vigila(recuerdo)
except TimeoutError:
    print("se acabó el tiempo; código del hijo:", recuerdo[0].returncode)

# %% [markdown] prompt="tuberia"
# ## Ejercicio 4 · `tuberia`
#
# Escribe la corrutina `tuberia(productor, consumidor)`, con dos listas de argumentos. Inicia los dos programas, hace llegar la salida estándar del primero a la entrada estándar del segundo, y devuelve lo que el segundo escribió en su salida estándar, como `str` (en UTF-8).
#
# * Los dos programas trabajan **a la vez**, y lo que pasa de uno a otro no se acumula en la memoria de tu programa: si el consumidor no lee, el productor acaba deteniéndose.
# * Los datos pueden ser muchos en cualquiera de las dos tuberías. El consumidor lee siempre toda su entrada.
# * Cuando la corrutina termina, los dos procesos han terminado y están recogidos, **también si la cancelan**. En ese caso los termina sin contemplaciones, y la cancelación sigue su camino.
#
# Los códigos de salida y las salidas de errores no importan.
#
# ```python
# >>> await tuberia([sys.executable, "-c", "print('b\\na')"], ["sort"])
# 'a\nb\n'
# ```
#
# <details><summary>Una pista</summary>
#
# Hay dos labores que deben avanzar a la vez: llevar trozos de un lado al otro, y leer lo que contesta el segundo. La sección 3 dice cómo se ejecutan dos corrutinas a un tiempo. ¿Qué debe hacer la primera cuando un trozo llega vacío?
#
# </details>


# %% solution="tuberia"
async def tuberia(productor: list[str], consumidor: list[str]) -> str:
    """Conecta la salida de un programa con la entrada de otro y devuelve la salida de este."""
    ### BEGIN SOLUTION
    procesos: list[asyncio.subprocess.Process] = []

    async def lleva(origen: Any, destino: Any) -> None:
        while trozo := await origen.read(65_536):
            destino.write(trozo)
            await destino.drain()
        destino.close()

    try:
        primero = await asyncio.create_subprocess_exec(*productor, stdout=asyncio.subprocess.PIPE)
        procesos.append(primero)
        segundo = await asyncio.create_subprocess_exec(
            *consumidor, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        procesos.append(segundo)
        _, salida = await asyncio.gather(lleva(primero.stdout, segundo.stdin), segundo.stdout.read())
        await primero.wait()
        await segundo.wait()
        return salida.decode()
    finally:
        for proceso in procesos:
            if proceso.returncode is None:
                proceso.kill()
            await proceso.wait()
    ### END SOLUTION


# %% test="tuberia" points=1
@scenario(timeout=60, blocking="record")
async def conecta(tuberia, lab, uno, otro):
    """Los hijos saludan primero, y es el bucle quien les contesta."""
    import sys

    from asyncaula.checks.children import CALL, Meeting

    saluda = CALL + "import sys\nmeet(sys.argv[1], 'hijo')\n"
    async with Meeting(together=["hijo"]) as reunion:
        lab.put("met", reunion.said)
        python, puerto = [sys.executable, "-S", "-c"], str(reunion.port)
        with lab.children(at_rest="deadlock"):
            return await tuberia([*python, saluda + uno, puerto], [*python, saluda + otro, puerto])


def juzga_tuberia(observado, previsto, *, grande=False, tarda=False):
    """`tarda` si el productor sigue ahí cuando ya no hay nada que leer: entonces se ve quién lo espera."""

    def trozo(r):
        return isinstance(r.value, str) and r.value != previsto and previsto.startswith(r.value)

    def visto(r):
        return f"devolvió {r.value!r}" if len(str(r.value)) < 200 else f"devolvió {len(r.value)} caracteres"

    return (
        observado.rules_out("E05", children.stopped_the_loop)
        .rules_out("E0322", lambda r: "not list" in r.error.message)
        .rules_out("E0335", lambda r: "fileno" in r.error.message)
        .rules_out("E0306", lambda r: "must be False" in r.error.message)
        .rules_out(
            "E14", lambda r: r.outcome == "raised" and (r.never_awaited or "'coroutine'" in str(r.error))
        )
        .rules_out("E0337" if grande else "E0330", children.hung)
        .finishes()
        .awaits_everything()
        .rules_out("E0306", lambda r: isinstance(r.value, bytes), visto)
        .rules_out("E0300", lambda r: r.value in ("", "None", None), visto)
        .rules_out("E0336", trozo, visto)
        .returns(previsto)
        .rules_out("E0338", lambda r: tarda and (children.left_alive(r) or children.left_uncollected(r)))
        .leaves_nothing()
    )


dice = "print('mango\\nciruela\\npiña')"
ordena = "import sys; print(*sorted(linea.strip() for linea in sys.stdin), sep=', ')"
juzga_tuberia(expect(conecta, uno=dice, otro=ordena), "ciruela, mango, piña\n").worth(1)


# %% hidden="tuberia" points=4
### BEGIN HIDDEN TESTS
@scenario(timeout=60, blocking="record")
async def sin_leer(tuberia, lab, lineas):
    """El consumidor no lee hasta que todos están quietos; ¿había acabado ya el productor?"""
    import asyncio
    import sys

    from asyncaula.checks.children import CALL, Meeting

    escribe = (
        CALL
        + f"""
import sys
meet(sys.argv[1], "productor")
for n in range({lineas}):
    sys.stdout.write("%079d\\n" % n)
sys.stdout.flush()
meet(sys.argv[1], "acabó")
"""
    )
    cuenta = (
        CALL
        + """
import sys
meet(sys.argv[1], "consumidor")
print(sum(1 for linea in sys.stdin))
"""
    )
    quietos, bucle, acabo = asyncio.Event(), asyncio.get_running_loop(), []
    async with Meeting() as reunion:
        lab.put("met", reunion.said)

        async def dirige():
            await reunion.arrived("productor", "consumidor")
            quietos.clear()
            reunion.leave("productor")
            await quietos.wait()
            acabo.append("acabó" in reunion.said)
            reunion.leave("consumidor")
            await reunion.arrived("acabó")
            reunion.leave("acabó")

        direccion = asyncio.create_task(dirige())
        with lab.children(at_rest=lambda: bucle.call_soon_threadsafe(quietos.set)):
            python = [sys.executable, "-S", "-c"]
            salida = await tuberia(
                [*python, escribe, str(reunion.port)], [*python, cuenta, str(reunion.port)]
            )
        await direccion
        return {"salida": salida, "todo en memoria": acabo[0]}


@scenario(timeout=60, blocking="record")
async def el_productor_tarda(tuberia, lab, palabra):
    """El productor cierra su salida, y no termina hasta que todos están quietos."""
    import asyncio
    import sys

    from asyncaula.checks.children import CALL, Meeting

    cierra = (
        CALL
        + f"""
import os, sys
print({palabra!r}, flush=True)
os.close(1)
meet(sys.argv[1], "cerrada")
"""
    )
    copia = "import sys; print(sys.stdin.read())"
    quietos, bucle = asyncio.Event(), asyncio.get_running_loop()
    async with Meeting() as reunion:
        lab.put("met", reunion.said)

        async def despide():
            await reunion.arrived("cerrada")
            await quietos.wait()
            reunion.leave("cerrada")

        despedida = asyncio.create_task(despide())
        with lab.children(at_rest=lambda: bucle.call_soon_threadsafe(quietos.set)):
            python = [sys.executable, "-S", "-c"]
            salida = await tuberia([*python, cierra, str(reunion.port)], [*python, copia])
        despedida.cancel()
        await asyncio.wait([despedida])
        return salida


@scenario(timeout=60, blocking="record")
async def la_cancelan(tuberia, lab):
    import asyncio
    import sys

    from asyncaula.checks.children import CALL, Meeting

    programa = CALL + "import sys\nmeet(*sys.argv[1:])"
    quietos, bucle = asyncio.Event(), asyncio.get_running_loop()
    async with Meeting() as reunion:
        lab.put("met", reunion.said)
        with lab.children(at_rest=lambda: bucle.call_soon_threadsafe(quietos.set)):
            args = [sys.executable, "-S", "-c", programa, str(reunion.port)]
            tarea = asyncio.create_task(tuberia([*args, "productor"], [*args, "consumidor"]))
            listos = [
                asyncio.create_task(quietos.wait()),
                asyncio.create_task(reunion.arrived("productor", "consumidor")),
            ]
            await asyncio.wait([*listos, tarea], return_when=asyncio.FIRST_COMPLETED)
            for listo in listos:
                listo.cancel()
            tarea.cancel()
            await asyncio.wait([tarea, *listos])
        return "cancelada" if tarea.cancelled() else repr(tarea.exception())


score = hidden(4)
for draw in score.draws(1):
    palabras = draw.sample(["maíz", "chía", "frijol", "calabaza", "chile", "jitomate"], 4)
    n, lineas = draw.randint(60, 70), draw.randint(45_000, 50_000)
    with score(1):
        dice = f"for palabra in {palabras}: print(palabra)"
        al_reves = "import sys; print(*reversed(sys.stdin.read().split()))"
        juzga_tuberia(expect(conecta, uno=dice, otro=al_reves), " ".join(reversed(palabras)) + "\n")
        juzga_tuberia(expect(conecta, uno="", otro="import sys; print(len(sys.stdin.read()))"), "0\n")
        mucho = f"for n in range({n} * 100): print('%099d' % n)"
        eco = "import sys\nfor linea in sys.stdin: sys.stdout.write(linea)"
        previsto = "".join(f"{i:099d}\n" for i in range(n * 100))
        juzga_tuberia(expect(conecta, uno=mucho, otro=eco), previsto, grande=True)
        juzga_tuberia(expect(el_productor_tarda, palabra=palabras[0]), f"{palabras[0]}\n\n", tarda=True)
    with score(1):
        (
            expect(sin_leer, lineas=lineas)
            .rules_out("E05", children.stopped_the_loop)
            .rules_out("E0332", children.hung)
            .rules_out("E0331", lambda r: r.value["todo en memoria"])
            .returns({"salida": f"{lineas}\n", "todo en memoria": False})
        )
with score(2):
    (
        expect(la_cancelan)
        .rules_out("E05", children.stopped_the_loop)
        .rules_out("E0333", children.left_alive)
        .rules_out("E0334", children.left_uncollected)
        .rules_out("E0333", children.hung)
        .rules_out("E19", lambda r: r.value == "None")
        .returns("cancelada")
    )
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# ## Para leer más
#
# * [`subprocess`](https://docs.python.org/es/3/library/subprocess.html) y [los subprocesos de asyncio](https://docs.python.org/es/3/library/asyncio-subprocess.html), en la documentación de Python. En la primera hay una sección sobre seguridad y el shell.
# * [Flujos de asyncio](https://docs.python.org/es/3/library/asyncio-stream.html): todo lo que saben hacer un `StreamReader` y un `StreamWriter`.
# * [`pipe(7)`](https://man7.org/linux/man-pages/man7/pipe.7.html): cuánto cabe en una tubería y qué pasa en cada extremo, según el manual de Linux.
# * [PEP 324](https://peps.python.org/pep-0324/): por qué existe `subprocess`, y qué se quiso evitar con él.
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
