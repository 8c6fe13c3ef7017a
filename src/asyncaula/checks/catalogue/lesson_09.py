"""Diagnoses of lesson 09, the event loop."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("09_bucle_de_eventos",)

ENTRIES = (
    Entry(
        "E901",
        N_("empates en otro orden"),
        N_("Dos temporizadores con la misma hora no se ejecutaron en el orden en que se pidieron."),
        N_(
            "Cuando dos entradas tienen la misma hora, lo que decide es el siguiente dato con el que se comparan. Si ese dato no dice nada de cuándo se pidieron, "
            "el orden es casual, o la comparación ni siquiera es posible."
        ),
        N_("¿Con qué se comparan en tu código dos temporizadores que vencen a la misma hora?"),
        _LESSON,
    ),
    Entry(
        "E902",
        N_("una vuelta que no se acaba"),
        N_(
            "Lo que un callback apuntó mientras corría se ejecutó en esa misma vuelta, y lo demás tuvo que esperar."
        ),
        N_(
            "Una vuelta reparte el turno a lo que estaba listo cuando empezó. Si también atiende a lo que llega mientras tanto, un callback que se vuelve a apuntar "
            "deja sin turno a los temporizadores vencidos."
        ),
        N_("¿En qué momento decide tu bucle qué callbacks pertenecen a la vuelta que empieza?"),
        _LESSON,
    ),
    Entry(
        "E903",
        N_("un callback que falla detiene el bucle"),
        N_("Un callback lanzó una excepción y los que venían después no llegaron a ejecutarse."),
        N_(
            "Un callback no tiene quien lo espere: su excepción llega al bucle. Si este no la atiende, el fallo de uno deja sin turno a todos."
        ),
        N_("¿Hasta dónde llega en tu código la excepción que lanza un callback?"),
        _LESSON,
    ),
    Entry(
        "E904",
        N_("el tiempo no pasa por el reloj recibido"),
        N_("Tu bucle espera por su cuenta, pregunta la hora sin descanso o no espera en absoluto."),
        N_(
            "El reloj se recibe como argumento para que sea él quien haga pasar el tiempo. Con otra espera, el bucle tarda de verdad; sin ninguna, "
            "los temporizadores se adelantan; y a pasos cortos, se despierta muchas veces para nada."
        ),
        N_(
            "Cuando no hay nada listo, ¿cuánto falta para el próximo temporizador y quién hace pasar ese tiempo?"
        ),
        _LESSON,
    ),
    Entry(
        "E905",
        N_("plazo contado desde otro momento"),
        N_("Un temporizador se ejecutó antes de que pasaran los segundos que se pidieron."),
        N_(
            "`call_later` recibe una duración, y el bucle necesita una hora. La duración se cuenta desde que se hace la petición, que no siempre es el principio: "
            "también un callback puede pedir un temporizador, y el reloj puede empezar a cualquier hora."
        ),
        N_("¿Qué hora marca el reloj cuando se pide el temporizador, y dónde entra en tu cuenta?"),
        _LESSON,
    ),
    Entry(
        "E906",
        N_("la orden de parar se pierde"),
        N_("Un callback recibió KeyboardInterrupt y el bucle siguió como si fuera un fallo cualquiera."),
        N_(
            "`KeyboardInterrupt` y `SystemExit` no heredan de `Exception` precisamente para que no se atrapen junto con los errores: son órdenes de terminar."
        ),
        N_("¿Qué excepciones atrapa tu `except`, y qué hay más arriba de `Exception`?"),
        _LESSON,
    ),
    Entry(
        "E907",
        N_("llamada en el acto"),
        N_("Un callback se ejecutó en el momento de apuntarlo, antes de que el bucle echara a andar."),
        N_(
            "Apuntar y ejecutar son momentos distintos: quien llama a `call_soon` o `call_later` sigue con lo suyo, y el callback espera a que el bucle le dé turno."
        ),
        N_("¿Qué debe quedar guardado al apuntar una llamada, y quién la hará después?"),
        _LESSON,
    ),
    Entry(
        "E908",
        N_("la función corre en el hilo del bucle"),
        N_("La función bloqueante se ejecutó en el mismo hilo que el bucle de eventos."),
        N_(
            "Que la llamada esté dentro de una función `async def` no cambia el hilo en que se hace: mientras no regrese, ninguna tarea avanza."
        ),
        N_("¿En qué línea de tu código se llama a la función, y qué hilo ejecuta esa línea?"),
        _LESSON,
    ),
    Entry(
        "E909",
        N_("el bucle se detiene a esperar al hilo"),
        N_("La función se ejecutó en otro hilo, pero el bucle estuvo detenido hasta que acabó."),
        N_(
            "Esperar con un método como `result()` o `join()` detiene el hilo que espera. Si es el del bucle, mandar el trabajo a otro hilo no ha servido de nada."
        ),
        N_("¿Con qué espera tu corrutina al otro hilo, y qué puede hacer el bucle mientras tanto?"),
        _LESSON,
    ),
    Entry(
        "E910",
        N_("contexto perdido"),
        N_("En el otro hilo, las variables de contexto no tenían el valor que les dio quien llamó."),
        N_(
            "Las variables de contexto acompañan a cada tarea, no a los hilos. Un hilo de un ejecutor tiene su propio contexto mientras nadie le preste otro."
        ),
        N_("¿Qué se lleva al otro hilo además de la función y sus argumentos?"),
        _LESSON,
    ),
    Entry(
        "E911",
        N_("ejecutores que quedan abiertos"),
        N_("Cada llamada deja un ejecutor sin cerrar, con sus hilos: se acumulan."),
        N_(
            "Un ejecutor conserva sus hilos para el trabajo siguiente hasta que alguien lo cierra. Quien lo crea es quien debe cerrarlo, también cuando la función falla."
        ),
        N_("¿Quién cierra el ejecutor que usas, y por qué camino se llega ahí si hay una excepción?"),
        _LESSON,
    ),
    Entry(
        "E912",
        N_("corrutina en otro bucle"),
        N_("La corrutina se ejecutó en un bucle nuevo, no en el que se pidió."),
        N_(
            "`asyncio.run()` crea un bucle propio en el hilo que lo llama. Los eventos, colas y conexiones de la corrutina pertenecen al bucle original, y en otro no funcionan."
        ),
        N_("¿Qué bucle ejecuta la corrutina en tu código, y para qué usas el que recibes?"),
        _LESSON,
    ),
    Entry(
        "E913",
        N_("callback apuntado desde otro hilo"),
        N_("El otro hilo tocó la cola del bucle sin permiso, y nadie despertó al bucle."),
        N_(
            "`call_soon` y los métodos de futuros y tareas suponen que quien llama es el hilo del bucle. Desde otro, el bucle puede seguir dormido con la llamada en la cola. "
            "El modo de depuración convierte ese silencio en un RuntimeError."
        ),
        N_(
            "¿Qué método del bucle está pensado para llamarse desde otro hilo, y qué hace que los demás no hacen?"
        ),
        _LESSON,
    ),
    Entry(
        "E914",
        N_("tarea creada desde otro hilo"),
        N_("La tarea se creó fuera del hilo del bucle: nadie lo despertó para empezarla."),
        N_(
            "Crear una tarea apunta su primer tramo en la cola del bucle, y eso solo puede hacerlo el hilo del bucle. Desde otro hilo hay que pedirle que la cree él."
        ),
        N_("¿Qué hilo ejecuta la línea que crea la tarea, y cuál tendría que hacerlo?"),
        _LESSON,
    ),
    Entry(
        "E915",
        N_("arrancar un bucle que ya está en marcha"),
        N_("Se intentó poner en marcha el bucle, que ya funciona en su hilo."),
        N_(
            "`run_until_complete()` y `run_forever()` son para el hilo que hará de motor del bucle. Aquí ya hay uno: lo que falta es entregarle trabajo."
        ),
        N_("Si el bucle ya da vueltas en su hilo, ¿qué le falta para ejecutar tu corrutina?"),
        _LESSON,
    ),
    Entry(
        "E916",
        N_("promesa en lugar de resultado"),
        N_("Se devolvió un objeto que tendrá el resultado más tarde, no el resultado."),
        N_(
            "Entregar una corrutina a otro hilo da un futuro al momento. El valor llega después, y alguien tiene que esperarlo."
        ),
        N_("¿Qué tipo tiene lo que devuelves, y cómo puede un hilo esperar su valor?"),
        _LESSON,
    ),
    Entry(
        "E917",
        N_("generador sin cerrar"),
        N_("La función regresó y el generador seguía suspendido a medio camino, con su limpieza pendiente."),
        N_(
            "Dejar de recorrer un generador asíncrono no lo termina. Su `finally` puede tener que esperar, y solo se ejecuta cuando alguien lo cierra y espera a que acabe."
        ),
        N_("¿Qué línea de tu código cierra el generador, y se llega a ella por todos los caminos?"),
        _LESSON,
    ),
    Entry(
        "E918",
        N_("se recorre todo el generador"),
        N_("Ya había bastantes valores y se siguieron pidiendo hasta el final."),
        N_(
            "Un generador produce cada valor cuando se le pide, y producirlo puede costar tiempo o no acabarse nunca. Recortar la lista después no evita haberlo pedido todo."
        ),
        N_("¿Cuándo deja tu código de pedir valores?"),
        _LESSON,
    ),
    Entry(
        "E919",
        N_("un valor de más o de menos"),
        N_("Se pidió o se devolvió un valor más, o uno menos, de los que tocaban."),
        N_(
            "Cada vuelta de `async for` empieza pidiendo un valor. Si la cuenta se comprueba después de pedirlo y antes de guardarlo, o al revés, el límite se mueve en uno."
        ),
        N_("Con n igual a 0 y a 1, ¿cuántas veces le pide tu código un valor al generador?"),
        _LESSON,
    ),
    Entry(
        "E920",
        N_("el generador se acaba antes"),
        N_("El generador tenía menos valores de los pedidos, y eso se convirtió en un error."),
        N_(
            "`anext()` anuncia el final con StopAsyncIteration. Esa excepción no puede salir de una corrutina: Python la convierte en RuntimeError."
        ),
        N_("¿Qué hace tu código cuando pide un valor y ya no quedan?"),
        _LESSON,
    ),
    Entry(
        "E921",
        N_("la fila al revés"),
        N_("De varios callbacks listos, el último en apuntarse fue el primero en ejecutarse."),
        N_(
            "Los callbacks listos forman una fila: quien llega antes pasa antes. Si se añade y se saca por el mismo lado, lo que hay es una pila."
        ),
        N_("¿Por qué extremo entran los callbacks en tu estructura, y por cuál salen?"),
        _LESSON,
    ),
)
