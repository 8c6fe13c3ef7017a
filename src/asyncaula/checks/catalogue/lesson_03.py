"""Diagnoses of lesson 03, child processes."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("03_subprocesos",)

ENTRIES = (
    Entry(
        "E0300",
        N_("salida que nadie recoge"),
        N_(
            "El hijo escribió, y lo que escribió no llegó a tu función: fue a parar a la salida de tu programa."
        ),
        N_(
            "Un hijo hereda la salida y la salida de errores de quien lo inicia. Para quedarse con lo que escribe hay que pedir, al iniciarlo, una tubería para cada una."
        ),
        N_("De las dos salidas del hijo, ¿cuáles conectaste con tu programa al iniciarlo?"),
        _LESSON,
    ),
    Entry(
        "E0301",
        N_("la orden pasa por el shell"),
        N_("Los argumentos llegaron cambiados: antes que el programa los leyó un shell."),
        N_(
            "Un shell interpreta espacios, comillas, `$`, `*` o `;` antes de iniciar nada. Un dato que los contenga deja de ser un dato y pasa a ser parte de la orden: es una puerta "
            "abierta a que otro decida qué se ejecuta."
        ),
        N_("¿Quién lee tu lista de argumentos entre tu programa y el que quieres ejecutar, y qué entiende?"),
        _LESSON,
    ),
    Entry(
        "E0302",
        N_("argumentos que ya no son los mismos"),
        N_("El programa se inició con otra lista de argumentos que la que recibió tu función."),
        N_(
            "Cada elemento de la lista es un argumento, tenga los espacios que tenga. Si se unen en un texto y se vuelven a partir, se pierde dónde acababa cada uno."
        ),
        N_("¿Qué le pasa en tu código a un argumento que tiene un espacio dentro?"),
        _LESSON,
    ),
    Entry(
        "E0303",
        N_("errores mezclados con la salida"),
        N_("Lo que el programa escribió como error llegó en el mismo texto que su resultado."),
        N_(
            "La salida lleva el resultado, que otro programa puede leer; la de errores, lo que se le cuenta a una persona. Una vez mezcladas no hay forma de separarlas."
        ),
        N_("¿Por cuántas tuberías distintas te llega lo que escribe el hijo?"),
        _LESSON,
    ),
    Entry(
        "E0304",
        N_("código de salida ignorado"),
        N_("El programa dijo con su código de salida que había fallado, y tu función no lo contó."),
        N_(
            "Un hijo no puede lanzar una excepción en tu programa: lo único que dice al terminar es un número. Cero significa que todo fue bien; cualquier otro, que no."
        ),
        N_("¿Dónde queda guardado ese número cuando el hijo termina, y qué hace tu código con él?"),
        _LESSON,
    ),
    Entry(
        "E0305",
        N_("un código distinto de cero convertido en excepción"),
        N_("El programa terminó con un código distinto de cero, y en vez de sus datos salió una excepción."),
        N_(
            "Hay programas que dicen cosas con su código sin que nada esté roto: una búsqueda que no encuentra termina con 1. El enunciado pide devolver el código, y que decida quien llama."
        ),
        N_("¿Qué parte de tu llamada decide que un código distinto de cero es un error?"),
        _LESSON,
    ),
    Entry(
        "E0306",
        N_("bytes en lugar de texto"),
        N_("Se entregaron o se devolvieron bytes donde el enunciado habla de texto."),
        N_(
            "Por una tubería solo viajan bytes. Entre ellos y el texto hay una codificación, y alguien tiene que aplicarla en cada extremo."
        ),
        N_("¿Qué tipo tiene lo que entra y lo que sale por la tubería, y quién lo convierte?"),
        _LESSON,
    ),
    Entry(
        "E0307",
        N_("entrada que nunca se acaba"),
        N_("El hijo leía su entrada hasta el final, y el final no llegó: los dos quedaron esperándose."),
        N_(
            "Quien lee una tubería sabe que no vendrá nada más cuando el último que podía escribir cierra su extremo. Mientras siga abierto, el lector espera."
        ),
        N_("¿En qué momento se entera el hijo de que ya no le vas a mandar más?"),
        _LESSON,
    ),
    Entry(
        "E0308",
        N_("tubería llena"),
        N_("El hijo esperaba a que alguien leyera lo que escribe, y tu código esperaba otra cosa."),
        N_(
            "En una tubería cabe poco, unos 64 KiB. Cuando está llena, quien escribe se detiene hasta que alguien lee. Si el que tenía que leer está esperando a que el otro termine, o escribiéndole, ninguno sigue."
        ),
        N_("Mientras tu código espera en la línea señalada, ¿quién vacía cada una de las tuberías?"),
        _LESSON,
    ),
    Entry(
        "E0309",
        N_("la entrada no llega al programa"),
        N_("El programa leyó su entrada, y lo que recibió no fue el texto que se le mandaba."),
        N_(
            "Un hijo hereda la entrada de quien lo inicia. Para darle otra hay que conectarla al iniciarlo, y enviar por ahí el texto."
        ),
        N_("¿Por dónde llega al hijo el segundo argumento de tu función?"),
        _LESSON,
    ),
    Entry(
        "E0310",
        N_("hijo que sobrevive al plazo"),
        N_("Tu función ya había terminado, y el hijo seguía en marcha."),
        N_(
            "Que se agote un plazo solo significa que tú dejas de esperar: el hijo no se entera. Sigue ocupando memoria y procesador hasta que alguien lo termine."
        ),
        N_("Cuando se agota el plazo, ¿qué línea de tu código le hace algo al hijo?"),
        _LESSON,
    ),
    Entry(
        "E0311",
        N_("hijo que nadie recoge"),
        N_("El hijo ya no trabajaba, pero nadie esperó a su final: quedó como un proceso zombi."),
        N_(
            "Cuando un proceso termina, el sistema guarda su código de salida hasta que su padre lo pide. Mientras tanto ocupa un lugar en la tabla de procesos. Pedir que termine y recoger su final son dos pasos."
        ),
        N_("Después de mandarle terminar, ¿qué línea de tu código espera a que lo haya hecho?"),
        _LESSON,
    ),
    Entry(
        "E0312",
        N_("plazo agotado que parece un final normal"),
        N_("El hijo no terminó por sí mismo, y tu función devolvió un resultado como si lo hubiera hecho."),
        N_(
            "Quien llama decide según lo que recibe. Un código inventado, o el que deja la señal que mató al hijo, no le dice que el trabajo quedó a medias por falta de tiempo."
        ),
        N_("¿Cómo distingue quien llama a tu función un hijo que terminó de uno que tuviste que terminar?"),
        _LESSON,
    ),
    Entry(
        "E0313",
        N_("la excepción de otra capa"),
        N_("El plazo se agotó, y salió la excepción de `subprocess` en lugar de la que pide el enunciado."),
        N_(
            "`subprocess.TimeoutExpired` no deriva de `TimeoutError`. Quien llama a tu función espera una excepción que no dependa de cómo está hecha por dentro."
        ),
        N_("¿De qué clase deriva la excepción que sale, y dónde podrías convertirla?"),
        _LESSON,
    ),
    Entry(
        "E0314",
        N_("espera fija"),
        N_("El hijo había terminado hace mucho, y tu función seguía esperando."),
        N_(
            "Un plazo es lo máximo que se espera, no lo que se espera siempre. Dormir ese tiempo entero hace lento a todo programa rápido."
        ),
        N_("¿Qué despierta a tu función si el hijo termina antes de que se agote el plazo?"),
        _LESSON,
    ),
    Entry(
        "E0315",
        N_("se le pide por favor a quien no escucha"),
        N_("Se pidió al hijo que terminara, él no hizo caso, y tu función se quedó esperándolo."),
        N_(
            "`terminate()` envía una petición (SIGTERM) que un programa puede ignorar o atender cuando quiera. Hay otra señal que no se puede ignorar."
        ),
        N_("¿Qué hace tu código si el hijo decide no hacer caso?"),
        _LESSON,
    ),
    Entry(
        "E0316",
        N_("sin plazo"),
        N_("Pasó el plazo con mucho, y tu función seguía esperando al hijo."),
        N_(
            "Casi todas las esperas de `subprocess` duran lo que dure el hijo si no se les dice otra cosa. Una sola sin límite basta para que el plazo no valga."
        ),
        N_("De las líneas en las que tu código espera, ¿cuáles saben del plazo?"),
        _LESSON,
    ),
    Entry(
        "E0320",
        N_("esperar antes de leer"),
        N_("El hijo se detuvo con la tubería llena, y tu corrutina esperaba su final antes de leerla."),
        N_(
            "El hijo no termina mientras no pueda escribir todo lo que tiene, y no puede mientras nadie lea. Que la espera sea con `await` deja libre al bucle, pero no vacía la tubería."
        ),
        N_("¿Qué tiene que haber pasado con su salida para que el hijo pueda terminar?"),
        _LESSON,
    ),
    Entry(
        "E0321",
        N_("dos tuberías, una detrás de otra"),
        N_("Mientras tu corrutina leía una de las salidas del hijo hasta el final, la otra se llenó."),
        N_(
            "El final de la primera no llega hasta que el hijo la cierra, y el hijo está detenido escribiendo en la segunda. Dos tuberías que pueden llenarse se leen a la vez."
        ),
        N_("¿Quién lee la salida de errores mientras tu código espera el final de la otra?"),
        _LESSON,
    ),
    Entry(
        "E0322",
        N_("una lista donde van argumentos sueltos"),
        N_("La lista entera se entregó como si fuera el nombre del programa."),
        N_(
            "`subprocess.run` recibe una lista; las funciones de asyncio reciben el programa y cada argumento por separado. Python tiene una forma de repartir una lista entre los parámetros de una llamada."
        ),
        N_("¿Cuántos argumentos recibe esa llamada, y de qué tipo es el primero?"),
        _LESSON,
    ),
    Entry(
        "E0323",
        N_("código de salida leído antes de tiempo"),
        N_("Tu corrutina terminó cuando el hijo todavía estaba en marcha."),
        N_(
            "Que se acabe la salida de un hijo no significa que haya terminado: puede cerrarla y seguir. Hasta que se espera su final, su código de salida no existe y `returncode` es `None`."
        ),
        N_("En la línea en que miras el código de salida, ¿qué garantiza que el hijo ya lo tenga?"),
        _LESSON,
    ),
    Entry(
        "E0324",
        N_("un fallo sin sus detalles"),
        N_("La excepción salió, pero sin el código de salida o sin el texto de error del hijo."),
        N_(
            "`CalledProcessError` lleva lo que hace falta para saber qué pasó: el código, la orden, y los dos textos si se le dan. Quien la atrapa no tiene otra forma de enterarse."
        ),
        N_("¿Qué valores lleva la excepción que lanzas, y de qué tipo es cada uno?"),
        _LESSON,
    ),
    Entry(
        "E0325",
        N_("todo aviso tomado por un fallo"),
        N_("El programa terminó con código cero, y tu corrutina lanzó la excepción de los que fallan."),
        N_(
            "Por la salida de errores van también avisos, barras de progreso y todo lo que se le cuenta a una persona. Si un programa falló o no, lo dice su código de salida y nada más."
        ),
        N_("¿En qué se fija tu código para decidir que el hijo falló?"),
        _LESSON,
    ),
    Entry(
        "E0326",
        N_("la salida, recortada"),
        N_("A lo que escribió el programa le faltan espacios o saltos de línea del principio o del final."),
        N_(
            "Lo que un programa escribe es suyo hasta el último salto de línea: puede ser parte de un archivo, o lo que otro programa espera leer. Quien lo quiera sin bordes puede "
            "quitarlos; quien los necesite ya no puede recuperarlos."
        ),
        N_("¿Qué hace tu código con el texto entre que lo recibe y lo devuelve?"),
        _LESSON,
    ),
    Entry(
        "E0330",
        N_("el consumidor espera un final que no llega"),
        N_(
            "El productor ya había terminado, y el consumidor seguía esperando más: su entrada continuaba abierta."
        ),
        N_(
            "Que un proceso termine solo cierra sus propios extremos. El que tu programa tiene de la entrada del consumidor sigue abierto hasta que tu programa lo cierra."
        ),
        N_("Cuando se acaba la salida del productor, ¿quién se lo dice al consumidor?"),
        _LESSON,
    ),
    Entry(
        "E0331",
        N_("escribir sin esperar a que haya sitio"),
        N_(
            "El consumidor no había leído nada, y el productor ya lo había escrito todo: la diferencia estaba en la memoria de tu programa."
        ),
        N_(
            "`write()` de un flujo de asyncio nunca espera: si la tubería está llena, guarda los datos en memoria y regresa. El freno está en otro método, que es el que espera a que haya sitio."
        ),
        N_("Si el consumidor es lento, ¿qué línea de tu código frena al productor?"),
        _LESSON,
    ),
    Entry(
        "E0332",
        N_("primero uno y después el otro"),
        N_("Los dos procesos nunca estuvieron en marcha a la vez: uno esperaba a que apareciera el otro."),
        N_(
            "En una tubería los dos extremos trabajan al mismo tiempo. Recoger toda la salida del primero antes de iniciar el segundo exige que el primero termine y que todo quepa en memoria."
        ),
        N_("¿Cuántos de los dos procesos existen cuando tu corrutina hace su primera espera larga?"),
        _LESSON,
    ),
    Entry(
        "E0333",
        N_("hijos que sobreviven a la cancelación"),
        N_("Cancelaron a tu corrutina, y los procesos que había iniciado siguieron en marcha."),
        N_(
            "Cancelar termina una tarea, no los procesos que inició: el sistema no sabe nada de tareas. La cancelación llega como una excepción a la línea del `await`, y lo que haya que recoger se recoge al salir."
        ),
        N_(
            "Si la excepción llega en cada uno de tus `await`, ¿por qué líneas pasa tu código antes de salir?"
        ),
        _LESSON,
    ),
    Entry(
        "E0334",
        N_("hijos terminados sin recoger"),
        N_("Tu corrutina acabó antes de que los procesos que había terminado hubieran acabado de verdad."),
        N_(
            "`kill()` solo envía la señal. Hasta que se espera su final, el proceso puede seguir ahí, y nadie ha recogido su código de salida."
        ),
        N_("¿Qué estado tiene un proceso en la línea que sigue a la de `kill()`?"),
        _LESSON,
    ),
    Entry(
        "E0335",
        N_("un flujo no es una tubería"),
        N_("Se dio a un proceso, como entrada, el objeto con el que asyncio lee la salida de otro."),
        N_(
            "Un `StreamReader` vive en tu programa y no tiene descriptor de archivo que el sistema pueda prestarle a un proceso. O tu programa lleva los datos de uno a otro, o los conecta una tubería del sistema."
        ),
        N_("¿Qué puede recibir un proceso como entrada, y qué es lo que le diste?"),
        _LESSON,
    ),
    Entry(
        "E0336",
        N_("solo el primer trozo"),
        N_("Del productor llegó al consumidor solo el principio."),
        N_(
            "Una lectura entrega lo que haya en ese momento, hasta el máximo que se le pide. El final se reconoce porque la lectura entrega bytes vacíos."
        ),
        N_("¿Cuántas veces lee tu código, y cómo sabe que ya no hay más?"),
        _LESSON,
    ),
    Entry(
        "E0337",
        N_("nadie lee al consumidor"),
        N_("El consumidor llenó su salida y dejó de leer; tu corrutina esperaba a que leyera."),
        N_(
            "El consumidor también tiene una tubería de salida, y también se llena. Mientras se le escribe hay que estar leyendo lo que contesta."
        ),
        N_("Mientras tu código lleva datos de un proceso al otro, ¿quién lee la salida del segundo?"),
        _LESSON,
    ),
    Entry(
        "E0338",
        N_("un proceso al que nadie espera"),
        N_("Tu corrutina devolvió su resultado, y uno de los dos procesos seguía en marcha o sin recoger."),
        N_(
            "Que se acabe la salida de un proceso no significa que haya terminado. Quien inicia un proceso espera su final, aunque ya tenga lo que quería de él."
        ),
        N_("De los dos procesos que inicias, ¿a cuáles espera tu código antes de regresar?"),
        _LESSON,
    ),
)
