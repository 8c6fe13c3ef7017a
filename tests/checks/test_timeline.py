"""The picture of a run: true to its events, small, without scripts, readable without colours and without eyes."""

import asyncio
import xml.etree.ElementTree as ET

import pytest

from asyncaula.checks import Result, scenario, trace
from asyncaula.checks.observation import observe
from asyncaula.checks.timeline import timeline_html, timeline_svg, timeline_text, trace_line
from asyncaula.checks.timeline.rows import ticks

SVG = "{http://www.w3.org/2000/svg}"


@scenario
async def secuencial(lab):
    for name, seconds in (("té", 3), ("pan", 1), ("huevo", 2)):
        await lab.job(name, seconds)()


@scenario
async def variado(lab):
    import asyncio

    fails = asyncio.create_task(lab.job("<script>alert(1)</script>", 1, error=ValueError())())
    cancelled = asyncio.create_task(lab.job("larga", 9)())
    never = asyncio.create_task(lab.job("eterna", None)())
    await asyncio.wait([fails])
    cancelled.cancel()
    await asyncio.sleep(1)
    return never is None


@scenario
async def muchos(lab):
    import asyncio

    await asyncio.gather(*(job() for job in lab.jobs([1] * 40)))


def seen(a_scenario):
    return observe(a_scenario, {}, 0)


def bars(svg):
    return [
        (float(r.get("x")), float(r.get("x")) + float(r.get("width")))
        for r in ET.fromstring(svg).iter(f"{SVG}rect")
    ]


def texts(svg):
    return [t.text for t in ET.fromstring(svg).iter(f"{SVG}text")]


def test_one_line_tells_the_order_the_time_and_the_overlap():
    line = "ini té · fin té · ini pan · fin pan · ini huevo · fin huevo (t = 6, a la vez: 1)"
    assert trace_line(seen(secuencial)) == line


def test_one_line_stays_one_line_where_much_happened():
    line = trace_line(seen(muchos))
    assert line.endswith("… (t = 1, a la vez: 40)")
    assert len(line) < 200


def test_the_text_has_a_line_for_each_job_with_its_times():
    lines = timeline_text(seen(secuencial)).splitlines()
    assert [line.split()[0] for line in lines] == ["té", "pan", "huevo", "t"]
    assert [line.rpartition("┤")[2].strip() for line in lines[:3]] == ["0 → 3", "3 → 4", "4 → 6"]


def test_bars_of_one_after_the_other_touch_and_do_not_overlap():
    first, second, third = bars(timeline_svg(seen(secuencial)))
    assert first[1] == pytest.approx(second[0], abs=0.2)
    assert second[1] == pytest.approx(third[0], abs=0.2)
    assert (first[1] - first[0]) == pytest.approx(3 * (second[1] - second[0]), abs=0.5)


def test_what_was_expected_is_drawn_on_the_same_scale_below():
    svg = timeline_svg(seen(secuencial), (("té", 0.0, 3.0), ("pan", 0.0, 1.0)))
    drawn = bars(svg)
    assert drawn[3] == drawn[0]
    assert any(text.startswith("Lo que hizo tu código: t = 6 s") for text in texts(svg))
    assert "Lo que se esperaba" in texts(svg)


def test_each_ending_has_a_sign_and_not_a_colour_alone():
    shown = texts(timeline_svg(seen(variado)))
    assert {"!", "✕", "…"} <= set(shown)
    assert "cancelado" in " ".join(shown)


def test_names_of_the_learners_are_text_and_never_markup():
    html = timeline_html(seen(variado))
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")


def test_the_picture_says_in_words_what_it_shows():
    root = ET.fromstring(timeline_svg(seen(secuencial)))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}desc").text == timeline_text(seen(secuencial))


def test_the_picture_is_small_and_stops_at_thirty_rows():
    assert len(timeline_svg(seen(secuencial)).encode()) < 6_000
    svg = timeline_svg(seen(muchos))
    assert len(bars(svg)) == 30
    assert "… y 10 más" in texts(svg)


def test_the_same_result_gives_the_same_picture():
    assert timeline_svg(seen(variado)) == timeline_svg(seen(variado))


def test_a_result_without_events_has_a_picture_too():
    ET.fromstring(timeline_svg(Result("ok")))
    assert timeline_text(Result("ok")) == "t = 0 s · a la vez: 0"


def test_a_task_that_ran_no_job_has_a_row_of_its_own():
    async def con_tarea(lab):
        await asyncio.create_task(asyncio.sleep(2), name="espera")

    assert timeline_text(trace(con_tarea)).startswith("espera ├")


@pytest.mark.parametrize("seconds", [0.004, 0.3, 1, 2, 3.5, 10, 17, 99, 3600, 604800])
def test_ticks_are_round_few_and_reach_the_end(seconds):
    found = ticks(seconds)
    assert found[0] == 0
    assert 1 <= len(found) <= 10
    assert found[-1] <= seconds < found[-1] + 2 * (found[1] if len(found) > 1 else seconds)
