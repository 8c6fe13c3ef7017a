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
    Entry(
        "E1411",
        N_("la petición espera al trabajo"),
        N_("La API no contestó hasta que el trabajo avanzó, o no llegó a contestar."),
        N_(
            "Quien encarga un trabajo largo no quiere una conexión abierta durante horas, que además se corta con cualquier tropiezo de la red. Aceptar el encargo y hacerlo son dos cosas distintas, y la respuesta solo habla de la primera."
        ),
        N_(
            "¿Qué sabe ya tu ruta justo después de enviar el trabajo al motor, y qué le falta para contestar?"
        ),
        _LESSON,
    ),
    Entry(
        "E1412",
        N_("un id desconocido rompe la ruta"),
        N_("Se pidió un trabajo que no existe y la API contestó 500."),
        N_(
            "Un 500 dice que el servidor se rompió, y despierta a quien lo cuida. Pedir algo que no existe es un error de quien pide, y tiene su propio código."
        ),
        N_("¿Qué lanza el motor cuando no conoce un id, y qué línea de tu ruta lo atiende?"),
        (*_LESSON, "12_fastapi"),
    ),
    Entry(
        "E1413",
        N_("un motor lleno rompe la ruta"),
        N_("El motor no admitió el trabajo y la API contestó 500."),
        N_(
            "Que no quepa otro trabajo está previsto: no es un fallo del programa sino una respuesta, «ahora no». Quien la recibe sabe que puede volver a intentarlo."
        ),
        N_("¿Qué excepciones puede lanzar `enviar`, y qué recibe el cliente con cada una?"),
        (*_LESSON, "12_fastapi"),
    ),
    Entry(
        "E1414",
        N_("lo que no existe parece un éxito"),
        N_("Se pidió un trabajo que no existe y la API contestó como si todo fuera bien."),
        N_(
            "Los programas miran el código de estado antes que el cuerpo. Un error contado dentro de una respuesta correcta pasa por correcto."
        ),
        N_("¿Con qué código sale tu respuesta cuando el motor no conoce el id, y quién lo decide?"),
        (*_LESSON, "12_fastapi"),
    ),
    Entry(
        "E1415",
        N_("aceptado, pero con otro código"),
        N_("La API hizo lo que se le pidió y contestó con un código que dice otra cosa."),
        N_(
            "Los códigos 200 y 201 dicen «ya está». Cuando lo pedido queda anotado y se hará después, el código que lo cuenta es otro."
        ),
        N_("¿Qué código declara tu ruta para cuando todo va bien, y qué promete ese código?"),
        (*_LESSON, "12_fastapi"),
    ),
    Entry(
        "E1416",
        N_("el motor, usado desde otro hilo"),
        N_("Una ruta llamó al motor desde un hilo que no es el del bucle de eventos."),
        N_(
            "FastAPI ejecuta las rutas `def` en un hilo aparte. Las colas, tareas y eventos de asyncio solo pueden tocarse desde el hilo de su bucle: desde otro, un aviso puede no despertar a nadie."
        ),
        N_("¿Cómo decide FastAPI en qué hilo ejecuta cada una de tus rutas?"),
        (*_LESSON, "12_fastapi"),
    ),
    Entry(
        "E1417",
        N_("un DELETE que no cancela"),
        N_("La API contestó que sí, y el motor no recibió ninguna orden de cancelar."),
        N_(
            "Contestar bien no es haber hecho lo que se pidió: el trabajo siguió ocupando un obrero hasta el final."
        ),
        N_("¿Qué cambia en el motor cuando se ejecuta tu ruta de DELETE?"),
        _LESSON,
    ),
    Entry(
        "E1418",
        N_("cancelar lo que ya terminó"),
        N_("Se pidió cancelar un trabajo terminado y la API contestó que lo había aceptado."),
        N_(
            "El motor dice si todavía había algo que cancelar. Si la API no escucha esa respuesta, quien canceló cree que llegó a tiempo."
        ),
        N_("¿Qué devuelve `cancelar`, y qué hace tu ruta con ello?"),
        _LESSON,
    ),
    Entry(
        "E1419",
        N_("dos API que se mezclan"),
        N_("Dos API construidas sobre dos motores distintos no hablaron cada una con el suyo."),
        N_(
            "Lo que se crea una vez por módulo lo comparten todas las aplicaciones del proceso. Cada llamada debe construir una aplicación entera, con sus rutas sobre su motor."
        ),
        N_("¿Qué objetos de tu código se crean una sola vez, y cuáles en cada llamada a `crear_api`?"),
        _LESSON,
    ),
    Entry(
        "E1421",
        N_("un cliente lento detiene a los demás"),
        N_("Mientras un cliente con mala red recibía lo suyo, los demás esperaban."),
        N_(
            "Enviar puede ser una espera larga, y depende de la red de quien recibe. Quien espera a un cliente antes de atender al siguiente pone a todos al paso del más lento."
        ),
        N_("¿Quién está esperando, en tu código, mientras termina el envío al cliente lento?"),
        _LESSON,
    ),
    Entry(
        "E1422",
        N_("eventos para quien ya se fue"),
        N_("Se intentó enviar eventos a clientes que ya habían cerrado la conexión."),
        N_(
            "Un intento de envío que falla es la última forma de enterarse de que alguien se fue. La primera llega por el otro lado de la conexión, si hay quien escuche."
        ),
        N_("¿Qué parte de tu ruta se entera de que el cliente cerró, antes de que haya otro evento?"),
        (*_LESSON, "10_asgi"),
    ),
    Entry(
        "E1423",
        N_("suscriptores que nadie da de baja"),
        N_("Un cliente se fue y algo suyo siguió ahí: su conexión, su buzón o su lugar en la lista."),
        N_(
            "Lo que se apunta al llegar hay que borrarlo al salir, por cualquiera de las salidas. Un servicio que vive meses acumula cada olvido."
        ),
        N_(
            "¿Por qué caminos puede terminar tu ruta, y en cuáles de ellos se borra lo que se apuntó al entrar?"
        ),
        _LESSON,
    ),
    Entry(
        "E1424",
        N_("memoria sin límite para un cliente lento"),
        N_("Para un cliente que no se daba abasto se guardaron todos los eventos, sin tirar ninguno."),
        N_(
            "Si un cliente lee más despacio de lo que se publica, lo pendiente crece mientras siga conectado. Alguien tiene que decidir qué se pierde, y más vale que sea lo que ya no interesa."
        ),
        N_(
            "¿Cuántos eventos pueden acumularse como mucho para un cliente en tu código, y qué pasa con el siguiente?"
        ),
        (*_LESSON, "08_coordinacion"),
    ),
    Entry(
        "E1425",
        N_("el cliente que habla se queda sin canal"),
        N_("Un cliente envió un mensaje y la aplicación terminó su conexión."),
        N_(
            "Escuchar sirve para saber cuándo se va el cliente. Un mensaje no es una despedida: hay que dejarlo pasar y seguir escuchando."
        ),
        N_("¿Qué hace tu ruta justo después de recibir el primer mensaje de un cliente?"),
        _LESSON,
    ),
    Entry(
        "E1426",
        N_("cada evento llega a un solo cliente"),
        N_("Varios clientes miraban, y cada evento lo recibió uno solo de ellos."),
        N_(
            "Una cola reparte: lo que uno saca, los demás ya no lo encuentran. Para que todos reciban todo, cada uno necesita su propia copia."
        ),
        N_("¿De cuántas colas sacan eventos tus clientes, y quién los pone en cada una?"),
        (*_LESSON, "08_coordinacion"),
    ),
    Entry(
        "E1427",
        N_("dos aplicaciones comparten clientes"),
        N_("Un evento publicado en una aplicación llegó a quien miraba otra."),
        N_(
            "Lo que vive en el módulo es de todos. Cada llamada construye un canal, y sus clientes tienen que ser solo suyos."
        ),
        N_("¿Dónde se crea la lista de clientes, y cuántas hay si se llama dos veces a tu función?"),
        _LESSON,
    ),
    Entry(
        "E1428",
        N_("una conexión que nadie acepta"),
        N_("Llegaron clientes al WebSocket, y la aplicación no aceptó a ninguno."),
        N_(
            "Un WebSocket empieza con una pregunta del cliente: «¿me aceptas?». Hasta que la aplicación contesta que sí, por esa conexión no puede pasar nada, ni de ida ni de vuelta."
        ),
        N_("¿Qué es lo primero que hace tu ruta cuando llega un cliente?"),
        (*_LESSON, "10_asgi"),
    ),
    Entry(
        "E1431",
        N_("al apagarse se pierde lo que estaba en curso"),
        N_("Llegó SIGTERM con trabajos en curso, y quien los había pedido se quedó sin respuesta."),
        N_(
            "SIGTERM pide terminar, no abandonar. Lo que ya se había empezado se pierde si nadie espera por ello antes de salir, y quien lo encargó no sabe si se hizo."
        ),
        N_("¿Qué estaba haciendo cada conexión en el momento de la señal, y quién espera a que acabe?"),
        _LESSON,
    ),
    Entry(
        "E1432",
        N_("un apagado que no termina"),
        N_("Se terminaron todos los trabajos, y el programa siguió en marcha."),
        N_(
            "Cerrar la puerta no echa a quienes están dentro. Si el final del programa espera a que cada cliente se vaya por su cuenta, basta uno callado para que no llegue nunca."
        ),
        N_(
            "¿A qué espera tu programa después de la señal, y qué pasa con una conexión que no vuelve a decir nada?"
        ),
        _LESSON,
    ),
    Entry(
        "E1433",
        N_("sigue admitiendo después de la señal"),
        N_("Después de SIGTERM el programa todavía aceptó conexiones o empezó trabajos."),
        N_(
            "Si entra trabajo nuevo mientras se termina el viejo, el final se aleja tanto como llegue. Apagarse empieza por dejar de admitir, y una conexión abierta es también una puerta."
        ),
        N_(
            "¿Por cuántos caminos puede empezar un trabajo en tu programa, y cuáles de ellos se cierran al llegar la señal?"
        ),
        _LESSON,
    ),
    Entry(
        "E1434",
        N_("un cliente espera a que acabe el de otro"),
        N_("El trabajo de una conexión no empezó hasta que terminó el de otra."),
        N_(
            "Cada conexión tiene su tarea, pero todas comparten un bucle: una llamada que bloquea, o un candado que abarca todo el trabajo, las pone en fila."
        ),
        N_("Mientras el proceso de un cliente está en marcha, ¿qué puede hacer el bucle de eventos?"),
        (*_LESSON, "03_subprocesos"),
    ),
    Entry(
        "E1435",
        N_("una paciencia que no se acaba"),
        N_("Se agotó la paciencia con trabajos en curso, y el programa siguió esperándolos."),
        N_(
            "Quien manda SIGTERM espera un rato y después manda SIGKILL, y entonces nadie recoge nada. Además, un proceso puede no hacer caso cuando se le pide que termine."
        ),
        N_(
            "¿Qué línea de tu programa se ejecuta cuando pasan esos segundos, y puede el proceso hijo desobedecerla?"
        ),
        (*_LESSON, "03_subprocesos"),
    ),
    Entry(
        "E1441",
        N_("un fallo echa a perder las demás respuestas"),
        N_("Una petición salió mal, y en lugar de los resultados salió su excepción."),
        N_(
            "Con muchas peticiones, que alguna falle es lo normal. Si el fallo de una sube hasta quien las reunía, se pierde también lo que las demás ya habían conseguido."
        ),
        N_("¿Hasta qué línea sube la excepción de una sola petición, y qué se pierde por el camino?"),
        (*_LESSON, "07_errores_y_cancelacion"),
    ),
    Entry(
        "E1442",
        N_("una petición sin su plazo"),
        N_("Una petición duró más que el plazo que se pidió, o se dio por perdida antes de agotarlo."),
        N_(
            "Un servidor que acepta la conexión y calla no produce ningún error: sin un límite, la espera puede durar para siempre. Y una biblioteca trae a veces el suyo, que no tiene por qué ser el que se pidió."
        ),
        N_("¿Quién decide, en tu código, que ya se esperó bastante, y con qué reloj?"),
        (*_LESSON, "07_errores_y_cancelacion"),
    ),
    Entry(
        "E1443",
        N_("un plazo para cada trozo"),
        N_("La respuesta llegaba poco a poco, y la petición duró mucho más que su plazo."),
        N_(
            "Un límite por lectura vuelve a empezar con cada byte. Prometer que una petición dura como mucho cierto tiempo exige medirla entera."
        ),
        N_("Si llega un byte por segundo, ¿cuándo se agota el límite que pusiste?"),
        _LESSON,
    ),
    Entry(
        "E1444",
        N_("el plazo corre en la fila"),
        N_(
            "Una petición que cabía en su plazo se dio por perdida por el tiempo que pasó esperando su turno."
        ),
        N_(
            "La espera del turno depende de cuántas peticiones hay, no del servidor. Si cuenta para el plazo, con una lista larga fracasan las últimas sin haberse hecho."
        ),
        N_(
            "¿En qué momento se pone en marcha el plazo: al crear la tarea, al entrar en la fila o al salir de ella?"
        ),
        (*_LESSON, "08_coordinacion"),
    ),
    Entry(
        "E1445",
        N_("se cree a una respuesta de error"),
        N_("El servidor contestó con un código de error, y lo que traía se tomó por la ficha."),
        N_(
            "Para httpx una respuesta 500 es una respuesta como cualquier otra: no lanza nada. Quien no mira el código puede leer como bueno lo que el servidor dijo al romperse."
        ),
        N_("¿Qué miras de la respuesta antes de leer su contenido?"),
        _LESSON,
    ),
)
