"""Diagnoses of lesson 11: E110x servir, E111x principal, E112x arranque, E113x app_encuentro."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("11_uvicorn",)

ENTRIES = (
    Entry(
        "E1101",
        N_("uvicorn.run dentro de un bucle en marcha"),
        N_("Se le pidió a Uvicorn que creara su propio bucle de eventos en un hilo donde ya funciona uno."),
        N_(
            "`uvicorn.run()` y `Server.run()` hacen lo mismo que `asyncio.run()`: crean un bucle y retienen el hilo hasta el final. En un hilo solo funciona un bucle a la vez; dentro de él, el servidor tiene que ser una tarea más."
        ),
        N_("¿Qué piezas usa `uvicorn.run` por dentro, y cuál de ellas se puede esperar con `await`?"),
        _LESSON,
    ),
    Entry(
        "E1102",
        N_("espera a ciegas del arranque"),
        N_("El uso no empezó cuando el servidor estuvo listo: empezó antes, o mucho después."),
        N_(
            "Nadie sabe de antemano cuánto tarda en arrancar una aplicación. Una pausa de duración fija es corta el día en que el arranque es lento, y tiempo perdido todos los demás."
        ),
        N_("¿Qué le puedes preguntar al servidor, en vez de adivinar cuánto tardará?"),
        _LESSON,
    ),
    Entry(
        "E1103",
        N_("puerto fijo"),
        N_("El servidor pidió un puerto determinado, y ya estaba ocupado."),
        N_(
            "Un puerto lo tiene un solo programa a la vez. Con un número escrito en el código, el segundo servidor (otra llamada, otra prueba, otro programa) no puede arrancar."
        ),
        N_("¿Quién sabe en cada momento qué puertos están libres, y cómo se le pide uno?"),
        _LESSON,
    ),
    Entry(
        "E1104",
        N_("nadie le pide al servidor que termine"),
        N_("El uso terminó y el servidor siguió en marcha, o se le cortó sin que la aplicación se enterara."),
        N_(
            "`serve()` regresa cuando algo le pide que termine. Esperarlo sin pedírselo es esperar para siempre; cancelarlo o abandonarlo deja a la aplicación sin su aviso de cierre."
        ),
        N_("¿Con qué se le pide a un `Server` que termine en orden, y en qué línea lo haces?"),
        _LESSON,
    ),
    Entry(
        "E1105",
        N_("cierre pedido y no esperado"),
        N_("Se pidió el cierre y la función regresó antes de que el servidor terminara."),
        N_(
            "Pedir el cierre solo cambia un atributo. El servidor lo mira en una de sus vueltas, y todavía tiene que cerrar conexiones y avisar a la aplicación."
        ),
        N_("¿Cómo se entera tu función de que `serve()` ya regresó?"),
        _LESSON,
    ),
    Entry(
        "E1106",
        N_("el servidor sobrevive al error"),
        N_(
            "El uso no llegó a su final y el servidor quedó en marcha, o terminó sin que la aplicación recibiera su aviso de cierre."
        ),
        N_(
            "Una excepción o una cancelación se salta todo lo que sigue en la función. Lo que debe ocurrir siempre necesita un sitio por el que se pase siempre."
        ),
        N_("¿Qué líneas de tu función se ejecutan cuando `await uso(...)` lanza una excepción?"),
        _LESSON,
    ),
    Entry(
        "E1107",
        N_("espera el final antes de usarlo"),
        N_("El servidor estaba listo y nadie lo usó: la función esperaba a que terminara."),
        N_(
            "`await servidor.serve()` no significa «arráncalo»: espera su vida entera. Para hacer algo mientras tanto, otro tiene que ocuparse de él."
        ),
        N_("¿Qué línea de tu función se alcanza mientras el servidor está en marcha?"),
        _LESSON,
    ),
    Entry(
        "E1108",
        N_("espera que gira sin pausa"),
        N_(
            "La función preguntó miles de veces si el servidor estaba listo, sin dejar pasar el tiempo entre una vez y la siguiente."
        ),
        N_(
            "Ceder el turno sin pausa hace que el bucle vuelva de inmediato: gasta un procesador entero para enterarse de algo que ocurrirá dentro de un rato."
        ),
        N_(
            "¿Qué podría hacer el bucle entre una pregunta y la siguiente, o quién podría avisarte para no preguntar?"
        ),
        _LESSON,
    ),
    Entry(
        "E1109",
        N_("servidor en otro bucle"),
        N_("La aplicación se ejecutó en un bucle de eventos distinto del de quien la usa."),
        N_(
            "Servirla desde otro hilo le da otro bucle. Las tareas, los eventos y las barreras de asyncio no se comparten entre bucles, así que la aplicación y su uso quedan incomunicados."
        ),
        N_("¿Qué método del servidor puede ser una tarea del bucle que ya tienes?"),
        _LESSON,
    ),
    Entry(
        "E1111",
        N_("la aplicación solo existe dentro de la guarda"),
        N_(
            "Uvicorn importó el archivo y no encontró la aplicación: se define solo cuando el archivo se ejecuta como programa."
        ),
        N_(
            "Al importar un archivo, lo que está bajo la guarda principal no se ejecuta, tampoco las definiciones."
        ),
        N_(
            "¿Qué tiene que existir con solo importar tu archivo, y qué tiene que ocurrir solo al ejecutarlo?"
        ),
        _LESSON,
    ),
    Entry(
        "E1112",
        N_("Uvicorn no encuentra la aplicación"),
        N_("En el módulo no hay nada con el nombre que se le dio a Uvicorn."),
        N_(
            "`uvicorn principal:app` son dos nombres: el del módulo y, tras los dos puntos, el de un objeto de su nivel superior. Ambos se buscan letra por letra."
        ),
        N_("¿Qué nombres define tu archivo en su nivel superior, y cuál se le pide en el enunciado?"),
        _LESSON,
    ),
    Entry(
        "E1113",
        N_("recarga automática encendida"),
        N_("El programa pidió que Uvicorn vigile los archivos y se reinicie cuando cambien."),
        N_(
            "La recarga es una comodidad de quien está programando: añade un proceso que vigila y que reinicia el servidor, con peticiones en curso o sin ellas, cada vez que se toca un archivo."
        ),
        N_("¿Quién quieres que decida cuándo se reinicia un servidor que otros están usando?"),
        _LESSON,
    ),
    Entry(
        "E1114",
        N_("abierto a toda la red"),
        N_("El programa pidió escuchar en todas las interfaces de red de la máquina."),
        N_(
            "La dirección en la que se escucha decide quién puede llegar. Abrirse a la red es una decisión que se toma a propósito y con una protección delante; un ejemplo que se ejecuta en casa no la necesita."
        ),
        N_("¿Quién podría conectarse a tu programa si lo ejecutas en la red de un café?"),
        _LESSON,
    ),
    Entry(
        "E1115",
        N_("el programa no arranca ningún servidor"),
        N_("Al ejecutar el archivo como programa, terminó sin haber servido nada."),
        N_(
            "Definir una aplicación no la pone en marcha. Con `uvicorn principal:app` el servidor lo pone la orden de la terminal; con `python principal.py` lo tiene que poner el propio archivo."
        ),
        N_("¿Qué línea de tu archivo se ejecuta solo cuando es el programa principal?"),
        _LESSON,
    ),
    Entry(
        "E1121",
        N_("una excepción que Uvicorn perdona"),
        N_("La aplicación lanzó una excepción en su arranque y el servidor arrancó de todos modos."),
        N_(
            "Si no se le dice otra cosa, Uvicorn toma cualquier error en esa llamada (también `sys.exit()`) por «no admite lifespan» y sigue adelante. Solo una respuesta del protocolo es una negativa."
        ),
        N_("¿Qué dos respuestas al aviso de arranque prevé el acuerdo, y cuál envías en ese caso?"),
        _LESSON,
    ),
    Entry(
        "E1122",
        N_("avisa, pero arranca"),
        N_("El programa escribió un aviso y después arrancó como si nada."),
        N_(
            "Un texto en la pantalla lo lee, con suerte, una persona. Quien decide si se abre el puerto es el servidor, y solo atiende a los mensajes que recibe."
        ),
        N_("¿A quién va dirigido tu aviso, y qué recibe el servidor justo después?"),
        _LESSON,
    ),
    Entry(
        "E1123",
        N_("arranca sin lo que necesita"),
        N_("Faltaba lo necesario y la aplicación contestó que estaba lista."),
        N_(
            "Pasar por alto lo que falta no lo arregla: lo aplaza hasta la primera petición, cuando el fallo es más difícil de ver y ya lo sufre alguien más."
        ),
        N_("¿Por qué camino de tu código se llega a decir «estoy lista» cuando falta la variable?"),
        _LESSON,
    ),
    Entry(
        "E1124",
        N_("falla al importarse"),
        N_("El archivo falló durante la importación, antes de que la aplicación pudiera contestar nada."),
        N_(
            "Un módulo que falla al importarse no se puede probar ni inspeccionar, y quien lo opera recibe un rastro de error en vez de una explicación. El momento de comprobar es el arranque."
        ),
        N_(
            "¿Qué líneas de tu archivo se ejecutan al importarlo, y cuál de ellas podría esperar al aviso de arranque?"
        ),
        _LESSON,
    ),
    Entry(
        "E1125",
        N_("dos respuestas al mismo aviso"),
        N_("La aplicación contestó más de una vez al aviso de arranque."),
        N_(
            "Cada aviso del lifespan se contesta una vez. Tras la primera respuesta, el servidor ya tomó su decisión; la segunda rompe el protocolo."
        ),
        N_("Después de enviar la negativa, ¿qué línea se ejecuta a continuación?"),
        _LESSON,
    ),
    Entry(
        "E1126",
        N_("se niega sin decir por qué"),
        N_("El servidor no arrancó, pero su mensaje no nombra lo que falta."),
        N_(
            "La negativa lleva un mensaje que Uvicorn escribe en su registro: es lo único que verá quien tenga que resolverlo."
        ),
        N_("Si solo pudieras leer esa línea del registro, ¿sabrías qué hacer?"),
        _LESSON,
    ),
    Entry(
        "E1127",
        N_("el aviso de cierre queda sin respuesta"),
        N_("La aplicación contestó al arranque y no al cierre."),
        N_(
            "La llamada del lifespan dura toda la vida del servidor: tras el primer turno hay que volver a esperar, porque el segundo aviso llega al final."
        ),
        N_("¿Qué hace tu aplicación, en esa llamada, después de decir que está lista?"),
        _LESSON,
    ),
    Entry(
        "E1128",
        N_("el aviso de arranque queda sin respuesta"),
        N_("La aplicación no contestó nada al aviso de arranque, y el servidor arrancó."),
        N_(
            "Antes de abrir el puerto, Uvicorn llama a la aplicación con un `scope` de tipo lifespan. Si esa llamada regresa sin más, nadie le dice que falta algo."
        ),
        N_("¿Qué hace tu aplicación cuando el tipo de la conexión no es `http`?"),
        _LESSON,
    ),
    Entry(
        "E1131",
        N_("una petición espera a que acabe la anterior"),
        N_(
            "Las peticiones se atienden de una en una, y la que debía completar el encuentro no llegó a entrar."
        ),
        N_(
            "Un candado, una cola con un solo obrero o cualquier otro paso de uno en uno solo se abre cuando sale quien está dentro. Si quien está dentro espera a los de fuera, nadie avanza."
        ),
        N_("¿Qué conserva la primera petición mientras espera, y quién más lo necesita?"),
        _LESSON,
    ),
    Entry(
        "E1132",
        N_("responde sin encontrarse"),
        N_("Una petición recibió su respuesta sin que hubieran llegado las demás."),
        N_(
            "Una pausa, por larga que sea, no es un encuentro. Reunirse es esperar a que otro haga algo, tarde lo que tarde."
        ),
        N_("¿Qué acontecimiento despierta en tu código a la petición que espera?"),
        _LESSON,
    ),
    Entry(
        "E1133",
        N_("cada petición espera en su propio punto de reunión"),
        N_("Llegaron todas las peticiones y cada una siguió esperando sola."),
        N_(
            "Lo que se crea dentro de la aplicación se crea una vez por petición. Para encontrarse, todas tienen que esperar en el mismo objeto."
        ),
        N_("¿Cuántas veces se ejecuta la línea que crea tu punto de reunión?"),
        _LESSON,
    ),
    Entry(
        "E1134",
        N_("el lifespan también se puso a esperar"),
        N_(
            "El servidor no terminó de arrancar: la llamada del lifespan se quedó esperando como si fuera una petición."
        ),
        N_(
            "Uvicorn llama a la aplicación una vez más de las que parece: antes de abrir el puerto, con un `scope` de tipo lifespan. Mientras esa llamada espera a otras peticiones, ninguna puede llegar."
        ),
        N_("¿Qué conexiones, de todas las que recibe tu aplicación, deben participar en el encuentro?"),
        _LESSON,
    ),
    Entry(
        "E1135",
        N_("un encuentro de un solo uso"),
        N_("El primer grupo se reunió; después, las peticiones pasaron sin esperar a nadie."),
        N_(
            "Un evento que se activa se queda activado, y una cuenta que llega a su meta se queda en ella. Para el grupo siguiente todo tiene que volver a empezar."
        ),
        N_("¿En qué estado queda tu punto de reunión cuando sale el primer grupo?"),
        _LESSON,
    ),
    Entry(
        "E1136",
        N_("estado compartido entre aplicaciones"),
        N_("Dos aplicaciones construidas por separado se estorbaron."),
        N_(
            "Una variable global es una sola para todo el proceso, y los objetos de asyncio quedan ligados al primer bucle en que esperan. Cada aplicación necesita su propio estado."
        ),
        N_(
            "¿En qué momento se crea lo que tus peticiones comparten: al importar, al construir la aplicación o al llegar cada petición?"
        ),
        _LESSON,
    ),
)
