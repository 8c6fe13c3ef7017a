"""Where the course cannot be written, nothing is lost or half there, and the next run makes it good."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(classroom: Any) -> None:
    classroom.seat("bien")
    classroom.hand_in("07 bien")
    gradebook = classroom.root / "gradebook.db"
    with sqlite3.connect(gradebook, isolation_level=None) as holder:
        holder.execute("BEGIN IMMEDIATE")
        run = classroom.start()
        time.sleep(12)
        assert run.process.poll() is None
        holder.execute("ROLLBACK")
    assert run.wait() == 0, run.said
    classroom.others_are_right()
    classroom.all_is_told_once()
