"""Inside a real kernel, whose main thread already runs an event loop: that is where checks run."""

import json
import re

import pytest

from asyncaula.checks.diagnosis import MIME

pytestmark = pytest.mark.slow

SETUP = """
import asyncio, time
from asyncaula.checks import expect, hidden, protect, run, scenario
protect()

async def en_paralelo(fabricas):
    return [await f() for f in fabricas]

@scenario
async def tres(en_paralelo, lab):
    return await en_paralelo([lab.job("a", 3), lab.job("b", 1)])
"""


@pytest.fixture(scope="module")
def prepared(kernel):
    assert kernel.run(SETUP) == []
    return kernel


def test_a_right_answer_shows_its_points_as_the_cells_value(prepared):
    (output,) = prepared.run("expect(tres).returns(['a', 'b']).takes(4).worth(1)")
    assert output["type"] == "execute_result"
    assert output["data"]["text/plain"] == "1.0"
    assert output["data"][MIME] == {"points": 1.0, "max": 1, "code": None, "title": "", "message": ""}


def test_a_wrong_answer_shows_the_diagnosis_and_none_of_our_lines(prepared):
    outputs = prepared.run("expect(tres).takes(3).worth(1)")
    assert [o["type"] for o in outputs] == ["display_data", "error"]
    assert outputs[0]["data"][MIME]["code"] == "E07"
    assert "<svg" in outputs[0]["data"]["text/html"]
    assert outputs[1]["ename"] == "Diagnosis"
    shown = "\n".join(outputs[1]["traceback"])
    assert shown.startswith("E07 · espera secuencial")
    assert not re.search(r"Traceback|expectation\.py|File ", shown)


def test_partial_credit_is_a_number_with_a_diagnosis(prepared):
    (output,) = prepared.run(
        """
        score = hidden(4)
        with score(3):
            expect(tres).returns(['a', 'b'])
        with score(1):
            expect(tres).takes(3)
        score.earned()
        """
    )
    assert (output["data"]["text/plain"], output["data"][MIME]["code"]) == ("3.0", "E07")


def test_the_learners_line_in_a_cell_is_named(prepared):
    prepared.run("async def cuelga():\n    await asyncio.Event().wait()")
    (output,) = prepared.run("r = run(cuelga); print(r.outcome, r.waiting[0].line, r.waiting[0].text)")
    assert output["text"] == "deadlock 2 await asyncio.Event().wait()\n"


def test_flushing_the_kernels_own_stream_is_no_blocking_call(prepared):
    """As a logging handler that an earlier cell made does when logging is set up anew."""
    prepared.run("import sys\nsalida = sys.stdout\nasync def vacia():\n    salida.flush()")
    (output,) = prepared.run("r = run(vacia); print(r.outcome, r.blocking)")
    assert output["text"] == "ok ()\n"


def test_nothing_reaches_stderr(prepared):
    outputs = prepared.run(
        """
        import warnings, sys
        async def ruidosa():
            print("x", file=sys.stderr)
            warnings.warn("cuidado")
            asyncio.sleep(1)
            asyncio.create_task(asyncio.sleep(0, 1 / 1))
            async def falla(): raise ValueError
            asyncio.create_task(falla())
            await asyncio.sleep(1)
        r = run(ruidosa)
        import gc; gc.collect()
        """
    )
    assert [o for o in outputs if o.get("name") == "stderr"] == []


def test_a_hanging_top_level_await_can_be_interrupted(prepared):
    code = "asyncio.get_running_loop().call_soon(print, 'begun')\nawait asyncio.Event().wait()"
    assert prepared.interrupt_while_running(code) == "error"
    assert prepared.run("1 + 1")[0]["data"]["text/plain"] == "2"


def test_a_run_can_be_interrupted_and_the_kernel_lives_on(prepared):
    code = "async def eterna():\n    while True: pass\nprint('begun')\nrun(eterna, timeout=600)"
    assert prepared.interrupt_while_running(code) == "error"
    assert prepared.run("1 + 1")[0]["data"]["text/plain"] == "2"


def test_a_lesson_example_shows_its_timeline(prepared):
    (output,) = prepared.run(
        """
        from asyncaula.checks import trace
        async def ejemplo(lab):
            await asyncio.gather(lab.job("té", 3)(), lab.job("pan", 2)())
        trace(ejemplo)
        """
    )
    assert "<svg" in output["data"]["text/html"]
    assert json.dumps(output["data"]["text/plain"])
