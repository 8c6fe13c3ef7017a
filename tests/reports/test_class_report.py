"""The class report's numbers are those of the gradebook, computed a second way; its page stands alone."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Grade, Student, SubmittedAssignment, SubmittedNotebook

from asyncaula.cli import main
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook
from asyncaula.grading.records import CellRecord, Record, RecordBook
from asyncaula.reports.classroom import Classroom, read_classroom
from asyncaula.reports.figures import analyses, histogram, misconceptions, need_help, total_shares
from asyncaula.reports.page import class_page

REPOSITORY = Path(__file__).parents[2]
DUE = datetime(2026, 3, 1, 12)
EXERCISES = ("uno", "dos", "tres", "cuatro")
LESSONS = tuple(f"{n:02}_leccion" for n in range(1, 15))
CODES = ("E07", "E10", "E15", "E22")


def make_course(root: Path, students: int, seed: int) -> Path:
    """A course whose gradebook holds a made-up class: scores, late hand-ins, and what could not be graded."""
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    chance = random.Random(seed)
    book = RecordBook(root)
    names = [f"estudiante_{n:03}" for n in range(students)]
    talent = {name: chance.random() for name in names}
    with open_gradebook(load_config(root / "nbgrader_config.py", root)) as gradebook:
        db = gradebook.db
        enrolled = {name: Student(id=name) for name in names}
        db.add_all(enrolled.values())
        for lesson in LESSONS:
            assignment = gradebook.add_assignment(lesson, duedate=DUE)
            notebook = gradebook.add_notebook("n", lesson)
            cells = [
                gradebook.add_grade_cell(cell, "n", lesson, max_score=worth, cell_type="code")
                for exercise in EXERCISES
                for cell, worth in ((f"test_{exercise}", 1), (f"hidden_{exercise}", 4))
            ]
            for name in names:
                if chance.random() < 0.1:
                    continue
                when = DUE + timedelta(hours=chance.choice([-30, -2, 5, 90]))
                with db.no_autoflush:
                    work = SubmittedAssignment(assignment=assignment, student=enrolled[name], timestamp=when)
                    handed_in = SubmittedNotebook(notebook=notebook, assignment=work)
                    db.add_all([work, handed_in])
                broken = chance.random() < 0.02
                seen = []
                for cell in cells:
                    right = chance.random() < talent[name]
                    score = None if broken else float(cell.max_score) if right else 0.0
                    db.add(Grade(cell=cell, notebook=handed_in, auto_score=score, needs_manual_grade=broken))
                    if not broken:
                        code = None if right else chance.choice(CODES)
                        seen.append(
                            CellRecord(
                                "n", cell.name, score or 0.0, cell.max_score, code, "t", "m", None, False
                            )
                        )
                reason = "n.ipynb is missing" if broken else None
                book.put(Record(lesson, name, "k", 1, reason, None, 20, 0.1, "2026-03-01", True, tuple(seen)))
        db.commit()
    return root


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("curso"), students=200, seed=4)


@pytest.fixture(scope="module")
def room(course: Path) -> Classroom:
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        return read_classroom(gradebook, RecordBook(course).all())


Rows = list[tuple[str, str, str, float | None]]


@pytest.fixture(scope="module")
def rows(course: Path) -> Rows:
    """(lesson, student, cell, score) of every grade, by SQL."""
    query = """
        SELECT assignment.name, submitted_assignment.student_id, base_cell.name, grade.auto_score
        FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        JOIN assignment ON assignment.id = submitted_assignment.assignment_id
    """
    with sqlite3.connect(course / "gradebook.db") as db:
        return db.execute(query).fetchall()


def test_totals_and_their_histogram(room: Classroom, rows: Rows) -> None:
    unknown = {student for _, student, _, score in rows if score is None}
    points: defaultdict[str, float] = defaultdict(float)
    for _, student, _, score in rows:
        points[student] += score or 0.0
    expected = {s: points[s] / (20 * len(LESSONS)) for s in room.students if s not in unknown}
    shares = total_shares(room)
    assert shares == pytest.approx(expected)
    tenths = [
        sum(n / 10 <= share + 1e-9 and (share < (n + 1) / 10 - 1e-9 or n == 9) for share in expected.values())
        for n in range(10)
    ]
    assert histogram(list(shares.values())) == tenths
    assert sum(tenths) == len(expected) > 100


def test_success_and_discrimination_of_every_exercise(room: Classroom, rows: Rows) -> None:
    own: defaultdict[tuple[str, str], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for lesson, student, cell, score in rows:
        if score is not None:
            own[lesson, cell.split("_")[1]][student] += score
    found = {(a.item.assignment, a.item.name): a for a in analyses(room)}
    assert len(found) == len(LESSONS) * len(EXERCISES)
    for (lesson, exercise), points in own.items():
        analysis = found[lesson, exercise]
        assert analysis.tried == len(points)
        assert analysis.success == pytest.approx(sum(points.values()) / len(points) / 5)
        rest = {s: sum(own[lesson, e][s] for e in EXERCISES if e != exercise) for s in points}
        assert analysis.discrimination == pytest.approx(pearson([(points[s], rest[s]) for s in points]))


def pearson(pairs: list[tuple[float, float]]) -> float:
    n = len(pairs)
    sx, sy = sum(x for x, _ in pairs), sum(y for _, y in pairs)
    sxy, sxx, syy = sum(x * y for x, y in pairs), sum(x * x for x, _ in pairs), sum(y * y for _, y in pairs)
    return float((n * sxy - sx * sy) / ((n * sxx - sx**2) * (n * syy - sy**2)) ** 0.5)


def test_misconceptions_are_counted_once_an_exercise_and_a_student(room: Classroom, course: Path) -> None:
    first: dict[tuple[str, str, str], str] = {}
    for record in RecordBook(course).all():
        for cell in record.cells:
            if cell.code:
                first.setdefault((record.assignment, record.student, cell.name.split("_")[1]), cell.code)
    expected = {
        code: (
            sum(c == code for c in first.values()),
            len({student for (_, student, _), c in first.items() if c == code}),
        )
        for code in CODES
    }
    assert {code: (times, students) for code, times, students in misconceptions(room)} == expected


def test_those_who_need_help_are_below_or_have_handed_in_little(room: Classroom, rows: Rows) -> None:
    helped = {h.student: h for h in need_help(room)}
    for student in room.students:
        graded = {lesson for lesson, s, _, score in rows if s == student and score is not None}
        points = sum(score or 0 for lesson, s, _, score in rows if s == student and lesson in graded)
        share = points / (20 * len(graded)) if graded else 0.0
        handed_in = {lesson for lesson, s, _, _ in rows if s == student}
        assert (student in helped) == (share < 0.6 or len(handed_in) < 7)
        if student in helped:
            assert helped[student].share == pytest.approx(share)


def report(course: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["report", "--root", str(course), *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def page(course: Path) -> str:
    assert report(course).exit_code == 0
    return (course / "grades/class.html").read_text(encoding="utf-8")


def test_the_page_stands_alone(page: str) -> None:
    assert len(page.encode()) < 3_000_000
    assert "<script" not in page
    assert not re.search(r"(src|href)=[\"'](?!#)", page.replace('xlink:href="#', ""))
    assert not re.search(r"@import|url\((?!#)", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_every_picture_has_a_name_and_every_link_a_target(page: str) -> None:
    pictures = re.findall(r"<svg[^>]*>", page)
    assert len(pictures) == 3
    assert all('role="img"' in p and re.search(r'aria-label="[^"]+"', p) for p in pictures)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'<a href="#([^"]+)"', page)) <= anchors


def test_the_page_tells_what_could_not_be_graded_and_what_was_late(page: str, room: Classroom) -> None:
    failed = sum(w.reason is not None for w in room.works)
    assert page.count("n.ipynb is missing") == failed > 0
    assert page.count("90.0 h después") == 0
    assert page.count("3.8 días después") == sum(w.late_seconds == 90 * 3600 for w in room.works) > 0


def test_a_students_page_names_nobody_else(course: Path, room: Classroom) -> None:
    student, other = room.students[:2]
    result = report(course, "--student", student)
    assert result.exit_code == 0
    text = (course / f"grades/students/{student}.html").read_text(encoding="utf-8")
    assert student in text
    assert other not in text
    assert "<script" not in text


def test_what_is_called_wrongly_is_told(course: Path, tmp_path: Path) -> None:
    assert report(course, "--student", "nadie").exit_code == 2
    assert "nadie" in report(course, "--student", "nadie").output
    assert report(tmp_path).exit_code == 2
    assert "grade something first" in report(tmp_path).output


def test_scores_without_records_are_not_taken_for_a_class_that_lost_no_point(course: Path) -> None:
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        page = class_page(read_classroom(gradebook, []), "Curso")
    assert "De estas entregas no hay diagnósticos" in page
    assert "Nadie perdió puntos" not in page
    assert "Qué significa cada diagnóstico" not in page
