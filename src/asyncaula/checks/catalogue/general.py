"""Diagnoses that every lesson shares: E01 to E39."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

ENTRIES = (
    Entry(
        "E01",
        N_("aún sin escribir"),
        N_(
            "La función todavía lanza NotImplementedError: conserva el cuerpo con el que se entrega el ejercicio."
        ),
        N_(
            "El ejercicio trae un hueco marcado con «ESCRIBE AQUÍ TU CÓDIGO». Mientras siga ahí, no hay nada que evaluar."
        ),
        N_("¿Qué es lo primero que tendría que hacer tu función con sus argumentos?"),
    ),
    Entry(
        "E02",
        N_("nombre sin definir"),
        N_("La prueba busca un nombre que tu cuaderno no define."),
        N_(
            "Las pruebas llaman a tus funciones por su nombre exacto. Si la celda no se ejecutó, o el nombre cambió, "
            "no lo encuentran."
        ),
        N_("¿Ejecutaste la celda de tu solución, y el nombre coincide letra por letra con el del enunciado?"),
    ),
    Entry(
        "E03",
        N_("espera que nadie puede terminar"),
        N_("Todas las tareas esperan algo y ya no queda nada en marcha que pueda despertarlas."),
        N_(
            "El bucle de eventos solo reanuda una tarea cuando termina lo que esta espera: un temporizador, una lectura, "
            "otra tarea. Si cada una espera a que otra dé el primer paso, ninguna avanza."
        ),
        N_("¿Quién debía completar lo que esa línea espera, y qué le impide llegar a hacerlo?"),
    ),
    Entry(
        "E04",
        N_("bucle sin fin"),
        N_("El programa da vueltas sin llegar nunca a su final."),
        N_(
            "Ceder el control en cada vuelta no basta: si la condición de salida no cambia, el bucle de eventos "
            "reanuda la misma tarea para siempre."
        ),
        N_("¿Qué tendría que ocurrir para que tu bucle terminara, y quién lo provoca?"),
    ),
    Entry(
        "E05",
        N_("llamada que bloquea el bucle"),
        N_(
            "Una llamada síncrona detiene el hilo del bucle de eventos: mientras dura, ninguna otra tarea avanza."
        ),
        N_(
            "El bucle de eventos vive en un solo hilo. Una función que espera sin `await` retiene ese hilo, de modo "
            "que nadie más puede usarlo hasta que regresa."
        ),
        N_("¿Existe para esa llamada una forma que devuelva el control al bucle mientras espera?"),
    ),
    Entry(
        "E06",
        N_("no terminó a tiempo"),
        N_("El código seguía en marcha cuando se agotó el límite y hubo que detenerlo."),
        N_(
            "Un cálculo que no acaba, o una espera fuera del bucle de eventos, solo puede cortarse desde fuera. "
            "La prueba indica la línea en la que estaba."
        ),
        N_("¿Qué espera o repite la línea señalada, y qué haría que terminara?"),
    ),
    Entry(
        "E07",
        N_("espera secuencial"),
        N_("Cada trabajo empieza cuando el anterior ya terminó: nunca hay dos en curso a la vez."),
        N_(
            "`await corrutina()` ejecuta la corrutina y suspende a quien espera hasta que acaba: por sí solo no pone "
            "nada en marcha al mismo tiempo. Para que los trabajos se solapen, todos deben haber empezado antes de la primera espera."
        ),
        N_("¿En qué línea esperas antes de haber iniciado los demás?"),
        ("06_awaitables",),
    ),
    Entry(
        "E08",
        N_("excepción inesperada"),
        N_("El código lanzó una excepción que el enunciado no pide."),
        N_(
            "Una excepción sin manejar interrumpe la función en la línea señalada, y lo que venía después no llega a ejecutarse."
        ),
        N_("¿Qué valor tenía en ese momento cada nombre que aparece en la línea señalada?"),
    ),
    Entry(
        "E09",
        N_("resultado distinto del esperado"),
        N_("La función terminó, pero lo que devolvió no es lo que pide el enunciado."),
        N_("El valor devuelto se compara por contenido y por tipo: una lista no es una tupla, ni 1 es True."),
        N_("¿Qué devuelve tu función con el ejemplo del enunciado, paso a paso?"),
    ),
    Entry(
        "E10",
        N_("resultados en orden de llegada"),
        N_("Están todos los resultados, pero en otro orden: el de quien termina primero."),
        N_(
            "Los trabajos concurrentes terminan según lo que tardan, no según el orden en que se pidieron. Recogerlos conforme acaban "
            "pierde la correspondencia con sus argumentos."
        ),
        N_("¿Qué te permite saber, cuando llega un resultado, a qué petición corresponde?"),
        ("06_awaitables",),
    ),
    Entry(
        "E11",
        N_("duración distinta de la esperada"),
        N_("El conjunto tarda un tiempo distinto del que resulta de lo que pide el enunciado."),
        N_(
            "En el reloj virtual de las pruebas solo pasa el tiempo que tu código espera. Si tarda de más, hay una espera de sobra o fuera de lugar; "
            "si tarda de menos, falta esperar algo."
        ),
        N_("¿Qué esperas tiene tu código desde que empieza hasta que termina, y cuáles se solapan?"),
    ),
    Entry(
        "E12",
        N_("demasiados trabajos a la vez"),
        N_("Hubo más trabajos en curso al mismo tiempo de los que permite el enunciado."),
        N_("Un límite de concurrencia solo limita si todos los trabajos pasan por él antes de empezar."),
        N_("¿Qué tendría que pasar un trabajo antes de poder empezar, y lo comparten todos?"),
        ("08_coordinacion",),
    ),
    Entry(
        "E13",
        N_("concurrencia incompleta"),
        N_("Algunos trabajos se solapan, pero no todos los que podrían."),
        N_(
            "Si parte de los trabajos se inicia después de haber esperado a otros, esa parte pierde el tiempo ganado."
        ),
        N_("¿Qué trabajos siguen sin empezar cuando tu código hace su primera espera?"),
        ("06_awaitables",),
    ),
    Entry(
        "E14",
        N_("corrutina nunca esperada"),
        N_("Se creó una corrutina y nadie la esperó: su cuerpo no llegó a ejecutarse."),
        N_(
            "Llamar a una función `async def` no ejecuta su cuerpo: devuelve un objeto corrutina, que solo avanza "
            "cuando alguien lo espera o lo convierte en tarea."
        ),
        N_("¿Quién espera al objeto que devuelve esa llamada?"),
        ("04_corrutinas",),
    ),
    Entry(
        "E15",
        N_("tareas que siguen vivas"),
        N_("La función ya regresó y todavía quedan tareas suyas en marcha."),
        N_(
            "Una tarea no termina porque termine quien la creó. Si nadie la espera ni la cancela, sigue ocupando el bucle "
            "hasta que este se cierra."
        ),
        N_("¿Qué le ocurre a cada tarea que creas cuando tu función regresa?"),
        ("06_awaitables",),
    ),
    Entry(
        "E16",
        N_("excepción que nadie recoge"),
        N_("Una tarea falló y nadie consultó su resultado: el error se perdió en silencio."),
        N_(
            "La excepción de una tarea se guarda en ella. Si nadie la espera ni pide su resultado, asyncio solo puede avisar cuando la tarea se destruye."
        ),
        N_("¿En qué línea se enteraría tu programa de que esa tarea falló?"),
        ("06_awaitables",),
    ),
    Entry(
        "E17",
        N_("faltó una excepción"),
        N_(
            "El enunciado pide que ese caso termine con una excepción, y la función terminó como si todo fuera bien."
        ),
        N_("Un error que se atrapa y no se comunica convierte un fallo en un resultado falso."),
        N_("¿Qué hace tu código con el error cuando lo atrapa, y cómo lo sabría quien te llamó?"),
    ),
    Entry(
        "E18",
        N_("otra excepción"),
        N_("La función terminó con una excepción, pero no con la que pide el enunciado."),
        N_("El tipo de la excepción forma parte del contrato: quien llama decide qué hacer según ese tipo."),
        N_("¿Dónde nace la excepción que se vio, y qué la transforma antes de salir de tu función?"),
    ),
    Entry(
        "E19",
        N_("cancelación tragada"),
        N_("Se pidió la cancelación, y el código siguió como si no se hubiera pedido."),
        N_(
            "Cancelar una tarea lanza CancelledError en la línea donde espera. Quien la atrapa para limpiar debe dejarla salir de nuevo; "
            "si no, quien canceló cree que sigue trabajando."
        ),
        N_("¿Qué bloque de tu código atrapa CancelledError, y qué pasa después con ella?"),
        ("07_errores_y_cancelacion",),
    ),
    Entry(
        "E20",
        N_("corrutina en lugar de su valor"),
        N_("Se devolvió un objeto corrutina donde se esperaba lo que esta produce."),
        N_(
            "Llamar a una función `async def` entrega una corrutina sin empezar. El valor aparece solo cuando alguien la espera hasta el final."
        ),
        N_("¿Qué tipo tiene lo que devuelves, y qué falta hacer con él para obtener su valor?"),
        ("04_corrutinas",),
    ),
    Entry(
        "E21",
        N_("tarea creada y esperada en la misma vuelta"),
        N_("Cada trabajo tiene su propia tarea, pero cada tarea se crea cuando la anterior ya terminó."),
        N_(
            "Crear una tarea la programa para que empiece en cuanto el bucle quede libre. Si se espera en la misma vuelta del ciclo en que se crea, "
            "las demás todavía no existen."
        ),
        N_("¿Cuántas tareas existen ya cuando tu código espera a la primera?"),
        ("06_awaitables",),
    ),
    Entry(
        "E22",
        N_("canceladas sin esperar a que terminen"),
        N_("Se pidió cancelar unas tareas y la función regresó antes de que acabaran de cancelarse."),
        N_(
            "`cancel()` solo pide la cancelación: la tarea la recibe en su siguiente turno y puede necesitar tiempo para cerrar lo suyo. "
            "Hasta que se la espera, sigue viva."
        ),
        N_("¿Qué estado tiene una tarea justo después de llamar a su método `cancel()`?"),
        ("06_awaitables",),
    ),
    Entry(
        "E23",
        N_("procesos que quedan vivos"),
        N_("El programa terminó y dejó en marcha procesos que había iniciado."),
        N_(
            "Un proceso hijo no termina porque lo haga quien lo inició: hay que esperarlo o terminarlo, y recoger su estado."
        ),
        N_("¿Qué le pasa a cada proceso que inicias cuando algo sale mal?"),
        ("03_subprocesos",),
    ),
    Entry(
        "E24",
        N_("salida distinta de la esperada"),
        N_("El programa se ejecutó, pero lo que escribió no es lo que pide el enunciado."),
        N_("La salida se compara línea por línea, sin los espacios del final."),
        N_("¿Qué escribe tu programa cuando lo ejecutas en una terminal?"),
    ),
    Entry(
        "E25",
        N_("código de salida distinto"),
        N_("El programa terminó con un código de salida que no corresponde a lo que ocurrió."),
        N_(
            "Quien lanza un programa sabe cómo le fue por su código de salida: 0 si todo fue bien, otro número si no."
        ),
        N_("¿Por qué camino de tu código se llega al final en ese caso?"),
    ),
    Entry(
        "E26",
        N_("avisos en la salida de errores"),
        N_("El programa escribió avisos o errores en la salida de errores."),
        N_("Un aviso de Python en modo de desarrollo señala algo que falla en silencio el resto del tiempo."),
        N_("¿Qué línea de tu programa produce ese aviso?"),
    ),
    Entry(
        "E27",
        N_("sin guardia principal"),
        N_("Con solo importar el archivo, el programa entero se puso en marcha."),
        N_(
            "Al importar un módulo se ejecuta todo su nivel superior. Lo que solo debe ocurrir cuando el archivo se ejecuta como programa "
            "va bajo una condición que distinga los dos casos."
        ),
        N_("¿Qué valor tiene `__name__` cuando otro archivo importa el tuyo?"),
        ("05_asyncio_run",),
    ),
    Entry(
        "E28",
        N_("mensaje que no cumple ASGI"),
        N_(
            "La aplicación envió un mensaje que la especificación ASGI no permite en ese momento o con esa forma."
        ),
        N_(
            "ASGI fija qué mensajes se envían, en qué orden y con qué tipos. Un servidor puede rechazar, o interpretar a su manera, lo que se aparta de ello."
        ),
        N_("¿Qué dice la especificación sobre ese mensaje: sus claves, sus tipos y cuándo puede enviarse?"),
        ("10_asgi",),
    ),
    Entry(
        "E29",
        N_("el servidor no llegó a arrancar"),
        N_("El servidor terminó, o se quedó detenido, antes de estar listo para recibir peticiones."),
        N_(
            "Un servidor está listo cuando terminó su arranque y escucha en su puerto; antes de eso toda petición falla."
        ),
        N_("¿Qué ocurre en tu código entre que se crea el servidor y el momento en que está listo?"),
        ("11_uvicorn",),
    ),
    Entry(
        "E30",
        N_("orden distinto"),
        N_("Las cosas ocurrieron en un orden distinto del que pide el enunciado."),
        N_(
            "Entre un `await` y el siguiente nadie interrumpe a una tarea: el orden lo deciden los puntos de espera."
        ),
        N_("¿En qué punto cede el control tu código por primera vez, y quién sigue entonces?"),
    ),
    Entry(
        "E31",
        N_("asyncio.run dentro de un bucle en marcha"),
        N_("Se llamó a `asyncio.run()` desde un hilo cuyo bucle de eventos ya estaba funcionando."),
        N_("En cada hilo puede funcionar un solo bucle a la vez, y `asyncio.run()` crea uno nuevo."),
        N_("¿Desde qué hilo se llama a tu función, y qué bucle funciona ya en él?"),
        ("05_asyncio_run",),
    ),
    Entry(
        "E32",
        N_("faltó cancelar"),
        N_("Un trabajo que debía cancelarse siguió hasta su final, o seguía en marcha."),
        N_("Nadie cancela por ti lo que ya no hace falta: quien deja de necesitar una tarea debe pedirlo."),
        N_("¿Qué tareas ya no le importan a nadie en ese momento, y quién las conoce?"),
        ("06_awaitables", "07_errores_y_cancelacion"),
    ),
    Entry(
        "E33",
        N_("el intérprete dejó de existir"),
        N_("El proceso que ejecuta tu cuaderno terminó mientras la prueba observaba tu código, o antes."),
        N_(
            "Algunas llamadas, como `os._exit()` o agotar la memoria, terminan el proceso entero sin dejar que nadie más siga. "
            "Lo que se había comprobado antes conserva sus puntos; lo que venía después ya no pudo comprobarse."
        ),
        N_("¿Qué línea de tu cuaderno puede terminar el proceso, o pedir más recursos de los que hay?"),
    ),
    Entry(
        "E34",
        N_("resultado que no puede leerse"),
        N_("Lo que llegó a la prueba no es el resultado de una observación."),
        N_(
            "La prueba pide observar tu código y recibe datos sencillos. Si algo en el cuaderno cambia cómo se observa, "
            "o devuelve algo enorme, no queda nada que pueda evaluarse."
        ),
        N_("¿Qué tamaño y qué tipo tiene lo que devuelve tu función, y qué otras cosas cambia tu cuaderno?"),
    ),
    Entry(
        "E39",
        N_("no se puede comprobar aquí"),
        N_("Este sistema no ofrece lo que la prueba necesita; el ejercicio se evaluará donde sí lo haya."),
        N_("Algunas pruebas usan señales o procesos que no existen en todos los sistemas operativos."),
        N_("¿Puedes probarlo en Linux, o esperar a la evaluación de la entrega?"),
    ),
)
