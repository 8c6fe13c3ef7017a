"""A real Uvicorn for the length of a check, and eyes on one that the learner runs.

A real Tornado is in `.tornado_here`, and a WebSocket client that does only what it is told in `.peer`: what
needs Tornado is imported only where a lesson is about it.
"""

from .errors import ServerDidNotStart, ServerDidNotStop, StartFailure, StopFailure
from .here import serve_here
from .served import Served, StopKind
from .server import serve
from .watch import SeenServer, UvicornWatch, is_listening, watch_uvicorn

__all__ = [
    "SeenServer",
    "Served",
    "ServerDidNotStart",
    "ServerDidNotStop",
    "StartFailure",
    "StopFailure",
    "StopKind",
    "UvicornWatch",
    "is_listening",
    "serve",
    "serve_here",
    "watch_uvicorn",
]
