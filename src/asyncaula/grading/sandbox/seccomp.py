"""The system calls that a sandboxed kernel is refused, as a filter for bubblewrap's `--seccomp`.

Most of these need a capability that nothing in the sandbox has. The filter is there for those that need
none and have been the way into a kernel (bpf, io_uring, keyctl, userfaultfd, perf_event_open), or around a
limit (memfd_create and System V shared memory are memory of no process), and for AF_VSOCK, which no network
namespace holds. The list follows Docker's (docs.docker.com/engine/security/seccomp) and is shorter.

A filter is classic BPF over `struct seccomp_data` (linux/seccomp.h): the call's number at offset 0, the
architecture at 4, the arguments at 16, eight bytes each.
"""

from __future__ import annotations

import os
import platform
import struct
import tempfile

# name: number on x86_64 (asm/unistd_64.h), on aarch64 (asm-generic/unistd.h); None where there is none.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioperm": (173, None),
    "iopl": (172, None),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "migrate_pages": (256, 238),
    "modify_ldt": (154, None),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "name_to_handle_at": (303, 264),
    "nfsservctl": (180, 42),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "sysfs": (139, None),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "uselib": (134, None),
    "userfaultfd": (323, 282),
    "ustat": (136, None),
    "vhangup": (153, 58),
}
# Answered as by a kernel that has no such call, so that the C library takes the older one instead. clone3
# is among them because its flags lie in memory, where a filter can not look.
UNKNOWN: dict[str, tuple[int | None, int | None]] = {
    "clone3": (435, 435),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
}
_CLONE, _SOCKET, _IOCTL = (56, 220), (41, 198), (16, 29)

# platform.machine(): (column above, AUDIT_ARCH_* of linux/audit.h)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000
_NAMESPACES = 0x7E020000  # CLONE_NEWNS and CLONE_NEW{CGROUP,UTS,IPC,USER,PID,NET}
_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # type into a terminal

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_EPERM, _ENOSYS, _EAFNOSUPPORT = 1, 38, 97  # as Linux numbers them; `errno` has this system's
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32


def supported(machine: str | None = None) -> bool:
    """Tell whether there is a filter for this machine's processor."""
    return (machine or platform.machine()) in _MACHINES


def program(machine: str | None = None) -> bytes:
    """Give the filter for this machine's processor, or for another one; KeyError where there is none."""
    column, architecture = _MACHINES[machine or platform.machine()]
    refuse, unknown = _answer(_EPERM), _answer(_ENOSYS)
    lines = [
        _line(_LOAD, _ARCHITECTURE),
        _line(_EQUAL, architecture, 1, 0),
        unknown,
        _line(_LOAD, _NUMBER),
    ]
    if column == 0:
        lines += [_line(_AT_LEAST, _X32, 0, 1), unknown]
    for table, answer in ((REFUSED, refuse), (UNKNOWN, unknown)):
        for numbers in table.values():
            if (number := numbers[column]) is not None:
                lines += [_line(_EQUAL, number, 0, 1), answer]
    lines += _when(
        _CLONE[column],
        [_line(_LOAD, _FIRST), _line(_ANY_BIT, _NAMESPACES, 0, 1), refuse, _line(_RETURN, _ALLOW)],
    )
    lines += _when(
        _IOCTL[column],
        [
            _line(_LOAD, _SECOND),
            _line(_EQUAL, _TIOCSTI, 1, 0),
            _line(_EQUAL, _TIOCLINUX, 0, 1),
            refuse,
            _line(_RETURN, _ALLOW),
        ],
    )
    lines += _when(
        _SOCKET[column],
        [
            _line(_LOAD, _FIRST),
            _line(_EQUAL, _AF_UNIX, 5, 0),
            _line(_EQUAL, _AF_INET, 4, 0),
            _line(_EQUAL, _AF_INET6, 3, 0),
            _line(_EQUAL, _AF_NETLINK, 0, 3),  # getifaddrs asks by NETLINK_ROUTE, whose number is 0
            _line(_LOAD, _THIRD),
            _line(_EQUAL, 0, 0, 1),
            _line(_RETURN, _ALLOW),
            _answer(_EAFNOSUPPORT),
        ],
    )
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


def _when(number: int, lines: list[bytes]) -> list[bytes]:
    return [_line(_EQUAL, number, 0, len(lines)), *lines]


def _answer(number: int) -> bytes:
    return _line(_RETURN, _ERRNO | number)


def _line(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One `struct sock_filter`: operation, how many lines to skip when true and when false, operand."""
    return struct.pack("<HBBI", code, then, otherwise, value)


def opened() -> int | None:
    """Give a descriptor from which bubblewrap can read the filter; None where there is no filter."""
    if not supported():
        return None
    with tempfile.TemporaryFile() as file:
        file.write(program())
        file.flush()
        descriptor = os.dup(file.fileno())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
