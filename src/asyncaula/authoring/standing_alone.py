"""Whether an exercise's tests can be run without those of another: a student runs the cells in any order."""

from __future__ import annotations

import symtable
from collections.abc import Iterator

from ..course import Lesson
from .finding import Finding
from .notebook import Cell


def tests_stand_alone(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Does every test do without the names that only another exercise's test defines?"""
    tests = [c for c in cells if c.cell_type == "code" and c.role is not None and c.role.graded]
    others = [c for c in cells if c.cell_type == "code" and c not in tests]
    everywhere = {name for cell in others for name in _defined(cell)}
    defined = [(test, _defined(test)) for test in tests]
    for cell in tests:
        own = {name for test, names in defined if _exercise(test) == _exercise(cell) for name in names}
        missing = _used(cell) - everywhere - own
        for other, names in defined:
            for name in sorted(missing & names):
                yield Finding(
                    lesson.script,
                    cell.line,
                    f"the cell {cell.grade_id} uses {name}, which only the cell {other.grade_id} defines:"
                    " whoever has not run that one gets a NameError",
                )


def _exercise(cell: Cell) -> str:
    return cell.role.name if cell.role is not None else ""


def _defined(cell: Cell) -> set[str]:
    """Give the names that a cell binds at its top level; none where it does not parse."""
    return {
        symbol.get_name()
        for table in _tables(cell)[:1]
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    }


def _used(cell: Cell) -> set[str]:
    """Give the names that a cell looks up among the notebook's, in its functions too."""
    return {
        symbol.get_name()
        for table in _tables(cell)
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module")
    }


def _tables(cell: Cell) -> list[symtable.SymbolTable]:
    try:
        tables = [symtable.symtable(cell.source, str(cell.grade_id), "exec")]
    except SyntaxError:
        return []
    for table in tables:
        tables.extend(table.get_children())
    return tables
