"""What Python has no function for: joining a process's namespaces, and giving up rights. Linux alone.

Facts that it rests on (setns(2), user_namespaces(7), prctl(2); each has a test):

- `setns` on a process's descriptor joins all its namespaces in one step, and their root (Linux 5.8). Whoever
  made the sandbox may join it; no right on the host is needed.
- Joining a user namespace gives every capability in it: they are dropped at once.
- Any change of rights makes a process undumpable, and then the grader's watchdog could not look at it, nor a
  learner's program at its own /proc; and it forgets the signal for its parent's death.
"""

from __future__ import annotations

import ctypes
import os
import signal

_NAMESPACES = 0x10000000 | 0x00020000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x20000000 | 0x02000000
"""CLONE_NEW{USER,NS,NET,IPC,UTS,PID,CGROUP} of linux/sched.h."""
_PDEATHSIG, _DUMPABLE, _SECCOMP, _BOUNDING, _NO_NEW_PRIVS, _AMBIENT = 1, 4, 22, 24, 38, 47
_AMBIENT_CLEAR, _FILTER = 4, 2
_CAPABILITY_VERSION_3 = 0x20080522


def join(pid: int) -> None:
    """Join every namespace of a process, and its root; processes forked from now on are in its pid namespace.

    This process must have one thread.
    """
    descriptor = os.pidfd_open(pid)
    try:
        _check(_libc().setns(descriptor, _NAMESPACES), "setns")
    finally:
        os.close(descriptor)
    os.chdir("/")


def give_up_rights() -> None:
    """Drop every capability for good, and never get one by running a program."""
    libc = _libc()
    _check(libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _check(libc.prctl(_AMBIENT, _AMBIENT_CLEAR, 0, 0, 0), "ambient capabilities")
    number = 0
    while libc.prctl(_BOUNDING, number, 0, 0, 0) == 0:  # refused after the last one that this kernel knows
        number += 1
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _check(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _check(libc.prctl(_DUMPABLE, 1, 0, 0, 0), "dumpable")


def die_with(parent: int) -> None:
    """End this process when its parent ends; call it after the last change of rights."""
    _check(_libc().prctl(_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0), "pdeathsig")
    if os.getppid() != parent:
        os._exit(1)


def filter_calls(program: bytes) -> None:
    """Have this process's system calls go through a filter (classic BPF) from now on."""

    class Program(ctypes.Structure):
        _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    told = Program(len(program) // 8, program)
    _check(_libc().prctl(_SECCOMP, _FILTER, ctypes.byref(told), 0, 0), "seccomp")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
