"""A limit in real seconds counts only those in which the code could go on."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from asyncaula.checks.patience import SLICE, wait_patiently, wants_a_processor
from asyncaula.checks.realtime import monotonic

STOPPED = """
import os, signal, sys, threading, time
from asyncaula.checks.patience import wait_patiently

event = threading.Event()

def sets():
    for _ in range(40):
        time.sleep(0.01)
    event.set()

thread = threading.Thread(target=sets)
thread.start()
print("ready", flush=True)
print(wait_patiently(event, 1.5, thread), flush=True)
thread.join()
"""


def test_an_event_that_is_set_is_told_at_once():
    event = threading.Event()
    event.set()
    assert wait_patiently(event, 60, threading.current_thread())


def test_who_waits_for_nothing_is_given_up_after_the_limit():
    forever = threading.Event()
    thread = threading.Thread(target=forever.wait, daemon=True)
    thread.start()
    began = monotonic()
    assert not wait_patiently(threading.Event(), 3 * SLICE, thread)
    assert monotonic() - began >= 3 * SLICE
    forever.set()
    thread.join()


def test_who_computes_for_ever_is_given_up():
    stop = threading.Event()
    thread = threading.Thread(target=lambda: [None for _ in iter(stop.is_set, True)], daemon=True)
    thread.start()
    assert not wait_patiently(threading.Event(), 3 * SLICE, thread)
    stop.set()
    thread.join()


@pytest.mark.skipif(sys.platform == "win32", reason="only on POSIX: processes are stopped by a signal")
def test_the_seconds_in_which_the_whole_process_stood_still_do_not_count():
    import signal

    process = subprocess.Popen([sys.executable, "-c", STOPPED], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(2.5)
    os.kill(process.pid, signal.SIGCONT)
    assert process.communicate(timeout=60)[0] == "True\n"


def folder(thread):
    return Path("/proc/self/task", str(thread.native_id))


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="this system does not show its threads")
def test_a_thread_that_runs_wants_a_processor_and_one_that_waits_does_not():
    assert wants_a_processor(folder(threading.current_thread()))
    forever = threading.Event()
    thread = threading.Thread(target=forever.wait, daemon=True)
    thread.start()
    while wants_a_processor(folder(thread)):  # it is on its way to sleep
        time.sleep(0.001)
    forever.set()
    thread.join()
