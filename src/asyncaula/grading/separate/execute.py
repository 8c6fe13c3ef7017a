"""Runs a submission: the learner's cells in a kernel, set-up and tests of the release by a judge."""

from __future__ import annotations

import copy
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from traitlets import Bool, Integer, default

from ...verdict import NOT_RUN, error_output
from ..cells import grade_id, is_locked, is_test
from ..execute import PREPARE, GuardedExecute
from ..judge.bench import Bench
from ..judge.vouching import handed_in
from ..released import released_notebook
from . import answering, at_home
from .asking import Asking

ABOUT, SEED = at_home.ABOUT, "seed"
"""Where the notebook's metadata record the seed that its tests drew from."""


NO_SANDBOX = "ASYNCAULA_NO_SANDBOX"
"""Set to 1 it has the same effect as ``c.SeparateExecute.sandbox = False``: nothing is walled in."""


class SeparateExecute(GuardedExecute):
    """nbgrader's `Execute` with a verdict that the learner's code cannot reach.

    The cells of a submission run in its own kernel, all but the test cells: those are run by a judge, a process
    that never runs a line of the learner's, after the release's other locked code cells. What it wants observed
    is asked of the kernel, and comes back as data (`asyncaula.checks.observation`). The source of test and
    set-up cells is the gradebook's, whatever the submission holds.

    Where feedback could not show why a visible test failed, the notebook is run once more without its hidden
    tests (`at_home`).

    Tests draw their parameters from `seed`, which is recorded in the notebook's metadata so that a verdict
    can be replayed.
    """

    first = f"{PREPARE}\nfrom {answering.__name__} import listen as _l; _l(); del _l"

    seed = Integer(
        None, allow_none=True, help="what hidden tests draw from; fresh for every notebook unless set"
    ).tag(config=True)

    test_timeout = Integer(120, help="seconds for one test cell").tag(config=True)

    looks_at_home = Bool(True, help="whether to run it again where feedback could not tell").tag(config=True)

    @default("sandbox")
    def _walled_in_unless_told(self) -> bool:
        return os.environ.get(NO_SANDBOX, "") in ("", "0")

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._released = _released_sources((resources or {}).get("nbgrader", {}))
        drawn = secrets.randbits(48) if self.seed is None else self.seed
        self._drawn: int = drawn
        at_home.forget(nb)
        before = copy.deepcopy(resources)
        nb, resources = super().preprocess(nb, resources, km)
        nb.metadata[ABOUT] = NotebookNode({SEED: drawn})
        nb.metadata["language_info"] = NotebookNode(name="python")  # not what the learner's kernel says
        if self.looks_at_home and self._ended is None and at_home.is_untold(nb):
            self._look_at_home(nb, before)
        return nb, resources

    def _look_at_home(self, nb: NotebookNode, resources: dict[str, Any] | None) -> None:
        again = type(self)(
            parent=self.parent,
            timeout=self.timeout,
            budget=self.budget,
            seed=self._drawn,
            sandbox=self.sandbox,
            kernel_name=self.kernel_name,
        )
        home, _resources = again.preprocess(at_home.without_hidden_tests(nb), resources)
        at_home.keep(nb, home)

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        with ExitStack() as more:
            lines = handed_in(self.nb, Path(self.resources["metadata"]["path"] or "."))
            self._bench = more.enter_context(
                closing(Bench(self.sandbox, self._drawn, lines, self._released.values()))
            )
            more.enter_context(super().setup_kernel(**kwargs))
            self._asking = more.enter_context(closing(Asking(self.km.connection_file)))
            yield

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if cell.cell_type != "code":
            return cell, resources
        cell.source = self._released.get(grade_id(cell) or "", cell.source)
        if is_test(cell):
            self._judge(cell)
            return cell, resources
        if is_locked(cell) and not self._bench.prepare(cell.source):
            self.log.warning("The judge could not run the set-up cell %s", grade_id(cell))
        return super().preprocess_cell(cell, resources, index)

    def _judge(self, cell: NotebookNode) -> None:
        """Have a test cell run by the judge, and what it wants observed by the learner's kernel.

        A kernel that owes an answer is ended where it does not give it up.
        """
        if (over := self.over_budget()) is not None:
            cell.outputs, cell.execution_count = [error_output(NOT_RUN, over)], None
            return
        owed = self._asking.lost is not None
        outputs, cell.execution_count = self._bench.run(cell.source, self._asking.ask, self.test_timeout)
        cell.outputs = [from_dict(out) for out in outputs]
        if self._asking.lost is not None and not owed:
            self.end_unless_responsive()


def _released_sources(about: dict[str, Any]) -> dict[str, str]:
    """Give the source of the release's locked code cells by their grade_id, where there is a gradebook."""
    if "db_url" not in about:
        return {}
    cells = released_notebook(about).cells
    return {cell.name: cell.source for cell in cells if cell.locked and cell.cell_type == "code"}
