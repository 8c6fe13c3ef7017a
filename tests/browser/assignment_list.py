"""nbgrader's Assignment List in JupyterLab, where a student fetches, submits and gets feedback."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from .lab import Lab


class AssignmentList:
    """The list, opened from the menu."""

    def __init__(self, lab: Lab) -> None:
        lab.choose("Nbgrader", "Assignment List")
        self.panel = lab.page.locator("#nbgrader-assignment-list")
        expect(self.panel).to_be_visible()

    def downloaded(self, assignment: str) -> Locator:
        """Give the row of an assignment that can be submitted."""
        return self._row("#fetched_assignments_list", assignment)

    def submitted(self, assignment: str) -> Locator:
        """Give the row of an assignment that was submitted."""
        return self._row("#submitted_assignments_list", assignment)

    def submit(self, assignment: str) -> None:
        """Press Submit, and wait until the assignment is listed as submitted."""
        self.downloaded(assignment).get_by_role("button", name="Submit", exact=True).click()
        expect(self.submitted(assignment)).to_be_visible()

    def fetch_feedback(self, assignment: str) -> Locator:
        """Press Fetch Feedback, and give the link to what came."""
        row = self.submitted(assignment)
        row.get_by_role("button", name="Fetch Feedback").click()
        return row

    def _row(self, part: str, assignment: str) -> Locator:
        return self.panel.locator(f"{part} > .list_item").filter(has_text=assignment)
