"""nbgrader's Formgrader in a tab of JupyterLab."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from .lab import Lab


class Formgrader:
    """The pages of Formgrader, opened from the menu."""

    def __init__(self, lab: Lab) -> None:
        lab.choose("Nbgrader", "Formgrader")
        self._tab = lab.page
        self.page = lab.page.frame_locator("#formgrader iframe")
        expect(self.row("04_corrutinas")).to_be_visible()

    def row(self, name: str) -> Locator:
        """Give the row of the table that names an assignment or a student."""
        return self.page.locator("#main-table tr").filter(has_text=name)

    def press(self, name: str, column: str) -> str:
        """Press the button of a column in a row, and give what the success it reports says."""
        self.row(name).locator(f".{column} a").click()
        said = self.page.locator(".modal.in")
        expect(said.locator(".modal-title")).to_be_visible()
        text = said.inner_text()
        assert said.locator(".modal-title").inner_text() == "Success", text
        said.get_by_role("button", name="OK").click()
        expect(self.page.locator(".modal")).to_have_count(0)
        return text

    def go_to(self, section: str) -> None:
        """Choose one of the sections at the left."""
        self.page.get_by_role("link", name=section, exact=True).first.click()

    def submissions(self, assignment: str) -> None:
        """Open the list of an assignment's submissions."""
        self.row(assignment).locator(".num-submissions a").click()

    def open_submission(self, assignment: str, notebook: str) -> None:
        """Open the first submission of a notebook, from Manual Grading."""
        self.go_to("Manual Grading")
        for link in (assignment, notebook):
            self.page.locator("#main-table").get_by_role("link", name=link, exact=True).click()
        self.page.locator("#main-table").get_by_role("link", name="Submission #1").click()
        expect(self.page.locator(".panel-title")).to_contain_text("Submission 1 / 1")

    def grade(self, cell: str, score: str) -> None:
        """Type a score for a cell, and wait until it is saved."""
        self._type(self.page.locator(f"input.score#{cell}"), score, "/api/grade/")

    def comment(self, cell: str, text: str) -> None:
        """Type a comment on an answer, and wait until it is saved."""
        self._type(self.page.locator(f"textarea#{cell}-comment"), text, "/api/comment/")

    def _type(self, field: Locator, text: str, saved_at: str) -> None:
        # The tick that says so is gone after a second, which a busy machine may need to look again.
        with self._tab.expect_response(lambda r: saved_at in r.url and r.request.method == "PUT") as answer:
            field.fill(text)
            field.press("Tab")
        assert answer.value.ok, answer.value.text()
