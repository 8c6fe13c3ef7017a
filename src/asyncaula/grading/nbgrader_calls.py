"""Calls nbgrader's own converters, in this process, on a course root given explicitly."""

from __future__ import annotations

import copy
import functools
import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Base, Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .engines import shared_engines

CONFIG_FILE = "nbgrader_config.py"
PATIENCE = 60
"""Seconds that a gradebook which somebody else is writing is waited for."""


class NbgraderFailed(Exception):
    """A converter gave up; the text is what it logged, shortened to what helps. `kind` is the name of the
    exception inside, without its module, and empty where there was none."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        name, found, _ = said.partition(":")
        is_name = found and all(part.isidentifier() for part in name.split("."))
        self.kind = name.rsplit(".", 1)[-1] if is_name else ""


def load_config(config_file: Path, root: Path) -> Config:
    """The settings of the file, for a course in `root` with its gradebook there, whatever the file says."""
    config: Config = PyFileConfigLoader(config_file.name, path=str(config_file.parent)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = gradebook_url(root)
    config.Exchange.root = str(root / "exchange")
    return config


def gradebook_url(root: Path) -> str:
    """The SQLAlchemy address of the gradebook in that course root; waits `PATIENCE` seconds for a locked one."""
    return f"sqlite:///{root / 'gradebook.db'}?timeout={PATIENCE}"


def open_gradebook(config: Config) -> Gradebook:
    """The gradebook of that configuration, a context manager that closes it. Made if there is none."""
    _create_gradebook(config.CourseDirectory.db_url)
    course_id = config.CourseDirectory.get("course_id", "default_course")
    with shared_engines():
        return Gradebook(config.CourseDirectory.db_url, course_id)


def generate_assignment(config: Config, assignment: str) -> None:
    """nbgrader's generate_assignment: `release/` and the gradebook's record of that assignment."""
    converter = GenerateAssignment(coursedir=_coursedir(config, assignment, "."), config=config)
    _start(converter, force=True)


def autograde(config: Config, assignment: str, student: str) -> None:
    """nbgrader's autograde of one submission: `autograded/` and its scores in the gradebook."""
    converter = Autograde(coursedir=_coursedir(config, assignment, student), config=config)
    _start(converter, force=True)


def generate_feedback(config: Config, assignment: str, student: str) -> None:
    """nbgrader's generate_feedback of one submission: HTML in `feedback/`."""
    config = copy.deepcopy(config)
    config.HTMLExporter.template_name = "feedback"
    converter = GenerateFeedback(coursedir=_coursedir(config, assignment, student), config=config)
    _start(converter, force=True)


def _create_gradebook(db_url: str) -> None:
    """Make an empty gradebook as nbgrader does, but without running `alembic`, which may not be on PATH.

    In one transaction: one that is killed meanwhile, or another process that does the same, leaves no half.
    """
    engine = create_engine(db_url, future=True)
    with engine.begin() as connection:
        if not inspect(connection).get_table_names():
            # sqlite3 begins no transaction of its own before CREATE TABLE
            connection.connection.dbapi_connection.isolation_level = None  # type: ignore[union-attr]
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _create_tables(connection)
    engine.dispose()


def _create_tables(connection: Connection) -> None:
    if inspect(connection).get_table_names():  # by another process, just now
        return
    Base.metadata.create_all(connection)
    head = _newest_revision()
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": head})


@functools.cache
def _newest_revision() -> str | None:
    # a fifth of what a worker imports would be Alembic, and a worker makes no gradebook
    from alembic.script import ScriptDirectory

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _coursedir(config: Config, assignment: str, student: str) -> CourseDirectory:
    return CourseDirectory(config=config, assignment_id=assignment, student_id=student)


def _start(converter: Any, force: bool) -> None:
    _create_gradebook(converter.coursedir.db_url)
    converter.force = force
    with _captured_log(converter.log) as log, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader 0.9 with SQLAlchemy 2, harmless
        try:
            converter.start()
        except NbGraderException as error:
            raise NbgraderFailed(_what_happened(log.getvalue()) or str(error)) from error


@contextmanager
def _captured_log(logger: logging.Logger) -> Iterator[io.StringIO]:
    """What nbgrader logs goes into the buffer and nowhere else."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(logging.Formatter("%(message)s"))
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield log
    finally:
        logger.handlers, logger.propagate = before, propagate


def _what_happened(log: str) -> str:
    """The exception's own line out of a log that ends in a traceback and nbgrader's closing lines."""
    lines = [line.rstrip() for line in log.splitlines() if line.strip()]
    for start, line in enumerate(lines):
        if line.startswith("Traceback (most recent call last)"):
            rest = lines[start + 1 :]
            told = [line for line in rest if not line.startswith((" ", "There was an error", "Please see"))]
            if told:
                return told[0]
    return lines[-1] if lines else ""
