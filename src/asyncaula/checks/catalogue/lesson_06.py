"""Diagnoses of lesson 06, tasks and futures."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("06_awaitables",)

ENTRIES = (
    Entry(
        "E601",
        N_("tarea que nadie recuerda"),
        N_("La tarea desapareció a medio camino: nadie conservaba una referencia a ella."),
        N_(
            "El bucle de eventos solo guarda referencias débiles a las tareas. Una que espera algo y que nadie más recuerda puede ser destruida "
            "por el recolector de basura antes de terminar."
        ),
        N_("¿Quién recuerda la tarea si quien llamó a tu función ignora lo que devuelve?"),
        _LESSON,
    ),
    Entry(
        "E602",
        N_("tareas terminadas que se acumulan"),
        N_("Las tareas ya terminaron y algo sigue guardándolas: la memoria crece con cada una."),
        N_(
            "Recordar una tarea solo hace falta mientras está en marcha; quien la guarda es también quien debe soltarla."
        ),
        N_("¿En qué momento deja de recordar tu código a una tarea que ya terminó?"),
        _LESSON,
    ),
    Entry(
        "E603",
        N_("fallo silencioso en segundo plano"),
        N_("La tarea falló y el bucle de eventos no se enteró de nada."),
        N_(
            "La excepción de una tarea se queda dentro de ella hasta que alguien la consulta. En segundo plano nadie la espera, así que alguien tiene que comunicarla."
        ),
        N_("¿Qué código tuyo se ejecuta en el momento en que la tarea termina, y qué mira de ella?"),
        _LESSON,
    ),
    Entry(
        "E604",
        N_("aviso de error sin error"),
        N_("Se comunicó al bucle un error por una tarea que terminó bien o que fue cancelada."),
        N_(
            "Una tarea puede terminar de tres formas: con resultado, con excepción o cancelada. Solo la segunda es un fallo."
        ),
        N_("¿Cómo distingues, de una tarea terminada, cuál de las tres cosas le pasó?"),
        _LESSON,
    ),
    Entry(
        "E605",
        N_("sondeo en lugar de espera"),
        N_("El código pregunta una y otra vez si ya llegó el aviso, en vez de dejarse despertar por él."),
        N_(
            "Preguntar en un ciclo gasta turnos del bucle y llega tarde: se entera en la siguiente pregunta, no cuando ocurre. "
            "Un futuro despierta a quien lo espera en el momento justo."
        ),
        N_("¿Qué objeto podría esperar tu corrutina que el callback supiera completar?"),
        _LESSON,
    ),
    Entry(
        "E606",
        N_("futuro completado dos veces"),
        N_("El segundo aviso intentó completar un futuro que ya estaba completo."),
        N_(
            "Un futuro se completa una sola vez; intentarlo de nuevo lanza InvalidStateError a quien dio el aviso."
        ),
        N_("¿Qué puedes preguntarle al futuro antes de completarlo?"),
        _LESSON,
    ),
    Entry(
        "E607",
        N_("el error del aviso se pierde"),
        N_("El aviso traía un error y quien esperaba no lo recibió como excepción."),
        N_(
            "Un futuro tiene dos finales posibles: un resultado o una excepción. Quien espera solo se entera del que se le pone."
        ),
        N_("¿Qué hace tu callback con su primer argumento?"),
        _LESSON,
    ),
    Entry(
        "E608",
        N_("futuro completado desde otro hilo"),
        N_("El aviso llegó desde otro hilo y el bucle de eventos siguió dormido: nadie lo despertó."),
        N_(
            "Los objetos de asyncio solo pueden tocarse desde el hilo de su bucle. Desde otro hilo hay que pedirle al bucle que lo haga, de una forma que además lo despierte."
        ),
        N_(
            "¿En qué hilo se ejecuta tu callback, y cómo se entera el bucle de que tiene algo nuevo que hacer?"
        ),
        _LESSON,
    ),
    Entry(
        "E609",
        N_("espera a todas cuando bastaba la primera"),
        N_("Ya había un resultado, y la función siguió esperando a que terminaran todas las demás."),
        N_(
            "Reunir todos los resultados obliga a esperar al más lento. Si solo importa el primero, hay que poder reaccionar en cuanto llega."
        ),
        N_("¿Qué es lo que hace que tu función despierte: que termine una, o que terminen todas?"),
        _LESSON,
    ),
)
