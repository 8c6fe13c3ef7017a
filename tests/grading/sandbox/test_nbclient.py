"""A notebook that nbclient runs is in the sandbox when its manager was given one."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

from asyncaula.grading import sandbox
from asyncaula.grading.sandbox import policy

pytestmark = pytest.mark.slow


class Sandboxed(NotebookClient):
    def create_kernel_manager(self):
        km = super().create_kernel_manager()
        sandbox.use(km)
        return km


def test_a_notebook_runs_in_the_sandbox_with_the_files_beside_it(tmp_path):
    (tmp_path / "datos.txt").write_text("7")
    code = "import os; print(os.getuid(), os.getcwd(), open('datos.txt').read())"
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    client = Sandboxed(nb, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    assert nb.cells[0].outputs[0]["text"] == f"{policy.UID} {policy.WORK} 7\n"
    assert sandbox.over_limit(client.km) is None


def test_a_notebook_that_goes_over_a_limit_tells_which(tmp_path):
    class Short(NotebookClient):
        def create_kernel_manager(self):
            self.made = super().create_kernel_manager()
            sandbox.use(self.made, sandbox.Limits(wall=4), folder=tmp_path)
            return self.made

    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("import threading; threading.Event().wait()")]
    )
    client = Short(nb, kernel_name="python3")
    with pytest.raises(Exception, match="Kernel died"):
        client.execute()
    assert sandbox.over_limit(client.made).what == "wall"
