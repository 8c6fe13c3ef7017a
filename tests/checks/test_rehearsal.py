"""`rehearse`: real programs that start Uvicorn, seen from outside, for a moment and on loopback only."""

from __future__ import annotations

import ast
import sys
import textwrap
from pathlib import Path

import pytest

from asyncaula.checks import Script, expect
from asyncaula.checks.rehearsal import child, rehearse
from asyncaula.checks.rehearsal.child import conditional_names

APP = """
    async def app(scope, receive, send):
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": scope["path"].encode()})
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> None:
        (tmp_path / "principal.py").write_text(textwrap.dedent(text), encoding="utf-8")

    return write


def seen(target: str, **options):
    result = expect(rehearse(target, **options)).result
    assert result.outcome == "ok", result
    return result.value


def test_the_command_serves_the_app_and_asks_it(program):
    program(APP)
    value = seen("principal:app", get=["/", "/ñandú"])
    (server,) = value["report"]["servers"]
    assert value["exit"] == 0
    assert (server["app"], server["host"], server["port"]) == ("principal:app", "127.0.0.1", 8000)
    assert (server["started"], server["supervised"]) == (True, False)
    assert [a["text"] for a in server["answers"]] == ["/", "/ñandú"]
    assert server["answers"][0]["status"] == 200
    assert server["answers"][0]["type"] == "text/plain"


def test_a_name_that_is_not_there_is_told_in_uvicorns_words(program):
    program(APP.replace("def app", "def aplicacion"))
    value = seen("principal:app")
    assert value["exit"] == 3
    assert value["report"]["not_found"] == 'Attribute "app" not found in module "principal".'


def test_a_program_is_told_what_it_asked_for_and_gets_loopback(program):
    program(APP + '\n    import uvicorn\n    uvicorn.run(app, host="0.0.0.0", port=80)')
    value = seen("principal.py", get=["/hola"])
    (server,) = value["report"]["servers"]
    assert (server["host"], server["port"], server["app"]) == ("0.0.0.0", 80, None)
    assert server["answers"][0]["text"] == "/hola"
    assert "running on http://127.0.0.1:" in value["stderr"]


@pytest.mark.parametrize("option", ["reload=True", "workers=2"])
def test_a_supervisor_is_seen_and_starts_nothing(program, option):
    program(
        APP
        + f'\n    import uvicorn\n    uvicorn.run("principal:app", {option}) if __name__ == "__main__" else 0'
    )
    (server,) = seen("principal.py", get=["/hola"])["report"]["servers"]
    assert (server["supervised"], server["started"]) == (True, False)


def test_a_lifespan_that_refuses_ends_the_command_with_uvicorns_code(program):
    program("""
        import os

        async def app(scope, receive, send):
            await receive()
            await send({"type": "lifespan.startup.failed", "message": "falta " + os.environ["QUE"]})
    """)
    value = seen("principal:app", env={"QUE": "todo"})
    (server,) = value["report"]["servers"]
    assert value["exit"] == 3
    assert server["lifespan"] == [["lifespan.startup.failed", "falta todo"]]
    assert not server["started"]


def test_a_server_that_an_import_starts_is_counted(program):
    program(APP + "\n    import uvicorn\n    uvicorn.run(app)")
    assert [s["started"] for s in seen("principal:app")["report"]["servers"]] == [True, True]


def test_an_error_at_import_is_an_error_of_the_program(program):
    program("raise NotImplementedError()")
    result = expect(rehearse("principal:app")).result
    assert result.error is not None
    assert result.error.type == "NotImplementedError"


def test_a_program_that_leaves_without_a_word_has_no_report(program):
    program("import os; os._exit(7)")
    value = seen("principal.py")
    assert (value["exit"], value["report"]) == (7, None)


def test_a_file_that_is_not_there_is_missing(program):
    assert expect(rehearse("principal:app")).result.outcome == "missing"


def test_a_script_crosses_as_data(program):
    sent = rehearse("principal:app", env={"A": "1", "B": None})
    assert Script(**vars(sent)) == sent


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("if __name__ == '__main__':\n    app = 1", ["app"]),
        ("app = 1\nif True:\n    app = 2", []),
        ("if True:\n    async def app(): x = 1", ["app"]),
        ("async def app(", []),
    ],
)
def test_names_bound_in_an_if_alone(text, names):
    assert conditional_names(text) == names


def test_the_child_imports_nothing_of_this_package_and_writes_where_it_is_read():
    tree = ast.parse(Path(child.__file__).read_text(encoding="utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    names = [a.name for n in imports if isinstance(n, ast.Import) for a in n.names]
    names += [n.module or "" for n in imports if isinstance(n, ast.ImportFrom)]
    assert not any(n.level for n in imports if isinstance(n, ast.ImportFrom))
    assert not any(name.startswith("asyncaula") for name in names)
    assert child.REPORT == sys.modules["asyncaula.checks.scripts"].REPORT
