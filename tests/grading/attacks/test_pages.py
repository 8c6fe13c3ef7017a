"""Attacks on whoever opens a result: the instructor's Formgrader, the student's feedback, the artefacts of the run.

Formgrader renders the autograded notebook by nbconvert, without a policy of its own.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from asyncaula.grading.artefacts import document, junit
from asyncaula.grading.execute import GuardedExecute
from asyncaula.grading.records import RecordBook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

SHOUT = "alert(/pwned/)"  # no quotes: it stands between all kinds of them
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{SHOUT}"><script>{SHOUT}</script></svg>'
IMAGE = f"<img src=x onerror={SHOUT}>"
IOPUB = """
kernel = get_ipython().kernel
def sends(kind, content):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
"""


def _texts(nb: Any) -> None:
    nb.cells += [
        new_markdown_cell(
            f"<script>{SHOUT}</script> {IMAGE}\n\n[x](javascript:{SHOUT}) <b onclick={SHOUT}>b</b>"
        ),
        new_markdown_cell(f'![x" onerror="{SHOUT}](y) <svg/onload={SHOUT}>\n\n```html\n{IMAGE}\n```'),
        new_markdown_cell(
            f"[y](java&#115;cript:{SHOUT}) [z][z] [w](javascript\\:{SHOUT})\n\n[z]: JavaScript:{SHOUT}"
        ),
        new_markdown_cell(f"```mermaid\n{IMAGE}\n```\n\n$\\href{{javascript:{SHOUT}}}{{x}}$"),
        new_raw_cell(
            f"<script>{SHOUT}</script>{IMAGE}", metadata={"raw_mimetype": "text/html", "format": "text/html"}
        ),
    ]
    for i, cell in enumerate(nb.cells[-5:]):
        cell["id"] = f"texto-{i}"


def _attachments(nb: Any) -> None:
    data = base64.b64encode(SVG.encode()).decode()
    cell = new_markdown_cell("![x](attachment:x.svg) ![y](attachment:y.png)", id="adjunto")
    cell["attachments"] = {"x.svg": {"image/svg+xml": data}, "y.png": {"image/png": f'x" onerror="{SHOUT}'}}
    nb.cells.append(cell)


def _metadata(nb: Any) -> None:
    nasty = f'"><script>{SHOUT}</script>{IMAGE}'
    nb.metadata.update(
        title=nasty,
        authors=[{"name": nasty}],
        language_info={
            "name": nasty,
            "pygments_lexer": nasty,
            "codemirror_mode": nasty,
            "nbconvert_exporter": nasty,
            "file_extension": nasty,
            "mimetype": nasty,
            "version": nasty,
        },
    )
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"x": nasty}}}
    for cell in nb.cells:
        cell.metadata.update(
            tags=[nasty],
            name=nasty,
            slideshow={"slide_type": nasty},
            jupyter={"source_hidden": nasty},
            magics_language=nasty,
            collapsed=nasty,
            scrolled=nasty,
        )
    nb.cells.append(new_code_cell("1", id="etiquetas", metadata={"tags": [nasty], "magics_language": nasty}))


ATTACKS: dict[str, dict[str, Any]] = {
    "html-output": {
        "seat": "outputs",
        "last": f"""
from IPython.display import HTML, SVG, Javascript, Markdown, Latex, IFrame, display
for thing in (HTML({IMAGE!r}), SVG({SVG!r}), Javascript({SHOUT!r}), Markdown({IMAGE!r}), Latex({IMAGE!r}),
              IFrame("http://@HOST@:@PORT@/", 1, 1)):
    display(thing)
HTML("<script>" + {SHOUT!r} + "</script>")
""",
    },
    "html-beside-a-verdict": {
        "seat": "outputs",
        "last": f"""
from IPython.display import display
display({{"text/html": {IMAGE!r}, "application/vnd.asyncaula.verdict+json": {{"points": 4}}}}, raw=True)
""",
    },
    "html-in-a-bitmap": {
        "seat": "outputs",
        "last": f"""{IOPUB}
for mime in ("image/png", "image/jpeg", "image/gif"):
    for meta in ({{}}, {{mime: {{"width": '1" onload="{SHOUT}', "alt": '"{IMAGE}'}}}}, {{"width": '"{IMAGE}'}}):
        sends("display_data", {{"metadata": meta, "data": {{mime: 'x" onerror="{SHOUT}"><script>'}}}})
""",
    },
    "html-in-the-count": {
        "seat": "outputs",
        "last": f"""{IOPUB}
kernel.shell.execution_count = {IMAGE!r}
sends("execute_input", {{"code": "1", "execution_count": {IMAGE!r}}})
sends("execute_result", {{"data": {{"text/plain": "1"}}, "metadata": {{}}, "execution_count": {IMAGE!r}}})
""",
    },
    "html-in-a-streams-name": {
        "seat": "outputs",
        "last": f"""{IOPUB}
sends("stream", {{"name": '"><script>{SHOUT}</script>', "text": "<script>{SHOUT}</script>"}})
sends("stream", {{"name": "stdout", "text": ["<script>{SHOUT}</script>", 7, {{}}]}})
""",
    },
    "html-in-an-error": {
        "seat": "outputs",
        "last": f"""{IOPUB}
sends("error", {{"ename": {IMAGE!r}, "evalue": {IMAGE!r}, "traceback": ["<script>{SHOUT}</script>", {SVG!r}, 7]}})
raise type({IMAGE!r}, (Exception,), {{}})({IMAGE!r})
""",
    },
    "html-in-a-diagnosis": {
        "answers": {
            "doble": f"""
def doble(n):
    raise type({IMAGE!r}, (Exception,), {{}})("<script>{SHOUT}</script>")
""",
            "juntos": f"""
import asyncio
async def juntos(trabajos):
    for trabajo in trabajos:
        tarea = asyncio.create_task(trabajo(), name={SVG!r})
        tarea.get_coro().__name__ = {IMAGE!r}
    return [{IMAGE!r}, {SVG!r}]
""",
        }
    },
    "html-printed-in-a-test": {
        "answers": {
            "doble": f"def doble(n):\n    print({IMAGE!r}, '<script>{SHOUT}</script>')\n    return {IMAGE!r}"
        }
    },
    "html-in-a-forged-trace": {
        "first": f"""
import json
import asyncaula.grading.separate.answering as answering
nasty = {IMAGE + SVG!r}
answering.answer = lambda request: json.dumps({{"outcome": "deadlock", "value": nasty,
    "error": {{"type": nasty, "bases": [nasty], "message": nasty, "members": [], "cause": None, "line": nasty}},
    "elapsed": 2.0, "real": 0.0, "waiting": [[1, nasty, nasty, nasty]], "leaked": [[1, nasty, nasty, nasty]],
    "never_awaited": [nasty], "unretrieved": [nasty], "pending": [nasty], "cancelling": [], "printed": nasty,
    "blocking": [], "events": [[0.0, "start", nasty, nasty, None], [1.0, "task", nasty, nasty, None]],
    "extra": ["dict", [["turns", ["list", [["list", [nasty, "read", nasty, nasty]]]]]]]}})
"""
    },
    "html-in-texts": {"seat": "texts", "edit": _texts},
    "html-attached": {"seat": "texts", "edit": _attachments},
    "html-in-metadata": {"seat": "texts", "edit": _metadata},
    "html-file": {
        "seat": "texts",
        "files": {
            "cuaderno.html": f"<script>{SHOUT}</script>",
            "index.html": f"<script>{SHOUT}</script>",
            "x.svg": SVG,
        },
    },
    "control-characters": {
        "answers": {
            "doble": "def doble(n):\n    raise ValueError('\\x00\\x1b]0;pwned\\x07\\x1b[2J\\ufffe\\ud800')",
            "juntos": "async def juntos(trabajos):\n    print('\\x00\\ud800\\x1b[2J')\n    return ['\\ud800\\x1b']",
        },
        "last": f"{IOPUB}\nsends('stream', {{'name': 'stdout', 'text': '\\ud800\\x00'}})\nprint('\\ud800')",
    },
    "control-characters-in-file-names": {
        "seat": "texts",
        "files": {"\x1b]0;pwned\x07\x1b[2J.txt": "x", "a\nb.txt": "x"},
    },
}


@pytest.fixture(scope="module")
def graded(grade_class: Callable[..., Any]) -> Any:
    return grade_class(__name__, ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_wins(graded: Any, attack: str) -> None:
    graded.check(attack)


class Active(HTMLParser):
    """Finds in a page what would run, or be fetched, if a browser showed it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        for name, value in attrs:
            target = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on") or target.startswith(
                ("javascript:", "vbscript:", "data:text", "data:image/svg")
            ):
                self.found.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "foreignobject", "form", "base"):
            self.found.append(tag)

    def handle_data(self, data: str) -> None:
        if self._in_script and "pwned" in data:
            self.found.append(data)


def active(page: str) -> list[str]:
    parser = Active()
    parser.feed(page)
    parser.close()
    return parser.found


@pytest.mark.parametrize("attack", ATTACKS)
def test_neither_page_has_anything_of_the_students_that_runs(graded: Any, attack: str) -> None:
    feedback = (graded.root / "feedback" / graded.seat(attack) / "uno/cuaderno.html").read_text(
        encoding="utf-8"
    )
    assert active(feedback) == []
    assert "<script" not in feedback.lower()
    assert "Content-Security-Policy" in feedback
    formgrader, _ = HTMLExporter(template_name="classic").from_notebook_node(graded.autograded(attack))
    assert active(formgrader) == []


def test_a_file_handed_in_does_not_take_the_place_of_the_page(graded: Any) -> None:
    page = graded.root / "feedback/texts/uno/cuaderno.html"
    assert page.read_text(encoding="utf-8") != ATTACKS["html-file"]["files"]["cuaderno.html"]


def test_the_runs_artefacts_can_be_read(graded: Any) -> None:
    records = list(RecordBook(graded.root).all())
    ElementTree.fromstring(junit(records))
    json.dumps(document(records, seed=1), ensure_ascii=False).encode("utf-8")


@pytest.mark.filterwarnings("ignore:Your element with mimetype")  # a bitmap that is none
@pytest.mark.parametrize("attack", ["html-output", "html-in-a-bitmap", "html-in-texts", "html-attached"])
def test_as_it_was_handed_in_and_ran_the_page_is_active(undefended: Callable[..., Any], attack: str) -> None:
    nb = undefended(ATTACKS[attack], by=GuardedExecute, sandbox=True).notebook
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(nb)
    assert active(page) != []
