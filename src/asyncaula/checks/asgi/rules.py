"""The rules of ASGI that an exchange is held against: stable name, section of the specification, message.

Sections are those of "HTTP & WebSocket ASGI Message Format" 2.5, of the "Lifespan Protocol" 2.0, and of "ASGI
Specification" 3.0 (core). A message is Spanish text with named places to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..messages import N_, _


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a rule stands in the specification, and what is said when it is broken."""

    section: str
    message: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a message broke, with what fills in the rule's message."""

    rule: str
    parts: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> str:
        """Give the rule's message in the student's language."""
        return _(RULES[self.rule].message).format(**self.parts)


class AsgiError(RuntimeError):
    """What `send` raises at a message that breaks a rule (core, "Error Handling")."""


class ClientDisconnected(OSError):
    """What `send` raises once the client is gone (HTTP and WebSocket 2.4, "Disconnected Client")."""


_TYPE = N_("la clave «{key}» de {type} debe ser de tipo {wanted}, y es de tipo {seen}")
_CORE, _HTTP, _WS = "core, ", "HTTP 2.5, ", "WebSocket 2.5, "
_LIFE = "Lifespan 2.0, "

RULES: Mapping[str, Rule] = {
    # -- the application as such -----------------------------------------------------------------------------
    "app.not_async": Rule(
        _CORE + "Applications",
        N_("llamar a la aplicación no entregó una corrutina, sino un objeto de tipo {seen}"),
    ),
    "app.raised": Rule(
        _CORE + "Error Handling", N_("la aplicación lanzó {error} y no terminó su intercambio")
    ),
    "app.running": Rule(
        _HTTP + "HTTP Connection Scope",
        N_("el intercambio había terminado, y la aplicación seguía en marcha {seconds:g} s después"),
    ),
    "send.not_awaited": Rule(
        _CORE + "Overview", N_("se llamó a send() con {type} sin esperarlo: el mensaje nunca se envió")
    ),
    "receive.not_awaited": Rule(
        _CORE + "Overview", N_("se llamó a receive() sin esperarlo: no se recibió ningún mensaje")
    ),
    # -- any message -----------------------------------------------------------------------------------------
    "message.not_dict": Rule(
        _CORE + "Events", N_("send() recibe un diccionario, y se le dio un objeto de tipo {seen}")
    ),
    "message.no_type": Rule(_CORE + "Events", N_("el mensaje no tiene la clave «type» con un texto")),
    "message.unknown": Rule(_CORE + "Error Handling", N_("no existe ningún mensaje de tipo {type}")),
    "message.foreign": Rule(
        _CORE + "Error Handling", N_("en una conexión de tipo {scope} no puede enviarse {type}")
    ),
    "message.missing": Rule(_CORE + "Error Handling", N_("a {type} le falta la clave «{key}»")),
    "headers.shape": Rule(
        _HTTP + "Response Start",
        N_("los encabezados de {type} deben ser una lista de pares [nombre, valor], y se vio {seen}"),
    ),
    "headers.type": Rule(
        _HTTP + "Response Start",
        N_("los nombres y valores de los encabezados de {type} deben ser bytes, y se vio {seen}"),
    ),
    "headers.case": Rule(
        _HTTP + "Response Start",
        N_("los nombres de los encabezados van en minúsculas, y se vio {seen}"),
    ),
    "headers.pseudo": Rule(
        _HTTP + "Response Start", N_("{seen} no puede ser el nombre de un encabezado de {type}")
    ),
    # -- HTTP ------------------------------------------------------------------------------------------------
    "http.status": Rule(
        _HTTP + "Response Start",
        N_("«status» de {type} debe ser un entero de 100 a 599, y se vio {seen}"),
    ),
    "http.trailers": Rule(_HTTP + "Response Start", _TYPE),
    "http.body": Rule(_HTTP + "Response Body", _TYPE),
    "http.more_body": Rule(_HTTP + "Response Body", _TYPE),
    "http.more_trailers": Rule("HTTP Trailers extension", _TYPE),
    "http.body_first": Rule(_HTTP + "Response Start", N_("se envió {type} antes de http.response.start")),
    "http.second_start": Rule(
        _HTTP + "Response Start", N_("la respuesta ya había empezado, y se envió {type}")
    ),
    "http.after_end": Rule(
        _HTTP + "Response Body", N_("la respuesta ya estaba completa, y se envió además {type}")
    ),
    "http.unfinished": Rule(
        _HTTP + "Response Body",
        N_("la aplicación regresó con la respuesta a medias: el cliente sigue esperando el final del cuerpo"),
    ),
    "http.no_response": Rule(
        _HTTP + "Response Start", N_("la aplicación regresó sin haber enviado ninguna respuesta")
    ),
    "http.length": Rule(
        _HTTP + "Response Body",
        N_("content-length anuncia {wanted} bytes, y el cuerpo tiene {seen}"),
    ),
    "http.unannounced_trailers": Rule(
        "HTTP Trailers extension", N_("se envió {type} sin que http.response.start lo anunciara")
    ),
    "http.early_trailers": Rule(
        "HTTP Trailers extension", N_("se envió {type} antes de que terminara el cuerpo")
    ),
    # -- WebSocket -------------------------------------------------------------------------------------------
    "websocket.subprotocol": Rule(_WS + "Accept", _TYPE),
    "websocket.unoffered": Rule(
        _WS + "Accept", N_("se aceptó el subprotocolo {seen}, y el cliente no lo había ofrecido")
    ),
    "websocket.header": Rule(
        _WS + "Accept",
        N_("el subprotocolo va en la clave «subprotocol» de {type}, y no en un encabezado"),
    ),
    "websocket.bytes": Rule(_WS + "Send", _TYPE),
    "websocket.text": Rule(_WS + "Send", _TYPE),
    "websocket.content": Rule(
        _WS + "Send", N_("{type} debe llevar «text» o «bytes», una de las dos y solo una")
    ),
    "websocket.code": Rule(
        _WS + "Close", N_("{seen} no es un código con el que pueda cerrarse un WebSocket")
    ),
    "websocket.reason": Rule(_WS + "Close", _TYPE),
    "websocket.long_reason": Rule(
        _WS + "Close", N_("el motivo de un cierre ocupa como mucho 123 bytes, y se vieron {seen}")
    ),
    "websocket.accept_first": Rule(
        _WS + "Connect", N_("se envió {type} sin haber recibido antes websocket.connect")
    ),
    "websocket.send_first": Rule(_WS + "Connect", N_("se envió {type} antes de aceptar la conexión")),
    "websocket.second_accept": Rule(
        _WS + "Accept", N_("la conexión ya estaba aceptada, y se envió otra vez {type}")
    ),
    "websocket.after_close": Rule(
        _WS + "Close", N_("la aplicación ya había cerrado la conexión, y envió además {type}")
    ),
    "websocket.no_answer": Rule(
        _WS + "Connect", N_("la aplicación regresó sin aceptar ni rechazar la conexión")
    ),
    "websocket.no_close": Rule(
        _WS + "Close",
        N_("la aplicación regresó con la conexión abierta: el cliente la pierde sin código de cierre"),
    ),
    # -- lifespan --------------------------------------------------------------------------------------------
    "lifespan.message": Rule(_LIFE + "Startup Failed", _TYPE),
    "lifespan.unasked": Rule(
        _LIFE + "Startup Complete", N_("se envió {type} sin haber recibido antes {wanted}")
    ),
    "lifespan.second_answer": Rule(
        _LIFE + "Startup Complete", N_("{wanted} ya estaba contestado, y se envió además {type}")
    ),
    "lifespan.no_startup": Rule(
        _LIFE + "Startup Complete", N_("la aplicación regresó sin contestar a lifespan.startup")
    ),
    "lifespan.unsupported": Rule(
        _LIFE + "Scope",
        N_("la aplicación lanzó {error} sin contestar a lifespan.startup: el servidor arranca igualmente"),
    ),
    "lifespan.early_return": Rule(
        _LIFE + "Scope",
        N_("la aplicación regresó después de arrancar, sin esperar a lifespan.shutdown"),
    ),
    "lifespan.no_shutdown": Rule(
        _LIFE + "Shutdown Complete", N_("la aplicación regresó sin contestar a lifespan.shutdown")
    ),
}
