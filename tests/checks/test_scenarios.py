"""A scenario is all that travels: source, names, data; another process could run it."""

import asyncio
import dis
import json
from pathlib import Path
from types import CodeType

import pytest

from asyncaula.checks import Diagnosis, ScenarioError, expect, scenario, scenarios
from asyncaula.checks.observation import AnswerTooLarge, observe_here, request_of, set_observer


async def en_paralelo(fabricas):
    return list(await asyncio.gather(*(f() for f in fabricas)))


@scenario
async def tres(en_paralelo, lab):
    return await en_paralelo([lab.job("a", 3), lab.job("b", 1), lab.job("c", 2)])


def test_a_scenario_gets_the_learners_names_and_the_laboratory():
    expect(tres).returns(["a", "b", "c"]).takes(3).overlaps(3).leaves_nothing()


def test_a_scenario_gets_data_by_name():
    @scenario
    async def con_datos(en_paralelo, lab, segundos):
        return await en_paralelo(lab.jobs(segundos))

    expect(con_datos, segundos=[4, 2]).returns(["0", "1"]).takes(4)


def test_the_request_is_json_and_enough_to_run_in_another_namespace():
    request = json.loads(json.dumps(request_of(tres, {}, seed=7)))
    result = observe_here(request, {"en_paralelo": en_paralelo})
    assert result["value"] == ["list", ["a", "b", "c"]]


def test_an_observer_can_take_the_place_of_this_process():
    seen = []

    def elsewhere(request, namespace):
        seen.append(request["name"])
        return observe_here(json.loads(json.dumps(request)), {"en_paralelo": en_paralelo})

    before = set_observer(elsewhere)
    try:
        expect(tres).returns(["a", "b", "c"])
    finally:
        set_observer(before)
    assert seen == ["tres"]


def test_an_answer_of_any_other_shape_or_size_is_refused():
    for answer, error in (
        ({"outcome": "perfect"}, (ValueError, KeyError)),
        ({"x": "y" * 9_000_000}, AnswerTooLarge),
    ):
        before = set_observer(lambda request, namespace, answer=answer: answer)
        try:
            with pytest.raises(error):
                expect(tres)
        finally:
            set_observer(before)


def test_a_name_from_outside_is_refused_when_it_is_written():
    with pytest.raises(ScenarioError, match="asyncio"):

        @scenario
        async def descuidado(lab):
            await asyncio.sleep(1)


def test_a_name_from_outside_is_found_in_nested_functions_too():
    with pytest.raises(ScenarioError, match="json"):

        @scenario
        def descuidado(lab):
            return [(lambda: json.dumps(x))() for x in (1, 2)]


def test_a_variable_of_the_surrounding_function_is_refused():
    datos = [1]
    with pytest.raises(ScenarioError, match="datos"):

        @scenario
        def descuidado(lab):
            return datos


def test_a_name_the_learner_has_not_defined_is_told_as_such():
    @scenario
    async def pide(no_existe, lab):
        return await no_existe()

    with pytest.raises(Diagnosis, match=r"(?s)E02.*no_existe"):
        expect(pide).returns(1)


def test_a_plain_scenario_may_call_asyncio_run():
    @scenario
    def programa(lab):
        import asyncio

        return asyncio.run(asyncio.sleep(5, "listo"))

    expect(programa).returns("listo").takes(5)


def test_a_scenario_on_a_module_runs_in_a_child_interpreter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "modulo.py").write_text("import os\ndef doble(x):\n    return 2 * x, os.getpid()\n")

    @scenario(module="modulo.py")
    def en_hijo(doble, modulo, lab):
        return doble(4), modulo.__name__

    import os

    result = expect(en_hijo).result
    assert (result.outcome, result.error) == ("ok", None)
    (value, pid), name = result.value
    assert (value, name) == (8, "modulo")
    assert pid != os.getpid()


def test_a_module_that_fails_at_import_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roto.py").write_text("print('antes')\nraise LookupError('sin configurar')\n")

    @scenario(module="roto.py")
    def en_hijo(roto, lab):
        return 1

    result = expect(en_hijo).result
    assert (result.outcome, result.error.type, result.extra["at_import"]) == ("raised", "LookupError", True)


def test_a_module_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    @scenario(module="falta.py")
    def en_hijo(falta, lab):
        return 1

    with pytest.raises(Diagnosis, match=r"(?s)E02.*falta\.py"):
        expect(en_hijo).returns(1)


def test_a_scenario_whose_text_cannot_be_read_is_told_to_its_author():
    namespace = {}
    exec(compile("async def lost(f, lab):\n    return await f()", "<nowhere>", "exec"), namespace)
    with pytest.raises(ScenarioError, match="lost: its text is nowhere to be read"):
        scenario(namespace["lost"])


def test_the_text_of_a_scenario_is_its_own_and_whole():
    @scenario(timeout=9)
    async def inner(f, lab):
        for _ in range(2):
            pass
        return [
            await f(),
        ]

    assert inner.source.startswith("async def inner(f, lab):\n    for")
    assert inner.source.endswith("        await f(),\n    ]")


def by_dis(code):
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL"):
            yield step.argval
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from by_dis(const)


def test_names_from_outside_are_those_that_dis_tells():
    many = "\n".join(f"name_{i}(attribute.name_{i})" for i in range(300))  # indices of more than a byte
    texts = [path.read_text(encoding="utf-8") for path in Path(scenarios.__file__).parent.glob("*.py")]
    for text in [*texts, many, f"def f():\n    global x\n    x = [y for y in z]\n{many}"]:
        code = compile(text, "<text>", "exec")
        assert list(scenarios._globals(code)) == list(by_dis(code))


def test_functions_are_found_wherever_a_statement_can_be():
    text = """
if a:
    def f1(): return 1
else:
    @decorated(
        1)
    async def f2():
        def f3():
            pass
try: x
except E:
    def f4(): pass
finally:
    def f5(): pass
match x:
    case 1:
        def f6():
            pass
class C:
    def f7(self): return lambda: (
        2)
"""
    assert scenarios.functions_in(text) == {
        3: (3, 3),
        5: (7, 9),
        8: (8, 9),
        12: (12, 12),
        14: (14, 14),
        17: (17, 18),
        20: (20, 21),
    }
