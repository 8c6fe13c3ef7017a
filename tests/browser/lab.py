"""JupyterLab as a person handles it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, expect

from .server import Server

EVERYTHING = "ControlOrMeta+a"


class Lab:
    """A tab of the browser that shows JupyterLab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, server: Server, path: str = "") -> None:
        """Open what the server shows first, or the page at `path`, and wait until it can be used."""
        self.page.goto(server.url(path))
        expect(self.page.get_by_role("menubar")).to_be_visible()
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)

    def choose(self, *path: str) -> None:
        """Choose from the menu bar."""
        self.page.get_by_role("menubar").get_by_role("menuitem", name=path[0], exact=True).click()
        for name in path[1:]:
            entry = self.page.get_by_role("menu").last.get_by_role("menuitem")
            entry.filter(has=self.page.get_by_text(name, exact=True)).click()

    def decline_news(self) -> None:
        """Answer no to the question that JupyterLab asks at its first start, whether it may tell news."""
        self.page.get_by_role("button", name="No", exact=True).click()

    def open_file(self, name: str) -> None:
        """Open a file that the file browser shows."""
        self.page.locator(".jp-DirListing-item").filter(has_text=name).dblclick()

    def in_front(self, path: Path) -> Notebook:
        """Give the notebook of that file, which is in front, once its kernel waits for work."""
        title = self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current")
        expect(title).to_contain_text(path.name)
        notebook = Notebook(self, path)
        notebook.is_idle()
        return notebook


class Notebook:
    """The notebook in front."""

    def __init__(self, lab: Lab, path: Path) -> None:
        self.lab = lab
        self.places = [cell.id for cell in nbformat.read(path, as_version=4).cells]
        self.page = lab.page
        self.panel = self.page.locator(".jp-NotebookPanel:visible")
        self.validated = self.page.get_by_role("dialog").filter(has_text="Validation Results")

    def is_idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        expect(self.page.get_by_text(re.compile(r"^Python 3 .*\| Idle$"))).to_be_visible()

    def go_to(self, heading: str) -> None:
        """Click on a heading in the table of contents, which scrolls there."""
        contents = self.page.locator(".jp-TableOfContents:visible")
        if not contents.count():
            self.page.get_by_role("tab", name=re.compile("Table of Contents")).click()
        contents.get_by_text(heading).click()

    def cell(self, name: str) -> Cell:
        """Give the cell of that id, which has to be near to what is shown: JupyterLab draws no other."""
        place = self.places.index(name)
        return Cell(self.page, self.panel.locator(f"[data-windowed-list-index='{place}']"))

    def run_all_above(self, cell: Cell) -> None:
        """Choose a cell and run all that stand above it."""
        cell.choose()
        self.lab.choose("Run", "Run All Above Selected Cell")

    def validate(self) -> None:
        """Press Validate, and wait for its dialog."""
        self.panel.get_by_role("button", name="Validate").click()
        expect(self.validated).to_be_visible()

    def close_dialog(self) -> None:
        """Press Ok in the dialog of Validate."""
        self.validated.get_by_role("button", name="Ok").click()

    def save(self) -> None:
        """Save, and wait until it is saved."""
        self.lab.choose("File", "Save Notebook")
        expect(self.page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0)


class Cell:
    """One code cell."""

    def __init__(self, page: Page, found: Locator) -> None:
        self.page = page
        self.found = found
        self.output = found.locator(".jp-OutputArea-output")

    def choose(self) -> None:
        """Click into its code."""
        self.found.locator(".cm-content").click()

    def write(self, code: str) -> None:
        """Put that code in the place of what is in it."""
        self.choose()
        self.page.keyboard.press(EVERYTHING)
        self.page.keyboard.insert_text(code)

    def run(self) -> None:
        """Run it, and leave it chosen."""
        self.choose()
        self.page.keyboard.press("Control+Enter")

    def shows(self, text: str) -> Locator:
        """Wait until the output has that text, and give the output, scrolled to."""
        output = self.output.filter(has_text=text).first
        expect(output).to_be_visible()
        output.scroll_into_view_if_needed()
        return output
