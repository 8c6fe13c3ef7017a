"""What a test cell imports: deterministic verdicts on asynchronous code, in words and pictures that teach.

A *scenario* runs beside the learner's code and hands back plain data; an *expectation* judges it::

    @scenario
    async def tres_tareas(en_paralelo, lab):
        return await en_paralelo([lab.job("a", 3), lab.job("b", 1), lab.job("c", 2)])

    expect(tres_tareas).returns(["a", "b", "c"]).takes(3).overlaps(3).leaves_nothing().worth(1)

Nothing here needs Linux; it stands on the standard library, Uvicorn and httpx alone.
"""

from typing import TYPE_CHECKING

from .lazily import attributes

if TYPE_CHECKING:
    from .diagnosis import Diagnosis, Finding, lookup
    from .expectation import Expectation, expect
    from .points import Parts, Points, hidden
    from .protection import protect
    from .result import Result
    from .runner import run, trace
    from .scenarios import Scenario, ScenarioError, scenario
    from .scripts import Script, script

__all__ = [
    "Diagnosis",
    "Expectation",
    "Finding",
    "Parts",
    "Points",
    "Result",
    "Scenario",
    "ScenarioError",
    "Script",
    "expect",
    "hidden",
    "lookup",
    "protect",
    "run",
    "scenario",
    "script",
    "trace",
]

__getattr__ = attributes(
    __name__,
    {
        "diagnosis": ("Diagnosis", "Finding", "lookup"),
        "expectation": ("Expectation", "expect"),
        "points": ("Parts", "Points", "hidden"),
        "protection": ("protect",),
        "result": ("Result",),
        "runner": ("run", "trace"),
        "scenarios": ("Scenario", "ScenarioError", "scenario"),
        "scripts": ("Script", "script"),
    },
)
