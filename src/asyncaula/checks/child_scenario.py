"""What a child interpreter does with a scenario: import the learner's module, run, write the result down."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from .encoding import see_error
from .locate import of_error
from .observation import run_scenario
from .patches import LimitedText
from .result import Result
from .scenarios import Options


def main() -> None:
    """Read the request that the first argument names, write the result as JSON to the second."""
    asked, answered = map(Path, sys.argv[1:3])
    request = json.loads(asked.read_text(encoding="utf-8"))
    result = _carry_out(request)
    unfinished = answered.with_suffix(".part")
    unfinished.write_text(json.dumps(result.to_data()), encoding="utf-8")
    unfinished.replace(answered)


def _carry_out(request: dict[str, Any]) -> Result:
    options = Options(**request["options"])
    path = Path(options.module or "")
    printed = LimitedText()
    sys.path.insert(0, str(path.parent.resolve()))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            spec.loader.exec_module(module)
    except BaseException as exc:  # a module that fails at import is the learner's finding
        error = see_error(exc, of_error)
        return Result("raised", error=error, printed=printed.getvalue(), extra={"at_import": True})
    namespace = vars(module)
    namespace.setdefault(path.stem, module)
    result = run_scenario(request, options, namespace)
    result.extra["import_printed"] = printed.getvalue()  # type: ignore[index]
    return result
