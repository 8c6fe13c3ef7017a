"""Diagnoses of lesson 04, from generators to coroutines."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("04_corrutinas",)

_GENERATORS = (
    Entry(
        "E401",
        N_("generador sin cebar"),
        N_("El primer envío falló: el generador se entregó sin haber llegado a su primer `yield`."),
        N_(
            "Un generador recién creado está detenido antes de su primera línea, y ahí no hay ningún `yield` que reciba un valor. "
            "Alguien tiene que hacerlo avanzar una vez antes del primer envío."
        ),
        N_("¿En qué línea está detenido tu generador en el momento en que la función lo devuelve?"),
        _LESSON,
    ),
    Entry(
        "E402",
        N_("termina en lugar de responder"),
        N_("Un envío no obtuvo respuesta: no había un generador en pausa, o terminó al recibirlo."),
        N_(
            "`return` acaba con la función: entrega un valor y ya no hay a quién enviarle otro. `yield` entrega un valor y deja la función en pausa, "
            "con sus variables, lista para seguir."
        ),
        N_("¿Qué parte de tu función sigue viva después de dar la primera respuesta?"),
        _LESSON,
    ),
    Entry(
        "E403",
        N_("GeneratorExit tragada"),
        N_("Al cerrarlo, el generador atrapó GeneratorExit y siguió: llegó a otro `yield`."),
        N_(
            "`close()` lanza GeneratorExit en el `yield` donde el generador está detenido. Después de limpiar, el generador tiene que acabar; "
            "si vuelve a ofrecer algo, `close()` falla con RuntimeError."
        ),
        N_("¿Qué línea se ejecuta en tu generador después del bloque que atrapa la excepción?"),
        _LESSON,
    ),
    Entry(
        "E404",
        N_("envío sin respuesta"),
        N_("Un envío obtuvo None en lugar de la respuesta que le correspondía."),
        N_(
            "Un mismo `yield` entrega la respuesta al envío anterior y recibe el siguiente. Si recibir y responder se reparten entre dos, cada vuelta consume dos envíos: "
            "uno se queda sin respuesta y el otro se pierde."
        ),
        N_("¿Por cuántos `yield` pasa tu generador en cada vuelta, y qué ofrece cada uno?"),
        _LESSON,
    ),
    Entry(
        "E405",
        N_("limpieza que no se ejecuta"),
        N_("El generador terminó y dejó sin deshacer lo que debía limpiar."),
        N_(
            "Cuando cierran un generador, o le lanzan una excepción, lo que sigue a su `yield` no se ejecuta: el control salta fuera del ciclo como con cualquier error. "
            "Solo corre lo que está dispuesto para ejecutarse en ese camino."
        ),
        N_("Si en tu `yield` aparece de pronto una excepción cualquiera, ¿qué líneas se ejecutan todavía?"),
        _LESSON,
    ),
    Entry(
        "E406",
        N_("estado compartido entre generadores"),
        N_("Dos generadores independientes se estorban: lo que recibe uno cambia lo que responde el otro."),
        N_(
            "Las variables locales de un generador son solo suyas y se conservan entre pausas. Lo que vive fuera de él, a nivel de módulo, es uno solo para todos."
        ),
        N_("¿Dónde vive la cuenta que lleva tu generador, y cuántas hay si se crean dos?"),
        _LESSON,
    ),
)

_KINDS = (
    Entry(
        "E407",
        N_("función tomada por corrutina"),
        N_("Una función `async def` y lo que devuelve al llamarla se clasificaron como lo mismo."),
        N_(
            "La función es el plano; cada llamada crea un objeto corrutina distinto. Solo este último puede esperarse, y una sola vez."
        ),
        N_("¿Qué tipo tiene una función `async def` antes de que alguien la llame?"),
        _LESSON,
    ),
    Entry(
        "E408",
        N_("futuro antes que tarea"),
        N_("Una tarea se clasificó como un simple futuro."),
        N_(
            "`Task` es subclase de `Future`: la pregunta por el futuro también la contesta que sí una tarea. Quien pregunta por lo general primero nunca llega a lo particular."
        ),
        N_("¿Qué pregunta de tu código responde primero cuando el objeto es una tarea?"),
        _LESSON,
    ),
    Entry(
        "E409",
        N_("generador contado como awaitable"),
        N_("Un generador común se tomó por algo que se puede esperar."),
        N_(
            "Una corrutina y un generador se parecen por dentro, pero son tipos distintos: `await` rechaza un generador común con TypeError."
        ),
        N_("¿Qué ocurre si escribes `await` delante de ese generador?"),
        _LESSON,
    ),
    Entry(
        "E410",
        N_("llama a lo que solo debía mirar"),
        N_("Para averiguar qué era el objeto, el código lo llamó o lo puso en marcha."),
        N_(
            "Llamar a una función `async def` crea una corrutina nueva: si nadie la espera, Python avisa de que se perdió. Y llamar a una función normal ejecuta lo que haga, "
            "que puede ser cualquier cosa."
        ),
        N_("¿Qué se puede saber de una función sin llamarla?"),
        _LESSON,
    ),
    Entry(
        "E411",
        N_("objeto gastado al mirarlo"),
        N_("Después de clasificarlo, el objeto ya no servía: estaba cerrado, empezado o esperado."),
        N_(
            "Una corrutina y un generador se usan una sola vez. Avanzarlos o cerrarlos para ver qué son los gasta."
        ),
        N_("¿En qué estado queda el objeto cuando tu función regresa?"),
        _LESSON,
    ),
    Entry(
        "E412",
        N_("toda función parece asíncrona"),
        N_("Una función normal se clasificó como función corrutina."),
        N_(
            "Ser invocable, o ser una función, no dice nada de lo que devuelve al llamarla. Lo que distingue a una función corrutina es haberse definido con `async def`."
        ),
        N_("¿Qué respondería tu código si recibiera la función `print`?"),
        _LESSON,
    ),
    Entry(
        "E413",
        N_("clase tomada por uno de sus objetos"),
        N_("La clase que define `__await__` se clasificó como si ella misma pudiera esperarse."),
        N_(
            "Python busca los métodos especiales en el *tipo* de un objeto. La clase posee el atributo `__await__`, pero es a sus objetos a quienes se puede esperar."
        ),
        N_("¿Tu pregunta se hace sobre el objeto o sobre su tipo?"),
        _LESSON,
    ),
)

_DRIVING = (
    Entry(
        "E414",
        N_("valor final perdido"),
        N_("Las pausas son correctas, pero el valor que la corrutina devuelve se quedó por el camino."),
        N_(
            "Una corrutina que termina lanza StopIteration, y el valor de su `return` va dentro de esa excepción. Los ciclos que la atrapan por su cuenta lo desechan."
        ),
        N_("¿Dónde está el valor del `return` en el momento en que la corrutina termina?"),
        _LESSON,
    ),
    Entry(
        "E415",
        N_("corrutina conducida dos veces"),
        N_("Se intentó avanzar una corrutina que ya había terminado."),
        N_(
            "Una corrutina recorre su cuerpo una sola vez. Lo que no se recogió en ese único viaje, sea una pausa o el valor final, ya no se puede pedir de nuevo."
        ),
        N_("¿Cuántas veces recorre tu función la misma corrutina, y qué recoge en cada una?"),
        _LESSON,
    ),
    Entry(
        "E416",
        N_("conducida por asyncio"),
        N_("La corrutina se entregó al bucle de asyncio, que no entiende sus pausas: «Task got bad yield»."),
        N_(
            "Cada conductor atiende solo las pausas que conoce. El bucle de asyncio espera futuros suyos, y este ejercicio pide ser tú quien conduce."
        ),
        N_("¿Qué método de la corrutina la hace avanzar hasta su siguiente pausa, sin ayuda de un bucle?"),
        _LESSON,
    ),
    Entry(
        "E417",
        N_("corrutina abandonada sin cerrar"),
        N_("La función salió con un error y dejó la corrutina a medias, con su limpieza sin hacer."),
        N_(
            "Quien deja de conducir una corrutina que no ha terminado debe decírselo; así se ejecutan sus `finally`. Hasta entonces retiene lo que tenga abierto."
        ),
        N_("¿En qué estado queda la corrutina por cada uno de los caminos que salen de tu función?"),
        _LESSON,
    ),
    Entry(
        "E418",
        N_("primer envío con un valor"),
        N_("Se envió un valor a una corrutina que aún no había empezado."),
        N_(
            "Antes de su primera pausa no hay en la corrutina ninguna expresión que pueda recibir un valor; por eso Python solo admite None en el primer envío."
        ),
        N_("¿Qué expresión de la corrutina recibiría lo que le envías la primera vez?"),
        _LESSON,
    ),
    Entry(
        "E419",
        N_("corrutina tratada como iterador"),
        N_("Se intentó recorrer la corrutina con `next()` o con un ciclo."),
        N_(
            "Una corrutina se parece a un generador, pero a propósito no es iterable: así no se recorre por descuido algo que debía esperarse. Comparte con él otros métodos."
        ),
        N_("¿Con qué métodos, aparte de `next()`, se hace avanzar un generador?"),
        _LESSON,
    ),
)

_AWAITABLES = (
    Entry(
        "E420",
        N_("`__await__` asíncrono"),
        N_("`__await__` devolvió una corrutina, y `await` necesita un iterador."),
        N_(
            "`await obj` llama a `obj.__await__()` y recorre lo que devuelve. Un método `async def` devuelve una corrutina, que no se puede recorrer: es otra cosa que habría que esperar."
        ),
        N_("¿Qué devuelve una función `async def` al llamarla, y qué necesita recorrer `await`?"),
        _LESSON,
    ),
    Entry(
        "E421",
        N_("`__await__` no devuelve un generador"),
        N_("Lo que devolvió `__await__` no se puede recorrer, o no sabe recibir un envío."),
        N_(
            "Lo que devuelve `__await__` tiene que ser un iterador y, si quien conduce envía valores, también saber recibirlos. Una lista no es un iterador, y el iterador de una lista ofrece valores, pero no escucha."
        ),
        N_("¿Qué tipo de objeto ofrece valores y además recibe los que le envían?"),
        _LESSON,
    ),
    Entry(
        "E422",
        N_("el valor enviado se pierde"),
        N_("La pausa ocurrió, pero lo que se envió al reanudar no llegó a ser el valor del `await`."),
        N_(
            "Lo enviado es el valor de la expresión `yield` donde el generador estaba detenido. Ese valor solo sale del `await` si `__await__` lo devuelve sin cambiarlo."
        ),
        N_("¿Qué hace tu método con el valor de su `yield`?"),
        _LESSON,
    ),
    Entry(
        "E423",
        N_("awaitable de un solo uso"),
        N_("El mismo objeto se esperó más de una vez, y las esperas se estorbaron."),
        N_(
            "Cada `await` llama de nuevo a `__await__`. Si el iterador se guarda en el objeto, la segunda espera recibe uno que otra ya empezó o gastó."
        ),
        N_("¿En qué momento se crea el iterador que recorre cada `await`?"),
        _LESSON,
    ),
)

ENTRIES: tuple[Entry, ...] = (*_GENERATORS, *_KINDS, *_DRIVING, *_AWAITABLES)
