"""Whether this machine can make a sandbox, and what to do where it can not."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import environment, policy, processes, stepdown
from .errors import SandboxError
from .limits import Limits

OLDEST = (0, 8)
"""bubblewrap's release that brought `--disable-userns`."""
INSTALL = "Debian and Ubuntu: apt install bubblewrap util-linux. Fedora: dnf install bubblewrap util-linux."


@dataclass(frozen=True)
class Probe:
    """What came of making a sandbox in which nothing is run.

    `problem` is None where it works; otherwise it says what failed, and `remedy` what to do. `said` is what
    bubblewrap wrote.
    """

    version: str = ""
    problem: str | None = None
    remedy: str = ""
    said: str = ""

    @property
    def works(self) -> bool:
        """Whether a kernel can be started in a sandbox."""
        return self.problem is None


@dataclass(frozen=True)
class Tools:
    """Where the programs are that a sandbox is made with."""

    bwrap: str
    prlimit: str
    setpriv: str


def tools() -> Tools:
    """Give the programs. Raises `SandboxError`, with the remedy, where no sandbox can be made here."""
    found = probe()
    if not found.works:
        raise SandboxError(f"{found.problem}. {found.remedy}".strip())
    return _find_tools()


@functools.cache
def probe() -> Probe:
    """Make a sandbox and run nothing in it. Done once in a process."""
    return probe_now()


def probe_now() -> Probe:
    """As `probe`, anew."""
    if not sys.platform.startswith("linux"):
        return Probe(
            problem="The sandbox needs Linux", remedy="Grade on Linux, or in a virtual machine with it."
        )
    if (why := processes.blind()) is not None:
        return Probe(problem=f"What a sandbox uses can not be watched: {why}", remedy="Mount /proc anew.")
    if missing := [name for name, path in vars(_find_tools()).items() if not path]:
        return Probe(problem=f"{' and '.join(missing)} not found", remedy=INSTALL)
    found = _find_tools()
    version = _version(found.bwrap)
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < OLDEST:
        return Probe(
            version=version,
            problem=f"bubblewrap {version} is too old",
            remedy="Version 0.8 or newer is needed: Debian 12, Ubuntu 24.04, Fedora 38 and later have it.",
        )
    try:
        trees = environment.python_trees()
        outer = stepdown.command(found.bwrap, found.setpriv, trees) if stepdown.needed() else []
    except SandboxError as error:
        return Probe(version=version, problem=str(error))
    command = [*outer, *policy.walls(found.bwrap, trees, Limits()), "--remount-ro", "/", "--"]
    command += [*policy.limited(found.prlimit, Limits()), "/bin/true"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=30, env={}, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Probe(version=version, problem=f"bubblewrap could not be run: {error}")
    if ran.returncode == 0:
        return Probe(version=version)
    said = ran.stderr.strip()[-1000:]
    problem, remedy = diagnosis(said, facts())
    return Probe(version=version, problem=problem, remedy=remedy, said=said)


@dataclass(frozen=True)
class Facts:
    """What of this machine forbids user namespaces, or may."""

    container: bool
    apparmor: bool
    """kernel.apparmor_restrict_unprivileged_userns, set since Ubuntu 23.10."""
    no_namespaces: bool
    """user.max_user_namespaces is 0, as some hardening guides for Red Hat's systems want it."""
    no_clone: bool
    """kernel.unprivileged_userns_clone is 0: Debian before 11, and hardened kernels."""


def facts() -> Facts:
    """Read what this machine says about user namespaces."""
    return Facts(
        container=Path("/.dockerenv").exists() or Path("/run/.containerenv").exists(),
        apparmor=_setting("kernel/apparmor_restrict_unprivileged_userns") == "1",
        no_namespaces=_setting("user/max_user_namespaces") == "0",
        no_clone=_setting("kernel/unprivileged_userns_clone") == "0",
    )


def diagnosis(said: str, known: Facts) -> tuple[str, str]:
    """Give what failed and what to do, from what bubblewrap wrote and what is known of the machine."""
    if "mount proc" in said:
        return (
            "A container forbids to mount /proc, because it hides part of its own",
            "Start the container with --security-opt systempaths=unconfined (Docker) or "
            "--security-opt unmask=ALL (Podman).",
        )
    if known.no_namespaces:
        return "User namespaces are turned off", "sysctl -w user.max_user_namespaces=15000"
    if known.no_clone:
        return "User namespaces are for root alone", "sysctl -w kernel.unprivileged_userns_clone=1"
    if known.apparmor and re.search(r"uid map|loopback|namespace|RTM_NEWADDR", said):
        return (
            "AppArmor forbids user namespaces to programs it does not know",
            "Give bubblewrap a profile: install apparmor-profiles, copy "
            "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict to /etc/apparmor.d/ and run "
            "apparmor_parser -r on it; or sysctl -w kernel.apparmor_restrict_unprivileged_userns=0.",
        )
    if re.search(r"[Nn]amespace|uid map|clone|unshare|pivot_root|setns|[Mm]ount|loopback", said):
        where = "The container" if known.container else "Something, perhaps a container,"
        return (
            f"{where} forbids what a sandbox is made of",
            "Docker: --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt "
            "systempaths=unconfined, for a container that does nothing but grade.",
        )
    return f"bubblewrap failed: {said or 'it said nothing'}", ""


def _find_tools() -> Tools:
    """`setpriv` is asked for only where it is needed."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/bin:/bin:/usr/sbin:/sbin"
    bwrap, prlimit, setpriv = (
        shutil.which(name, path=path) or "" for name in ("bwrap", "prlimit", "setpriv")
    )
    return Tools(bwrap, prlimit, setpriv or ("" if stepdown.needed() else "setpriv"))


def _version(bwrap: str) -> str:
    try:
        said = subprocess.run(
            [bwrap, "--version"], capture_output=True, text=True, timeout=30, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.strip().removeprefix("bubblewrap ")


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", name).read_text(encoding="ascii").strip()
    except OSError:
        return ""
