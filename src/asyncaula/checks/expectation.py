"""The fluent verdict: ``expect(scenario).returns(…).takes(3).leaves_nothing().worth(1)``.

Each check that fails raises one `Diagnosis`: the code and name of the misconception, what was seen, what was expected,
and a question. Checks judge a `Result` rebuilt from data, in the order they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from . import findings
from .compare import plain, same, same_in_other_order, shown
from .diagnosis import Diagnosis, Finding, lookup
from .display import publish
from .encoding import Opaque
from .findings import Fault
from .messages import _
from .observation import observe
from .points import Points, is_hidden, run_seed
from .result import Result
from .scenarios import Scenario
from .scripts import Script

Predicate = Callable[[Result], object]
_SHAPE_ERRORS = (TypeError, KeyError, IndexError, AttributeError, ValueError, ZeroDivisionError)
_RULE_CODES = {
    "send.not_awaited": "E14",
    "receive.not_awaited": "E14",
    "app.raised": "E08",
    "app.running": "E06",
}
"""Rules of ASGI that are misconceptions of asyncio's own; any other is E28."""


def expect(subject: Scenario | Script | Result, /, **data: Any) -> Expectation:
    """Observe a scenario (with `data` for its parameters) or a script, and begin to judge what it came to."""
    result = subject if isinstance(subject, Result) else observe(subject, data, run_seed())
    if result.printed and not is_hidden():
        print(result.printed, end="" if result.printed.endswith("\n") else "\n")
    return Expectation(result)


class Expectation:
    """Checks on one result. Each gives the expectation back, or raises a `Diagnosis`.

    Every check but `raises`, `rules_out` and `ends` first asks that the run ended well. `diagnosis` replaces the code
    that the check would use.
    """

    def __init__(self, result: Result) -> None:
        self.result = result
        self._bars: tuple[tuple[str, float, float], ...] | None = None
        self._excused = False

    # -- telling -------------------------------------------------------------------------------------------

    def _fail(self, fault: Fault, expected: str = "", own: str | None = None) -> None:
        lookup(own or fault.code)
        if self._excused:
            return
        secret = is_hidden()
        finding = Finding(
            code=own or fault.code,
            observed="" if secret and (expected or fault.own_words) else fault.observed,
            expected="" if secret else expected,
            lines=fault.lines,
            result=self.result.without_names() if secret else self.result,
            bars=None if secret else self._bars,
            turns=None if secret else self.result.extra.get("turns"),
        )
        if not secret:
            publish(finding, None)
        raise Diagnosis(finding)

    def _require(self, holds: bool, code: str, observed: str, expected: str, own: str | None) -> Self:
        self.finishes()
        if not holds:
            self._fail(Fault(code, observed), expected, own)
        return self

    def _trace(self) -> str:
        from .timeline import trace_line

        return trace_line(self.result)

    def compared_with(self, **bars: tuple[float, float]) -> Self:
        """Draw these expected bars (job: start and end in seconds) beside the observed ones; checks nothing."""
        self._bars = tuple((name, float(start), float(end)) for name, (start, end) in bars.items())
        return self

    def unless(self, seen: Predicate, note: str) -> Self:
        """Where `seen` is true of the value, print `note` and let every later check hold.

        For systems where what is judged cannot be shown, so that nobody is failed for theirs. An exercise not
        yet written, or a run that did not end well, is told all the same.
        """
        if not self._excused and findings.outcome_fault(self.result) is None and seen(self.result):
            self._excused = True
            print(note)
        return self

    def rules_out(
        self, code: str, seen: Predicate, observed: str | Callable[[Result], str] = "", expected: str = ""
    ) -> Self:
        """Fail with this diagnosis where `seen` is true of the result: a misconception's own signature.

        Put these before the general checks. `seen` may assume any shape of the value: where it does not
        have it, the misconception is ruled out. Exercises not yet written are told as such first.
        """
        lookup(code)
        fault = findings.unwritten(self.result)
        if fault is not None:
            self._fail(fault)
        try:
            found = bool(seen(self.result))
            text = observed(self.result) if found and callable(observed) else str(observed)
        except _SHAPE_ERRORS:
            return self
        if found:
            general = findings.outcome_fault(self.result)
            lines = general.lines if general is not None else ()
            self._fail(Fault(code, text, lines, own_words=callable(observed)), expected)
        return self

    # -- how it ended --------------------------------------------------------------------------------------

    def finishes(self, diagnosis: str | None = None) -> Self:
        """It returned: no exception, deadlock, endless loop, blocking call or time-out."""
        fault = findings.outcome_fault(self.result)
        if fault is not None:
            written = fault.code not in ("E01", "E02", "E39")
            self._fail(fault, own=diagnosis if written else None)
        return self

    def raises(
        self,
        type_name: str,
        *,
        message: str | None = None,
        members: Sequence[str] | None = None,
        diagnosis: str | None = None,
    ) -> Self:
        """It raised an exception of that type (or of a subclass), with that text in its message.

        members: types of an exception group's leaves, in any order.
        """
        error, outcome = self.result.error, self.result.outcome
        expected = _("que lance {type}").format(type=type_name)
        if outcome == "ok":
            returned = _("regresó {value}").format(value=shown(self.result.value))
            self._fail(Fault("E17", returned), expected, diagnosis)
        if outcome != "raised" or error is None:
            self.finishes(diagnosis)
        assert error is not None
        fits = error.is_a(type_name) and (message is None or message in error.message)
        if fits and members is not None:
            fits = sorted(e.type for e in error.flat()) == sorted(members)
        if not fits:
            fault = findings.unwritten(self.result)
            self._fail(fault or findings.raised("E18", error), expected, None if fault else diagnosis)
        return self

    # -- what came back ------------------------------------------------------------------------------------

    def returns(self, value: Any, diagnosis: str | None = None) -> Self:
        """It returned this value, the same in content and type."""
        self.finishes()
        expected, seen = plain(value), self.result.value
        if same(seen, expected):
            return self
        code = "E09"
        if self._gave_coroutine():
            code, diagnosis = "E20", None
        elif same_in_other_order(seen, expected):
            code = "E10"
        said = _("devolvió {value}").format(value=shown(seen))
        self._fail(Fault(code, said), _("que devuelva {value}").format(value=shown(expected)), diagnosis)
        return self

    def satisfies(
        self,
        predicate: Predicate,
        expected: str,
        observed: str | Callable[[Result], str] = "",
        diagnosis: str | None = None,
    ) -> Self:
        """`predicate` is true of the result; `expected` says in Spanish what that means."""
        self.finishes()
        try:
            holds = bool(predicate(self.result))
        except _SHAPE_ERRORS:
            holds = False
        if holds:
            return self
        try:
            said = observed(self.result) if callable(observed) else observed
        except _SHAPE_ERRORS:
            said = ""
        said = said or _("devolvió {value}").format(value=shown(self.result.value))
        return self._require(False, "E09", said, expected, diagnosis)

    # -- time and overlap ----------------------------------------------------------------------------------

    def takes(self, seconds: float, diagnosis: str | None = None) -> Self:
        """It took exactly this long on the virtual clock."""
        return self._time(abs(self.result.elapsed - seconds) < 1e-6, f"t = {seconds:g}", diagnosis)

    def takes_at_most(self, seconds: float, diagnosis: str | None = None) -> Self:
        """It took no longer than this on the virtual clock."""
        return self._time(self.result.elapsed <= seconds + 1e-6, f"t ≤ {seconds:g}", diagnosis)

    def _time(self, holds: bool, expected: str, diagnosis: str | None) -> Self:
        code = self._sequential() or "E11"
        return self._require(holds, code, self._trace(), expected, diagnosis)

    def _gave_coroutine(self) -> bool:
        value = self.result.value
        parts = value if isinstance(value, list | tuple) else (value,)
        return any(isinstance(part, Opaque) and part.kind == "coroutine" for part in parts)

    def _sequential(self) -> str | None:
        """Give the code of one-after-the-other, where there were several jobs and never two in flight.

        Or of a coroutine handed back instead of its value, where the jobs never ran at all.
        """
        if self._gave_coroutine():
            return "E20"
        jobs = self.result.jobs.values()
        if len(jobs) < 2 or self.result.most_at_once > 1:
            return None
        tasks = {job.task for job in jobs}
        return "E21" if len(tasks) == len(jobs) else "E07"

    def overlaps(self, n: int, diagnosis: str | None = None) -> Self:
        """Exactly `n` jobs were in flight at the busiest moment."""
        most = self.result.most_at_once
        code = "E12" if most > n else self._sequential() or "E13"
        expected = _("{n} a la vez").format(n=n)
        return self._require(most == n, code, self._trace(), expected, diagnosis)

    def at_most(self, n: int, diagnosis: str | None = None) -> Self:
        """Never more than `n` jobs were in flight."""
        expected = _("como mucho {n} a la vez").format(n=n)
        return self._require(self.result.most_at_once <= n, "E12", self._trace(), expected, diagnosis)

    # -- order ---------------------------------------------------------------------------------------------

    def starts(self, *names: str, diagnosis: str | None = None) -> Self:
        """The jobs started in this order."""
        return self._order(self.result.starts, list(names), diagnosis)

    def ends(self, *names: str, diagnosis: str | None = None) -> Self:
        """These jobs ended well, in this order."""
        return self._order(self.result.ends, list(names), diagnosis)

    def marks(self, *notes: str, diagnosis: str | None = None) -> Self:
        """The scenario's marks were written in this order."""
        return self._order(self.result.marks, list(notes), diagnosis)

    def _order(self, seen: list[str], expected: list[str], diagnosis: str | None) -> Self:
        return self._require(seen == expected, "E30", " · ".join(seen), " · ".join(expected), diagnosis)

    # -- left-overs ----------------------------------------------------------------------------------------

    def cancels(self, *names: str, diagnosis: str | None = None) -> Self:
        """These jobs, and no others, were cancelled."""
        holds = sorted(self.result.cancelled) == sorted(names)
        expected = _("que se cancelen: {names}").format(names=", ".join(names) or _("ninguno"))
        return self._require(holds, "E32", self._trace(), expected, diagnosis)

    def leaves_nothing(self, diagnosis: str | None = None) -> Self:
        """No task was left running or half cancelled, no coroutine never awaited, no exception unretrieved."""
        self.finishes()
        for look in findings.LEFTOVERS:
            fault = look(self.result)
            if fault is not None:
                self._fail(fault, own=diagnosis)
        return self

    def awaits_everything(self, diagnosis: str | None = None) -> Self:
        """No coroutine was left never awaited."""
        fault = findings.never_awaited(self.result)
        if fault is not None:
            self._fail(fault, own=diagnosis)
        return self

    def retrieves_everything(self, diagnosis: str | None = None) -> Self:
        """No exception was left that nobody looked at."""
        fault = findings.unretrieved(self.result)
        if fault is not None:
            self._fail(fault, own=diagnosis)
        return self

    # -- programs ------------------------------------------------------------------------------------------

    def exits(self, code: int, diagnosis: str | None = None) -> Self:
        """The script ended with this exit code."""
        self.finishes()
        seen = self.result.value["exit"]
        last = self.result.value["stderr"].strip().splitlines()[-1:]
        said = _("terminó con código {code}").format(code=seen) + "".join(f" ({line})" for line in last)
        return self._require(seen == code, "E25", said, _("código {code}").format(code=code), diagnosis)

    def prints(self, text: str, diagnosis: str | None = None) -> Self:
        """The script wrote exactly these lines to standard output (blanks at the ends of lines aside)."""
        self.finishes()
        seen = _lines_of(self.result.value["stdout"])
        said = _("escribió: {text}").format(text=" | ".join(seen) or _("nada"))
        expected = " | ".join(_lines_of(text))
        return self._require(seen == _lines_of(text), "E24", said, expected, diagnosis)

    def prints_no_warnings(self, diagnosis: str | None = None) -> Self:
        """The script wrote nothing to standard error, and awaited all its coroutines."""
        self.awaits_everything()
        seen = self.result.value["stderr"].strip()
        said = seen.splitlines()[-1] if seen else ""
        return self._require(not seen, "E26", said, _("nada en la salida de errores"), diagnosis)

    # -- protocols -----------------------------------------------------------------------------------------

    def conforms(self, codes: Mapping[str, str] | None = None) -> Self:
        """No exchange in the value broke a rule of ASGI. `codes` gives a rule its own diagnosis.

        A rule is named in full (``"http.body"``) or by group (``"headers"``): see `asyncaula.checks.asgi`.
        """
        self.finishes()
        for violation in _violations(self.result.value):
            rule, own = violation["rule"], codes or {}
            line = violation.get("line")
            fault = Fault(_RULE_CODES.get(rule, "E28"), violation["message"], (line,) if line else ())
            self._fail(fault, own=own.get(rule) or own.get(rule.partition(".")[0]))
        return self

    # -- the end -------------------------------------------------------------------------------------------

    def worth(self, points: float) -> Points:
        """Everything held: give the cell's points. Put it last in a visible test."""
        self.finishes()
        return Points(points, points, result=self.result)


def _lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _violations(value: Any) -> list[dict[str, str]]:
    """Find the violations that ASGI exchanges anywhere in a value have recorded."""
    if isinstance(value, Mapping):
        told = value.get("violations")
        own = [
            {key: str(text) for key, text in each.items()}
            for each in (told if isinstance(told, list | tuple) else ())
            if isinstance(each, Mapping) and {"rule", "message"} <= each.keys()
        ]
        return own + [found for part in value.values() for found in _violations(part)]
    if isinstance(value, list | tuple):
        return [found for part in value for found in _violations(part)]
    return []
