"""Observing: a request goes to where the learner's code is, a result comes back as data.

At home both sides are one kernel. A grading run puts its own observer here with `set_observer`; what it is
given and what it gives back are JSON data, so the observed process can be another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import asdict
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from .encoding import decode, encode
from .lab import Lab
from .locate import SCENARIO_FILE
from .result import Result
from .runner import Run
from .scenarios import LAB, Options, Scenario
from .scripts import Script, run_in_child, run_script

MAX_ANSWER = 8_000_000
"""Characters of JSON that an observation may come to."""

Request = Mapping[str, Any]
Observer = Callable[[Request, MutableMapping[str, Any]], Mapping[str, Any]]


class AnswerTooLarge(ValueError):
    """What came back is larger than `MAX_ANSWER`."""


def request_of(subject: Scenario | Script, data: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Give what has to travel to observe a scenario with its data, or a script, as JSON data."""
    if isinstance(subject, Script):
        return {"kind": "script", **asdict(subject)}
    return {
        "kind": "scenario",
        "name": subject.name,
        "source": subject.source,
        "needs": list(subject.needs(set(data))),
        "lab": LAB in subject.parameters,
        "data": {key: encode(value) for key, value in data.items()},
        "seed": seed,
        "options": dict(vars(subject.options)),
    }


def scenario_seed(seed: int, name: str) -> int:
    """Give a scenario's own seed: it tells nothing of the run's, from which other tests draw what they ask."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:6], "big")


def observe_here(request: Request, namespace: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Carry out a request in this process, on the learner's names in `namespace`; give the result as data."""
    if request["kind"] == "script":
        fields = {key: value for key, value in request.items() if key != "kind"}
        return run_script(Script(**fields)).to_data()
    options = Options(**request["options"])
    if options.module is not None:
        return run_in_child(request, options.module, options.timeout)
    return run_scenario(request, options, namespace).to_data()


def run_scenario(request: Request, options: Options, namespace: MutableMapping[str, Any]) -> Result:
    """Run a requested scenario in this process."""
    missing = [name for name in request["needs"] if name not in namespace]
    if missing:
        return Result("missing", extra={"missing": missing[0]})
    run = Run(
        timeout=options.timeout,
        clock=options.clock,
        blocking=options.blocking,
        max_ticks=options.max_ticks,
        namespace=namespace,
    )
    arguments = {name: namespace[name] for name in request["needs"]}
    arguments |= {key: decode(value) for key, value in request["data"].items()}
    if request["lab"]:
        arguments[LAB] = Lab(run, request["seed"])
    name = request["name"]
    fn = FunctionType(
        _compiled(request["source"], name), {"__builtins__": __builtins__, "__name__": name}, name
    )
    return run.execute(fn, **arguments)


@lru_cache(maxsize=256)
def _compiled(source: str, name: str) -> CodeType:
    module = compile(source, f"{SCENARIO_FILE} {name}>", "exec")
    return next(c for c in module.co_consts if isinstance(c, CodeType) and c.co_name == name)


_observer: Observer = observe_here


def set_observer(observer: Observer | None) -> Observer:
    """Let `observe` go through another observer from now on (None: this process); gives the one before."""
    global _observer
    before, _observer = _observer, observer or observe_here
    return before


def observe(subject: Scenario | Script, data: Mapping[str, Any], seed: int) -> Result:
    """Observe a scenario or a script, and rebuild what came back from data alone.

    Raises `AnswerTooLarge`, or ValueError, KeyError or TypeError where the answer is no result.
    """
    namespace = subject.namespace if isinstance(subject, Scenario) else {}
    request = request_of(subject, data, scenario_seed(seed, getattr(subject, "name", "")))
    answer = json.dumps(_observer(request, namespace))
    if len(answer) > MAX_ANSWER:
        raise AnswerTooLarge(f"{len(answer)} characters")
    return Result.from_data(json.loads(answer))
