"""Settings of nbgrader for this course; stock commands and Formgrader read them where they start."""

import os
import sys

c = get_config()  # noqa: F821 (nbgrader defines it)

# nbgrader looks for `alembic` on PATH when it makes a gradebook; it lies beside this Python, activated or not.
os.environ["PATH"] = os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)))

# One name for the course, in the gradebook and in the exchange.
c.CourseDirectory.course_id = "asyncaula"
# Keeps `release_assignment` and the like inside this folder. A class that shares a server sets its own
# exchange.
c.Exchange.root = "exchange"

# Stock stops at the first page of an upload, which has no secret of the exchange's.
c.ExchangeFactory.release_feedback = "asyncaula.grading.release_feedback.ReleaseFeedback"

# What a student finds in place of a solution. Raising tells an empty answer from a wrong one.
c.ClearSolutions.code_stub = {"python": "# ESCRIBE AQUÍ TU CÓDIGO\nraise NotImplementedError()"}

# Seconds for one cell: a check takes milliseconds, a server or a child process at most a few seconds.
c.Execute.timeout = 30
# A cell that was interrupted may leave its last message unsent; that must not leave the notebook ungraded.
c.Execute.raise_on_iopub_timeout = False

# Stock `DeduplicateIds` leaves metadata that aborts the batch, and edited metadata is believed: see
# `restore.py`, which makes all of it, locked sources and the kernelspec anew, so that there is nothing to overwrite or
# to check afterwards.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "asyncaula.grading.restore.RestoreReleasedCells",
]
# Stock `Execute` is stopped by code that hangs or dies, and runs the tests where the learner's code can reach
# them; stock grades give full marks for silence and 0 for a warning.
c.Autograde.autograde_preprocessors = [
    "asyncaula.grading.separate.execute.SeparateExecute",
    "nbgrader.preprocessors.LimitOutput",
    "asyncaula.grading.settle.SettleVerdicts",
    "asyncaula.grading.outputs.PlainOutputs",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]
# Stock feedback shows the hidden tests, in their cells and in tracebacks.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "asyncaula.grading.feedback.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# Stock pages load MathJax from elsewhere; these open without a network and run no script.
c.GenerateFeedback.exporter_class = "asyncaula.grading.feedback_page.OfflineFeedback"

# Moodle: "Ana García_123456_assignsubmission_file_corrutinas.ipynb" (a folder or a file);
# Canvas: "garciaana_LATE_4711_98765_corrutinas-2.ipynb" (with a number after a repeated upload).
c.FileNameCollectorPlugin.named_regexp = (
    r".*?(?P<student_id>[^/\\]+?)_(?:LATE_)?\d+_(?:assignsubmission_file_?[/\\]?|\d+_)"
    r"(?P<file_id>[^/\\]+?)(?:-\d+)?(?:\.ipynb)?$"
)

# `nbgrader validate` is what students read at home: whole lines, in their language.
c.Validator.width = 120
c.Validator.failed_warning = (
    "{num_failed} celda(s) de prueba todavía no pasan. Así como está, la entrega no tendría todos los puntos."
)
c.Validator.changed_warning = (
    "{num_changed} celda(s) de prueba cambiaron. Al calificar se usan las originales: si fue por error, "
    "descarga de nuevo el cuaderno."
)
c.Validator.type_changed_warning = (
    "{num_changed} celda(s) cambiaron de tipo (código o texto). Devuélvelas a su tipo antes de entregar."
)
c.Validator.passed_warning = "{num_passed} celda(s) de prueba pasan."

# Stock CSV is joined without quotes, and a submission that could not be graded looks like a 0 in it.
c.ExportApp.plugin_class = "asyncaula.grading.exports.QuotedCsvExportPlugin"
