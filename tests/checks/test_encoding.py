"""Values cross as tagged JSON: rebuilt on the other side, limited in size, never unpickled."""

import asyncio
import json

import pytest

from asyncaula.checks.encoding import MAX_ITEMS, Opaque, SeenError, TooLarge, decode, encode, see_error
from asyncaula.checks.events import MAX_EVENTS, Event
from asyncaula.checks.result import MAX_LINE, MAX_PRINTED, Blocking, Place, Result


def crossed(value):
    return decode(json.loads(json.dumps(encode(value))))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -1,
        2**80,
        1.5,
        float("inf"),
        "",
        "ñandú\n",
        b"\x00\xff",
        [],
        [1, [2, ()]],
        (1,),
        {},
        {"a": {1: (None,)}},
    ],
)
def test_plain_data_arrives_as_it_was(value):
    assert crossed(value) == value
    assert type(crossed(value)) is type(value)


def test_what_json_cannot_say_arrives_all_the_same():
    assert crossed({1, 2}) == frozenset({1, 2})
    assert str(crossed(float("nan"))) == "nan"
    assert crossed("\ud800") == "\\ud800"


def test_a_liar_loses_its_class():
    class Liar(list):
        def __eq__(self, other):
            return True

        def __iter__(self):
            return iter(["the", "right", "answer"])

        __hash__ = None

    class Number(int):
        def __add__(self, other):
            return 42

    class Text(str):
        def __str__(self):
            return "forged"

    arrived = crossed([Liar([1]), Number(7), Text("real")])
    assert arrived == [[1], 7, "real"]
    assert [type(x) for x in arrived] == [list, int, str]


def test_what_is_no_data_arrives_as_a_description():
    async def coroutine():
        pass

    pending = coroutine()
    assert crossed(pending) == Opaque("coroutine", "coroutine")
    pending.close()
    assert crossed(print).kind == "function"
    assert crossed(OSError).kind == "type"


def test_an_exception_arrives_with_its_bases_members_and_cause():
    error = ExceptionGroup("varias", [FileNotFoundError("a"), ExceptionGroup("más", [KeyError("b")])])
    error.__cause__ = ValueError("c")
    seen = crossed(error)
    assert isinstance(seen, SeenError)
    assert (seen.type, seen.message, seen.cause.type) == ("ExceptionGroup", "varias", "ValueError")
    assert [e.type for e in seen.flat()] == ["FileNotFoundError", "KeyError"]
    assert seen.flat()[0].is_a("OSError")


def test_an_exception_that_fails_to_tell_its_message_is_told_without():
    class Rude(Exception):
        def __str__(self):
            raise SystemExit

    assert see_error(Rude()).type == "Rude"


@pytest.mark.parametrize("value", [[0] * (MAX_ITEMS + 1), "x" * 2_000_000])
def test_too_much_is_refused(value):
    with pytest.raises(TooLarge):
        encode(value)


def test_a_value_that_contains_itself_is_refused():
    loop: list = []
    loop.append(loop)
    with pytest.raises(TooLarge):
        encode(loop)


@pytest.mark.parametrize("data", [["exec", "x"], ["list", 3], ["int", "zz"], [], {"a": 1}, ["float", "1"]])
def test_data_of_another_shape_is_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        decode(data)


@pytest.mark.parametrize(
    "data", [["list", [0] * (MAX_ITEMS + 1)], ["list", [["list", []]] * (MAX_ITEMS + 1)]]
)
def test_more_than_can_be_sent_is_not_taken_either(data):
    with pytest.raises(TooLarge):
        decode(data)


def test_half_a_surrogate_arrives_spelt_out():
    assert decode("a\ud800") == "a\\ud800"


TICK = [0.0, "start", "a", "T1", None]


@pytest.mark.parametrize(
    "forged",
    [
        {"elapsed": float("nan")}, {"elapsed": float("inf")}, {"real": -1.0},
        {"events": [[float("nan"), *TICK[1:]]]}, {"events": [[0.0, "otra", *TICK[2:]]]},
        {"events": [[0.0, ["start"], *TICK[2:]]]}, {"events": [TICK] * (MAX_EVENTS + 1)},
    ],
)  # fmt: skip
def test_a_result_that_no_run_can_have_is_refused(forged):
    with pytest.raises((ValueError, TypeError)):
        Result.from_data(Result("ok").to_data() | forged)


def test_of_texts_a_result_takes_what_a_run_would_have_kept():
    long = "x" * 100_000
    forged = {"waiting": [[1, long, long, long]], "never_awaited": [long], "printed": long}
    seen = Result.from_data(Result("deadlock").to_data() | forged)
    assert len(seen.waiting[0].text) == len(seen.never_awaited[0]) == MAX_LINE
    assert len(seen.printed) == MAX_PRINTED


def test_without_names_a_run_keeps_its_times_and_loses_what_its_code_called_things():
    named = [
        Event(0.0, "task", "Task-2", "principal"), Event(0.0, "start", "secreto", "Task-2"),
        Event(1.0, "end", "secreto", "Task-2"), Event(1.0, "mark", "secreto", "principal", {"n": 7}),
    ]  # fmt: skip
    plain = Result("ok", events=tuple(named)).without_names()
    assert [(e.at, e.kind) for e in plain.events] == [(e.at, e.kind) for e in named]
    assert "secreto" not in str(plain)
    assert "7" not in str(plain.events)
    assert list(plain.jobs) == ["1"]


def test_a_result_crosses_whole():
    place = Place(3, "f", "await x", "T1")
    result = Result(
        "raised",
        value=[1, (2,)],
        error=see_error(KeyError("k")),
        elapsed=2.5,
        real=0.1,
        waiting=(place,),
        leaked=(place,),
        never_awaited=("f",),
        unretrieved=("m",),
        blocking=(Blocking("time.sleep", place), Blocking("input")),
        events=(Event(1.0, "mark", "hola", "T1", {"a": 1}),),
        printed="p",
        pending=("T1",),
        cancelling=("T1",),
        extra={"x": (1, 2)},
    )
    assert Result.from_data(json.loads(json.dumps(result.to_data()))) == result


def test_a_result_too_large_to_cross_says_so_instead_of_its_value():
    assert Result.from_data(Result("ok", value="x" * 2_000_000).to_data()).value == Opaque("str", "too large")


def test_a_task_and_a_future_are_told_apart():
    async def kinds():
        task = asyncio.create_task(asyncio.sleep(0))
        future = asyncio.get_running_loop().create_future()
        both = crossed([task, future])
        await task
        return [value.kind for value in both]

    assert asyncio.run(kinds()) == ["task", "future"]
