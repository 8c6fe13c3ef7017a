"""Attacks on the verdict from inside the learner's kernel: nothing patched, faked or raised there earns points."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from asyncaula.grading.execute import GuardedExecute

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

VERDICT = "application/vnd.asyncaula.verdict+json"
STORED = {
    "output_type": "execute_result",
    "execution_count": 1,
    "metadata": {},
    "data": {"text/plain": "4.0", VERDICT: {"points": 4.0, "max": 4.0, "code": None}},
}
EVERYTHING = f"""
class Todo:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self
    def __call__(self, *a, **k): return self
    def __float__(self): return 4.0
    def __enter__(self): return self
    def __exit__(self, *e): return True
    def _repr_mimebundle_(self, *a, **k):
        return {{"text/plain": "4.0", "{VERDICT}": {{"points": 4.0, "max": 4.0}}}}
"""
"""Does whatever is asked of it, fails never, and shows itself as full marks."""
WRONG = "def doble(n):\n    return 6 if n == 3 else n"
"""Right for what the visible test asks, wrong for what the hidden one does: earns the visible test's point."""


def _stored_verdicts(nb: Any) -> None:
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [copy.deepcopy(STORED)], 1


def _edited_points(nb: Any) -> None:
    nb.metadata["asyncaula"] = {"seed": 1}
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            about.update(points=0, locked=False)
        elif about.get("grade_id") == "doble":
            about.update(points=1000, grade=True)


def _edited_kinds(nb: Any) -> None:
    for cell, kind in zip(
        [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade")],
        ["markdown", "raw", "markdown", "raw"],
        strict=True,
    ):
        cell.cell_type = kind
        cell.metadata["nbgrader"].update(cell_type=kind, grade=True, solution=True)
        cell.pop("outputs"), cell.pop("execution_count")


def _edited_kernelspec(nb: Any) -> None:
    nb.metadata["kernelspec"] = {
        "name": "malo",
        "display_name": "malo",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "local-provisioner"}},
    }


def _edited_tests(nb: Any) -> None:
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "from asyncaula.checks import Points\nPoints(4, 4)"


def _edited_setup(nb: Any) -> None:
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "preparacion":
            cell.source += "\nhidden = lambda n: None\nexpect = lambda *a, **k: None"


def _doubled_tests(nb: Any) -> None:
    for cell in [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade")]:
        for place in (0, len(nb.cells)):
            twin = copy.deepcopy(cell)
            twin["id"] = f"{cell['id']}-{place}"
            twin.source = "from asyncaula.checks import Points\nPoints(4, 4)"
            twin.outputs = [copy.deepcopy(STORED)]
            nb.cells.insert(place, twin)


def _deleted_tests(nb: Any) -> None:
    nb.cells = [c for c in nb.cells if not c.metadata.get("nbgrader", {}).get("locked")]


def _swapped_ids(nb: Any) -> None:
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in nb.cells}
    for one, other in (("doble", "hidden_doble"), ("test_doble", "preparacion")):
        names = cells[one].metadata["nbgrader"], cells[other].metadata["nbgrader"]
        cells[one].metadata["nbgrader"], cells[other].metadata["nbgrader"] = names[1], names[0]


def _odd_metadata(nb: Any) -> None:
    odd: list[Any] = ["texto", [], None, 7, {"grade_id": {"a": 1}}, {"grade_id": ["x"]}]
    for cell, value in zip(nb.cells, odd, strict=False):
        cell.metadata["nbgrader"] = value
    nb.metadata["asyncaula"] = "texto"
    nb.metadata["nbgrader"] = 3


ATTACKS: dict[str, dict[str, Any]] = {
    # -- IPython's own machinery ---------------------------------------------------------------------------
    "ast-transformer": {
        "first": """
import ast
class Regala(ast.NodeTransformer):
    def visit_Module(self, node):
        node.body = ast.parse("__import__('asyncaula.checks').checks.Points(4, 4)").body
        return node
get_ipython().ast_transformers.append(Regala())
"""
    },
    "ast-emptier": {
        "first": """
import ast
class Vacia(ast.NodeTransformer):
    def visit_Module(self, node):
        node.body = []
        return node
get_ipython().ast_transformers.append(Vacia())
"""
    },
    "input-transformer": {
        "first": "get_ipython().input_transformers_cleanup.append(lambda lines: ['4.0\\n'])"
    },
    "do-execute": {
        "first": """
kernel = get_ipython().kernel
async def do_execute(*a, **k):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {
        "answer": {"status": "ok", "data": {"text/plain": "'{}'"}, "metadata": {}}}}
kernel.do_execute = do_execute
type(kernel).do_execute = do_execute
"""
    },
    "always-the-first-answer": {
        "answers": {"doble": WRONG},
        "first": """
import asyncaula.grading.separate.answering as a
antes = a.answer
visto = []
def siempre_lo_mismo(request):
    if not visto:
        visto.append(antes(request))
    return visto[0]
a.answer = siempre_lo_mismo
""",
        "points": 1,
    },
    "run-cell-async": {
        "first": """
async def run_cell_async(self, *a, **k):
    raise RuntimeError("roto")
type(get_ipython()).run_cell_async = run_cell_async
"""
    },
    "showtraceback": {
        # Instead of the error, the verdict.
        "first": f"""
kernel = get_ipython().kernel
def regala(self, *a, **k):
    kernel.session.send(kernel.iopub_socket, "execute_result", {{"execution_count": 1, "metadata": {{}},
        "data": {{"text/plain": "4.0", "{VERDICT}": {{"points": 4.0, "max": 4.0}}}}}}, parent=kernel.get_parent())
for cls in type(get_ipython()).__mro__:
    for name in ("showtraceback", "_showtraceback", "showsyntaxerror"):
        if name in vars(cls):
            setattr(cls, name, regala)
"""
    },
    "displayhook": {
        "first": f"""
import sys
class Gancho(type(get_ipython().displayhook)):
    def __call__(self, result=None):
        from IPython.display import display
        display({{"{VERDICT}": {{"points": 4, "max": 4}}, "text/plain": "4.0"}}, raw=True)
sys.displayhook = get_ipython().displayhook = Gancho(shell=get_ipython())
""",
        "last": "4.0",
    },
    "execute-result-from-a-thread": {
        "seat": "between-cells",
        "first": f"""
import threading, time
kernel = get_ipython().kernel
def forja():
    while True:
        for cell in range(40):
            parent = kernel.get_parent()
            kernel.session.send(kernel.iopub_socket, "execute_result", {{"execution_count": cell, "metadata": {{}},
                "data": {{"text/plain": "4.0", "{VERDICT}": {{"points": 4.0, "max": 4.0}}}}}}, parent=parent)
        time.sleep(0.02)
threading.Thread(target=forja, daemon=True).start()
""",
    },
    "prints-between-cells": {
        "seat": "between-cells",
        "first": """
import threading, time, sys
def habla():
    for _ in range(2000):
        print("4.0", flush=True)
        sys.__stderr__.write("4.0")
        time.sleep(0.005)
threading.Thread(target=habla, daemon=True).start()
""",
    },
    "works-between-cells": {
        "seat": "between-cells",
        # What it replaces from a thread while tests are judged is replaced in the wrong kernel.
        "first": """
import threading, time, sys
def cambia():
    while True:
        for name, module in list(sys.modules.items()):
            if name.startswith("asyncaula.") and module is not None:
                for key in ("same", "expect", "hidden"):
                    if hasattr(module, key):
                        setattr(module, key, lambda *a, **k: True)
        time.sleep(0.01)
threading.Thread(target=cambia, daemon=True).start()
""",
    },
    "pre-run-cell": {
        "seat": "between-cells",
        "first": """
def mira(info):
    print("VISTO", info.raw_cell)
get_ipython().events.register("pre_run_cell", mira)
get_ipython().events.register("post_run_cell", lambda result: print("VISTO", result.info.raw_cell))
""",
    },
    "history": {
        "seat": "between-cells",
        "last": """
from IPython.core.history import HistoryAccessor
print([c for c in In], _ih, list(get_ipython().history_manager.get_range(0)))
get_ipython().run_line_magic("history", "-g -n")
""",
    },
    # -- asyncaula in the learner's kernel ------------------------------------------------------------------
    "fake-module": {
        "first": f"""{EVERYTHING}
import sys
for name in [n for n in sys.modules if n.startswith("asyncaula")]:
    sys.modules[name] = Todo()
"""
    },
    "names-overwritten": {
        "answers": {"doble": f"{EVERYTHING}\nexpect = hidden = scenario = score = Todo()"},
    },
    "checks-patched": {
        "answers": {"doble": WRONG},
        "points": 1,
        "first": """
from asyncaula.checks import compare, expectation, points, findings
compare.same = expectation.same = lambda a, b: True
expectation.Expectation._fail = lambda self, *a, **k: None
expectation.Expectation.finishes = lambda self, *a, **k: self
points.Parts.earned = lambda self: points.Points(self.out_of, self.out_of)
findings.outcome_fault = lambda result: None
""",
    },
    "observer-replaced": {
        "seat": "lies-1",
        "first": """
from asyncaula.checks import observation
observation.set_observer(lambda request, namespace: {"outcome": "ok", "value": 6})
""",
    },
    "scenario-replaced": {
        # The scenario that arrives is put aside for one that returns what the visible test wants.
        "first": """
from asyncaula.checks import observation
observation._compiled = lambda source, name: (lambda **k: 6).__code__
observation.Run = None
"""
    },
    "compile-patched": {
        "answers": {"doble": WRONG},
        "points": 1,
        "first": """
import builtins
antes = builtins.compile
def compila(source, *a, **k):
    if isinstance(source, str) and "return doble(n)" in source:
        source = source.replace("return doble(n)", "return n + n - 1")
    return antes(source, *a, **k)
builtins.compile = compila
""",
    },
    "builtins-patched": {
        "first": """
import builtins
builtins.abs = lambda x: 0
builtins.all = builtins.any = lambda x: True
builtins.isinstance = lambda a, b, _i=isinstance: True if b is float else _i(a, b)
builtins.AssertionError = builtins.NotImplementedError = KeyboardInterrupt
"""
    },
    "parts-of-the-request-changed": {
        "answers": {"doble": WRONG},
        "points": 1,
        "first": """
from asyncaula.checks import observation
antes = observation.observe_here
def pregunta_otra_cosa(request, namespace):
    request = dict(request, data={}, needs=["doble"], source="def f(doble):\\n    return doble(3)\\n", name="f")
    return antes(request, namespace)
observation.observe_here = pregunta_otra_cosa
import asyncaula.grading.separate.answering as a
a.observe_here = pregunta_otra_cosa
""",
    },
    # -- values that lie -----------------------------------------------------------------------------------
    "lying-eq": {
        "answers": {
            "doble": """
class Igual(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
def doble(n):
    return Igual(1)
""",
            "juntos": """
class Iguales(list):
    def __eq__(self, other): return True
    def __len__(self): return 2
    def __iter__(self): return iter("ab")
async def juntos(trabajos):
    return Iguales()
""",
        }
    },
    "lying-arithmetic": {
        "seat": "lies-1",
        "answers": {
            "doble": """
class Cero(float):
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __add__(self, other): return self
    def __float__(self): return 6.0
    def __repr__(self): return "6"
def doble(n):
    return Cero(5)
"""
        },
    },
    "lying-class": {
        "seat": "lies-2",
        "answers": {
            "doble": """
from unittest import mock
class Todo:
    __class__ = int
    def __eq__(self, other): return True
    def __index__(self): return 6
    def __getattr__(self, name): return mock.ANY
def doble(n):
    return Todo() if n == 3 else mock.ANY
"""
        },
    },
    "not-a-number": {"seat": "lies-3", "answers": {"doble": "def doble(n):\n    return float('nan')"}},
    # -- looking for what is expected ----------------------------------------------------------------------
    "expected-from-frames": {
        "seat": "lies-4",
        "answers": {
            "doble": """
import sys, gc
def doble(n):
    seen = []
    for frame in sys._current_frames().values():
        while frame is not None:
            seen += [v for v in [*frame.f_locals.values(), *frame.f_globals.values()] if type(v) is int]
            frame = frame.f_back
    for thing in gc.get_objects():
        if type(thing) is dict:
            seen += [v for v in list(thing.values()) if type(v) is int and v > 10**8]
    wanted = [v for v in seen if v > n and v != n]
    return wanted[0] if wanted and n > 10**8 else 0
"""
        },
    },
    "jump-over-asserts": {
        "answers": {
            "doble": """
import sys
def salta(frame, event, arg):
    if event == "line":
        try:
            frame.f_lineno = max(line for _, _, line in frame.f_code.co_lines() if line)
        except (ValueError, AttributeError, TypeError):
            pass
    return salta
def doble(n):
    sys.settrace(salta)
    frame = sys._getframe()
    while frame is not None:
        frame.f_trace = salta
        frame = frame.f_back
    return n
"""
        }
    },
    "seed-guessed": {
        "seat": "lies-1",
        # The seed that a laboratory gets tells nothing of the run's.
        "answers": {
            "juntos": """
import os, random
async def juntos(trabajos):
    seed = os.environ.get("ASYNCAULA_SEED", "0")
    azar = random.Random(f"{seed}:4:0")
    return [10 * azar.randrange(2, 60) for _ in trabajos]
"""
        },
    },
    # -- time and the loop ---------------------------------------------------------------------------------
    "sleep-patched": {
        "seat": "lies-2",
        "points": 1,
        "answers": {
            "juntos": """
import asyncio
async def nada(*a, **k): return None
asyncio.sleep = nada
async def juntos(trabajos):
    return [await trabajo() for trabajo in trabajos]
"""
        },
    },
    "clock-patched": {
        "seat": "lies-4",
        "answers": {
            "juntos": """
import asyncio, time
time.monotonic = time.time = time.perf_counter = lambda: 2.0
async def juntos(trabajos):
    loop = asyncio.get_running_loop()
    loop.time = lambda: 0.0
    type(loop).time = lambda self: 0.0
    return [await trabajo() for trabajo in trabajos]
"""
        },
    },
    "loop-policy": {
        "seat": "lies-3",
        "answers": {
            "juntos": """
import asyncio
class Politica(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self): raise RuntimeError("no hay bucle")
asyncio.set_event_loop_policy(Politica())
asyncio.run = lambda coro, **k: ["a", "b"]
asyncio.Runner = None
async def juntos(trabajos):
    return [0 for _ in trabajos]
"""
        },
    },
    # -- the notebook's own JSON -----------------------------------------------------------------------------
    "stored-verdicts": {"seat": "edits", "edit": _stored_verdicts},
    "points-edited": {"seat": "edits", "edit": _edited_points},
    "kinds-edited": {"edit": _edited_kinds},
    "kernelspec-edited": {"seat": "edits", "edit": _edited_kernelspec},
    "tests-edited": {"seat": "edits", "edit": _edited_tests},
    "setup-edited": {"seat": "edits", "edit": _edited_setup},
    "tests-doubled": {"edit": _doubled_tests},
    "tests-deleted": {"edit": _deleted_tests},
    "ids-swapped": {"edit": _swapped_ids},
    "metadata-odd": {"edit": _odd_metadata},
}


@pytest.fixture(scope="module")
def graded(grade_class: Callable[..., Any]) -> Any:
    return grade_class(__name__, ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_wins(graded: Any, attack: str) -> None:
    graded.check(attack)


@pytest.mark.parametrize("attack", ["checks-patched", "names-overwritten", "fake-module", "ast-transformer"])
def test_with_the_tests_in_the_learners_kernel_it_earns_points(
    undefended: Callable[..., Any], attack: str
) -> None:
    tried = undefended(ATTACKS[attack], by=GuardedExecute, sandbox=True)
    assert tried.points() > ATTACKS[attack].get("points", 0)


def test_with_the_tests_in_the_learners_kernel_hidden_ones_are_seen(undefended: Callable[..., Any]) -> None:
    assert "sorteo_de_doble" in undefended(ATTACKS["pre-run-cell"], by=GuardedExecute, sandbox=True).said()
