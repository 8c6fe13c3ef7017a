"""What uses too much is ended, with the reason, and the process that started it lives on."""

from __future__ import annotations

import pytest

from asyncaula.grading.sandbox import Limits, OverLimit

pytestmark = pytest.mark.slow
MB = 2**20

FORK_BOMB = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
SHARE = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        mine = bytearray(os.urandom(1) * (100 << 20))
        time.sleep(600)
time.sleep(600)
"""
FILL = """
number = 0
while True:
    try:
        with open(f"{place}/{{number}}", "wb") as file:
            file.write(bytes(1 << 20))
    except OSError:
        pass
    number += 1
"""


def test_a_fork_bomb_is_ended(start):
    inside = start(Limits(processes=20))
    inside.start(FORK_BOMB)
    assert inside.wait_until_dead().what == "processes"


def test_processes_and_threads_are_held_by_the_system_too(start):
    told = start(Limits(tasks=60)).tells(
        """
import threading
wait, told = threading.Event(), 0
try:
    while told < 500:
        threading.Thread(target=wait.wait, daemon=True).start()
        told += 1
except RuntimeError:
    pass
wait.set()
"""
    )
    assert 0 < told < 60


def test_memory_that_many_processes_hold_together_is_ended(start):
    inside = start(Limits(memory=400 * MB))
    inside.start(SHARE)
    over = inside.wait_until_dead()
    assert over.what == "memory"
    assert over.allowed == 400 * MB < over.used


def test_memory_that_processes_share_counts_once(start):
    inside = start(Limits(memory=400 * MB))
    told = inside.tells(
        """
import os, time, signal
shared = bytearray(b"x" * (100 << 20))
children = []
for _ in range(6):
    if (pid := os.fork()) == 0:
        time.sleep(600)
    children.append(pid)
time.sleep(1)
for pid in children: os.kill(pid, signal.SIGKILL); os.waitpid(pid, 0)
told = len(children)
"""
    )
    assert told == 6
    assert inside.km.provisioner.over_limit is None


def test_one_huge_object_is_a_memory_error_that_can_be_handled(start):
    told = start(Limits(address_space=2000 * MB)).tells(
        "try: bytearray(10**10); told = 'made'\nexcept MemoryError: told = 'refused'"
    )
    assert told == "refused"


@pytest.mark.parametrize(
    ("folder", "what"), [(".", "scratch"), ("/tmp", "temporary"), ("/dev/shm", "temporary")]
)
def test_a_disk_filler_is_ended(start, folder, what):
    inside = start(Limits(scratch=40 * MB, temporary=20 * MB))
    inside.start(FILL.format(place=folder))
    assert inside.wait_until_dead().what == what


def test_a_maker_of_countless_files_is_ended(start):
    inside = start(Limits(files=2000))
    inside.start("import itertools\nfor n in itertools.count(): open(str(n), 'w').close()")
    assert inside.wait_until_dead().what == "files"


def test_the_folder_of_the_sockets_is_no_place_to_write_in(start):
    inside = start()
    inside.start(FILL.format(place=inside.km.provisioner.sockets / "s"))
    assert inside.wait_until_dead().what == "sockets"


def test_a_file_can_not_be_larger_than_allowed(start):
    told = start(Limits(file_size=MB)).tells(
        "try: open('x', 'wb').write(bytes(5 << 20)); told = 0\nexcept OSError as e: told = e.errno"
    )
    assert told == 27  # EFBIG


def test_no_more_files_can_be_open_than_allowed(start):
    told = start(Limits(open_files=100)).tells(
        "import os\nopened = []\n"
        "try:\n    while len(opened) < 200: opened.append(os.open('/dev/null', os.O_RDONLY))\n"
        "except OSError: pass\n"
        "told = len(opened)\nfor fd in opened: os.close(fd)"
    )
    assert told < 100


def test_what_waits_for_ever_is_ended_by_the_wall_clock(start):
    inside = start(Limits(wall=3))
    inside.start(
        "import signal, threading; signal.signal(signal.SIGINT, lambda *a: None)\nthreading.Event().wait()"
    )
    over = inside.wait_until_dead()
    assert (over.what, over.allowed) == ("wall", 3)


def test_what_computes_for_ever_is_ended_by_its_processor_time(start):
    inside = start(Limits(cpu=3))
    inside.start("while True: pass")
    assert inside.wait_until_dead() == OverLimit("cpu", 3, 3)


def test_a_kernel_that_ends_by_itself_went_over_no_limit(start):
    inside = start()
    inside.start("import os; os._exit(3)")
    assert inside.wait_until_dead() is None


def test_the_reason_is_readable_after_the_kernel_was_cleaned_up(start):
    inside = start(Limits(wall=2))
    folder = inside.km.provisioner.sockets.parent
    inside.wait_until_dead()
    inside.end()
    assert str(inside.km.provisioner.over_limit).startswith("real time: 2 s of 2 s")
    assert not folder.exists()
