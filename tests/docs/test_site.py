"""The documentation's pages, built as `asyncaula docs` builds them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock

import asyncaula.checks
from asyncaula.checks.catalogue import TABLE
from asyncaula.course import Course

REPOSITORY = Path(__file__).parents[2]
BUILT_FROM = ("lessons", "release", "course.toml")
LOADING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "asyncaula", "docs", "--root", str(root), "--out", str(out)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=280,
    )


def course_in(folder: Path) -> Path:
    """Give a course whose documentation is still to be written; all the rest is this one's."""
    folder.mkdir()
    for name in BUILT_FROM:
        (folder / name).symlink_to(REPOSITORY / name)
    return folder


def letters(text: str) -> str:
    """Give a text without what Markdown and HTML may write otherwise."""
    return re.sub(r"\W", "", text)


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """All the pages, built once."""
    out = shared / "site"
    with FileLock(shared / "site.lock"):
        if not (out / "index.html").exists():
            root = course_in(shared / "course")
            ignored = shutil.ignore_patterns("_build", "diagnosticos")
            shutil.copytree(REPOSITORY / "docs", root / "docs", ignore=ignored)
            built = build(root, out)
            assert built.returncode == 0, built.stderr
            assert built.stdout.strip() == str(out / "index.html")
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, BeautifulSoup]:
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in site.rglob("*.html")
    }


def test_every_page_of_docs_and_of_every_lessons_diagnoses_is_there(site: Path) -> None:
    names = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    assert {path.stem for path in (REPOSITORY / "docs").glob("*.md")} <= names
    assert {f"diagnosticos/{lesson.id}" for lesson in Course.find(REPOSITORY).lessons} <= names


def test_every_diagnosis_has_its_place_with_all_that_the_table_says(
    pages: dict[Path, BeautifulSoup], site: Path
) -> None:
    told = 0
    for entry in TABLE.values():
        page = site / "diagnosticos" / f"{entry.lessons[0] if entry.lessons else 'generales'}.html"
        place = pages[page].find(id=entry.code.lower())
        assert place is not None, entry.code
        section = place if place.name == "section" else place.find_parent("section")
        text = letters(section.get_text())
        for said in (entry.code, entry.title, entry.seen, entry.why, entry.question):
            assert letters(said) in text, (entry.code, said)
        links = [link["href"].split(".html")[0] for link in section.find_all("a", href=True)]
        assert all(lesson in links or page.stem == lesson for lesson in entry.lessons), entry.code
        told += 1
    assert told == len(TABLE) > 0


def test_a_lessons_page_has_the_notebook_to_download(pages: dict[Path, BeautifulSoup], site: Path) -> None:
    for lesson in Course.find(REPOSITORY).lessons:
        page = site / f"diagnosticos/{lesson.id}.html"
        (link,) = pages[page].select("a.download")
        notebook = page.parent / unquote(link["href"])
        released = REPOSITORY / "release" / lesson.id / lesson.notebook
        assert notebook.resolve().read_bytes() == released.read_bytes()


def test_the_api_has_every_name_that_test_cells_import(pages: dict[Path, BeautifulSoup], site: Path) -> None:
    api = pages[site / "api.html"]
    missing = [name for name in asyncaula.checks.__all__ if api.find(id=f"asyncaula.checks.{name}") is None]
    assert missing == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[Path, BeautifulSoup], site: Path) -> None:
    loaded = [
        (path.name, tag[attribute])
        for path, page in pages.items()
        for name, attribute in LOADING.items()
        for tag in page.find_all(name, **{attribute: True})
    ]
    assert loaded
    styles = "\n".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    styles += "\n".join(style.get_text() for page in pages.values() for style in page.find_all("style"))
    loaded += [("a style", url) for url in re.findall(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""", styles)]
    outside = [(where, url) for where, url in loaded if urlsplit(url).netloc or url.startswith("http")]
    assert outside == []


def test_every_link_within_the_pages_leads_somewhere(pages: dict[Path, BeautifulSoup], site: Path) -> None:
    ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    dead, followed = [], 0
    for path, page in pages.items():
        for link in page.find_all("a", href=True):
            url = urlsplit(link["href"])
            if url.scheme or url.netloc:
                continue
            followed += 1
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            lost = url.fragment and target in ids and unquote(url.fragment) not in ids[target]
            if not target.exists() or lost:
                dead.append((path.relative_to(site).as_posix(), link["href"]))
    assert followed > len(TABLE)
    assert dead == []


def test_pages_for_students_say_that_they_are_in_spanish(
    pages: dict[Path, BeautifulSoup], site: Path
) -> None:
    assert pages[site / "estudiantes.html"].html["lang"] == "es"
    assert pages[site / "diagnosticos/generales.html"].html["lang"] == "es"
    assert pages[site / "instructors.html"].html["lang"] == "en"


def test_pictures_have_a_text(pages: dict[Path, BeautifulSoup]) -> None:
    pictures = [picture for page in pages.values() for picture in page.select("article img")]
    assert pictures
    assert all(len(picture.get("alt", "")) > 20 for picture in pictures)
    drawing = BeautifulSoup(
        (REPOSITORY / "docs/images/architecture.svg").read_text(encoding="utf-8"), "html.parser"
    ).svg
    named = [drawing.find(id=name).name for name in drawing["aria-labelledby"].split()]
    assert named == ["title", "desc"]


def test_a_dead_link_and_a_dead_anchor_fail_the_build_and_are_named(tmp_path: Path) -> None:
    root = course_in(tmp_path / "course")
    (root / "docs").mkdir()
    shutil.copy(REPOSITORY / "docs/conf.py", root / "docs")
    text = "# Docs\n\n[a](nowhere.md) [b](#no-such-heading)\n\n```{toctree}\ndiagnosticos/index\n```\n"
    (root / "docs/index.md").write_text(text, encoding="utf-8")
    built = build(root, tmp_path / "site")
    assert built.returncode == 1
    assert "nowhere.md" in built.stderr
    assert "no-such-heading" in built.stderr


def test_where_there_is_no_documentation_it_says_so(tmp_path: Path) -> None:
    built = build(course_in(tmp_path / "course"), tmp_path / "site")
    assert built.returncode == 2
    assert "has no conf.py" in built.stderr
