"""Diagnoses of lesson 12, FastAPI."""

from __future__ import annotations

from ..messages import N_
from .entry import Entry

_LESSON = ("12_fastapi",)

ENTRIES = (
    Entry(
        "E1200",
        N_("ruta con otra forma"),
        N_(
            "Una petición del enunciado no encontró su ruta: FastAPI la mandó a otra parte (307) o rechazó su método (405)."
        ),
        N_(
            "La ruta y el método se comparan letra por letra. `/alumnos/` no es `/alumnos`: a quien pide una, FastAPI le contesta que busque la otra, y un cliente no siempre lo hace."
        ),
        N_(
            "¿En qué se diferencia lo que escribiste en el decorador de lo que dice la tabla del enunciado, contando las diagonales?"
        ),
        _LESSON,
    ),
    Entry(
        "E1201",
        N_("el código de siempre"),
        N_("La petición se cumplió, y el código de la respuesta no dice qué ocurrió."),
        N_(
            "Si no se indica otra cosa, FastAPI contesta 200. Que algo se creó, o que ya no hay nada que mostrar, tiene sus propios códigos, y los clientes deciden según ellos."
        ),
        N_("¿Dónde se le dice a FastAPI con qué código contesta una ruta cuando termina bien?"),
        _LESSON,
    ),
    Entry(
        "E1202",
        N_("un error contado como éxito"),
        N_("Se pidió algo que no existe, y la respuesta llevaba un código de éxito."),
        N_(
            "Lo que una ruta devuelve con `return` es solo el cuerpo, sea `None`, una tupla o un objeto HTTPException: el código sigue siendo el de éxito. Una excepción se comunica lanzándola."
        ),
        N_("¿Qué llega al cliente como código de estado cuando tu función termina con `return`?"),
        _LESSON,
    ),
    Entry(
        "E1203",
        N_("una excepción que llega como 500"),
        N_("Una ruta falló con una excepción que nadie previó, y el cliente recibió un 500."),
        N_(
            "El 500 dice que el servidor falló por dentro. Que un cliente pida algo que no existe es de lo más normal, y tiene su propio código."
        ),
        N_("¿Qué línea de tu ruta lanza esa excepción, y qué debería saber el cliente en ese caso?"),
        _LESSON,
    ),
    Entry(
        "E1204",
        N_("datos que no se validan"),
        N_("Unos datos que no tienen la forma pedida no recibieron un 422."),
        N_(
            "FastAPI valida por ti lo que anotas con un modelo o con un tipo, y contesta 422 antes de llamar a tu función. Lo que se lee como un diccionario cualquiera, o se revisa a mano, queda fuera de ese trato."
        ),
        N_(
            "¿Con qué tipo anotaste el parámetro que recibe esos datos, y qué sabe ese tipo de lo que se permite?"
        ),
        _LESSON,
    ),
    Entry(
        "E1205",
        N_("estado compartido entre aplicaciones"),
        N_("Lo que se hizo en una aplicación se notó fuera de ella."),
        N_(
            "Dos aplicaciones construidas por separado no deben compartir nada. Se comparte por una variable global, y también, con menos ruido, cuando una copia de una lista contiene los mismos diccionarios que la original."
        ),
        N_("¿Qué objetos de los que guarda tu aplicación existían ya antes de que la construyeras?"),
        _LESSON,
    ),
    Entry(
        "E1206",
        N_("campos internos a la vista"),
        N_("Una respuesta incluye un dato interno que no debía salir."),
        N_(
            "FastAPI convierte en JSON todo lo que tenga lo devuelto, salvo que el tipo de la respuesta diga qué campos son públicos. Callar un campo no se consigue confiando en la memoria, ruta por ruta."
        ),
        N_(
            "¿Qué modelo describe lo que se puede ver desde fuera, y cómo sabe FastAPI que una ruta entrega ese?"
        ),
        _LESSON,
    ),
    Entry(
        "E1207",
        N_("lo devuelto no cabe en su modelo"),
        N_("La ruta devolvió algo que no tiene la forma que ella misma anunció, y FastAPI contestó 500."),
        N_(
            "El tipo de la respuesta también se comprueba. Si la función anuncia un modelo y devuelve `None`, una tupla o una excepción, FastAPI no puede construir la respuesta."
        ),
        N_("¿Qué devuelve tu función en ese caso, y qué tipo anunció que devolvería?"),
        _LESSON,
    ),
    Entry(
        "E1208",
        N_("el cuerpo buscado en la consulta"),
        N_("La petición era correcta, y FastAPI contestó que le faltaban parámetros en la consulta."),
        N_(
            "Un parámetro de tipo sencillo que no aparece en la ruta se busca tras el signo de interrogación de la URL. Para que se lea del cuerpo, su tipo debe ser un modelo."
        ),
        N_("¿De qué parte de la petición se leen los parámetros de tu función según su tipo?"),
        _LESSON,
    ),
    Entry(
        "E1209",
        N_("la cuenta como texto"),
        N_("Una cuenta que existe recibió un 404, y una con letras no recibió un 422."),
        N_(
            'Lo que viene en la ruta es texto. FastAPI lo convierte, y rechaza lo que no puede convertir, solo si el parámetro lleva su tipo; y `"7"` no es la clave `7` de un diccionario.'
        ),
        N_(
            "¿De qué tipo es el valor que recibe tu función, y de qué tipo son aquellos con los que lo comparas?"
        ),
        _LESSON,
    ),
    Entry(
        "E1210",
        N_("on_event, la forma antigua"),
        N_("El arranque o el apagado se registraron con on_event o con algo parecido, y nadie los llamó."),
        N_(
            "Starlette 1.0 quitó esos registros y FastAPI los conserva como obsoletos, pero una aplicación que tiene su función de vida no los llama. Arranque y apagado son las dos mitades de una misma función."
        ),
        N_(
            "¿Qué separa, dentro de la función de vida, lo que va antes de las peticiones de lo que va después?"
        ),
        _LESSON,
    ),
    Entry(
        "E1211",
        N_("limpieza que se salta cuando algo falla"),
        N_("La vida de la aplicación terminó mal, y el acervo quedó abierto."),
        N_(
            "Cuando algo falla o se cancela mientras la aplicación vive, la excepción aparece en la línea del `yield`. Lo que sigue solo se ejecuta si está escrito para ejecutarse pase lo que pase; y una cancelación no es una `Exception`."
        ),
        N_(
            "Si la línea del `yield` lanza una excepción, ¿cuál es la siguiente línea de tu función que se ejecuta?"
        ),
        _LESSON,
    ),
    Entry(
        "E1212",
        N_("recurso que no es de su aplicación"),
        N_("El acervo vive en un lugar que no pertenece a la aplicación que lo abrió."),
        N_(
            "Una variable global es una sola para todo el proceso, y una local no la ve nadie más. En un proceso puede haber varias aplicaciones vivas, y cada una tiene un lugar propio donde dejar lo que abre."
        ),
        N_(
            "Si arrancan dos aplicaciones con tu función, ¿dónde queda el acervo de cada una, y cuál cierra cada una?"
        ),
        _LESSON,
    ),
    Entry(
        "E1213",
        N_("recurso que no se cierra"),
        N_("La aplicación se apagó en orden, y el acervo sigue abierto."),
        N_("Nadie cierra por ti lo que abriste: lo que va después del `yield` existe para eso."),
        N_("¿Qué abrió tu función antes del `yield`, y en qué línea se cierra?"),
        _LESSON,
    ),
    Entry(
        "E1214",
        N_("vida sin yield"),
        N_("La función de vida no cede en ningún momento: no hay un antes y un después."),
        N_(
            "Una función de vida es un generador con un solo `yield`: ahí se queda detenida mientras llegan las peticiones. Con `return`, o sin nada, la vida termina antes de empezar."
        ),
        N_("¿En qué línea se queda tu función mientras la aplicación atiende peticiones?"),
        _LESSON,
    ),
    Entry(
        "E1215",
        N_("lista antes de estarlo"),
        N_("El arranque se dio por completo cuando el acervo todavía no estaba abierto."),
        N_(
            "En cuanto la función de vida llega a su `yield`, empiezan a entrar peticiones. Lo que se dejó abriendo en otra tarea aún no está."
        ),
        N_("¿Qué ha terminado ya, y qué no, cuando tu función llega al `yield`?"),
        _LESSON,
    ),
    Entry(
        "E1216",
        N_("error de arranque tapado"),
        N_("Abrir el acervo falló, y quien inicia la aplicación no recibió ese error."),
        N_(
            "Si el arranque no puede completarse, la excepción que lo explica debe salir tal cual. Se pierde si alguien la atrapa, o si la limpieza tropieza con lo que nunca llegó a abrirse."
        ),
        N_("Si `Acervo.abrir()` falla, ¿qué líneas de tu función se ejecutan todavía, y con qué valores?"),
        _LESSON,
    ),
    Entry(
        "E1217",
        N_("se traga lo que interrumpe la vida"),
        N_("Algo interrumpió la vida de la aplicación, y fuera no llegó a saberse."),
        N_(
            "La función de vida ve pasar por su `yield` la excepción que interrumpe a la aplicación. Puede recoger lo suyo, pero si la atrapa y no la deja salir, el fallo parece un apagado normal."
        ),
        N_("¿Qué bloque de tu función atrapa esa excepción, y qué hace después con ella?"),
        _LESSON,
    ),
    Entry(
        "E1218",
        N_("cerrado antes de tiempo"),
        N_("El acervo se abrió y se cerró antes de la primera petición."),
        N_(
            "Lo que está antes del `yield`, o en un bloque que termina antes de él, ocurre durante el arranque. El recurso debe seguir abierto mientras la función está detenida en su `yield`."
        ),
        N_("¿Está tu `yield` dentro o fuera del bloque que mantiene abierto el acervo?"),
        _LESSON,
    ),
    Entry(
        "E1219",
        N_("entrega el recurso en lugar de un estado"),
        N_(
            "El acervo se abrió, pero lo que se entregó con `yield` no es un estado, y la aplicación no arrancó."
        ),
        N_(
            "Lo que entrega la función de vida debe ser un diccionario: sus claves son los nombres con los que cada petición encontrará las cosas en `request.state`. También se puede no entregar nada."
        ),
        N_("¿Con qué nombre buscaría una petición lo que entregas, y dónde dices ese nombre?"),
        _LESSON,
    ),
    Entry(
        "E1220",
        N_("sesión compartida"),
        N_("Dos peticiones usaron la misma sesión."),
        N_(
            "Cada petición trabaja con datos pendientes que solo a ella le importan. Si comparten sesión, una confirma, deshace o cierra lo de la otra."
        ),
        N_("¿Cuántas veces se ejecuta la línea que abre la sesión si llegan dos peticiones?"),
        _LESSON,
    ),
    Entry(
        "E1221",
        N_("sesión abierta tras un fallo"),
        N_("La petición no terminó bien, y su sesión se quedó abierta."),
        N_(
            "Un fallo o una cancelación aparecen en la línea del `yield`. Lo que debe hacerse siempre no puede depender de que esa línea termine bien, ni de que lo que llegue sea una `Exception`."
        ),
        N_(
            "¿Por qué caminos puede salir tu función de la línea del `yield`, y por cuáles de ellos se cierra la sesión?"
        ),
        _LESSON,
    ),
    Entry(
        "E1222",
        N_("la excepción de la ruta no llega"),
        N_("La ruta lanzó una excepción, y al cliente le llegó otra cosa."),
        N_(
            "Las excepciones de la ruta, también HTTPException, pasan por el `yield` de la dependencia. Si ahí se atrapan y no vuelven a salir, o salen convertidas en otras, FastAPI ya no sabe qué contestar."
        ),
        N_("¿Qué hace tu función con la excepción después de deshacer?"),
        _LESSON,
    ),
    Entry(
        "E1223",
        N_("sesión entregada ya cerrada"),
        N_("La ruta recibió una sesión que ya estaba cerrada."),
        N_(
            "Con `return`, la función termina ahí y su `finally` se ejecuta antes de que nadie use lo devuelto. Para entregar algo y seguir después hace falta un generador."
        ),
        N_("¿En qué orden se ejecutan tu entrega de la sesión, su cierre y la ruta?"),
        _LESSON,
    ),
    Entry(
        "E1224",
        N_("fallo sin deshacer"),
        N_("La ruta falló, y lo que había dejado pendiente no se deshizo."),
        N_(
            "Cualquier excepción de la ruta significa que su trabajo quedó a medias; un HTTPException también es una excepción."
        ),
        N_("¿Qué excepciones de la ruta llegan a tu línea que deshace, y cuáles pasan de largo?"),
        _LESSON,
    ),
    Entry(
        "E1225",
        N_("sesión que no se cierra nunca"),
        N_("La petición terminó bien, y su sesión sigue abierta."),
        N_(
            "Una base de datos admite un número limitado de sesiones. La dependencia que la abrió es la única que puede saber cuándo sobra."
        ),
        N_("¿Qué línea de tu función se ejecuta después de que la ruta terminó?"),
        _LESSON,
    ),
    Entry(
        "E1226",
        N_("dependencia que ya es administrador de contexto"),
        N_(
            "FastAPI no pudo usar la dependencia: esperaba un generador y recibió un administrador de contexto."
        ),
        N_(
            "FastAPI pone `asynccontextmanager` por su cuenta a las dependencias con `yield`. La función de vida sí se escribe con el decorador; una dependencia, sin él."
        ),
        N_("¿Qué hay encima de la línea `def` de tu función, y quién debía ponerlo?"),
        _LESSON,
    ),
    Entry(
        "E1227",
        N_("deshace lo que salió bien"),
        N_("La ruta confirmó su trabajo, y aun así la dependencia deshizo."),
        N_(
            "Un bloque `finally` se ejecuta tanto si hubo un fallo como si no. Lo que solo corresponde a un fallo va en otro lugar."
        ),
        N_("¿En qué bloque está tu llamada a deshacer, y cuándo se ejecuta ese bloque?"),
        _LESSON,
    ),
    Entry(
        "E1228",
        N_("deshace con la sesión cerrada"),
        N_("La dependencia cerró la sesión, y después quiso deshacer."),
        N_(
            "Cerrar es lo último que se hace con una sesión: a una cerrada no se le puede pedir nada, y el error que eso produce oculta el de la ruta."
        ),
        N_("¿En qué orden usa tu función la sesión cuando la ruta falla?"),
        _LESSON,
    ),
    Entry(
        "E1229",
        N_("una petición detrás de otra"),
        N_("Cada petición esperó a que terminara la sesión de la anterior."),
        N_(
            "Si cada petición tiene su propia sesión no hay nada que proteger. Un candado alrededor del `yield` se mantiene cerrado durante toda la ruta, y las demás esperan fuera."
        ),
        N_("¿Qué comparten dos peticiones en tu función, y hasta cuándo?"),
        _LESSON,
    ),
    Entry(
        "E1230",
        N_("la ruta detiene a todas las demás"),
        N_(
            "Una llamada síncrona que bloquea se hizo en el hilo del bucle de eventos, y ninguna otra petición pudo avanzar."
        ),
        N_(
            "`async def` no vuelve asíncrono lo que se llama dentro: una función síncrona retiene el hilo hasta que regresa, y en ese hilo se atienden todas las peticiones. Esperar ahí el resultado de otro hilo lo retiene igual."
        ),
        N_("¿En qué hilo se ejecuta cada línea de tu ruta, y en cuál de ellas no hay ningún `await`?"),
        _LESSON,
    ),
    Entry(
        "E1231",
        N_("otro bucle para lo que es de la aplicación"),
        N_("La parte asíncrona se ejecutó en un bucle distinto del de la aplicación, o no encontró ninguno."),
        N_(
            "`asyncio.run` crea un bucle nuevo en el hilo en que se llama. Lo que la aplicación abrió pertenece al suyo: conexiones, candados y colas no funcionan en otro."
        ),
        N_(
            "¿En qué hilo se ejecuta tu ruta, y cómo se le pide algo desde ahí al bucle que ya está en marcha?"
        ),
        _LESSON,
    ),
    Entry(
        "E1232",
        N_("una llamada sin esperar"),
        N_("Una de las dos llamadas creó una corrutina que nadie esperó."),
        N_(
            "Tanto una función `async def` como `asyncio.to_thread` entregan una corrutina: hasta que se espera, no se anota nada ni empieza ningún hilo."
        ),
        N_("¿Qué entrega cada una de las llamadas de tu ruta, y quién lo espera?"),
        _LESSON,
    ),
    Entry(
        "E1233",
        N_("el error de la biblioteca llega como 500"),
        N_("La biblioteca dijo que no había nada, y el cliente recibió un 500."),
        N_(
            "Lo que lanza una función en otro hilo vuelve a aparecer donde se espera su resultado. Es la ruta quien sabe qué significa esa excepción para el cliente."
        ),
        N_("¿En qué línea de tu ruta aparece el LookupError, y quién lo convierte en una respuesta?"),
        _LESSON,
    ),
    Entry(
        "E1234",
        N_("se busca antes de anotar"),
        N_("La búsqueda empezó antes de que la consulta quedara anotada."),
        N_(
            "Si las dos llamadas se inician a la vez, o en otro orden, una consulta puede responderse sin que conste en la bitácora."
        ),
        N_("¿Qué debe haber terminado ya cuando empieza la búsqueda?"),
        _LESSON,
    ),
    Entry(
        "E1240",
        N_("cambio que no se guarda"),
        N_("La respuesta decía que el cambio estaba hecho, y la petición siguiente encontró lo de antes."),
        N_(
            "Construir el objeto cambiado y devolverlo no cambia lo guardado: una copia, o una lista nueva, es de quien la hizo."
        ),
        N_("Cuando tu ruta termina, ¿qué hay en el lugar de donde leen las demás rutas?"),
        _LESSON,
    ),
    Entry(
        "E1241",
        N_("una cuenta repetida pisa a la anterior"),
        N_("Se dio de alta una cuenta que ya existía, y la aplicación la aceptó."),
        N_(
            "Asignar a una clave de un diccionario no avisa de que ya estaba ocupada. Quien se inscribe primero perdería su ficha sin saberlo."
        ),
        N_("¿Qué comprueba tu ruta antes de guardar a un alumno nuevo?"),
        _LESSON,
    ),
)
