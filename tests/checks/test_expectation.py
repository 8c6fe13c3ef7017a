"""Each failing check raises one diagnosis: the right code, what was seen, one question, no traceback of ours."""

import asyncio

import pytest

from asyncaula.checks import Diagnosis, Result, expect, hidden, scenario, script
from asyncaula.checks.compare import same, same_in_other_order, shown
from asyncaula.checks.diagnosis import UnknownDiagnosis
from asyncaula.checks.encoding import Opaque


@scenario
async def tres(en_paralelo, lab):
    return await en_paralelo([lab.job("a", 3), lab.job("b", 1), lab.job("c", 2)])


def code_of(check, *args, **kw):
    with pytest.raises(Diagnosis) as caught:
        check(*args, **kw)
    return caught.value.finding.code


def with_answer(monkeypatch, answer):
    monkeypatch.setitem(tres.namespace, "en_paralelo", answer)
    return expect(tres)


async def gathers(jobs):
    return list(await asyncio.gather(*(j() for j in jobs)))


async def one_by_one(jobs):
    return [await j() for j in jobs]


async def task_by_task(jobs):
    return [await asyncio.create_task(j()) for j in jobs]


async def as_they_come(jobs):
    return [await c for c in asyncio.as_completed([j() for j in jobs])]


async def hands_back(jobs):
    return [j() for j in jobs]


async def half(jobs):
    return [*await asyncio.gather(*(j() for j in jobs[:2])), await jobs[2]()]


async def leaves(jobs):
    tasks = [asyncio.create_task(j()) for j in jobs]
    return [await tasks[1]]


async def cancels_only(jobs):
    tasks = [asyncio.create_task(j()) for j in jobs]
    await tasks[1]
    tasks[0].cancel()
    tasks[2].cancel()
    return ["b"]


async def forgets(jobs):
    jobs[0]()
    return [await jobs[1]()]


async def loses(jobs):
    async def fails():
        raise KeyError

    asyncio.create_task(fails())  # noqa: RUF006
    await asyncio.sleep(3)
    return []


async def stub(jobs):
    raise NotImplementedError


async def raises(jobs):
    raise ValueError("mal")


async def deadlocks(jobs):
    await asyncio.Event().wait()


async def runs_inside(jobs):
    coro = asyncio.sleep(0)
    try:
        asyncio.run(coro)
    finally:
        coro.close()


def test_a_right_answer_passes_every_check(monkeypatch):
    points = (
        with_answer(monkeypatch, gathers)
        .returns(["a", "b", "c"]).takes(3).takes_at_most(3).overlaps(3).at_most(3)
        .starts("a", "b", "c").ends("b", "c", "a").cancels().leaves_nothing()
        .rules_out("E07", lambda r: r.most_at_once == 1)
        .satisfies(lambda r: r.value[0] == "a", "que empiece por a")
        .worth(1)
    )  # fmt: skip
    assert (points, points.out_of) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "check", "code"),
    [
        (one_by_one, lambda e: e.takes(3), "E07"),
        (one_by_one, lambda e: e.overlaps(3), "E07"),
        (task_by_task, lambda e: e.takes(3), "E21"),
        (as_they_come, lambda e: e.returns(["a", "b", "c"]), "E10"),
        (hands_back, lambda e: e.returns(["a", "b", "c"]), "E20"),
        (hands_back, lambda e: e.takes(3), "E20"),
        (half, lambda e: e.overlaps(3), "E13"),
        (gathers, lambda e: e.at_most(2), "E12"),
        (gathers, lambda e: e.overlaps(2), "E12"),
        (gathers, lambda e: e.takes(2), "E11"),
        (gathers, lambda e: e.returns(["x"]), "E09"),
        (gathers, lambda e: e.returns(("a", "b", "c")), "E09"),
        (gathers, lambda e: e.ends("a", "b", "c"), "E30"),
        (gathers, lambda e: e.cancels("a"), "E32"),
        (gathers, lambda e: e.raises("ValueError"), "E17"),
        (raises, lambda e: e.raises("KeyError"), "E18"),
        (raises, lambda e: e.raises("ValueError", message="bien"), "E18"),
        (raises, lambda e: e.returns(1), "E08"),
        (raises, lambda e: e.raises("KeyError", diagnosis="E19"), "E19"),
        (leaves, lambda e: e.leaves_nothing(), "E15"),
        (cancels_only, lambda e: e.leaves_nothing(), "E22"),
        (forgets, lambda e: e.leaves_nothing(), "E14"),
        (forgets, lambda e: e.awaits_everything(), "E14"),
        (loses, lambda e: e.leaves_nothing(), "E16"),
        (loses, lambda e: e.retrieves_everything(), "E16"),
        (stub, lambda e: e.returns(1), "E01"),
        (stub, lambda e: e.raises("ValueError"), "E01"),
        (stub, lambda e: e.rules_out("E07", lambda r: True), "E01"),
        (deadlocks, lambda e: e.returns(1), "E03"),
        (deadlocks, lambda e: e.raises("ValueError"), "E03"),
        (deadlocks, lambda e: e.rules_out("E19", lambda r: r.outcome == "deadlock"), "E19"),
        (runs_inside, lambda e: e.returns(1), "E31"),
        (gathers, lambda e: e.satisfies(lambda r: False, "otra cosa", diagnosis="E19"), "E19"),
        (gathers, lambda e: e.satisfies(lambda r: r.value["x"], "otra cosa"), "E09"),
    ],
)
def test_a_wrong_answer_gets_the_diagnosis_of_its_misconception(monkeypatch, answer, check, code):
    assert code_of(check, with_answer(monkeypatch, answer)) == code


def test_a_signature_that_does_not_fit_the_value_is_ruled_out(monkeypatch):
    with_answer(monkeypatch, gathers).rules_out("E07", lambda r: r.value["x"].y).returns(["a", "b", "c"])


def test_a_code_that_is_not_in_the_table_is_the_authors_mistake(monkeypatch):
    with pytest.raises(UnknownDiagnosis):
        with_answer(monkeypatch, gathers).rules_out("E3999", lambda r: False)
    with pytest.raises(UnknownDiagnosis):
        with_answer(monkeypatch, gathers).returns([], diagnosis="E3999")


def test_a_message_has_code_title_what_was_seen_and_expected_the_line_and_one_question(monkeypatch):
    with pytest.raises(Diagnosis) as caught:
        with_answer(monkeypatch, one_by_one).takes(3)
    text = str(caught.value)
    assert text.startswith("E07 · espera secuencial\n")
    assert "t = 6" in text
    assert "t = 3" in text
    assert text.count("?") == 1
    assert "asyncaula explain E07" in text
    assert caught.value._render_traceback_() == text.splitlines()


def test_a_deadlock_message_names_the_learners_line(monkeypatch, learner):
    cell = learner("""
        import asyncio
        async def en_paralelo(jobs):
            await asyncio.Event().wait()
    """)
    with pytest.raises(Diagnosis, match=r"línea 4 de en_paralelo\(\): await asyncio\.Event\(\)\.wait\(\)"):
        with_answer(monkeypatch, cell["en_paralelo"]).returns(1)


def test_a_hidden_message_names_the_behaviour_and_neither_inputs_nor_values(monkeypatch):
    score = hidden(1)
    with score(1):
        with_answer(monkeypatch, as_they_come).returns(["a", "b", "c"])
    with pytest.raises(Diagnosis) as caught:
        score.earned()
    text = str(caught.value)
    assert text.startswith("E10 · resultados en orden de llegada")
    assert "'a'" not in text
    assert "Qué se esperaba" not in text


def test_what_the_learner_prints_is_shown_in_visible_tests_only(capsys):
    @scenario
    async def dice(lab):
        print("secreto")

    expect(dice)
    assert capsys.readouterr().out == "secreto\n"
    with hidden(1)(1):
        expect(dice)
    assert capsys.readouterr().out == ""


def test_parts_give_part_of_the_points_and_tell_the_first_finding(monkeypatch):
    score = hidden(4)
    with score(1):
        with_answer(monkeypatch, one_by_one).returns(["a", "b", "c"])
    with score(2):
        with_answer(monkeypatch, one_by_one).takes(3)
    with score(1):
        with_answer(monkeypatch, stub).takes(3)
    points = score.earned()
    assert (points, points.out_of, points.verdict()["code"]) == (1, 4, "E07")
    assert repr(float(points)) == points._repr_mimebundle_()["text/plain"]


def test_parts_that_do_not_add_up_are_the_authors_mistake():
    score = hidden(4)
    with score(1):
        pass
    with pytest.raises(ValueError, match="add up to 1 points, the cell has 4"):
        score.earned()


def test_an_error_of_the_test_itself_is_not_taken_for_the_learners():
    score = hidden(1)
    with pytest.raises(ZeroDivisionError), score(1):
        _ = 1 / 0


def test_draws_are_the_same_in_a_run_and_others_in_the_next(monkeypatch):
    first = [d.random() for d in hidden(4).draws(3)]
    assert [d.random() for d in hidden(4).draws(3)] == first
    monkeypatch.setenv("ASYNCAULA_SEED", "5")
    assert [d.random() for d in hidden(4).draws(3)] != first


def test_a_script_is_judged_by_its_exit_code_and_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hola.py").write_text("import sys\nprint('Hola,', input())\nsys.exit(len(sys.argv) - 1)\n")
    expect(script("hola.py", stdin="Ana")).exits(0).prints("Hola, Ana\n").prints_no_warnings()
    assert code_of(expect(script("hola.py", "x", stdin="Ana")).exits, 0) == "E25"
    assert code_of(expect(script("hola.py", stdin="Luz")).prints, "Hola, Ana") == "E24"
    assert code_of(expect(script("no_esta.py")).exits, 0) == "E02"


def test_a_script_that_forgets_to_await_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "olvida.py").write_text("async def f(): pass\nf()\n")
    assert code_of(expect(script("olvida.py")).prints_no_warnings) == "E14"


def test_a_script_that_does_not_end_is_cut(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "eterno.py").write_text("while True: pass\n")
    assert code_of(expect(script("eterno.py", timeout=0.3)).exits, 0) == "E06"


def test_what_this_system_cannot_check_is_not_the_learners_fault():
    assert code_of(expect(Result("unavailable")).returns, 1) == "E39"


def test_conforms_tells_the_first_rule_broken():
    exchange = [{"violations": [{"rule": "http.x", "message": "cuerpo de texto"}]}]
    assert code_of(expect(Result("ok", value=exchange)).conforms) == "E28"
    assert code_of(expect(Result("ok", value=exchange)).conforms, {"http.x": "E19"}) == "E19"
    assert code_of(expect(Result("ok", value=exchange)).conforms, {"http": "E18"}) == "E18"  # a whole group
    for none in ([], "3", [1, {}]):
        expect(Result("ok", value=[{"violations": none}])).conforms()


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        (1, 1.0, True), (True, 1, False), (True, True, True), ([1], (1,), False), ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"b": 1}, False), (0.1 + 0.2, 0.3, True), (float("nan"), float("nan"), True), ("1", 1, False),
        ([1, [True]], [1, [1]], False), (None, None, True), (b"a", "a", False), (10**9, 10**9 + 1, False),
        (10**400, 1.0, False), (10**400, 10**400, True),
    ],
)  # fmt: skip
def test_values_are_compared_by_content_and_type(a, b, equal):
    assert same(a, b) is equal
    assert same(b, a) is equal


def test_the_same_things_in_another_order_are_told():
    assert same_in_other_order([1, 2, 2], [2, 1, 2])
    assert not same_in_other_order([1, 2], [1, 2])
    assert not same_in_other_order([1, 2, 2], [1, 1, 2])


def test_values_are_shown_as_a_student_writes_them():
    assert shown([1, (2,), {"a": frozenset({1})}]) == "[1, (2,), {'a': {1}}]"
    assert shown(Opaque("coroutine", "coroutine")) == "un objeto corrutina (coroutine)"
    assert len(shown("x" * 1000)) == 160
    assert shown(16**5000).startswith("0x1000")


def test_what_this_system_cannot_show_is_said_and_fails_nobody(monkeypatch, capsys):
    points = (
        with_answer(monkeypatch, one_by_one)
        .unless(lambda r: r.value == ["a", "b", "c"], "aquí no se puede ver")
        .rules_out("E07", lambda r: True)
        .satisfies(lambda r: False, "que no")
        .returns([])
        .takes(3)
        .overlaps(3)
        .worth(1)
    )
    assert float(points) == 1
    assert capsys.readouterr().out == "aquí no se puede ver\n"


def test_what_it_can_show_is_judged_and_so_is_what_is_not_written(monkeypatch, capsys):
    assert code_of(with_answer(monkeypatch, one_by_one).unless(lambda r: False, "aquí no").takes, 3) == "E07"
    assert code_of(with_answer(monkeypatch, stub).unless(lambda r: True, "aquí no").returns, []) == "E01"
    assert capsys.readouterr().out == ""
