"""Diagnoses of lesson 05, into the event loop and out of it."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("05_asyncio_run",)

ENTRIES = (
    Entry(
        "E501",
        N_("await fuera de una función asíncrona"),
        N_("El archivo no llega a ejecutarse: hay un `await` que no está dentro de una función `async def`."),
        N_(
            "Un cuaderno acepta `await` en cualquier parte porque su núcleo ya tiene un bucle en marcha. Un archivo de Python empieza sin bucle, "
            "y ahí `await` solo significa algo dentro de una función asíncrona."
        ),
        N_(
            "¿Qué línea de tu archivo crea el bucle de eventos, y está `await` dentro de lo que ese bucle ejecuta?"
        ),
        _LESSON,
    ),
    Entry(
        "E502",
        N_("bucle pedido a get_event_loop"),
        N_("El código pidió «el bucle actual» donde todavía no hay ninguno."),
        N_(
            "`asyncio.get_event_loop()` está pensada para llamarse con un bucle en marcha. Sin él, según la versión de Python y el hilo, crea uno a escondidas, avisa o falla; "
            "y lo que crea nadie lo cierra."
        ),
        N_("¿Qué función de asyncio crea el bucle, lo usa y lo cierra, sin que tengas que nombrarlo?"),
        _LESSON,
    ),
    Entry(
        "E503",
        N_("bucle que queda a medias"),
        N_("El código terminó sin recoger lo que había en su bucle de eventos, o sin cerrarlo."),
        N_(
            "Antes de dejar un bucle hay que cancelar las tareas que sigan en marcha, cerrar los generadores asíncronos y cerrar el propio bucle. "
            "`run_until_complete` y `close` no hacen las dos primeras cosas."
        ),
        N_("Si una tarea siguiera en marcha cuando acaba tu corrutina principal, ¿quién la cancelaría?"),
        _LESSON,
    ),
    Entry(
        "E504",
        N_("la corrutina impresa en lugar de ejecutada"),
        N_(
            "En la salida aparece un objeto corrutina: se escribió el objeto y su cuerpo no llegó a ejecutarse."
        ),
        N_(
            "Llamar a una función `async def` solo construye la corrutina. Escribirla, guardarla o devolverla no la pone en marcha: hay que entregarla a un bucle."
        ),
        N_("¿A quién le entregas la corrutina para que la ejecute?"),
        _LESSON,
    ),
    Entry(
        "E505",
        N_("un bucle dentro de otro"),
        N_("La corrutina se ejecutó en el mismo hilo que ya tenía un bucle en marcha."),
        N_(
            "`asyncio` admite un bucle en marcha por hilo. Ocultar el de fuera para colar otro confunde a todo lo que pregunta por el bucle o la tarea actual, y Python 3.14 ya no lo permite."
        ),
        N_("Si ese hilo está ocupado, ¿en qué otro lugar podría funcionar un bucle nuevo?"),
        _LESSON,
    ),
    Entry(
        "E506",
        N_("run_until_complete con un bucle en marcha"),
        N_("Se pidió ejecutar una corrutina hasta el final en un hilo cuyo bucle ya estaba en marcha."),
        N_(
            "`run_until_complete` pone a funcionar un bucle y no regresa hasta el final. No sirve con el bucle que ya está en marcha, ni con otro en el mismo hilo."
        ),
        N_("¿Qué hace tu función cuando en el hilo que la llama ya hay un bucle?"),
        _LESSON,
    ),
    Entry(
        "E507",
        N_("esperar al bucle que uno mismo detiene"),
        N_(
            "La función quedó detenida para siempre: espera un trabajo que tendría que hacer el bucle de su propio hilo."
        ),
        N_(
            "Una función síncrona ocupa su hilo hasta que regresa. Si entrega el trabajo al bucle de ese hilo y se queda esperando, el bucle nunca recupera el hilo para hacerlo."
        ),
        N_("¿Qué hilo tendría que ejecutar la corrutina, y qué está haciendo ese hilo mientras tanto?"),
        _LESSON,
    ),
    Entry(
        "E508",
        N_("excepción que no cruza el puente"),
        N_("La función asíncrona falló y quien llamó no recibió su excepción."),
        N_(
            "Una excepción en otro hilo termina ese hilo y nada más: no salta por sí sola al hilo que espera. Alguien tiene que guardarla allá y lanzarla aquí."
        ),
        N_("Cuando el trabajo falla en el otro hilo, ¿por dónde se entera el hilo que llamó?"),
        _LESSON,
    ),
    Entry(
        "E509",
        N_("una tarea en lugar de su valor"),
        N_("Se devolvió una tarea o un futuro: una promesa de valor que nadie ha cumplido todavía."),
        N_(
            "Crear una tarea regresa enseguida; el valor llega después, cuando el bucle le da turno. Código síncrono que necesita el valor no puede hacer `await` sobre ella."
        ),
        N_(
            "Quien llama a tu función no puede usar `await`: ¿tiene ya el valor en la mano cuando la función regresa?"
        ),
        _LESSON,
    ),
    Entry(
        "E510",
        N_("un bucle por corrutina"),
        N_("Las corrutinas se ejecutaron en bucles distintos."),
        N_(
            "Cada entrada con `asyncio.run()`, o con un `Runner` nuevo, estrena un bucle y un contexto y los cierra al salir: lo que pertenecía al anterior ya no sirve."
        ),
        N_("¿Cuántas veces se crea un bucle mientras tu función recorre la lista?"),
        _LESSON,
    ),
    Entry(
        "E511",
        N_("sin cerrar cuando algo falla"),
        N_("Una de las corrutinas falló, y el bucle se quedó abierto."),
        N_(
            "Una excepción abandona la función en el acto: lo que esté escrito después no se ejecuta, salvo que algo garantice el cierre en cualquier caso."
        ),
        N_("¿Qué líneas de tu función se ejecutan si la segunda corrutina lanza una excepción?"),
        _LESSON,
    ),
    Entry(
        "E512",
        N_("variables de contexto perdidas"),
        N_(
            "Cada corrutina empezó con el contexto inicial: no vio lo que dejó la anterior en una variable de contexto."
        ),
        N_(
            "Cada tarea trabaja en una copia del contexto de quien la creó, y sus cambios se quedan en la copia. Para que las siguientes los vean, todas tienen que usar el mismo contexto."
        ),
        N_("¿En qué contexto se ejecuta cada corrutina: en uno común o en una copia recién hecha?"),
        _LESSON,
    ),
    Entry(
        "E513",
        N_("todas a la vez cuando iban por turno"),
        N_("Las corrutinas estuvieron en marcha al mismo tiempo, y debían ir una tras otra."),
        N_(
            "Reunirlas las pone en marcha todas juntas, cada una en su tarea: una ya no puede contar con lo que hizo la anterior, y si una falla las demás ya empezaron."
        ),
        N_("¿Qué tendría que haber terminado antes de que empiece la segunda?"),
        _LESSON,
    ),
    Entry(
        "E514",
        N_("crear una tarea no la inicia en el acto"),
        N_("La predicción supone que la tarea empieza a ejecutarse en la misma línea que la crea."),
        N_(
            "`create_task` pone la corrutina en la fila de turnos y regresa. Quien la creó conserva el turno hasta su primera espera de verdad. "
            "(Python 3.12 ofrece `eager_task_factory`, que sí las inicia en el acto, pero hay que pedirlo.)"
        ),
        N_("En la línea siguiente a `create_task`, ¿quién tiene el turno?"),
        _LESSON,
    ),
    Entry(
        "E515",
        N_("no todo await cede el turno"),
        N_("La predicción supone que escribir `await` basta para que otra tarea avance."),
        N_(
            "`await corrutina()` entra en la corrutina como en una llamada normal. El turno se cede solo si, ahí dentro, algo se detiene a esperar."
        ),
        N_("¿Hay dentro de esa corrutina algo que tenga que esperar?"),
        _LESSON,
    ),
    Entry(
        "E516",
        N_("gather no ordena por llegada"),
        N_("La predicción supone que los resultados salen en el orden en que terminan los trabajos."),
        N_(
            "`gather` guarda el lugar de cada argumento: no importa quién termine antes, los resultados se entregan cuando están todos."
        ),
        N_("¿Qué decide el lugar de un resultado en la lista: cuándo llegó, o qué argumento era?"),
        _LESSON,
    ),
    Entry(
        "E517",
        N_("sleep(0) sí hace algo"),
        N_("La predicción supone que dormir cero segundos es como no estar."),
        N_(
            "`asyncio.sleep(0)` no tarda, pero cede el turno una vez: quien lo espera vuelve a formarse al final de la fila."
        ),
        N_("¿Quién más está en la fila cuando una tarea llega a su `sleep(0)`?"),
        _LESSON,
    ),
    Entry(
        "E518",
        N_("asyncio.run no espera a las demás tareas"),
        N_("La predicción supone que el programa continúa hasta que terminan todas las tareas."),
        N_(
            "Lo que dura el programa lo decide la corrutina principal: cuando ella termina, empieza el cierre."
        ),
        N_("¿Qué le ocurre a una tarea que sigue durmiendo cuando `main()` termina?"),
        _LESSON,
    ),
    Entry(
        "E519",
        N_("una tarea pendiente no se esfuma"),
        N_("La predicción supone que la tarea que quedó a medias no vuelve a ejecutar ni una línea."),
        N_(
            "Antes de cerrar el bucle, `asyncio.run` cancela las tareas pendientes y espera a que acaben: cada una recibe la cancelación donde estaba y puede limpiar lo suyo."
        ),
        N_("Cuando una excepción llega a un bloque `try`, ¿qué partes de él se ejecutan?"),
        _LESSON,
    ),
    Entry(
        "E520",
        N_("predicción que no coincide"),
        N_("El programa no escribe las letras predichas, o no en ese orden, o falta su predicción."),
        N_(
            "Entre una espera de verdad y la siguiente nadie interrumpe a quien tiene el turno; al esperar, pasa al primero de la fila."
        ),
        N_("Línea por línea: ¿quién tiene el turno, y quiénes están en la fila?"),
        _LESSON,
    ),
    Entry(
        "E521",
        N_("la corrutina se ejecuta dos veces"),
        N_("La función asíncrona falló y se volvió a ejecutar."),
        N_(
            "Probar y atrapar `RuntimeError` mezcla dos errores distintos: que no se pueda crear un bucle aquí, y que la propia función asíncrona falle con esa misma excepción."
        ),
        N_("¿Cómo sabrías si hay un bucle en marcha sin haber empezado el trabajo?"),
        _LESSON,
    ),
    Entry(
        "E522",
        N_("sigue después de un fallo"),
        N_("Una corrutina falló y las siguientes empezaron de todos modos, o no se llegó a la que fallaba."),
        N_(
            "En una sesión por turnos, un fallo termina la sesión: lo que viene detrás quizá contaba con lo que no se hizo."
        ),
        N_("¿Qué hace tu ciclo con el resto de la lista cuando una corrutina lanza una excepción?"),
        _LESSON,
    ),
    Entry(
        "E523",
        N_("la función en lugar de la corrutina"),
        N_("`asyncio` recibió una función `async def` donde esperaba una corrutina."),
        N_(
            "La función es el plano; la corrutina es lo que resulta de llamarla. El bucle solo sabe ejecutar la segunda."
        ),
        N_("¿De qué tipo es lo que pasas: la función, o lo que ella entrega cuando se la llama?"),
        _LESSON,
    ),
    Entry(
        "E524",
        N_("pausa fuera de lugar"),
        N_("Las líneas son las pedidas, pero alguna aparece en otro momento."),
        N_(
            "Un `await` detiene a la corrutina justo en esa línea: lo que está escrito antes ya ocurrió, y lo que está después tendrá que esperar."
        ),
        N_("¿Qué ha escrito ya tu programa cuando empieza la pausa, y cuánto dura?"),
        _LESSON,
    ),
)
