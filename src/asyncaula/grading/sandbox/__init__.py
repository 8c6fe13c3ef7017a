"""Runs a kernel where its code can reach nothing: no files of this machine, no network, no other process.

`use(km)` makes a kernel manager start its kernel under bubblewrap; `over_limit(km)` tells afterwards whether
a limit ended it. Linux alone has this; the package can be imported anywhere, and `probe()` says what is
missing where.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .errors import SandboxError
from .limits import Limits, OverLimit
from .place import remove_orphans
from .probe import Probe, probe

__all__ = [
    "PROVISIONER",
    "Limits",
    "OverLimit",
    "Probe",
    "SandboxError",
    "over_limit",
    "probe",
    "remove_orphans",
    "use",
]

PROVISIONER = "asyncaula-bwrap"
"""The name in the entry-point group `jupyter_client.kernel_provisioners`."""


def use(
    km: Any,
    limits: Limits | None = None,
    *,
    folder: Path | str | None = None,
    environment: Mapping[str, str] | None = None,
    warm: bool = True,
) -> None:
    """Make this kernel manager start its kernel in a sandbox; call it before the kernel is started.

    `folder`'s files are copied into the kernel's working directory, without notebooks, links and special
    files, and nothing comes back; left out, it is the `cwd` the kernel is started with. `environment` is all that the
    kernel finds in its environment, besides what every kernel needs. `warm` has it forked from a process that
    has imported everything, into the same sandbox, where that is safe; else it is started anew.

    Where there is no sandbox, starting the kernel raises `SandboxError`; it is never started without. It
    works by the kernelspec's metadata because the default provisioner that a configuration file names is
    ignored for a manager without a parent, as nbclient makes it.
    """
    km.kernel_spec.metadata["kernel_provisioner"] = {
        "provisioner_name": PROVISIONER,
        "config": {
            "limits": limits or Limits(),
            "folder": str(folder) if folder is not None else "",
            "environment": dict(environment or {}),
            "warm": warm,
        },
    }


def over_limit(km: Any) -> OverLimit | None:
    """The limit that ended this manager's kernel; None where none did, or where it has no sandbox."""
    found: OverLimit | None = getattr(km.provisioner, "over_limit", None)
    return found
