"""Whole reports, as files."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest

from kg.errors import UsageError
from kg.gaps import GapFilter, find_gaps
from kg.publishing.graph import redact_store
from kg.publishing.people import person_of
from kg.publishing.redaction import Others, make_redactor
from kg.publishing.schools import school_codes
from kg.reports import REPORTS, ReportSettings, draw_report, draw_reports
from kg.reports.pages import SCRIPTS, assets, page_script, style_sheet
from kg.words import load_words
from tests.reports.conftest import GOLDEN, cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.stores import Store

SETTINGS = ReportSettings(name="Voorbeeldtafel Leren met voorbeelden")
CASES = {
    "nl": SETTINGS,
    "en": replace(SETTINGS, language="en"),
    "early": replace(SETTINGS, as_of="2021-02-15"),
    "hidden": SETTINGS,
}


def _seen(case: str, store: Store) -> Store:
    """Give what a case is drawn from: names are hidden in the graph, before a report reads it."""
    if case != "hidden":
        return store
    people = [person for name in ("Max Monster", "Vera Voorbeeld") if (person := person_of(name))]
    others = Others(*school_codes(store, SETTINGS.base, SETTINGS.language))
    return redact_store(store, make_redactor(people, others=others), SETTINGS.base).store


@pytest.mark.parametrize("case", CASES)
def test_reports_are_byte_for_byte_the_golden_ones(
    case: str, store: Store, golden: Callable[[str, bytes], None]
) -> None:
    for name, data in draw_reports(_seen(case, store), CASES[case]).items():
        golden(f"{case}/{name}", data)


@pytest.mark.parametrize("case", CASES)
def test_there_is_no_golden_file_that_no_report_gives(case: str, store: Store) -> None:
    golden = {file.relative_to(GOLDEN / case).as_posix() for file in (GOLDEN / case).rglob("*") if file.is_file()}
    assert golden == set(draw_reports(_seen(case, store), CASES[case]))


def test_an_empty_graph_gives_all_reports(load: Callable[[bytes], Store], golden: Callable[[str, bytes], None]) -> None:
    for name, data in draw_reports(load(b""), ReportSettings()).items():
        golden(f"empty/{name}", data)


def test_the_order_of_the_quads_changes_nothing(load: Callable[[bytes], Store], store: Store, sample: bytes) -> None:
    head, *graphs = re.split(r"(?m)^(?=<urn:kg:graph/)", sample.decode())
    turned = load((head + "".join(reversed(graphs))).encode())
    assert draw_reports(turned, SETTINGS) == draw_reports(store, SETTINGS)


def test_json_holds_what_find_gaps_gives(store: Store) -> None:
    found = json.loads(draw_report("gaps", store, SETTINGS)["gaps.json"])
    assert found == json.loads(json.dumps([asdict(gap) for gap in find_gaps(store)]))


def test_each_report_gives_files_of_its_own(store: Store) -> None:
    files = [name for report in REPORTS for name in draw_report(report, store, SETTINGS)]
    assert sorted(files) == sorted(set(files)) == sorted(draw_reports(store, SETTINGS))


def test_an_unknown_report_names_the_known_ones(store: Store) -> None:
    with pytest.raises(UsageError, match="no report 'gap'") as caught:
        draw_report("gap", store, SETTINGS)
    assert caught.value.hint == f"choose one of: {', '.join(REPORTS)}"


def test_a_filtered_report_says_so_and_leaves_out_what_stands_beside(store: Store) -> None:
    settings = replace(SETTINGS, filters=GapFilter(theme="toetsing"))
    text = draw_report("gaps", store, settings)["gaps.md"].decode()
    assert "Selectie: theme = toetsing" in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Op volgorde van prioriteit",
        "## Beleidsvragen",
        "## Zo is de prioriteit berekend",
    ]


def test_reports_name_no_publication_library_where_there_is_none(load: Callable[[bytes], Store], sample: bytes) -> None:
    none = re.sub(rb"kt:(record|publication)Count [1-9]\d*", rb"kt:\1Count 0", sample)
    text = draw_report("gaps", load(none), SETTINGS)["gaps.md"].decode()
    assert "Er is nog niet in publicaties gezocht" in text
    assert "niets gevonden in" not in text


def test_hidden_schools_and_persons_are_in_no_report(store: Store) -> None:
    files = draw_reports(_seen("hidden", store), CASES["hidden"])
    text = "".join(str(cells(data)) if name.endswith(".xlsx") else data.decode() for name, data in files.items())
    paths_aside = re.sub(r"[\w/.-]+\.md", "", text)
    names = (
        "Voorbeeldschool De Proef",
        "Voorbeeldschool Het Model",
        "99XA",
        "99XB",
        "99XC",
        "Max Monster",
        "Vera Voorbeeld",
    )
    assert [name for name in names if name in paths_aside] == []


class Page(HTMLParser):
    """What a page refers to, and the identifiers and languages in it."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action", "srcset", "data"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]


#: Folders whose pages are made when a note is read, or that are no pages.
_BESIDE = ("notes/", "map.html", "gaps.xlsx")


def test_pages_refer_only_to_what_is_there(store: Store) -> None:
    files = draw_reports(store, SETTINGS)
    pages = {name: Page(data) for name, data in files.items() if name.endswith(".html")}
    known = {*files, *assets()}
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        assert {"iframe", "img", "object"}.isdisjoint(page.tags), name
        assert {"header", "nav", "main", "h1"} <= set(page.tags), name
        for link in page.links:
            target, _, anchor = urljoin(name, link).partition("#")
            if target.startswith(("https://doi.org/", *_BESIDE)):
                continue
            assert target in known, f"{name}: {link}"
            assert not anchor or unquote(anchor) in pages[target].ids, f"{name}: {link}"


#: Words that a teacher need not know.
JARGON = (
    "rdf",
    "sparql",
    "iri",
    "uri",
    "triple",
    "ontolog",
    "graaf",
    "graph",
    "literal",
    "urn:",
    "w3id",
    "tekort",
    "null",
    "none ",
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_uses_the_words_of_the_trade(language: str, store: Store) -> None:
    files = draw_reports(store, replace(SETTINGS, language=language))
    for name in (name for name in files if name.endswith((".html", ".md"))):
        body = files[name].decode().partition("<body>")[2] or files[name].decode()
        words = re.sub(r"<script>.*?</script>|<[^>]*>", " ", body, flags=re.DOTALL).lower()
        assert [word for word in JARGON if re.search(rf"\b{re.escape(word)}", words)] == [], name


def test_both_languages_have_the_same_words() -> None:
    dutch, english = load_words("reports", "nl"), load_words("reports", "en")
    assert list(dutch) == list(english)
    places = {key: sorted(re.findall(r"{\w+}", text)) for key, text in dutch.items()}
    assert places == {key: sorted(re.findall(r"{\w+}", text)) for key, text in english.items()}


def test_texts_end_with_one_line_end_and_have_no_carriage_returns(store: Store) -> None:
    for name, data in draw_reports(store, SETTINGS).items():
        if not name.endswith(".xlsx"):
            assert (data[-1:], data[-2:-1] != b"\n", b"\r" in data) == (b"\n", True, False), name


def _luminance(colour: str) -> float:
    """Give relative luminance. Source: WCAG 2.2."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("block", [0, 1], ids=["light", "dark"])
def test_all_colours_of_text_have_enough_contrast(block: int) -> None:
    root = re.findall(r":root {([^}]*--serif[^}]*|[^}]*--good[^}]*)}", style_sheet())[block]
    colours = dict(re.findall(r"--(\w+): (#\w{6})", root))
    paper = _luminance(colours["paper"])
    for name in ("ink", "soft", "accent", "open", "practice", "research", "good"):
        light, dark = sorted((_luminance(colours[name]), paper), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name


@pytest.mark.parametrize("page", ["", *SCRIPTS])
def test_the_script_of_a_page_is_whole_functions_one_after_another(page: str) -> None:
    ends = re.findall(r"(?m)^(\(\(\) => \{|\}\)\(\);)$", page_script(page))
    assert ends == ["(() => {", "})();"] * (len(ends) // 2)
    assert ends
