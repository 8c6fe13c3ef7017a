"""Diagnoses of lesson 01, threads and queues."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("01_hilos_y_colas",)

ENTRIES = (
    Entry(
        "E101",
        N_("lectura y escritura sin candado"),
        N_("Dos hilos leyeron el mismo valor antes de que alguno escribiera, y un cambio se perdió."),
        N_(
            "Leer, calcular y escribir son pasos distintos aunque quepan en `x += 1`. Entre la lectura y la escritura puede entrar otro hilo: "
            "el GIL no lo impide, porque cambia de hilo entre dos instrucciones."
        ),
        N_(
            "En la tabla de pasos, ¿qué hilo lee un valor que ya estaba a punto de cambiar, y qué lo haría esperar?"
        ),
        _LESSON,
    ),
    Entry(
        "E102",
        N_("candado en una sola mitad"),
        N_("La lectura y la escritura no están bajo el candado las dos, y un cambio se perdió."),
        N_(
            "El valor que se escribe depende del que se leyó. Si una de las dos mitades queda fuera del candado, otro hilo puede cambiar el dato "
            "sin que quien va a escribir se entere."
        ),
        N_("¿En qué línea se lee el valor que vas a escribir, y tiene tu hilo el candado en esa línea?"),
        _LESSON,
    ),
    Entry(
        "E103",
        N_("lectura y escritura bajo candado, pero por separado"),
        N_("El candado se soltó entre la lectura y la escritura, y por ahí entró otro hilo."),
        N_(
            "Dos pasos protegidos no forman un paso protegido. Lo que un hilo averiguó con el candado tomado deja de ser seguro en cuanto lo suelta."
        ),
        N_("¿Sigue siendo cierto lo que leíste cuando vuelves a tomar el candado?"),
        _LESSON,
    ),
    Entry(
        "E104",
        N_("un candado que los demás no comparten"),
        N_("Se tomó un candado, pero no el que comparten los demás hilos que usan el dato."),
        N_(
            "Un candado solo detiene a quien intenta tomar ese mismo objeto. Uno recién creado, o uno que nadie más conoce, siempre está libre para "
            "quien lo usa y no protege de nadie."
        ),
        N_("¿Qué objeto tendría que intentar tomar otro hilo para quedarse esperando al tuyo?"),
        _LESSON,
    ),
    Entry(
        "E105",
        N_("un candado que nadie suelta"),
        N_("Un hilo se quedó con el candado, y los demás lo esperan para siempre."),
        N_(
            "Quien toma un candado tiene que soltarlo por todos los caminos que salen de ahí: al acabar, al regresar antes de tiempo y al fallar."
        ),
        N_("¿Qué línea suelta el candado, y hay algún camino por tu código que no pase por ella?"),
        _LESSON,
    ),
    Entry(
        "E106",
        N_("tareas que nadie da por hechas"),
        N_("Se espera a que la cola esté atendida, y su cuenta de pendientes nunca llega a cero."),
        N_(
            "`join()` de una cola no mira si está vacía: cuenta cuántos elementos se pusieron y cuántas veces se llamó a `task_done()`. "
            "Un elemento sacado sin esa llamada, también cuando su tarea falló, sigue pendiente."
        ),
        N_("Por cada `get()` de tu código, ¿por dónde se llega a decir que ese elemento ya está atendido?"),
        _LESSON,
    ),
    Entry(
        "E107",
        N_("obreros que no saben que ya terminaron"),
        N_("No quedaba trabajo, y algún obrero seguía esperando en `get()`."),
        N_(
            "`get()` espera mientras la cola esté vacía y no puede saber si llegará algo más. Preguntar antes si está vacía tampoco basta: entre la pregunta y el `get()` "
            "otro obrero puede llevarse lo último."
        ),
        N_("¿Qué recibe cada uno de los obreros cuando ya no queda ninguna tarea para él?"),
        _LESSON,
    ),
    Entry(
        "E108",
        N_("un obrero que se va con su error"),
        N_("Una tarea falló, y hubo otras tareas que ya nadie atendió."),
        N_(
            "Una excepción que sale de la función de un hilo termina ese hilo, y no llega a quien lo inició. Si nadie la atrapa dentro del ciclo, el obrero deja de sacar tareas."
        ),
        N_("¿En qué punto de tu ciclo continúa el obrero después de que una tarea falla?"),
        _LESSON,
    ),
    Entry(
        "E109",
        N_("un hilo tras otro"),
        N_(
            "Nunca hubo dos tareas en curso a la vez: cada hilo trabajó cuando el anterior ya había terminado."
        ),
        N_(
            "`start()` pone un hilo en marcha y regresa enseguida; `join()` espera a que acabe. Si se espera a uno antes de iniciar el siguiente, o si el trabajo se hace "
            "en el hilo que llama, hay hilos pero no hay concurrencia."
        ),
        N_(
            "¿Cuántos hilos están ya en marcha la primera vez que tu código espera a uno, y qué hilo llama a la función?"
        ),
        _LESSON,
    ),
    Entry(
        "E110",
        N_("más hilos que obreros"),
        N_("Hubo en curso más tareas a la vez que obreros pide el enunciado."),
        N_(
            "Un hilo por tarea parece sencillo, pero con mil tareas son mil hilos. Un número fijo de obreros que sacan de una cola limita el gasto sea cual sea el trabajo."
        ),
        N_("¿De qué depende en tu código cuántos hilos se crean?"),
        _LESSON,
    ),
    Entry(
        "E111",
        N_("despertar sin volver a mirar"),
        N_("Un hilo despertó, dio por hecho que ya podía seguir, y otro se le había adelantado."),
        N_(
            "Entre el aviso y el momento en que el avisado recupera el candado puede entrar otro hilo y cambiar lo que se esperaba. Despertar no significa que la condición "
            "sea cierta: significa que conviene mirarla otra vez."
        ),
        N_("¿Qué comprueba tu código entre que `wait()` regresa y que usa lo que esperaba?"),
        _LESSON,
    ),
    Entry(
        "E112",
        N_("aviso o espera sin tener el candado"),
        N_("Se llamó a un método de la condición sin haber tomado antes su candado, y lanzó RuntimeError."),
        N_(
            "Una condición y su candado van juntos: esperar y avisar solo tiene sentido mientras nadie más puede cambiar el dato del que se habla."
        ),
        N_("¿Dónde termina el bloque que tiene el candado, y de qué lado quedó esa llamada?"),
        _LESSON,
    ),
    Entry(
        "E113",
        N_("sondeo en lugar de espera"),
        N_("El hilo pregunta una y otra vez si ya puede seguir, en vez de dormir hasta que lo avisen."),
        N_(
            "Preguntar en ciclo ocupa turnos sin avanzar; con pausas o plazos en medio, además llega tarde. Una condición deja dormir sin gastar nada y despierta en el momento del cambio."
        ),
        N_(
            "¿Quién sabe que ya se puede seguir en el momento en que ocurre, y cómo se lo dice al que espera?"
        ),
        _LESSON,
    ),
    Entry(
        "E114",
        N_("nadie avisa del cambio"),
        N_("Lo que un hilo esperaba ya había ocurrido, y siguió dormido: nadie lo avisó."),
        N_(
            "`wait()` no vigila los datos. Duerme hasta que otro hilo, después de cambiarlos, avise en la misma condición."
        ),
        N_(
            "De los cambios que hace cada método, ¿cuáles puede estar esperando otro hilo, y quién se lo dice?"
        ),
        _LESSON,
    ),
    Entry(
        "E115",
        N_("el aviso despierta a quien no era"),
        N_(
            "Hubo avisos, pero despertaron a hilos que esperaban otra cosa; el que podía seguir no se enteró."
        ),
        N_(
            "En una misma sala de espera pueden estar quienes esperan sitio y quienes esperan elementos. Un aviso para uno solo puede tocarle al que no le sirve, y se pierde."
        ),
        N_("¿Qué hilos distintos pueden estar dormidos en esa condición, y a cuál de ellos llega tu aviso?"),
        _LESSON,
    ),
    Entry(
        "E116",
        N_("se mira sin el candado"),
        N_(
            "Dos hilos vieron a la vez que podían seguir, y solo había lugar para uno (o el aviso llegó antes de empezar a esperar)."
        ),
        N_(
            "Lo que se ve sin tener el candado puede dejar de ser cierto antes de usarlo. Mirar, esperar y cambiar tienen que ocurrir sin soltarlo; "
            "solo `wait()` lo suelta, y lo devuelve."
        ),
        N_(
            "Cuando tu código decide si puede seguir, ¿puede otro hilo cambiar la respuesta antes de que la uses?"
        ),
        _LESSON,
    ),
    Entry(
        "E117",
        N_("no espera cuando debería"),
        N_("Se puso un elemento sin que hubiera sitio, o se quiso sacar uno sin que lo hubiera."),
        N_(
            "Un almacén acotado frena a quien va demasiado deprisa: si está lleno espera quien pone, y si está vacío espera quien saca. Esa espera es su razón de ser."
        ),
        N_("Con el almacén lleno, o vacío, ¿qué hace exactamente tu método al llegar ahí?"),
        _LESSON,
    ),
    Entry(
        "E118",
        N_("sale primero lo último"),
        N_("Salieron todos los elementos, pero no empezando por el más antiguo."),
        N_(
            "Una cola entrega en el orden de llegada; una pila, en el contrario. El extremo por el que se saca decide cuál de las dos es."
        ),
        N_("¿Por qué extremo pones y por cuál sacas?"),
        _LESSON,
    ),
    Entry(
        "E119",
        N_("dos hilos que se esperan uno al otro"),
        N_("Cada hilo tiene un candado y espera el que tiene el otro: ninguno puede avanzar."),
        N_(
            "El interbloqueo necesita un círculo: yo espero lo tuyo y tú lo mío. Si el orden en que se toman los candados depende de quién llama, tarde o temprano dos hilos "
            "los toman en sentidos opuestos."
        ),
        N_(
            "Si otro hilo hace la operación en el sentido contrario, ¿qué candado toma primero, y cuál tomas tú?"
        ),
        _LESSON,
    ),
    Entry(
        "E120",
        N_("un candado para dos datos"),
        N_("Uno de los dos saldos cambió sin que se tuviera su candado, y se perdió un cambio."),
        N_(
            "Cada candado protege un dato. Tener el de una cuenta no impide que otro hilo, que tiene el suyo, modifique la otra."
        ),
        N_("De los saldos que tu función modifica, ¿cuál podría estar leyendo ahora mismo otro hilo?"),
        _LESSON,
    ),
    Entry(
        "E121",
        N_("candado que se queda tomado tras un error"),
        N_("La función lanzó su excepción y se fue sin soltar los candados."),
        N_(
            "Una excepción sale de la función por el camino más corto: las líneas que venían después, también las que sueltan, no se ejecutan."
        ),
        N_(
            "¿Qué construcción de Python garantiza que algo se haga también cuando se sale con una excepción?"
        ),
        _LESSON,
    ),
    Entry(
        "E122",
        N_("la misma cuenta dos veces"),
        N_(
            "Con la misma cuenta en los dos extremos, el hilo se quedó esperándose a sí mismo, o el saldo cambió."
        ),
        N_(
            "Un `Lock` no recuerda quién lo tiene: si su propio dueño intenta tomarlo otra vez, espera a que lo suelte alguien que ya no puede hacerlo."
        ),
        N_("¿Cuántos candados distintos hay cuando las dos cuentas son la misma?"),
        _LESSON,
    ),
    Entry(
        "E123",
        N_("decide antes de tener el candado"),
        N_(
            "Dos hilos vieron el mismo saldo, a los dos les pareció suficiente, y la cuenta quedó por debajo de cero."
        ),
        N_(
            "Una comprobación hecha sin el candado habla del pasado: cuando se actúa según ella, el dato puede ser otro."
        ),
        N_("Entre que compruebas el saldo y que lo cambias, ¿puede pasar otro hilo?"),
        _LESSON,
    ),
    Entry(
        "E124",
        N_("un traspaso en dos mitades"),
        N_(
            "Alguien que tenía los candados de las dos cuentas vio el dinero fuera de una y todavía no en la otra."
        ),
        N_(
            "Si se suelta un candado antes de tomar el otro, hay un momento en que el cambio está a medias y cualquiera puede verlo. Un cambio que toca dos datos es un solo paso "
            "mientras se tengan los dos candados."
        ),
        N_("En el momento en que sueltas el primer candado, ¿cuánto suman las dos cuentas?"),
        _LESSON,
    ),
)
