"""Text from sources stays text: in pages, in Markdown and in spreadsheets."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.guards.cells import csv_text, safe_cell
from kg.guards.html import content_policy, html_environment, render_page, tidy
from kg.guards.markdown import cell, inline, row
from kg.reports import ReportSettings, draw_reports
from kg.reports.pages import assets, page_script

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from kg.stores import Store

HOSTILE = (
    "<script>alert(1)</script>",
    '\\" onmouseover=\\"alert(1)',
    "</style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %} {n}",
    "=HYPERLINK(1)",
    "[klik](javascript:alert(1)) | `x` <b>",
    "\\u0000\\u202E\\u0007 omgekeerd",
    "a" * 300,
)


@pytest.fixture
def hostile_files(load: Callable[[bytes], Store], sample: bytes) -> dict[str, bytes]:
    """Give the reports of the sample graph with hostile text in every literal that people write."""
    numbers = iter(range(10_000))

    def spoiled(found: re.Match[str]) -> str:
        return f'{found[1]}"{HOSTILE[next(numbers) % len(HOSTILE)]} {found[2]}"'

    fields = (
        r"(kt:text|oa:exact|skos:prefLabel|dcterms:title|schema:name|kt:agent|kt:by|kt:authors|kt:because|kt:failure) "
    )
    text = re.sub(rf'{fields}"([^"]*)"', spoiled, sample.decode())
    return draw_reports(load(text.encode()), ReportSettings(name=HOSTILE[0].replace("\\", "")))


@pytest.mark.parametrize(
    "name", ["gaps.html", "index.html", "changes.html", "matrix.html", "casebook.html", "schools/99XA.html"]
)
def test_no_hostile_text_becomes_an_element_or_attribute(name: str, hostile_files: dict[str, bytes]) -> None:
    page = hostile_files[name].decode()
    assert "alert(1)" in page
    for own in (f"<script>{tidy(page_script(name))}</script>", '<script src="../assets/kg.js" defer></script>'):
        page = page.replace(own, "")
    assert re.findall(r"<(?:script|img|b)\b|\sonmouseover=\"|\sonerror=[^&]*>|\x00|\x07", page) == []
    assert page.count("<style>") == page.count("</style>") == ("/" not in name)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["gaps.html", "index.html", "changes.html", "matrix.html", "casebook.html"])
def test_no_script_runs_and_nothing_is_fetched(
    name: str, hostile_files: dict[str, bytes], tmp_path: Path, browser: Browser
) -> None:
    seen: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    file = tmp_path / name
    file.write_bytes(hostile_files[name])
    page.goto(file.as_uri())
    assert seen == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("getComputedStyle(document.body).maxWidth") in {"736px", "1280px"}
    page.close()


def test_no_hostile_text_becomes_part_of_the_page_of_a_question(hostile_files: dict[str, bytes]) -> None:
    pages = [data.decode() for name, data in hostile_files.items() if name.startswith("questions/")]
    assert all("alert(1)" in page for page in pages)
    found = [re.findall(r"<(?:img|b|style)\b|\sonmouseover=\"|\sonerror=[^&]*>|\x00|\x07", page) for page in pages]
    assert found == [[]] * len(pages)
    assert [page.count("<script") for page in pages] == [1] * len(pages)


@pytest.mark.browser
def test_the_page_of_a_question_runs_nothing_and_fetches_only_what_lies_beside_it(
    hostile_files: dict[str, bytes], tmp_path: Path, browser: Browser
) -> None:
    for name, data in (hostile_files | assets()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    seen: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("console", lambda message: seen.append(message.text))
    page.on("request", lambda request: seen.append(request.url))
    page.goto((tmp_path / "questions" / "reflectie.html").as_uri())
    names = ("questions/reflectie.html", "assets/kg.css", "assets/kg.js")
    assert sorted(seen) == sorted((tmp_path / name).as_uri() for name in names)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_csv_has_no_cell_that_a_spreadsheet_takes_for_a_formula(load: Callable[[bytes], Store], sample: bytes) -> None:
    spoiled = re.sub(rb'(skos:prefLabel|schema:name) "', rb'\1 "=1+1 ', sample)
    data = draw_reports(load(spoiled), ReportSettings())["gaps.csv"].decode()
    rows = list(csv.reader(io.StringIO(data)))[1:]
    assert rows
    assert [value for found in rows for value in found if value.startswith(("=", "+", "-", "@"))] == []
    assert all(found[1].startswith("'=1+1 ") for found in rows)


@pytest.mark.parametrize(
    "name", ["gaps.md", "agenda.md", "kennisagenda.md", "casebook.md", "changes.md", "schools/99XA.md"]
)
def test_markdown_shows_hostile_text_and_runs_none(name: str, hostile_files: dict[str, bytes]) -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(hostile_files[name].decode())
    assert re.findall(r"<(?:script|img|a|b|code)\b", html) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("vraag", "vraag", id="gewone tekst"),
        pytest.param("=1+1", "'=1+1", id="formule"),
        pytest.param("+31", "'+31", id="plus"),
        pytest.param("-x", "'-x", id="min"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab ervoor"),
        pytest.param(" =1", "' =1", id="spatie ervoor"),
        pytest.param("＝1", "'＝1", id="volle breedte"),
        pytest.param("a=1", "a=1", id="teken midden in"),
        pytest.param(-1.5, -1.5, id="getal"),
        pytest.param(True, "True", id="waarheid"),
        pytest.param("a\x00b", "a�b", id="stuurteken"),
    ],
)
def test_cells(value: object, expected: object) -> None:
    assert safe_cell(value) == expected


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_csv_gives_back_each_cell(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline="")))
    assert read == [["a", "b"], *([str(safe_cell(value)) for value in found] for found in rows)]


def _shown(markdown: str) -> str:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text", "text_special"}, markdown
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"]), markdown
    return "".join(child.content for child in children)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Zl", "Zp"])))
def test_any_text_in_markdown_shows_as_it_stands(text: str) -> None:
    assert _shown(inline(text)) == " ".join(text.split())


@given(st.text(alphabet="ab1.)-+#*_`|<>[]()!&;:~=^$\\ \n\t/"))
def test_any_marks_in_markdown_show_as_they_stand(text: str) -> None:
    assert _shown(inline(text)) == " ".join(text.split())


@given(st.text(alphabet="ab|\\`* \n"))
def test_a_cell_never_breaks_its_table(text: str) -> None:
    table = "\n".join([row("x", "y"), "| --- | --- |", row(cell(text), "einde")])
    tokens = MarkdownIt("commonmark").enable("table").parse(table)
    cells = [tokens[i + 1].children for i, token in enumerate(tokens) if token.type == "td_open"]
    shown = ["".join(child.content for child in found or []) for found in cells]
    assert shown == [" ".join(text.split()) or "–", "einde"]


def test_the_policy_of_a_page_allows_its_own_style_only() -> None:
    style = "body { margin: 0; }\n"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    expected = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert content_policy(style) == expected


def test_a_style_that_would_end_its_element_is_refused() -> None:
    with pytest.raises(ValueError, match="may not end its own element"):
        render_page("kg.reports", "gaps.html.j2", style="</style>", values={})


def test_escaping_is_on_whatever_a_template_is_called() -> None:
    template = html_environment("kg.reports").from_string("{{ text }}")
    assert template.render(text="<b>&\x00") == "&lt;b&gt;&amp;�"
