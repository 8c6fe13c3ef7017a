"""Diagnoses of lesson 14, the project: an engine, its API, its feed, its end, and a client."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("14_proyecto_despachador",)

ENTRIES = (
    Entry(
        "E1401",
        N_("una cola que crece sin fin"),
        N_("El motor admitió más trabajos en espera de los que caben en su cupo."),
        N_(
            "Si llega más de lo que se puede hacer, una cola sin límite no arregla nada: esconde el problema hasta que se acaba la memoria. Rechazar a tiempo permite que quien encarga decida qué hacer."
        ),
        N_("¿Qué parte de tu motor sabe cuántos trabajos esperan, y qué hace cuando ya no cabe otro?"),
        (*_LESSON, "08_coordinacion"),
    ),
    Entry(
        "E1402",
        N_("un fallo se lleva al obrero"),
        N_("Después de un trabajo que terminó mal, nadie volvió a tomar los que seguían."),
        N_(
            "Una excepción que sale del ciclo de un obrero lo termina, y con él todo lo que le quedaba por atender. El fallo es del trabajo; el obrero tiene que sobrevivirlo."
        ),
        N_("¿Hasta qué línea sube la excepción de un trabajo, y quién sigue dando vueltas después?"),
        (*_LESSON, "08_coordinacion"),
    ),
    Entry(
        "E1403",
        N_("cerrar abandona trabajos"),
        N_("`cerrar` regresó cuando aún había trabajos admitidos sin terminar o sin empezar."),
        N_(
            "Admitir un trabajo es prometer que se hará. Cerrar en orden quiere decir no admitir más y cumplir lo prometido, también con los que todavía esperan."
        ),
        N_("¿Qué espera exactamente tu `cerrar`, y cómo sabe que ya no queda ningún trabajo sin terminar?"),
        _LESSON,
    ),
    Entry(
        "E1404",
        N_("una cancelación tomada por un fallo"),
        N_("A un trabajo se le pidió que parara, y se volvió a intentar o siguió hasta su final."),
        N_(
            "Un fallo puede ser pasajero y merece otra oportunidad. Una cancelación, venga de una persona o de un plazo, dice que el resultado ya no hace falta: no hay nada que repetir."
        ),
        N_("¿Qué excepciones atrapa el bloque que decide volver a intentar?"),
        (*_LESSON, "07_errores_y_cancelacion"),
    ),
    Entry(
        "E1405",
        N_("más intentos de los permitidos"),
        N_("Un trabajo que falla se intentó más veces de las que admite el motor."),
        N_(
            "Un trabajo que no puede salir bien, reintentado sin fin, ocupa un obrero para siempre. El número de intentos cuenta también el primero."
        ),
        N_("¿Cuántas veces se ha llamado a `hacer` cuando tu código decide que ya basta?"),
        (*_LESSON, "07_errores_y_cancelacion"),
    ),
    Entry(
        "E1406",
        N_("el plazo empieza de nuevo en cada intento"),
        N_("Un trabajo que fallaba una y otra vez siguió intentándose después de agotar su plazo."),
        N_(
            "Un plazo limita lo que queda dentro de su bloque. Si dentro solo hay un intento, la suma de todos no tiene límite."
        ),
        N_("¿Cuántas veces se ejecuta, para un mismo trabajo, la línea que pone en marcha el plazo?"),
        (*_LESSON, "07_errores_y_cancelacion"),
    ),
    Entry(
        "E1407",
        N_("cancelar un trabajo cancela al obrero"),
        N_("Se canceló un trabajo y desde entonces nadie tomó los que seguían."),
        N_(
            "Cancelar una tarea detiene todo lo que esa tarea hace. Si el trabajo y el obrero comparten tarea, no se puede detener a uno sin el otro."
        ),
        N_("¿En qué tarea se ejecuta el trabajo, y qué más hace esa tarea después?"),
        _LESSON,
    ),
    Entry(
        "E1408",
        N_("se hace un trabajo que ya se había cancelado"),
        N_("Un trabajo que se canceló mientras esperaba llegó a empezar."),
        N_(
            "Entre el momento en que se anota un trabajo y el momento en que alguien lo toma pueden pasar muchas cosas. Lo que era cierto al anotarlo hay que volver a mirarlo al tomarlo."
        ),
        N_("¿Qué comprueba un obrero sobre el trabajo que acaba de tomar, antes de empezarlo?"),
        _LESSON,
    ),
    Entry(
        "E1409",
        N_("el plazo corre mientras el trabajo espera"),
        N_("Un trabajo que cabía en su plazo venció por el tiempo que pasó esperando a un obrero."),
        N_(
            "La espera en la cola depende de lo ocupado que esté el motor, no del trabajo. Si cuenta para su plazo, en las horas de más carga vencen trabajos que nadie llegó a empezar."
        ),
        N_("¿En qué momento de la vida de un trabajo se pone en marcha su plazo en tu código?"),
        _LESSON,
    ),
    Entry(
        "E1410",
        N_("un cierre sin límite"),
        N_("Se agotó la paciencia de `cerrar`, y el motor siguió haciendo trabajos."),
        N_(
            "Quien apaga un servicio no puede esperar sin fin: si no termina solo, alguien lo terminará por la fuerza. Mejor decidir qué se corta, y dejarlo anotado, que perderlo todo."
        ),
        N_("¿Qué hace tu `cerrar` con lo que está en curso y con lo que espera cuando se acaba el tiempo?"),
        _LESSON,
    ),
)
