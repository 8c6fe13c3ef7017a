"""What code in the sandbox can not see, touch or become."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from pathlib import Path

import pytest

from asyncaula.grading.sandbox import environment, policy, processes, seccomp

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[3]

SYSCALL = """
import ctypes, errno
_libc = ctypes.CDLL(None, use_errno=True)
def syscall(number, *arguments):
    ctypes.set_errno(0)
    _libc.syscall(number, *arguments)
    return errno.errorcode.get(ctypes.get_errno(), "")
def outcome(call):
    try:
        call()
        return "done"
    except OSError as e:
        return errno.errorcode[e.errno]
"""


def test_the_user_is_not_root(kernel):
    told = kernel.tells("import os; told = [os.getuid(), os.geteuid(), os.getgid()]")
    assert told == [policy.UID] * 3


def test_on_the_host_too_its_processes_are_not_roots(kernel):
    inner = processes.tree(kernel.km.provisioner.process.pid, 100)[-1]
    status = Path(f"/proc/{inner}/status").read_text()
    (uids,) = [line.split()[1:] for line in status.splitlines() if line.startswith("Uid:")]
    assert "0" not in uids


def test_it_has_no_capability_and_can_get_none(kernel):
    told = kernel.tells(
        "told = dict(line.split(':\\t') for line in open('/proc/self/status').read().splitlines() "
        "if line.startswith(('Cap', 'NoNewPrivs', 'Seccomp:')))"
    )
    assert {name for name in told if name.startswith("Cap")} == {
        "CapInh",
        "CapPrm",
        "CapEff",
        "CapBnd",
        "CapAmb",
    }
    assert all(int(value, 16) == 0 for name, value in told.items() if name.startswith("Cap"))
    assert (told["NoNewPrivs"], told["Seccomp"]) == ("1", "2")


def test_the_environment_has_nothing_of_the_hosts(kernel):
    told = kernel.tells(
        """
import glob, os
told = dict(os.environ)
for name in glob.glob("/proc/*/environ"):
    try:
        told[name] = open(name).read()
    except OSError:
        pass
"""
    )
    assert "del anfitrión" not in json.dumps(told, ensure_ascii=False)
    assert told["HOME"] == policy.HOME
    assert not [name for name in told if name.startswith(("JPY_", "JUPYTER", "PYTEST", "ASYNCAULA"))]


def test_the_hosts_home_can_not_be_read(kernel):
    shown = {parent for tree in environment.python_trees() for parent in (tree, *tree.parents)}
    names = [str(path) for path in Path.home().iterdir() if path not in shown]
    assert names
    assert kernel.tells(f"import os; told = [n for n in {names!r} if os.path.lexists(n)]") == []


def test_of_the_hosts_accounts_it_sees_a_stub(kernel):
    told = kernel.tells("told = open('/etc/passwd').read()")
    assert [line.split(":")[0] for line in told.splitlines()] == ["learner", "nobody"]
    assert set(kernel.tells("import os; told = os.listdir('/etc')")) <= {
        *policy.ETC,
        *(Path(name).relative_to("/etc").parts[0] for name in ("/etc/ssl/certs", *policy.FROM_ETC)),
    }


def test_of_the_repository_it_sees_the_package_and_the_environment_alone(kernel):
    told = kernel.tells(
        f"import os; told = [os.listdir({str(REPOSITORY)!r}), os.listdir({str(REPOSITORY / 'src')!r})]"
    )
    assert [name for name in told[0] if not name.startswith(".venv")] == ["src"]
    assert told[1] == ["asyncaula"]


def test_python_is_seen_where_it_lies_in_the_folder_of_temporary_files(start, monkeypatch):
    trees = environment.python_trees
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "modulo.py").write_text("x = 1")
        monkeypatch.setattr(environment, "python_trees", lambda *program: [*trees(*program), Path(folder)])
        assert start().tells(f"import os; told = os.listdir({folder!r})") == ["modulo.py"]


def test_other_submissions_can_not_be_read(start, tmp_path):
    for student in ("ana", "beto"):
        (tmp_path / "submitted" / student).mkdir(parents=True)
        (tmp_path / "submitted" / student / "datos.txt").write_text(student)
    inside = start(folder=tmp_path / "submitted" / "ana")
    told = inside.tells(f"import os; told = [os.listdir(), os.path.lexists({str(tmp_path)!r})]")
    assert told == [["datos.txt"], False]


def test_nothing_can_be_written_but_in_its_own_places(kernel):
    writable = kernel.tells(
        """
import os
told = []
for line in open("/proc/self/mountinfo"):
    place = line.split()[4]
    folders = [place] if os.path.isdir(place) else []
    folders += [os.path.join(place, n) for n in (os.listdir(place) if folders else [])]
    for folder in folders:
        try:
            os.mkdir(os.path.join(folder, "x"))
        except OSError:
            continue
        os.rmdir(os.path.join(folder, "x"))
        told.append(folder)
"""
    )
    meeting = kernel.km.provisioner.sockets
    own = {policy.HOME, policy.WORK, policy.TEMPORARY, policy.SHARED, str(meeting / "s")}
    below_own = {path for path in writable if os.path.dirname(path) in (policy.HOME, policy.SHARED)}
    # Where Python or the checkout lies deeper in /tmp, the sandbox's own /tmp has the folder on the way, and no more.
    above = {folder for tree in environment.python_trees() for folder in tree.parents}
    on_the_way = {str(folder) for folder in above if str(folder.parent) == policy.TEMPORARY}
    assert set(writable) == own | below_own | on_the_way
    assert {path.name for path in meeting.parent.iterdir()} == {"etc", "files", "k"}
    assert {path.name for path in meeting.iterdir()} == {"c.json", "s"}


def test_settings_of_the_hosts_system_can_not_be_written(kernel):
    told = kernel.tells(
        SYSCALL
        + """
import os
told = [outcome(lambda: os.open(name, os.O_WRONLY)) for name in (
    "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/self/oom_score_adj")]
told.append(outcome(lambda: os.chmod("/dev/null", 0o666)))
"""
    )
    assert set(told[:2]) <= {"EROFS", "EACCES"}
    assert told[2:] == ["EROFS", "EPERM"]


def test_the_first_process_of_the_sandbox_can_not_be_reached(kernel):
    assert kernel.tells("import os; told = os.listdir('/proc/1')") == []


def test_it_sees_no_process_of_the_hosts(kernel):
    told = kernel.tells(
        f"""
import os
told = [len([n for n in os.listdir("/proc") if n.isdigit()]), os.path.exists("/proc/{os.getpid()}")]
"""
    )
    assert told[0] < 5
    assert not told[1] or os.getpid() < 10


def test_no_packet_gets_out(kernel):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as hidden:
        hidden.bind("\0asyncaula-test")
        hidden.listen()
        told = kernel.tells(
            SYSCALL
            + f"""
import socket
def udp():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))
told = [
    outcome(lambda: socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 5)),
    outcome(lambda: socket.create_connection(("192.0.2.1", 80), 5)),
    outcome(udp),
    outcome(lambda: socket.socket(socket.AF_UNIX).connect("\\0asyncaula-test")),
    outcome(lambda: socket.socket(40, socket.SOCK_STREAM)),
    outcome(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    [name for _, name in socket.if_nameindex()],
]
"""
        )
    assert told == [
        "ECONNREFUSED",
        "ENETUNREACH",
        "ENETUNREACH",
        "ECONNREFUSED",
        "EAFNOSUPPORT",
        "EAFNOSUPPORT",
        ["lo"],
    ]


def test_it_can_not_make_namespaces(kernel):
    clone, new_user = (56 if os.uname().machine == "x86_64" else 220), 0x10000000
    told = kernel.tells(
        SYSCALL
        + f"""
told = [syscall({_number("unshare")}, {new_user}), syscall({clone}, {new_user} | 17, 0, 0, 0, 0)]
"""
    )
    assert told == ["EPERM", "EPERM"]


def test_without_the_filter_user_namespaces_are_forbidden_too(monkeypatch, start):
    monkeypatch.setattr(seccomp, "supported", lambda machine=None: False)
    told = start().tells(
        """
import subprocess
ran = subprocess.run(["unshare", "--user", "true"], capture_output=True, text=True)
filtered = [line.split()[1] for line in open("/proc/self/status") if line.startswith("Seccomp:")]
told = [ran.returncode, ran.stderr, filtered]
"""
    )
    assert told[0] != 0
    assert "unshare failed" in told[1]
    assert told[2] == ["0"]


@pytest.mark.parametrize("name", sorted({*seccomp.REFUSED, *seccomp.UNKNOWN}))
def test_the_system_call_is_refused(kernel, name):
    number = _number(name)
    if number is None:
        pytest.skip("only on x86_64")
    refused = "ENOSYS" if name in seccomp.UNKNOWN else "EPERM"
    assert kernel.tells(SYSCALL + f"told = syscall({number}, 0, 0, 0, 0, 0, 0)") == refused


def test_a_terminal_can_not_be_typed_into(kernel):
    told = kernel.tells(
        SYSCALL
        + """
import fcntl, os
own, other = os.openpty()
told = [outcome(lambda: fcntl.ioctl(other, number, b" " * 8)) for number in (0x5412, 0x5413)]
"""
    )
    assert told == ["EPERM", "done"]


def _number(name: str) -> int | None:
    table = seccomp.REFUSED if name in seccomp.REFUSED else seccomp.UNKNOWN
    return table[name][0 if os.uname().machine == "x86_64" else 1]
