"""Diagnoses of lesson 07, errors, cancellation, deadlines and clean-up."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("07_errores_y_cancelacion",)

ENTRIES = (
    Entry(
        "E701",
        N_("las demás siguen tras el fallo"),
        N_(
            "Una corrutina falló, la función terminó con ese error y las demás tareas seguían en marcha, sin dueño."
        ),
        N_(
            "Que una tarea falle no detiene a sus compañeras: quien las reunió recibe el error, pero ellas continúan. "
            "Alguien tiene que cancelarlas y esperar a que terminen antes de dejar salir el error."
        ),
        N_("¿Qué les ocurre a las otras tareas en el instante en que la primera falla, y quién lo decide?"),
        _LESSON,
    ),
    Entry(
        "E702",
        N_("fallos devueltos como resultados"),
        N_(
            "Hubo un fallo y la función regresó como si todo hubiera ido bien: la excepción quedó entre los datos."
        ),
        N_(
            "Una excepción guardada en una lista ya no interrumpe a nadie. Quien llamó tendría que revisar cada elemento para descubrir que algo salió mal, y es fácil que no lo haga."
        ),
        N_(
            "¿Cómo se entera quien llama a tu función de que una de las corrutinas falló, si no mira la lista?"
        ),
        _LESSON,
    ),
    Entry(
        "E703",
        N_("grupo reducido a un solo fallo"),
        N_("Salió un único error donde debía salir un grupo con todos los que hubo."),
        N_(
            "Cuando varias tareas trabajan a la vez, puede fallar más de una: incluso al cancelarse. Si solo se conserva el primer error, los demás se pierden sin dejar rastro."
        ),
        N_("Si fallan dos corrutinas, ¿en qué parte de tu código se queda guardado el segundo error?"),
        _LESSON,
    ),
    Entry(
        "E704",
        N_("canceladas contadas como fallos"),
        N_("El grupo de errores incluye la cancelación de tareas que no habían fallado."),
        N_(
            "CancelledError en una tarea que se mandó cancelar es la respuesta a esa petición, no un fallo. Mezclada con los errores, oculta cuáles fueron las causas."
        ),
        N_("De las tareas que terminaron sin resultado, ¿cuáles fallaron y cuáles obedecieron?"),
        _LESSON,
    ),
    Entry(
        "E705",
        N_("la cancelación no llega a las hijas"),
        N_("Se canceló a quien esperaba, y lo que había puesto en marcha siguió trabajando para nadie."),
        N_(
            "Cancelar una tarea interrumpe la espera en la que está, no las tareas que creó antes. Quien las puso en marcha debe detenerlas también cuando es él mismo quien recibe la cancelación."
        ),
        N_("Si la cancelación llega mientras tu función espera, ¿qué línea suya se ejecuta a continuación?"),
        _LESSON,
    ),
    Entry(
        "E706",
        N_("reintento de algo cancelado"),
        N_(
            "Se pidió la cancelación a mitad de un intento, y el código la tomó por un fallo y volvió a intentar."
        ),
        N_(
            "CancelledError no dice «salió mal», dice «ya no hace falta». Por eso no deriva de Exception: para que quien maneja fallos no la atrape por accidente."
        ),
        N_("¿Qué clases de excepción atrapa la línea en la que decides reintentar?"),
        _LESSON,
    ),
    Entry(
        "E707",
        N_("la misma corrutina otra vez"),
        N_("El segundo intento volvió a esperar el objeto del primero, que ya había terminado."),
        N_(
            "Una corrutina se ejecuta una sola vez: esperarla de nuevo lanza RuntimeError. Una tarea terminada se puede esperar de nuevo, pero solo repite su final. "
            "Para intentar otra vez hace falta una corrutina nueva."
        ),
        N_("¿Cuántas corrutinas crea tu función cuando hace tres intentos, y en qué línea?"),
        _LESSON,
    ),
    Entry(
        "E708",
        N_("espera después del último intento"),
        N_("Falló el último intento y el código todavía esperó antes de comunicarlo."),
        N_(
            "La pausa sirve para darle tiempo al intento que viene. Cuando ya no viene ninguno, solo retrasa la mala noticia."
        ),
        N_("¿Qué sabe tu código, al atrapar un fallo, sobre si queda otro intento?"),
        _LESSON,
    ),
    Entry(
        "E709",
        N_("intentos de más o de menos"),
        N_("El número de intentos no es el que pide el enunciado."),
        N_(
            "El primer intento también cuenta: con n = 3 hay un intento inicial y, como mucho, dos repeticiones. Y en cuanto uno sale bien, no hay más."
        ),
        N_("Con n = 1, ¿cuántas veces se llama a la fábrica en tu código?"),
        _LESSON,
    ),
    Entry(
        "E710",
        N_("pausas que no se duplican"),
        N_(
            "Los intentos no empiezan cuando deben: las pausas entre ellos no son espera, 2 × espera, 4 × espera…"
        ),
        N_(
            "La espera creciente le da al otro lado cada vez más tiempo para recuperarse. Con una pausa fija, o sin pausa, quien ya está saturado recibe la misma presión una y otra vez."
        ),
        N_("¿Cuánto dura cada pausa en tu código, y qué la hace cambiar de una vuelta a la siguiente?"),
        _LESSON,
    ),
    Entry(
        "E711",
        N_("resultado vacío tomado por fallo"),
        N_(
            "El intento salió bien y devolvió un valor vacío, y el código lo repitió como si hubiera fallado."
        ),
        N_(
            "None, 0 o una lista vacía son resultados como cualquier otro. Un intento falla cuando lanza una excepción, y solo entonces."
        ),
        N_("¿En qué se fija tu código para decidir que un intento salió bien?"),
        _LESSON,
    ),
    Entry(
        "E712",
        N_("el trabajo sobrevive a su plazo"),
        N_("El plazo venció, la función regresó y el trabajo seguía en marcha."),
        N_(
            "Dejar de esperar no es cancelar. `asyncio.shield()` protege al trabajo de la cancelación, y `asyncio.wait()` con límite de tiempo solo deja de mirar: en ambos casos el trabajo continúa sin que nadie recoja su resultado."
        ),
        N_("Cuando vence el plazo, ¿qué línea de tu código le dice al trabajo que se detenga?"),
        _LESSON,
    ),
    Entry(
        "E713",
        N_("cancelación de fuera leída como plazo"),
        N_("Alguien canceló la operación antes del plazo, y la función regresó con el valor por defecto."),
        N_(
            "Un plazo vencido y una cancelación llegan a la corrutina por el mismo camino, como CancelledError, pero no significan lo mismo: una la provoca tu reloj y la otra, quien ya no quiere el resultado. La segunda debe seguir hacia fuera."
        ),
        N_("¿Cómo distingue tu código quién pidió la cancelación que acaba de recibir?"),
        _LESSON,
    ),
    Entry(
        "E714",
        N_("plazo que vuelve a empezar"),
        N_("El plazo venció y el código concedió otro: se esperó más de lo que decía el enunciado."),
        N_(
            "Un plazo es un instante fijo, contado desde el principio. Si cada nueva espera estrena el límite completo, la suma puede ser tan larga como el número de esperas."
        ),
        N_("¿Cuántas esperas con límite hace tu función, y desde cuándo cuenta cada una?"),
        _LESSON,
    ),
    Entry(
        "E715",
        N_("plazo que solo se mira al final"),
        N_("El trabajo se esperó hasta su final, y solo entonces se comprobó que había tardado demasiado."),
        N_(
            "Medir el tiempo después no lo recupera. Para que un plazo sirva, algo tiene que despertar a quien espera cuando se cumple, haya terminado el trabajo o no."
        ),
        N_("¿Qué podría despertar a tu función en el momento exacto en que vence el plazo?"),
        _LESSON,
    ),
    Entry(
        "E716",
        N_("un TimeoutError ajeno tomado por el plazo"),
        N_("El trabajo falló con su propio TimeoutError, antes del plazo, y se tomó por un vencimiento."),
        N_(
            "TimeoutError es una excepción común: también la lanzan un socket, una base de datos o un plazo interior. Que llegue una no demuestra que haya vencido el tuyo."
        ),
        N_("¿A quién puedes preguntarle si fue tu plazo el que venció?"),
        _LESSON,
    ),
    Entry(
        "E717",
        N_("recurso que se queda abierto"),
        N_("La función terminó y el recurso que había abierto quedó sin cerrar."),
        N_(
            "Una excepción salta por encima de todo lo que venía después en la función, incluida la línea que cierra. Lo que debe ocurrir siempre tiene que estar donde se ejecute por todos los caminos de salida."
        ),
        N_("¿Por cuántos caminos puede salir tu función, y cuáles pasan por la línea que cierra?"),
        _LESSON,
    ),
    Entry(
        "E718",
        N_("limpieza que no ve la cancelación"),
        N_("El recurso se cierra cuando algo falla, pero no cuando cancelan la tarea."),
        N_(
            "CancelledError deriva de BaseException: `except Exception` no la atrapa. Una limpieza escrita solo para los errores se salta este otro modo de salir."
        ),
        N_(
            "¿Qué parte de tu código se ejecuta si CancelledError aparece mientras esperas el uso del recurso?"
        ),
        _LESSON,
    ),
    Entry(
        "E719",
        N_("recurso cerrado dos veces"),
        N_("El mismo recurso se cerró más de una vez."),
        N_(
            "Cerrar dos veces puede devolver a un grupo compartido una conexión que ya es de otro, o fallar y ocultar el error original. Cada apertura se corresponde con un cierre, y con uno solo."
        ),
        N_("¿Qué líneas que cierran se ejecutan, una tras otra, cuando la función termina por ese camino?"),
        _LESSON,
    ),
    Entry(
        "E720",
        N_("cerrar lo que no llegó a abrirse"),
        N_("La apertura falló y el código intentó cerrar un recurso que nunca estuvo abierto."),
        N_(
            "El cierre se promete en cuanto la apertura ha tenido éxito, ni antes ni después. Prometido antes, se ejecuta aunque no haya nada que cerrar."
        ),
        N_(
            "¿En qué línea de tu función empieza la obligación de cerrar, y qué pudo fallar ya en ese momento?"
        ),
        _LESSON,
    ),
    Entry(
        "E721",
        N_("error tapado por la limpieza"),
        N_("Usar el recurso falló, y la función terminó como si nada hubiera pasado."),
        N_(
            "La limpieza no debe cambiar el final de la historia. Un `return` dentro de `finally`, o un `except` que no vuelve a lanzar, descarta la excepción que estaba de camino."
        ),
        N_("Después de cerrar, ¿qué pasa en tu código con la excepción que estaba en camino?"),
        _LESSON,
    ),
    Entry(
        "E722",
        N_("petición de cancelación sin retirar"),
        N_(
            "El plazo venció y la función devolvió su valor, pero la tarea que la llamó quedó con una petición de cancelación pendiente en su cuenta."
        ),
        N_(
            "Cada tarea cuenta las cancelaciones que se le piden. Quien pide una para cumplir su propio plazo, y la atiende, debe retirarla; "
            "si no, los grupos y plazos exteriores creerán que alguien más quiere detener la tarea."
        ),
        N_(
            "¿Cuánto vale `asyncio.current_task().cancelling()` antes de tu plazo, y cuánto después de vencer?"
        ),
        _LESSON,
    ),
    Entry(
        "E723",
        N_("el vencimiento sale como excepción"),
        N_("El plazo venció y de la función salió un TimeoutError, en vez del valor por defecto."),
        N_(
            "Un plazo cancela lo que hay dentro de su bloque y lanza TimeoutError al salir de él. Quien prometió un valor por defecto tiene que atenderlo, y fuera del bloque: dentro todavía no existe."
        ),
        N_("¿En qué punto de tu código aparece el TimeoutError de tu plazo, y qué lo espera ahí?"),
        _LESSON,
    ),
    Entry(
        "E724",
        N_("fallo que no se reintenta"),
        N_("El primer intento falló, quedaban más, y el fallo salió sin que hubiera un segundo."),
        N_(
            "Un intento puede fallar de muchas maneras. El enunciado pide repetir ante cualquier excepción que derive de Exception, y la que ocurrió no pasó por tu código de reintento."
        ),
        N_("¿Qué clases de excepción atrapa tu código, y cuáles de las que pide el enunciado quedan fuera?"),
        _LESSON,
    ),
)
