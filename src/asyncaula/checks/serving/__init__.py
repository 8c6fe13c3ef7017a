"""A real Uvicorn for the length of a check, and eyes on one that the learner runs."""

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
