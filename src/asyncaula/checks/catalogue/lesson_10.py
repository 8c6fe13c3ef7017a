"""Diagnoses of lesson 10, ASGI by hand."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("10_asgi",)

ENTRIES = (
    Entry(
        "E1001",
        N_("cuerpo que no es de bytes"),
        N_("Se envió un cuerpo que no es un objeto `bytes`."),
        N_(
            "Por la red viajan bytes. Un texto puede escribirse con bytes de muchas maneras, y el "
            "servidor no elige por ti: la aplicación decide la codificación y entrega el resultado."
        ),
        N_("¿De qué tipo es lo que pones en «body», y qué método convierte un texto en ese tipo?"),
        _LESSON,
    ),
    Entry(
        "E1002",
        N_("encabezados fuera de forma"),
        N_("Los encabezados de la respuesta no son pares de bytes con el nombre en minúsculas."),
        N_(
            "Los encabezados tienen la misma forma al llegar, en `scope`, y al salir: una lista de pares, "
            "nombre y valor, los dos en bytes y el nombre en minúsculas. Algunos servidores aceptan otra "
            "cosa sin avisar, y otros no."
        ),
        N_('¿En qué se diferencian tus encabezados de los que se ven en `scope["headers"]`?'),
        _LESSON,
    ),
    Entry(
        "E1003",
        N_("respuesta sin final"),
        N_("La respuesta quedó a medias: ningún mensaje dijo que el cuerpo había terminado."),
        N_(
            "Regresar de la aplicación no termina la respuesta. La termina un `http.response.body` que no "
            "anuncie más cuerpo; hasta entonces, el cliente espera."
        ),
        N_("¿Cuál de tus mensajes es el último, y cómo lo sabe el servidor?"),
        _LESSON,
    ),
    Entry(
        "E1004",
        N_("contesta a una conexión que no es suya"),
        N_(
            "Ante una conexión que no es de tipo HTTP, la aplicación envió mensajes, regresó como si nada "
            "o se quedó esperando."
        ),
        N_(
            "El servidor prueba a hablar con la aplicación en cada protocolo que conoce. Una excepción es "
            "la manera de decir «este no lo sé»; un silencio o una respuesta de otro protocolo lo dejan "
            "sin saber a qué atenerse."
        ),
        N_("¿Qué pregunta le haces a `scope` antes de enviar tu primer mensaje?"),
        _LESSON,
    ),
    Entry(
        "E1005",
        N_("cuerpo antes del comienzo"),
        N_("Se envió una parte del cuerpo cuando la respuesta aún no había empezado."),
        N_(
            "En HTTP el código de estado y los encabezados van delante del cuerpo, y los mensajes de ASGI "
            "siguen ese orden."
        ),
        N_("¿Qué tiene que saber el cliente antes de recibir el primer byte del cuerpo?"),
        _LESSON,
    ),
    Entry(
        "E1006",
        N_("content-length que no es el tamaño del cuerpo"),
        N_("El encabezado content-length anuncia un tamaño, y el cuerpo tiene otro."),
        N_(
            "`content-length` cuenta bytes. Un texto con letras acentuadas ocupa en UTF-8 más bytes que "
            "caracteres tiene."
        ),
        N_("¿De qué objeto tomas el tamaño: del texto, o de lo que de verdad se envía?"),
        _LESSON,
    ),
    Entry(
        "E1007",
        N_("no se entera de que el cliente se fue"),
        N_(
            "El cliente se fue antes de completar su petición, y la aplicación le contestó, siguió "
            "esperando o tropezó con el aviso."
        ),
        N_(
            "`receive()` entrega mensajes de varios tipos. `http.disconnect` no trae cuerpo ni "
            "`more_body`; leído como si fuera un trozo más, parece el último."
        ),
        N_("¿Qué haces con un mensaje que llega antes de mirar lo que trae dentro?"),
        _LESSON,
    ),
    Entry(
        "E1008",
        N_("solo una parte del cuerpo"),
        N_("El cuerpo llegó en varios trozos, y la respuesta solo tiene uno de ellos."),
        N_(
            "Una llamada a `receive()` entrega un trozo, no el cuerpo. En pruebas pequeñas suele bastar "
            "con uno, y el error aparece el día que la petición es grande."
        ),
        N_("¿Qué haces con un trozo cuando su mensaje dice que vendrán más?"),
        _LESSON,
    ),
    Entry(
        "E1009",
        N_("texto descodificado a trozos"),
        N_(
            "Una letra quedó repartida entre dos trozos, y se perdió o provocó un error al descodificar "
            "cada uno por su lado."
        ),
        N_(
            "En UTF-8 muchas letras ocupan más de un byte, y la red corta por donde le conviene. Solo el "
            "cuerpo completo, o un descodificador que recuerde lo que le falta, es con seguridad texto."
        ),
        N_("¿En qué momento conviertes los bytes en texto, y los tienes ya todos?"),
        _LESSON,
    ),
    Entry(
        "E1010",
        N_("el final del cuerpo, mal entendido"),
        N_("La aplicación siguió pidiendo trozos después del último, o dejó de pedirlos antes."),
        N_(
            "El final del cuerpo no se deduce del tamaño de un trozo: puede haber trozos vacíos a la "
            "mitad, y el último suele traer contenido. Quien lo dice es `more_body`."
        ),
        N_("¿Qué condición detiene tu ciclo, y qué dice la especificación sobre ella?"),
        _LESSON,
    ),
    Entry(
        "E1011",
        N_("clave opcional que se da por puesta"),
        N_("Llegó un mensaje sin una de sus claves opcionales, y la aplicación no supo leerlo."),
        N_(
            "En `http.request`, tanto `body` como `more_body` pueden faltar, y cada una tiene entonces un "
            "valor por omisión. Que tu servidor las ponga siempre no obliga a los demás."
        ),
        N_("¿Qué obtienes al leer una clave que el diccionario no tiene, y qué querrías obtener?"),
        _LESSON,
    ),
    Entry(
        "E1012",
        N_("bytes tratados como texto"),
        N_("Las letras sin acento pasaron a mayúsculas, y las demás se quedaron como estaban."),
        N_(
            "El método `upper()` de `bytes` solo conoce las letras de ASCII. De la «ñ» ve dos bytes "
            "sueltos, que no significan nada para él."
        ),
        N_("¿De qué tipo es el objeto al que le pides las mayúsculas?"),
        _LESSON,
    ),
    Entry(
        "E1013",
        N_("todo el cuerpo de una vez"),
        N_("La respuesta salió entera en un mismo instante, en lugar de salir poco a poco."),
        N_(
            "Responder por partes sirve para que el cliente vea cada una en su momento. Si se reúnen "
            "antes de enviarlas, el cliente espera hasta el final; si se envían sin esperar, no hay "
            "ningún ritmo."
        ),
        N_("¿En qué orden ocurren en tu código, para cada renglón, la espera y el envío?"),
        _LESSON,
    ),
    Entry(
        "E1014",
        N_("más cuerpo después del final"),
        N_("Un mensaje terminó la respuesta, y después se intentó enviar más."),
        N_(
            "`more_body` vale `False` si no se escribe. Un `http.response.body` sin esa clave dice «esto "
            "es todo»."
        ),
        N_("¿Qué entiende el servidor con el primer renglón que envías: que falta más, o que ya no?"),
        _LESSON,
    ),
    Entry(
        "E1015",
        N_("sigue enviando a quien ya se fue"),
        N_("El cliente se fue, y la aplicación siguió enviando."),
        N_(
            "`send()` solo protesta después de intentarlo, y hay servidores en los que ni siquiera "
            "protesta. Mientras tanto, la aplicación trabaja para nadie."
        ),
        N_(
            "Mientras tu aplicación espera al siguiente segundo, ¿quién está pendiente de lo que llega "
            "por `receive()`?"
        ),
        _LESSON,
    ),
    Entry(
        "E1016",
        N_("se entera tarde de que el cliente se fue"),
        N_(
            "La aplicación no envió nada más, pero siguió en marcha un rato después de que el cliente se "
            "fuera."
        ),
        N_(
            "Un aviso que solo se consulta de vez en cuando llega tarde. Una espera que termina por lo "
            "primero que ocurra, el segundo o el aviso, no."
        ),
        N_("¿Qué dos cosas pueden terminar tu espera, y cuáles la terminan de verdad?"),
        _LESSON,
    ),
    Entry(
        "E1017",
        N_("toma la petición por una despedida"),
        N_("El cliente seguía ahí, y la aplicación regresó antes de terminar la respuesta."),
        N_(
            "`receive()` no sirve solo para saber que el cliente se fue: antes entrega los trozos de la "
            "petición, y al menos uno llega siempre."
        ),
        N_("¿Qué tipo tiene el primer mensaje que llega, y qué hace tu código con él?"),
        _LESSON,
    ),
    Entry(
        "E1018",
        N_("espera un mensaje que no llega"),
        N_(
            "La respuesta se detuvo a la mitad: la aplicación esperaba un mensaje del cliente, que no "
            "tenía nada más que decir."
        ),
        N_(
            "Cuando la petición está completa, `receive()` no entrega nada hasta que el cliente se va. "
            "Esperarlo sin más detiene todo lo demás."
        ),
        N_("¿Qué otra cosa debería poder ocurrir mientras esperas a `receive()`?"),
        _LESSON,
    ),
    Entry(
        "E1019",
        N_("apagado sin respuesta"),
        N_("El servidor preguntó por el apagado, y la aplicación regresó sin contestar."),
        N_(
            "El servidor espera `lifespan.shutdown.complete` para salir sabiendo que todo quedó recogido. "
            "Si la llamada termina sin decirlo, no puede distinguir un final ordenado de un accidente."
        ),
        N_("¿Qué mensaje le dice al servidor que ya puede terminar, y después de qué va?"),
        _LESSON,
    ),
    Entry(
        "E1020",
        N_("arranque fallido que no se avisa"),
        N_("El arranque falló, y la aplicación lanzó una excepción o regresó en vez de decirlo."),
        N_(
            "Una excepción antes de contestar significa «no conozco este protocolo», y el servidor sigue "
            "adelante y acepta peticiones. Para detenerlo hay que contestarle que el arranque falló."
        ),
        N_("¿Qué mensaje recibe el servidor cuando falla el arranque, y qué hará con él?"),
        _LESSON,
    ),
    Entry(
        "E1021",
        N_("estado global"),
        N_("El almacén vive en una variable de todo el módulo, y no en el estado de su servidor."),
        N_(
            "Una misma aplicación puede atender a más de un servidor en el mismo proceso. Lo que está en "
            "una variable global es de todos: el segundo arranque pisa al primero."
        ),
        N_("Si arrancan dos servidores con tu aplicación, ¿dónde está el almacén de cada uno?"),
        _LESSON,
    ),
    Entry(
        "E1022",
        N_("regresa antes de tiempo"),
        N_("La aplicación contestó al arranque y regresó, cuando el servidor apenas empezaba a trabajar."),
        N_(
            "La llamada de tipo `lifespan` dura lo que dura el servidor. Si termina antes, ya no hay "
            "nadie a quien preguntarle por el apagado, y nada se cierra."
        ),
        N_("¿Qué espera tu código entre el arranque y el apagado?"),
        _LESSON,
    ),
    Entry(
        "E1023",
        N_("contesta sin que le pregunten"),
        N_("La aplicación envió una respuesta del diálogo antes de recibir su pregunta."),
        N_(
            "El arranque y el apagado son un diálogo: cada respuesta corresponde a una pregunta, y la "
            "pregunta llega por `receive()`."
        ),
        N_("¿Cuántas veces pregunta el servidor, y cuántas llamas tú a `receive()`?"),
        _LESSON,
    ),
    Entry(
        "E1024",
        N_("dice que está lista antes de estarlo"),
        N_("La aplicación contestó que el arranque estaba completo cuando el almacén aún no estaba abierto."),
        N_(
            "En cuanto recibe `lifespan.startup.complete`, el servidor empieza a aceptar peticiones. Las "
            "primeras no encontrarían lo que necesitan."
        ),
        N_("¿Qué debe haber terminado ya cuando entra la primera petición?"),
        _LESSON,
    ),
    Entry(
        "E1025",
        N_("dice que terminó antes de cerrar"),
        N_("La aplicación contestó que el apagado estaba completo antes de cerrar el almacén."),
        N_(
            "Tras `lifespan.shutdown.complete`, el servidor puede terminar el proceso en cualquier "
            "momento, y lo que quedara por hacer no se hace."
        ),
        N_("Si el proceso terminara justo después de tu respuesta, ¿qué quedaría sin hacer?"),
        _LESSON,
    ),
    Entry(
        "E1026",
        N_("recurso que no se cierra"),
        N_("El apagado se dio por completo, y el almacén sigue abierto."),
        N_("Nadie cierra por ti lo que abriste: el apagado existe para eso."),
        N_("¿Qué abrió el arranque, y en qué línea se cierra?"),
        _LESSON,
    ),
    Entry(
        "E1027",
        N_("estado sustituido por otro"),
        N_("El arranque dejó el almacén en un diccionario, y las peticiones no lo encontraron."),
        N_(
            'El servidor entrega su diccionario en `scope["state"]` y guarda una referencia a él. Si se '
            "pone otro en su lugar, el del servidor sigue vacío."
        ),
        N_("¿Cambias el diccionario que te dio el servidor, o pones uno nuevo en su lugar?"),
        _LESSON,
    ),
    Entry(
        "E1028",
        N_("un recurso por petición"),
        N_("El almacén se abrió más de una vez: cada petición abre el suyo."),
        N_(
            "Abrir un recurso cuesta, y lo que guarda uno no está en los demás. El arranque existe para "
            "abrirlo una vez y compartirlo."
        ),
        N_("¿Cuántas veces se ejecuta la línea que abre el almacén si llegan mil peticiones?"),
        _LESSON,
    ),
    Entry(
        "E1029",
        N_("da por bueno un arranque que falló"),
        N_("El almacén no pudo abrirse, y la aplicación contestó que el arranque estaba completo."),
        N_(
            "Atrapar la excepción no la resuelve: el servidor empieza a aceptar peticiones, y fallarán "
            "una por una."
        ),
        N_(
            "¿Cuántas respuestas distintas puede dar tu aplicación al arranque, y cuándo corresponde cada "
            "una?"
        ),
        _LESSON,
    ),
)
