"""Diagnoses of lesson 13: E130x crear_tornado, E131x EcoWS, E132x SalaConsumer, E133x app_ws."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("13_tornado_y_channels",)

ENTRIES = (
    Entry(
        "E1301",
        N_("manejador que detiene a todos"),
        N_("El manejador hizo una llamada que bloquea, y mientras duró no se atendió a nadie más."),
        N_(
            "Tornado atiende a todos sus clientes en un solo hilo. Quien duerme o calcula sin ceder el turno no hace esperar a un cliente: los hace esperar a todos."
        ),
        N_("¿Qué espera tu método, y cómo se espera eso mismo sin retener el bucle?"),
        (*_LESSON, "09_bucle_de_eventos"),
    ),
    Entry(
        "E1302",
        N_("respuesta que no espera"),
        N_("La respuesta salió antes de que terminara lo que había que esperar."),
        N_(
            "Tornado cierra la respuesta cuando termina el método. Llamar a una función asíncrona solo crea una corrutina, y una tarea sigue por su lado: si el método no las espera, termina antes que ellas."
        ),
        N_("Cuando tu método llega a su última línea, ¿qué está todavía en marcha o sin empezar?"),
        (*_LESSON, "06_awaitables"),
    ),
    Entry(
        "E1303",
        N_("escribe después de terminar"),
        N_(
            "La respuesta ya estaba terminada, y el manejador siguió adelante y volvió a escribir o a terminarla."
        ),
        N_(
            "`finish` y `send_error` terminan la respuesta, no el método. Las líneas que siguen se ejecutan como si nada, y la siguiente escritura falla cuando el cliente ya tiene su respuesta."
        ),
        N_("¿Qué línea de tu método se ejecuta justo después de la que termina la respuesta?"),
        _LESSON,
    ),
    Entry(
        "E1304",
        N_("argumento sin comprobar"),
        N_("Un pedido incorrecto provocó una excepción, y el cliente recibió un error 500."),
        N_(
            "Los códigos 500 dicen «el servidor falló»; los 400, «lo que pediste no se entiende». Lo que llega en la dirección lo escribe cualquiera, y convertirlo en número puede fallar."
        ),
        N_("¿Qué valores de «segundos» hacen fallar a tu código, y quién debería enterarse?"),
        _LESSON,
    ),
    Entry(
        "E1305",
        N_("error contado como éxito"),
        N_("Un pedido incorrecto se contestó con el estado 200."),
        N_(
            "Un programa no lee el cuerpo para saber si algo salió bien: mira el estado. Con un 200, guardará el mensaje de error como si fuera la respuesta."
        ),
        N_(
            "¿Qué estado lleva tu respuesta cuando el pedido no se puede atender, y qué pedidos llegan hasta ahí?"
        ),
        _LESSON,
    ),
    Entry(
        "E1306",
        N_("pedidos que se mezclan"),
        N_("Dos pedidos simultáneos recibieron cada uno datos del otro."),
        N_(
            "Entre la línea anterior a un `await` y la siguiente pueden pasar muchas cosas: otros pedidos empiezan y cambian lo que sea común. Solo lo que pertenece a un pedido se conserva."
        ),
        N_("¿Dónde guarda tu código los datos de un pedido mientras espera, y quién más escribe ahí?"),
        _LESSON,
    ),
    Entry(
        "E1307",
        N_("ruta que no admite acentos"),
        N_("Un sabor con letras acentuadas o con espacios recibió un 404."),
        N_(
            "Tornado compara la expresión regular con la ruta tal como viajó, donde cada letra acentuada es una secuencia como `%C3%AD`. Solo después la convierte en texto."
        ),
        N_("¿Qué caracteres admite el grupo de tu expresión, y está el signo «%» entre ellos?"),
        _LESSON,
    ),
    Entry(
        "E1308",
        N_("JSON que no dice serlo"),
        N_("El cuerpo de la respuesta era un JSON, y su encabezado content-type anunciaba otra cosa."),
        N_(
            "Quien recibe una respuesta no adivina lo que trae: lo lee en content-type. Si no se dice nada, Tornado anuncia HTML; si se le da a `write` un diccionario, él mismo lo convierte y lo anuncia."
        ),
        N_("¿De qué tipo es lo que le das a `self.write`, y quién anuncia qué es?"),
        _LESSON,
    ),
    Entry(
        "E1309",
        N_("abre un puerto por su cuenta"),
        N_("La función, además de crear la aplicación, quiso poner en marcha un servidor."),
        N_(
            "Una aplicación dice qué se contesta; dónde y cuándo se escucha lo decide quien la usa. Con un puerto escrito dentro, no se puede tener dos veces, ni probarla."
        ),
        N_("¿Qué te pide el enunciado que devuelvas, y qué línea tuya hace algo más?"),
        _LESSON,
    ),
    Entry(
        "E1310",
        N_("un hilo para cada espera"),
        N_("El manejador mandó su espera a un hilo, en vez de dejarla en el bucle."),
        N_(
            "Un hilo que duerme no atiende a nadie, y hay pocos: cuando todos duermen, los pedidos hacen cola detrás de ellos. El bucle de eventos puede llevar miles de esperas a la vez, y no necesita ningún hilo."
        ),
        N_("¿Quién cuenta los segundos en tu código, y qué ofrece `asyncio` para contarlos sin un hilo?"),
        (*_LESSON, "09_bucle_de_eventos"),
    ),
    Entry(
        "E1311",
        N_("conexión que nunca se olvida"),
        N_("Se contaron conexiones que ya habían terminado."),
        N_(
            "Un conjunto no sabe que una conexión se cerró. Quien apunta a los que llegan tiene que borrar a los que se van; si no, la cuenta crece, la memoria también, y cada mensaje se intenta enviar a quien ya no está."
        ),
        N_("¿A qué método llama Tornado cuando una conexión termina, y qué hace el tuyo?"),
        _LESSON,
    ),
    Entry(
        "E1312",
        N_("conjunto que cambia mientras se recorre"),
        N_("El reparto se interrumpió a la mitad: el conjunto de conexiones cambió mientras se recorría."),
        N_(
            "Un `for` recorre el conjunto de verdad, no el que había al empezar. Cada `await` de su interior deja que otros lleguen o se vayan, y quitar elementos dentro del propio `for` es lo mismo."
        ),
        N_("¿Qué recorre tu `for`: las conexiones que había al empezar, o las que va habiendo?"),
        _LESSON,
    ),
    Entry(
        "E1313",
        N_("envío a una conexión cerrada"),
        N_("Una conexión ya no admitía mensajes, y el error interrumpió el reparto a las demás."),
        N_(
            "Entre que una conexión empieza a cerrarse y que Tornado avisa de que terminó pasa un tiempo, y también puede caer mientras se le escribe. Ningún conjunto está del todo al día: enviar puede fallar siempre."
        ),
        N_("Si falla el envío a la segunda de cinco conexiones, ¿qué hace tu código con las otras tres?"),
        _LESSON,
    ),
    Entry(
        "E1314",
        N_("eco sin reparto"),
        N_("El mensaje solo le llegó a quien lo había escrito."),
        N_("`self` es una conexión: la de quien habla. Para llegar a las demás hay que saber quiénes son."),
        N_("¿En qué objetos llama tu código a `write_message`, y cuántos son?"),
        _LESSON,
    ),
    Entry(
        "E1315",
        N_("un conjunto por conexión"),
        N_("Cada conexión cree que es la única."),
        N_(
            "Tornado hace un objeto por conexión. Un conjunto creado en `open`, en `initialize` o en `__init__` es de ese objeto, y en él solo se apunta él mismo."
        ),
        N_("¿Cuántas veces se ejecuta la línea que crea tu conjunto si llegan tres conexiones?"),
        _LESSON,
    ),
    Entry(
        "E1316",
        N_("contesta a quien no preguntó"),
        N_("La respuesta a «¿cuántos?» se repartió a todas las conexiones."),
        N_(
            "Hay mensajes para todos y mensajes para uno. El objeto cuyo `on_message` se ejecuta es, precisamente, el de quien habló."
        ),
        N_("¿Cuál de tus conexiones es la de quien preguntó?"),
        _LESSON,
    ),
    Entry(
        "E1317",
        N_("reparto que excluye a quien habla"),
        N_("Todos recibieron el mensaje menos quien lo había escrito."),
        N_(
            "En muchos chats es lo que se quiere; aquí se pide que quien escribe reciba también su mensaje, y así sabe que se repartió."
        ),
        N_("¿Quiénes dice el enunciado que reciben cada mensaje, y a quién se salta tu código?"),
        _LESSON,
    ),
    Entry(
        "E1318",
        N_("despedida sin cierre"),
        N_("Tras «adiós», la conexión siguió abierta."),
        N_(
            "Quitar una conexión de un conjunto, o llamar tú a `on_close`, no cierra nada: `on_close` es el aviso de que ya se cerró. Cerrar es otra cosa."
        ),
        N_("¿Qué línea de tu código le dice al cliente que la conversación terminó?"),
        _LESSON,
    ),
    Entry(
        "E1319",
        N_("conexión que no se apunta"),
        N_("Había conexiones abiertas, y el manejador no conocía ninguna."),
        N_(
            "Tornado hace el objeto y lo avisa, pero no lleva ninguna lista para ti. Si nadie apunta a quien llega, no hay a quién repartir."
        ),
        N_("¿Qué método se ejecuta cuando una conexión se abre, y qué hace el tuyo?"),
        _LESSON,
    ),
    Entry(
        "E1320",
        N_("manejador que no es una corrutina"),
        N_("Channels quiso esperar uno de los métodos del consumidor, y no era asíncrono."),
        N_(
            "En un consumidor asíncrono Channels llama a cada método y espera lo que devuelve. Una función normal devuelve `None`, que no se puede esperar; y dentro de ella tampoco se puede esperar a `send`."
        ),
        N_("¿Qué devuelve una llamada a cada uno de tus métodos: una corrutina, u otra cosa?"),
        (*_LESSON, "04_corrutinas"),
    ),
    Entry(
        "E1321",
        N_("conexión sin aceptar"),
        N_("El consumidor no aceptó la conexión, y el cliente se quedó esperando."),
        N_(
            "`websocket.connect` es una pregunta. Al escribir tu propio `connect` sustituyes al que traía el consumidor, que aceptaba por su cuenta; y una corrutina que no se espera no acepta nada."
        ),
        N_("¿Qué línea de tu `connect` contesta a la pregunta del cliente, y llega a ejecutarse?"),
        _LESSON,
    ),
    Entry(
        "E1322",
        N_("canal que se queda en el grupo"),
        N_("Un cliente se fue, y su canal siguió apuntado en el grupo de la sala."),
        N_(
            "La capa de canales no sabe de clientes: solo guarda nombres. Mientras el nombre esté en el grupo, cada aviso se guarda también para quien ya no está, hasta llenar su buzón."
        ),
        N_("¿Qué método se ejecuta cuando el cliente se va, y qué hace con lo que `connect` apuntó?"),
        _LESSON,
    ),
    Entry(
        "E1323",
        N_("aviso sin destinatario"),
        N_("Llegó un aviso del grupo, y el consumidor no tenía ningún método para ese tipo."),
        N_(
            "El `type` de un aviso es el nombre de un método, con los puntos cambiados por guiones bajos. Si no coinciden letra por letra, Channels no encuentra a quién llamar y la conexión se cae."
        ),
        N_("¿Cómo se llama el método que Channels busca para el `type` que tú envías?"),
        _LESSON,
    ),
    Entry(
        "E1324",
        N_("consulta síncrona en el bucle"),
        N_("Se hizo una consulta síncrona a la base de datos con el bucle de eventos en marcha."),
        N_(
            "Una consulta de Django espera sin ceder el turno, y detendría a todas las conexiones del proceso. Por eso Django se niega a hacerla ahí. Que el método sea `async def` no cambia lo que hacen sus líneas."
        ),
        N_("¿Qué dos maneras conoces de hacer esa consulta sin que el bucle la espere?"),
        (*_LESSON, "09_bucle_de_eventos"),
    ),
    Entry(
        "E1325",
        N_("contesta en lugar de repartir"),
        N_("Quien escribió recibió su mensaje, y los demás de su sala no."),
        N_(
            "`self.send` habla con un cliente, el de esta conexión. Las demás son otros objetos, quizá en otro proceso, y solo se llega a ellas por el grupo."
        ),
        N_("¿Quién recibe lo que envías con `self.send`, y a quién le habla `group_send`?"),
        _LESSON,
    ),
    Entry(
        "E1326",
        N_("una sola sala para todos"),
        N_("Lo que se dijo en una sala se oyó en otra."),
        N_(
            "Un grupo es un nombre. Todas las conexiones que se apunten con el mismo nombre se oyen entre sí, aunque hayan llegado por rutas distintas."
        ),
        N_("¿De qué depende el nombre del grupo en tu código, y para qué salas es distinto?"),
        _LESSON,
    ),
    Entry(
        "E1327",
        N_("grupo vacío"),
        N_("La conexión no estaba en ningún grupo, y los avisos no le llegaron a nadie."),
        N_(
            "`group_send` no protesta si en el grupo no hay nadie. Para oír lo que se dice en un grupo, la conexión tiene que haberse apuntado, y una corrutina que nadie espera no la apunta."
        ),
        N_("¿Qué línea apunta tu conexión en el grupo, y con qué nombre exacto lo hace?"),
        _LESSON,
    ),
    Entry(
        "E1328",
        N_("método con otros parámetros"),
        N_("Channels llamó a un método del consumidor con unos parámetros que no admite."),
        N_(
            "A estos métodos no los llamas tú: los llama Channels, siempre igual. El nombre y los parámetros de cada uno son parte del acuerdo."
        ),
        N_("¿Con qué parámetros llama Channels a cada uno de tus métodos?"),
        _LESSON,
    ),
    Entry(
        "E1329",
        N_("mensajes mal guardados"),
        N_("Lo que quedó en la base de datos no es lo que se dijo en las salas, una vez cada cosa."),
        N_(
            "Un mensaje se guarda cuando alguien lo dice. El aviso del grupo llega a todas las conexiones de la sala: lo que se haga al recibirlo se hace tantas veces como conexiones haya."
        ),
        N_("¿Cuántas veces se ejecuta la línea que guarda si en la sala hay tres conexiones?"),
        _LESSON,
    ),
    Entry(
        "E1331",
        N_("habla antes de aceptar"),
        N_("Se envió un mensaje por una conexión que aún no se había aceptado."),
        N_(
            "Mientras no se acepta, la conexión sigue siendo una petición HTTP sin respuesta: no hay por dónde enviar mensajes."
        ),
        N_("¿Qué mensaje tuyo convierte la petición en una conversación, y cuáles van delante de él?"),
        (*_LESSON, "10_asgi"),
    ),
    Entry(
        "E1332",
        N_("no se entera de que el cliente se fue"),
        N_("El cliente se fue, y la aplicación siguió esperando, siguió enviando o tropezó con el aviso."),
        N_(
            "El último mensaje que llega es `websocket.disconnect`, que no trae `text` ni `bytes`. Es el final de la conversación, y no un mensaje más de ella."
        ),
        N_("¿Qué haces con un mensaje que llega antes de mirar lo que trae dentro?"),
        (*_LESSON, "10_asgi"),
    ),
    Entry(
        "E1333",
        N_("cierre sin su código"),
        N_("La conexión se cerró con un código que no era el que correspondía."),
        N_(
            "El código es lo único que el cliente sabe del motivo: con 1000 entiende que todo fue bien y quizá no reintente nada. Un cierre que no lo dice cuenta como 1000."
        ),
        N_("¿Qué código lleva cada uno de tus cierres, y qué le cuenta al cliente?"),
        _LESSON,
    ),
    Entry(
        "E1334",
        N_("termina sin despedirse"),
        N_("La aplicación terminó y dejó la conexión abierta; el servidor tuvo que cortarla."),
        N_(
            "Regresar de la aplicación no cierra la conversación en orden. Sin un mensaje de cierre, el cliente no puede distinguir tu final de una caída de la red."
        ),
        N_("¿Qué envía tu aplicación justo antes de cada `return`?"),
        _LESSON,
    ),
    Entry(
        "E1335",
        N_("un total para todas las conexiones"),
        N_("El total de una conexión incluyó lo que se había sumado en otra."),
        N_(
            "La aplicación se llama una vez por conexión, y todas las llamadas comparten las variables del módulo. Solo las variables de la propia llamada son de una conexión."
        ),
        N_("¿Dónde vive tu total, y cuántas conexiones lo ven?"),
        _LESSON,
    ),
    Entry(
        "E1336",
        N_("tropieza con un mensaje raro"),
        N_("Un mensaje que no era un entero provocó una excepción, y la conexión se cortó."),
        N_(
            "Por una conexión abierta llega lo que el cliente quiera. Una excepción que sale de la aplicación corta la conversación sin explicarle a nadie qué estuvo mal."
        ),
        N_("¿Qué clases de mensajes pueden llegar, y qué línea tuya falla con cada una?"),
        _LESSON,
    ),
    Entry(
        "E1337",
        N_("ruta que no se rechaza"),
        N_("Una conexión a otra ruta se aceptó, o se dejó sin respuesta."),
        N_(
            "Rechazar también es contestar: un cierre en lugar de la aceptación. Aceptar para cerrar enseguida le dice al cliente que había llegado al sitio correcto; regresar en silencio no le dice nada."
        ),
        N_("¿Cuál es el primer mensaje que envías a quien se equivoca de ruta?"),
        (*_LESSON, "10_asgi"),
    ),
    Entry(
        "E1338",
        N_("deja pasar un mensaje que no admite"),
        N_("Llegó un mensaje que no era un entero, y la conversación siguió como si nada."),
        N_(
            "Un mensaje binario no es un texto, aunque `int` sepa leer los dos, y un texto vacío no es la falta de texto. Lo que no se rechaza a tiempo se acepta."
        ),
        N_("¿Cómo distingue tu código «no hay texto», «hay un texto vacío» y «hay bytes»?"),
        _LESSON,
    ),
    Entry(
        "E1339",
        N_("contesta antes de que le pregunten"),
        N_("La aplicación aceptó o cerró la conexión antes de recibir `websocket.connect`."),
        N_(
            "La conversación la abre el servidor, y su primer mensaje llega por `receive()` como los demás. Quien contesta sin recibirlo se lo encontrará después, donde esperaba un mensaje del cliente."
        ),
        N_("¿Cuál es el primer mensaje que llega en cada conexión, y qué línea tuya lo recibe?"),
        (*_LESSON, "10_asgi"),
    ),
)
