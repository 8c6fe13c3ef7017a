"""A notebook that nbclient runs is in the sandbox when its manager was given one."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from asyncaula.grading import sandbox
from asyncaula.grading.sandbox import policy

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("way")]


class Sandboxed(NotebookClient):
    """As nbclient, in a sandbox; keeps the manager, which nbclient forgets."""

    limits = sandbox.Limits()

    def create_kernel_manager(self):
        self.made = super().create_kernel_manager()
        sandbox.use(self.made, self.limits)
        return self.made


def client_for(code, folder):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    return Sandboxed(nb, kernel_name="python3", resources={"metadata": {"path": str(folder)}})


def test_a_notebook_runs_in_the_sandbox_with_the_files_beside_it(tmp_path):
    (tmp_path / "datos.txt").write_text("7")
    client = client_for("import os; print(os.getuid(), os.getcwd(), open('datos.txt').read())", tmp_path)
    client.execute()
    assert client.nb.cells[0].outputs[0]["text"] == f"{policy.UID} {policy.WORK} 7\n"
    assert sandbox.over_limit(client.made) is None


def test_a_notebook_that_goes_over_a_limit_tells_which(tmp_path):
    client = client_for("import threading; threading.Event().wait()", tmp_path)
    client.limits = sandbox.Limits(wall=4)
    with pytest.raises(DeadKernelError):
        client.execute()
    assert sandbox.over_limit(client.made).what == "wall"
