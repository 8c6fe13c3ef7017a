"""Diagnoses of lesson 02, executors and processes."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("02_ejecutores_y_procesos",)

ENTRIES = (
    Entry(
        "E201",
        N_("entrega y espera en la misma vuelta"),
        N_(
            "Nunca hubo dos trabajos entregados a la vez: cada uno se entregó cuando el anterior ya había terminado."
        ),
        N_(
            "`submit` regresa enseguida; quien espera es `result()`. Si se pide el resultado justo después de entregar, "
            "el ejecutor solo tiene un trabajo en cada momento, por muchos obreros que tenga."
        ),
        N_("¿Cuántos trabajos tiene ya el ejecutor la primera vez que tu código espera un resultado?"),
        _LESSON,
    ),
    Entry(
        "E202",
        N_("un error que no llega a nadie"),
        N_("La función falló con algún elemento, y quien llamó no se enteró."),
        N_(
            "El futuro guarda la excepción hasta que alguien le pide el resultado. Convertirla en un valor cualquiera, o "
            "no pedirla, deja a quien llamó con una lista en la que no puede confiar."
        ),
        N_("¿Qué recibe quien llama a tu función cuando uno de los trabajos lanzó una excepción?"),
        _LESSON,
    ),
    Entry(
        "E203",
        N_("la llamada se hace antes de entregarla"),
        N_(
            "La función se ejecutó en el hilo que entrega, y al ejecutor le llegó su resultado en lugar de la función."
        ),
        N_(
            "Los paréntesis llaman. `submit(f(x))` primero calcula `f(x)` ahí mismo y después entrega lo que salió; para "
            "que llame otro hay que darle la función y, aparte, los argumentos."
        ),
        N_("En el momento en que se ejecuta tu `submit`, ¿quién ha llamado ya a la función?"),
        _LESSON,
    ),
    Entry(
        "E204",
        N_("un ejecutor ajeno, cerrado"),
        N_("La función cerró el ejecutor que le habían prestado, y nadie más puede usarlo."),
        N_(
            "Cerrar un ejecutor, también al salir de su `with`, es decisión de quien lo creó. Además, al cerrarse espera "
            "a todos sus trabajos."
        ),
        N_("¿Quién creó el ejecutor que usa tu función, y qué pasa si quiere entregarle algo más?"),
        _LESSON,
    ),
    Entry(
        "E205",
        N_("una promesa en lugar del resultado"),
        N_("Se devolvieron futuros, o un iterador aún sin recorrer, donde se esperaban los resultados."),
        N_(
            "Un futuro es el comprobante de un valor, no el valor. Y el iterador de `map` no espera nada hasta que "
            "alguien lo recorre: también los errores quedan para más tarde."
        ),
        N_("¿Qué línea de tu código espera a que los resultados existan?"),
        _LESSON,
    ),
    Entry(
        "E206",
        N_("la variable que se mira demasiado tarde"),
        N_("Todos los trabajos usaron el mismo dato: el último."),
        N_(
            "Una función sin nombre (o una definida dentro de un ciclo) no copia las variables que menciona: las busca "
            "cuando se ejecuta. Si se ejecuta después del ciclo, encuentra lo que el ciclo dejó al final."
        ),
        N_("¿Qué vale la variable de tu ciclo en el momento en que el ejecutor llama por fin a la función?"),
        _LESSON,
    ),
    Entry(
        "E207",
        N_("un ejecutor que no se usa"),
        N_(
            "La función llamó por su cuenta, o por medio de otro ejecutor, y al que recibió no le entregó nada."
        ),
        N_(
            "Quien pasa un ejecutor decide con él cuántos obreros hay y de qué clase son. Si no se usa, esa decisión se "
            "pierde."
        ),
        N_("¿Qué ejecutor, o qué hilo, hace en tu código cada una de las llamadas?"),
        _LESSON,
    ),
    Entry(
        "E208",
        N_("preguntar en lugar de esperar"),
        N_("El código preguntó una y otra vez si los futuros habían terminado."),
        N_(
            "`done()` responde al instante, así que un ciclo de preguntas gasta turnos sin avanzar; con pausas en medio, "
            "además llega tarde. Hay funciones que duermen hasta que algo termina."
        ),
        N_("¿Qué herramienta de `concurrent.futures` regresa justo cuando termina un futuro?"),
        _LESSON,
    ),
    Entry(
        "E209",
        N_("los procesos, de uno en uno"),
        N_(
            "Cada rango se entregó cuando la cuenta del anterior ya se había esperado: nunca trabajaron dos procesos a la"
            " vez."
        ),
        N_(
            "Esperar un resultado detiene a quien entrega. Con la espera dentro del ciclo, el segundo proceso no recibe "
            "nada hasta que acaba el primero."
        ),
        N_("¿Cuántos rangos están ya entregados cuando tu código espera la primera cuenta?"),
        _LESSON,
    ),
    Entry(
        "E211",
        N_("el primero en acabar no es el primero en lograrlo"),
        N_("El primer trabajo en terminar había fallado, y su error se tomó como el final de todo."),
        N_(
            "Un futuro acaba igual cuando su función regresa y cuando lanza. `result()` lanza la excepción de un trabajo "
            "fallido aunque otros todavía puedan tener éxito."
        ),
        N_(
            "Cuando un futuro acaba, ¿cómo distingue tu código un éxito de un fallo, y qué hace en el segundo caso?"
        ),
        _LESSON,
    ),
    Entry(
        "E212",
        N_("trabajos que ya nadie quiere"),
        N_("Había ganadora y los trabajos sin empezar siguieron en la fila."),
        N_(
            "El ejecutor no sabe que su resultado dejó de importar: los hará todos. Retirarlos es gratis mientras no "
            "hayan empezado."
        ),
        N_("Después de encontrar el primer éxito, ¿quién les dice a los demás que ya no hacen falta?"),
        _LESSON,
    ),
    Entry(
        "E213",
        N_("espera también a los que pierden"),
        N_("Ya había un éxito, y la función no regresó hasta que terminaron otros trabajos."),
        N_(
            "Un trabajo en marcha no se puede cancelar, pero eso no obliga a esperarlo. `wait` sin más, seguir "
            "recorriendo `as_completed` o cerrar el ejecutor esperan a todos."
        ),
        N_("Desde que termina bien el primero, ¿qué más espera tu código antes de regresar?"),
        _LESSON,
    ),
    Entry(
        "E214",
        N_("un fracaso total que parece un éxito"),
        N_("Fallaron todas las funciones, y no se lanzó nada."),
        N_(
            "Si no hay resultado que devolver, devolver `None` (o el propio error) obliga a quien llama a adivinar: "
            "`None` también puede ser un éxito."
        ),
        N_("¿Qué línea de tu función se ejecuta cuando ninguna tuvo éxito?"),
        _LESSON,
    ),
    Entry(
        "E215",
        N_("en el orden de la lista, no en el de llegada"),
        N_("Se devolvió el primer éxito de la lista, aunque otro había terminado antes."),
        N_(
            "Pedir los resultados uno por uno espera al primero de la lista aunque los demás ya estén. Quien va por orden"
            " de entrega no se entera de quién llega antes."
        ),
        N_("Si el primer trabajo de la lista es el más lento, ¿qué hace tu código mientras tanto?"),
        _LESSON,
    ),
    Entry(
        "E216",
        N_("se retira a los demás antes de tiempo"),
        N_("Se cancelaron trabajos cuando todavía ninguno había tenido éxito."),
        N_(
            "Que un trabajo acabe no significa que haya ganado. Si resulta que falló, los que podían tener éxito ya están"
            " retirados."
        ),
        N_("En el momento en que cancelas, ¿sabe ya tu código que hay una ganadora?"),
        _LESSON,
    ),
    Entry(
        "E217",
        N_("un valor vacío tomado por fracaso"),
        N_("Una función terminó bien con un valor como `None` o `0`, y no se aceptó como ganadora."),
        N_(
            'Lo que distingue un éxito de un fallo es si hubo excepción, no qué valor se devolvió. `None`, `0` y `""` son'
            " respuestas tan válidas como cualquiera."
        ),
        N_("¿Por qué propiedad del futuro decide tu código si hubo éxito?"),
        _LESSON,
    ),
    Entry(
        "E218",
        N_("errores que se pierden por el camino"),
        N_("El grupo de excepciones no lleva las de todas las funciones que fallaron."),
        N_(
            "Cada excepción cuenta por qué no sirvió un camino. Quien recibe el grupo las necesita todas para saber qué "
            "arreglar."
        ),
        N_("¿Dónde guarda tu código cada excepción hasta saber si alguien tuvo éxito?"),
        _LESSON,
    ),
    Entry(
        "E221",
        N_("una función que no puede viajar"),
        N_("Lo que debía ejecutar el otro proceso no se pudo empaquetar."),
        N_(
            "Las funciones viajan por su nombre: el otro proceso importa el módulo y la busca en su nivel superior. Una "
            "función sin nombre, o definida dentro de otra, no está ahí."
        ),
        N_("Si solo pudieras importar tu módulo, ¿con qué nombre encontrarías esa función?"),
        _LESSON,
    ),
    Entry(
        "E222",
        N_("una variable global que es de otro proceso"),
        N_("Una variable global se cambió en un proceso y se miró en otro, donde nadie la había cambiado."),
        N_(
            "Cada proceso tiene sus propias variables globales, copiadas o recién importadas. Modificarlas en uno no "
            "cambia las de otro: solo cruza lo que se devuelve, se envía o se reserva como memoria compartida."
        ),
        N_("¿En la memoria de qué proceso se cambia esa variable, y en la de cuál se usa después?"),
        _LESSON,
    ),
    Entry(
        "E223",
        N_("hilos en lugar de procesos"),
        N_("El trabajo se repartió entre hilos del mismo proceso."),
        N_(
            "Los hilos comparten un intérprete, y en un CPython corriente solo uno ejecuta Python en cada instante: un "
            "cálculo puro no termina antes. El ejecutor de hilos y el de procesos se usan igual, pero no hacen lo mismo."
        ),
        N_("¿Cuántos intérpretes de Python hay en marcha mientras tu código calcula?"),
        _LESSON,
    ),
    Entry(
        "E224",
        N_("otro número de procesos"),
        N_("No se pidieron tantos procesos como dice el argumento."),
        N_(
            "Sin un tamaño, un grupo toma tantos procesos como procesadores haya; y un proceso (o un grupo) nuevo por "
            "cada encargo crece con los datos. Quien llama dijo cuántos quiere."
        ),
        N_("¿De qué depende en tu código cuántos procesos se inician en total?"),
        _LESSON,
    ),
    Entry(
        "E225",
        N_("todo en el mismo proceso"),
        N_("Ninguna función del archivo se ejecutó en otro proceso."),
        N_(
            "Crear un grupo de procesos no mueve el trabajo: solo lo hace allá lo que se le entrega. Lo que tu función "
            "calcula directamente, lo calcula aquí."
        ),
        N_("¿Qué llamada de tu código entrega el trabajo al otro proceso, y quién hace la cuenta?"),
        _LESSON,
    ),
    Entry(
        "E226",
        N_("procesos que nadie recoge"),
        N_("La función regresó y había procesos suyos que nadie había esperado."),
        N_(
            "Un proceso iniciado por `Process` se espera con `join()`; un grupo se cierra y se espera, y su `with` hace "
            "las dos cosas. Si no, pueden seguir vivos, o quedar muertos sin que el sistema los dé de baja."
        ),
        N_("¿Por qué línea pasa tu código para asegurarse de que cada proceso que inició terminó?"),
        _LESSON,
    ),
    Entry(
        "E231",
        N_("suma sin el candado del contador"),
        N_("Dos procesos leyeron el mismo valor antes de que alguno escribiera, y se perdieron aumentos."),
        N_(
            "Que cada lectura y cada escritura de un `Value` sean seguras no hace seguro a `+=`, que es una lectura y "
            "después una escritura. El candado del `Value` no cubre las dos si nadie lo toma."
        ),
        N_("Entre que tu proceso lee el contador y lo escribe, ¿qué impide que entre otro?"),
        _LESSON,
    ),
    Entry(
        "E232",
        N_("el contador no se puede enviar como un dato"),
        N_("Se quiso mandar el `Value` a un grupo de procesos como argumento de un trabajo."),
        N_(
            "La memoria compartida y los candados se entregan a un proceso cuando se crea; después no pueden viajar por "
            "la fila de trabajos. Un grupo tiene para eso los argumentos de su función inicial."
        ),
        N_("¿En qué momento recibe cada proceso el contador: al crearse o al llegarle un trabajo?"),
        _LESSON,
    ),
    Entry(
        "E233",
        N_("el valor se apunta después de soltar el candado"),
        N_(
            "El contador se aumentó bien, pero el valor se leyó sin el candado, y otro proceso ya lo había cambiado."
        ),
        N_(
            "Al soltar el candado, lo que se acaba de escribir deja de ser lo que hay. Para saber qué valor dejó *tu* "
            "aumento hay que mirarlo, o recordarlo, antes de soltarlo."
        ),
        N_("Cuando apuntas el valor, ¿sigue siendo seguro que es el que dejó tu proceso?"),
        _LESSON,
    ),
    Entry(
        "E234",
        N_("un proceso tras otro"),
        N_("Cada proceso se inició cuando el anterior ya había terminado: nunca trabajaron dos a la vez."),
        N_(
            "`start()` regresa enseguida y `join()` espera hasta el final. En el mismo ciclo, convierten los procesos en "
            "una fila."
        ),
        N_("¿Cuántos procesos están ya en marcha la primera vez que tu código espera a uno?"),
        _LESSON,
    ),
    Entry(
        "E235",
        N_("se espera al proceso antes de vaciar su cola"),
        N_(
            "Un proceso no podía terminar porque nadie sacaba lo que puso, y quien debía sacarlo esperaba a que "
            "terminara."
        ),
        N_(
            "Un proceso que puso algo en una cola no termina hasta haberlo entregado, y en el conducto que los une cabe "
            "poco. Con pocos datos parece funcionar; con muchos, cada uno espera al otro."
        ),
        N_("Mientras tu código está en `join()`, ¿quién saca lo que los procesos van poniendo?"),
        _LESSON,
    ),
    Entry(
        "E236",
        N_("una cola vacía por ahora"),
        N_(
            "Se dejó de sacar porque la cola estaba vacía, y los procesos todavía no habían terminado de poner."
        ),
        N_(
            "`empty()`, o un `get` que no espera, hablan de este instante. Los procesos van por su cuenta: que aún no "
            "haya llegado nada no significa que no vaya a llegar."
        ),
        N_("¿Cómo puede saber tu código cuántas cosas van a llegar, sin preguntarle a la cola?"),
        _LESSON,
    ),
    Entry(
        "E237",
        N_("un proceso que falló sin que aquí se supiera"),
        N_("Uno de los procesos terminó con un error, y quien lo inició no se enteró."),
        N_(
            "La excepción de un `Process` no llega a quien lo inició: se escribe en la salida de errores, y nada más. "
            "Quien espera lo que ese proceso iba a mandar puede esperar para siempre."
        ),
        N_("¿Qué necesita tu función de trabajo que no haya en un proceso que acaba de importar el archivo?"),
        _LESSON,
    ),
    Entry(
        "E238",
        N_("se espera más de lo que se manda"),
        N_("La cola estaba vacía, todos los procesos habían terminado, y aún se esperaba algo de ella."),
        N_(
            "`get()` espera hasta que llega algo; si ya nadie lo va a mandar, espera para siempre. Cuántas veces se saca "
            "tiene que coincidir con cuántas veces se pone, también cuando cada envío lleva muchos valores."
        ),
        N_("¿Cuántas veces llama cada proceso a `put`, y cuántas llama aquí tu código a `get`?"),
        _LESSON,
    ),
)
