"""What Moodle would take out of its two files, by the rules of its importers."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.grading.exports.conftest import COMMENT, NAMES, Export, enrol

SHEET = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
)
SPANISH = (
    '"Identificador";"Nombre completo";"Estado";"Calificación";"Calificación máxima";'
    '"La calificación puede ser cambiada";"Última modificación (calificación)"\n'
)


class Text(HTMLParser):
    """What a browser shows of a piece of HTML, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.text += "\n"


def imported(text: str, by: str, grade: str, feedback: str) -> dict[str, tuple[float | None, str]]:
    """(grade, feedback) by that column, as `gradeimport_csv` reads them, its mistake included: a row whose
    identifying cell is empty counts for the student before it."""
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff").strip(), newline=""))
    places = {head.strip(): place for place, head in enumerate(header)}
    student, found = "", {}
    for row in rows:
        student = row[places[by]].strip() or student
        value = row[places[grade]].strip()
        found[student] = (None if value in ("", "-") else float(value)), row[places[feedback]]
    return found


def read(export: Any, by: str = "ID number") -> dict[str, tuple[float | None, str]]:
    return imported(export.text(), by, "uno (Real)", "uno (Feedback)")


def test_grades_are_those_of_the_gradebook(export: Any, scores: Any) -> None:
    assert export("moodle").exit_code == 1  # an id begins like a formula
    assert {who.removeprefix("'"): grade for who, (grade, _) in read(export).items()} == scores
    assert set(read(export, "Email address")) == {row[2] for row in NAMES.values()}


def test_the_feedback_tells_points_diagnoses_and_what_a_person_wrote(export: Any) -> None:
    export("moodle")
    found = {who: Text(html) for who, (_, html) in read(export).items()}
    assert found["ana"].text.strip() == "10 de 10 puntos."
    assert "E09 · resultado distinto del esperado" in found["beto"].text
    assert "doble: 1 de 5 puntos." in found["beto"].text
    assert "triple" not in found["beto"].text
    assert "De 10 puntos se descuentan 2.5 por entregar tarde." in found["caro"].text
    assert "falta que una persona la revise" in found["dani"].text
    assert "JSON" not in found["dani"].text
    assert found["eva"].text.strip() == "No se entregó."
    assert f"Comentario: {COMMENT}" in found["fede"].text
    assert all(said.tags <= {"p", "br"} for said in found.values())


def test_the_feedback_has_nothing_of_hidden_tests_that_code_has_remembered(
    export: Any, graded_class: Path
) -> None:
    record = (graded_class / ".asyncaula/outcomes/uno/ivo.json").read_text(encoding="utf-8")
    assert "1234" in record
    export("moodle")
    assert "E09" in read(export)["ivo"][1]
    assert "1234" not in export.text()


def test_names_are_text_in_one_line_after_a_byte_order_mark(export: Any) -> None:
    export("moodle")
    assert export.text().startswith("\ufeffFirst name,")
    rows = {row[2]: row[:2] for row in csv.reader(io.StringIO(export.text(), newline=""))}
    assert rows["ana"] == ["Ana", 'O\'Higgins, "la rápida"']
    assert rows["beto"] == ["Beto Luis", "Núñez; Peña"]
    assert rows["caro"] == ['\'=HYPERLINK("x")', "'@SUM(1)"]


def test_addresses_are_left_out_unless_everybody_has_one(course: Path, tmp_path: Path) -> None:
    enrol(course, "ana", email="ana@ejemplo.mx")
    enrol(course, "beto")
    export = Export(course, tmp_path / "moodle.csv")
    assert export("moodle").exit_code == 0
    assert "mail" not in export.text()
    assert set(read(export)) == {"ana", "beto"}


def worksheet(tmp_path: Path, text: str) -> str:
    path = tmp_path / "hoja.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def rows_of(export: Any, delimiter: str = ",") -> dict[str, list[str]]:
    text = export.text().removeprefix("\ufeff")
    return {row[0]: row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)}


def test_a_worksheet_comes_back_with_grades_and_comments_in_it(
    export: Any, scores: Any, tmp_path: Path
) -> None:
    before = 'Participant {n},{name},{email},Submitted,,10.00,Yes,"Monday, 2 March 2026, 12:00 PM",-,\n'
    everybody = list(NAMES)
    sheet = SHEET + "".join(
        before.format(n=100 + n, name=f"Estudiante {n}", email=NAMES[who][2].upper())
        for n, who in enumerate(everybody)
    )
    sheet += before.format(n=999, name="Nadie", email="nadie@ejemplo.mx")
    result = export("moodle", "uno", "--worksheet", worksheet(tmp_path, sheet))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Nadie is in the worksheet and not in the gradebook: the row is as it was"
    ]
    rows = rows_of(export)
    assert rows["Participant 999"][4] == ""
    for n, who in enumerate(everybody):
        row = rows[f"Participant {100 + n}"]
        assert (float(row[4]) if row[4] else None) == scores[who]
        assert row[5:9] == ["10.00", "Yes", "Monday, 2 March 2026, 12:00 PM", "-"]
    assert "E09" in rows["Participant 101"][9]


def test_a_spanish_worksheet_without_addresses_or_comments_goes_by_name(export: Any, tmp_path: Path) -> None:
    sheet = SPANISH + '"Participante 1";"fede  PAZ";"Enviado";"";"10,00";"Sí";"-"\n'
    result = export("moodle", "uno", "--only", "fede", "--worksheet", worksheet(tmp_path, sheet))
    assert (result.exit_code, result.stderr) == (0, "")
    assert rows_of(export, ";")["Participante 1"][3] == "6.25"


def test_two_rows_that_fit_one_student_get_no_grade(export: Any, tmp_path: Path) -> None:
    row = '"Participante {}";"Fede Paz";"Enviado";"";"10,00";"Sí";"-"\n'
    sheet = SPANISH + row.format(1) + row.format(2)
    result = export("moodle", "uno", "--only", "fede", "--worksheet", worksheet(tmp_path, sheet))
    assert result.exit_code == 1
    assert "fit fede" in result.stderr
    assert {row[3] for row in list(rows_of(export, ";").values())[1:]} == {""}


def test_a_graded_student_whom_the_worksheet_lacks_is_told(export: Any, tmp_path: Path) -> None:
    sheet = SHEET + "Participant 1,Ana,ana@ejemplo.mx,Submitted,,10.00,Yes,-,-,\n"
    result = export("moodle", "uno", "--worksheet", worksheet(tmp_path, sheet))
    assert result.exit_code == 1
    assert "beto is in the gradebook and not in the worksheet" in result.stderr
    assert "eva" not in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nombre,nota\nana,10\n", "is no grading worksheet of Moodle"),
        (SHEET + "Participant 1,Ana,ana@ejemplo.mx,Submitted,,100.00,Yes,-,-,\n", "worth 100 points"),
    ],
)
def test_a_file_that_would_give_wrong_grades_is_refused(
    export: Any, tmp_path: Path, text: str, said: str
) -> None:
    result = export("moodle", "uno", "--worksheet", worksheet(tmp_path, text))
    assert result.exit_code == 2
    assert said in result.output
    assert not export.to.exists()
