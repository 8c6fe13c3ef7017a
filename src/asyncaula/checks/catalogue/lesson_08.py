"""Diagnoses of lesson 08, semaphores, queues, locks and shared work."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("08_coordinacion",)

ENTRIES = (
    Entry(
        "E801",
        N_("un semáforo para cada tarea"),
        N_("Hubo más trabajos en curso de los permitidos, y se crearon varios semáforos."),
        N_(
            "Un semáforo cuenta a quienes pasan por él. Si cada tarea tiene el suyo, en cada uno solo pasa una, "
            "y ninguno sabe cuántas hay en total."
        ),
        N_("¿Cuántos semáforos existen cuando están en marcha todas tus tareas, y quién los comparte?"),
        _LESSON,
    ),
    Entry(
        "E802",
        N_("tandas fijas"),
        N_("Los trabajos avanzan por grupos: nadie nuevo empieza hasta que termina el grupo entero."),
        N_(
            "Si un grupo se espera completo, el trabajo más lento retiene los lugares que los demás ya dejaron libres."
        ),
        N_("Cuando un trabajo termina antes que sus compañeros, ¿quién ocupa su lugar, y en qué momento?"),
        _LESSON,
    ),
    Entry(
        "E803",
        N_("un solo lugar donde cabían varios"),
        N_(
            "Todas las tareas existían desde el principio y, aun así, nunca hubo dos trabajos en curso a la vez."
        ),
        N_(
            "Un candado deja pasar a uno solo. Un límite de varios necesita algo que cuente cuántos lugares quedan."
        ),
        N_("¿Cuántos pueden pasar a la vez por el objeto que reparte los turnos, y cuántos deberían?"),
        _LESSON,
    ),
    Entry(
        "E804",
        N_("elementos que nadie da por hechos"),
        N_(
            "Todo el trabajo terminó, pero la cola sigue contando elementos pendientes y `join()` no regresa."
        ),
        N_(
            "`join()` no mira si la cola está vacía: espera a que cada elemento que entró haya sido dado por hecho con una llamada a `task_done()`."
        ),
        N_("¿Cuántas veces se llamó a `put` sobre la cola, y cuántas a `task_done`?"),
        _LESSON,
    ),
    Entry(
        "E805",
        N_("un fallo que la cola sigue esperando"),
        N_("Tras un fallo, el elemento que lo causó nunca se dio por hecho y la línea quedó esperándolo."),
        N_(
            "Una excepción se salta las líneas que la siguen. Lo que debe ocurrir tanto si hay fallo como si no lo hay necesita un lugar al que se llegue por los dos caminos."
        ),
        N_("Cuando `fn` lanza una excepción, ¿por qué líneas pasa el obrero, y cuáles se salta?"),
        _LESSON,
    ),
    Entry(
        "E806",
        N_("obreros a los que nadie despide"),
        N_(
            "Todo el trabajo terminó, y los obreros siguen esperando otro elemento que ya no llegará: nadie les avisa del final."
        ),
        N_(
            "Un obrero que repite `await cola.get()` no sabe que ya no habrá más elementos. Alguien debe decírselo, o detenerlo, antes de esperar a que termine."
        ),
        N_("¿Cómo se entera cada obrero de que ya no habrá más elementos?"),
        _LESSON,
    ),
    Entry(
        "E807",
        N_("sin contrapresión"),
        N_(
            "Los elementos se leyeron mucho antes de que hubiera un obrero libre: se amontonan en la memoria."
        ),
        N_(
            "Una cola sin límite acepta todo lo que se le ponga. Cuando tiene un tamaño máximo, `put` espera a que haya sitio y quien produce avanza al ritmo de quien consume. "
            "Copiar los elementos a una lista antes de empezar los amontona igual."
        ),
        N_(
            "Si hubiera un millón de elementos, ¿cuántos habrías leído antes de que terminara el primer trabajo?"
        ),
        _LESSON,
    ),
    Entry(
        "E808",
        N_("un fallo que se lleva al obrero"),
        N_("Un elemento falló, y otros que no tenían nada que ver se quedaron sin procesar."),
        N_(
            "Una excepción que nadie atrapa dentro del ciclo de un obrero termina el ciclo, y con él a la tarea: hay un obrero menos para todo lo que falta."
        ),
        N_("¿Qué le ocurre al ciclo de un obrero cuando `fn` lanza una excepción?"),
        _LESSON,
    ),
    Entry(
        "E809",
        N_("un dato confundido con el aviso de fin"),
        N_("Entre los datos había un valor que el código tomó por el aviso de que ya no quedaban más."),
        N_(
            "Un aviso de fin tiene que ser algo que ningún dato pueda ser. `None`, 0 o una cadena vacía son datos perfectamente válidos."
        ),
        N_("¿Qué pasa en tu código si uno de los elementos es justamente `None` o 0?"),
        _LESSON,
    ),
    Entry(
        "E810",
        N_("comprobar y luego actuar"),
        N_(
            "Dos retiros consultaron el mismo saldo antes de que ninguno guardara el suyo: las cuentas no cuadran."
        ),
        N_(
            "En cada `await` puede avanzar otra tarea. Lo que se comprobó antes de una espera puede haber dejado de ser cierto después de ella."
        ),
        N_("Entre que sabes el saldo y que lo cambias, ¿en qué líneas podría colarse otro retiro?"),
        _LESSON,
    ),
    Entry(
        "E811",
        N_("candado que no abarca la operación entera"),
        N_(
            "Las escrituras esperan su turno, pero dos retiros ya habían leído el mismo saldo: las cuentas no cuadran."
        ),
        N_(
            "Comprobar y actuar forman una sola operación. Proteger por separado cada mitad deja un hueco entre ellas, y por él cabe otra tarea."
        ),
        N_("¿En qué línea se toma el candado, y qué se había leído ya en ese momento?"),
        _LESSON,
    ),
    Entry(
        "E812",
        N_("candado nuevo en cada llamada"),
        N_("Se creó un candado en cada retiro, y ninguno hizo esperar a nadie: las cuentas no cuadran."),
        N_(
            "Un candado solo excluye a quienes usan ese mismo objeto. Uno recién creado siempre está libre, porque nadie más lo conoce."
        ),
        N_(
            "¿Cuándo se crea el candado que usa un retiro, y qué otro retiro tiene en sus manos ese mismo objeto?"
        ),
        _LESSON,
    ),
    Entry(
        "E813",
        N_("candado de hilos a través de un await"),
        N_("Una tarea esperó un candado de hilos que tenía otra tarea del mismo hilo: el bucle se detuvo."),
        N_(
            "`threading.Lock` detiene el hilo entero mientras espera. Si lo tiene otra tarea del mismo bucle, esa tarea necesita justo ese hilo para avanzar y soltarlo: nadie puede seguir."
        ),
        N_("Mientras se espera ese candado, ¿qué hilo podría ejecutar a la tarea que debe soltarlo?"),
        _LESSON,
    ),
    Entry(
        "E814",
        N_("candado que nadie suelta"),
        N_("Un retiro terminó y dejó el candado tomado: los siguientes esperan para siempre."),
        N_(
            "Un candado tomado a mano debe soltarse por todos los caminos de salida: el normal, un `return` anticipado y una excepción."
        ),
        N_("¿Por qué caminos sale tu método, y en cuáles de ellos se suelta el candado?"),
        _LESSON,
    ),
    Entry(
        "E815",
        N_("un candado para todas las cuentas"),
        N_("Cuentas que no tienen nada que ver se hacen esperar unas a otras: comparten un mismo candado."),
        N_(
            "Un candado protege un dato. Si muchos objetos comparten uno solo, todos avanzan en fila; y si además vive más que un bucle de eventos, "
            "en el siguiente lanza RuntimeError."
        ),
        N_("¿Cuántos candados existen cuando hay dos cuentas, y dónde se crea cada uno?"),
        _LESSON,
    ),
    Entry(
        "E816",
        N_("estampida"),
        N_(
            "Varias peticiones simultáneas de la misma clave hicieron el mismo trabajo, cada una por su lado."
        ),
        N_(
            "Un valor que todavía se está obteniendo aún no está guardado. Si solo se recuerdan los valores terminados, cada petición que llega mientras tanto empieza otra vez."
        ),
        N_("¿Qué hay guardado para esa clave mientras la primera petición sigue en curso?"),
        _LESSON,
    ),
    Entry(
        "E817",
        N_("un fallo guardado como si fuera un valor"),
        N_("Una petición posterior recibió el error de una anterior, sin volver a intentarlo."),
        N_(
            "Un fallo suele ser pasajero: recordarlo condena a esa clave para siempre. Una tarea que falló también conserva su excepción."
        ),
        N_("Después de un fallo, ¿qué encuentra la siguiente petición donde buscas la clave?"),
        _LESSON,
    ),
    Entry(
        "E818",
        N_("una cancelación que se lleva a las demás"),
        N_("Se canceló a una sola de las peticiones, y las otras se quedaron sin su valor."),
        N_(
            "Esperar una tarea compartida directamente la cancela cuando se cancela a quien la espera. Y si el trabajo lo hace la primera petición en persona, desaparece con ella."
        ),
        N_("Cuando se cancela a quien llamó, ¿hasta qué tarea llega esa cancelación?"),
        _LESSON,
    ),
    Entry(
        "E819",
        N_("una clave hace esperar a otra"),
        N_("Peticiones de claves distintas se hicieron en fila, aunque ninguna dependía de otra."),
        N_("Un candado único para todo el objeto convierte cualquier espera en una espera de todos."),
        N_("¿Qué se retiene mientras se obtiene una clave, y quién más lo necesita?"),
        _LESSON,
    ),
    Entry(
        "E820",
        N_("corrutina esperada más de una vez"),
        N_("Se guardó una corrutina y se intentó esperarla por segunda vez."),
        N_(
            "Una corrutina se ejecuta una sola vez y solo puede esperarla uno. Una tarea o un futuro admiten a muchos."
        ),
        N_("¿Qué tipo de objeto guardas para la clave, y cuántas veces se puede esperar?"),
        _LESSON,
    ),
    Entry(
        "E821",
        N_("no recuerda lo que ya obtuvo"),
        N_("El valor ya se había obtenido, y la petición siguiente volvió a hacer todo el trabajo."),
        N_(
            "Compartir el trabajo en curso y recordar su resultado son dos cosas distintas: aquí hacen falta las dos."
        ),
        N_("¿Qué queda guardado para la clave después de que su trabajo termina bien?"),
        _LESSON,
    ),
    Entry(
        "E822",
        N_("un valor vacío tomado por ausencia"),
        N_("El valor obtenido era `None`, 0 o algo vacío, y se trató como si nunca se hubiera obtenido."),
        N_(
            "`if valor` y `get(clave) is None` no distinguen entre no tener nada guardado y tener guardado un valor vacío."
        ),
        N_("¿Cómo distingue tu código una clave ausente de una clave cuyo valor es `None`?"),
        _LESSON,
    ),
    Entry(
        "E823",
        N_("nadie se entera del fallo"),
        N_(
            "El trabajo falló, y otra petición de la misma clave quedó esperando una respuesta que no llegará."
        ),
        N_(
            "Un futuro o un evento que anuncia el final debe completarse también cuando el final es un fallo; si no, quien lo espera no despierta nunca."
        ),
        N_("Si la fábrica falla, ¿qué línea despierta a quienes esperan el mismo trabajo?"),
        _LESSON,
    ),
    Entry(
        "E824",
        N_("suelta un candado que no tomó"),
        N_("Un retiro cancelado mientras hacía fila soltó el candado que tenía otro."),
        N_(
            "Si la espera del candado está dentro del `try`, el `finally` también se ejecuta cuando esa espera se cancela: se suelta algo que nunca se tuvo."
        ),
        N_("Si la cancelación llega mientras se espera el candado, ¿qué líneas se ejecutan todavía?"),
        _LESSON,
    ),
)
