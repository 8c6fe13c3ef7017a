"""nbgrader's Create Assignment, in JupyterLab's right side bar."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from .lab import Lab


class CreateAssignment:
    """The side bar, opened from the menu beside the notebook in front."""

    def __init__(self, lab: Lab) -> None:
        lab.choose("Nbgrader", "Create assignment")
        self.panel = lab.page.locator("#nbgrader-create_assignemnt")
        expect(self.panel.locator(".nbgrader-NotebookWidget")).to_be_visible()

    def total(self) -> Locator:
        """Give the field with the points of all cells."""
        return self.panel.locator(".nbgrader-TotalPointsInput")

    def active(self) -> Locator:
        """Give what is said of the cell that is chosen in the notebook."""
        return self.panel.locator(".nbgrader-CellWidget.nbgrader-mod-active")

    def id(self) -> Locator:
        """Give the field with the id of the chosen cell."""
        return self.active().locator(".nbgrader-CellId input")

    def kind(self) -> Locator:
        """Give the list with the kind of the chosen cell."""
        return self.active().locator(".nbgrader-CellType select")
