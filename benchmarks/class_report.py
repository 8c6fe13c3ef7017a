"""How long does the class report take, and how large is its page?

Makes the gradebook of a class (14 lessons; the same from the same seed), runs `asyncaula report` as an instructor does,
and tells the median of its real seconds, processor seconds, and the size of the page.

    python benchmarks/class_report.py [--students 200] [--rounds 3]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


@click.command()
@click.option("--students", type=click.IntRange(1), default=200, show_default=True)
@click.option("--seed", type=int, default=4, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
def main(students: int, seed: int, rounds: int) -> None:
    """Build the report of a made-up class a few times."""
    from tests.reports.test_class_report import make_course

    with tempfile.TemporaryDirectory(prefix="aula-bench-") as folder:
        course = make_course(Path(folder), students=students, seed=seed)
        before, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), []
        for _ in range(rounds):
            began = time.monotonic()
            subprocess.run(
                [sys.executable, "-m", "asyncaula", "report", "--root", str(course)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            seconds.append(time.monotonic() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / rounds
        size = (course / "grades/class.html").stat().st_size
    click.echo(
        f"{students} students, 14 lessons: {statistics.median(seconds):.1f} s "
        f"({min(seconds):.1f}–{max(seconds):.1f}), {cpu:.1f} processor seconds, {size / 1e6:.2f} MB"
    )


if __name__ == "__main__":
    main()
