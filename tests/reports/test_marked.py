"""A note with what was found marked up in it: the whole text, nested well, and nothing that could run."""

from __future__ import annotations

import html
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from kg.model import Context, Document, Extraction, Issue, Source
from kg.readers import read
from kg.records import School
from kg.reports.marked import marked_page
from kg.reports.marking import Piece, pieces
from kg.rules import extract
from kg.rules.explaining import Explanation, explain
from kg.text import Span
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOTE = """# Voorbeeldbijeenkomst

Vraag: Hoe volgen we leerlingen?

- Inzicht: samen kijken helpt.

## Knelpunten

- Het is onduidelijk hoe we scholen zonder netwerk helpen.

## Acties

- [ ] Sanne leest [het rapport](https://example.org/r.pdf) van Voorbeeldschool De Proef

De stoel staat daar.
"""
HOSTILE = (
    "Vraag: <script>alert(1)</script> ]]> </style></div> hoe?\n\n"
    'Inzicht: "onmouseover=alert(1) \' onfocus="alert(1)" <img src=x onerror=alert(1)>\n\n'
    "Actie: x\u202eomgekeerd\u202c \u2066a\u200b &lt;b&gt; {{ 7 * 7 }} javascript:alert(1)\n\n"
    "Zie [rapport](javascript:alert(1)) <!-- <b>\n"
)
CONTEXT = Context(schools=(School("99XA", "Voorbeeldschool De Proef"),))


def told(text: str, name: str = "meetings/note.md") -> tuple[Document, Extraction, Explanation]:
    """Give what a note gives, with why."""
    document = read(Source(PurePosixPath(name)), text.encode("utf-8", "ignore"))
    return document, extract(document, CONTEXT), explain(document, CONTEXT)


def notes(page: bytes) -> list[str]:
    """Give the marked up notes of a page, as they stand in it."""
    return re.findall(r'<div class="note">(.*?)</div>', page.decode(), re.DOTALL)


def find(page: lxml_html.HtmlElement, path: str) -> list[Any]:
    """Give what an XPath finds in a page."""
    return cast("list[Any]", page.xpath(path))


def stripped(marked: str) -> str:
    """Give a marked up note without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", marked).replace("&#13;", "\0")).replace("\0", "\r")


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from((*NOTE.split(" "), *HOSTILE.split(" "), "\r\n", "\r", "\n\n", "\u2028", "|", "- [ ] "))
        ).map(" ".join),
    )
)
@settings(max_examples=120, deadline=None)
def test_without_its_tags_a_marked_note_is_the_note(text: str) -> None:
    one = told(text)
    (marked,) = notes(marked_page([one], "nl")) or [""]
    assert stripped(marked) == (_FORBIDDEN.sub("\ufffd", one[0].text) if one[0].blocks else "")


@given(
    st.text(alphabet="ab\r\n\u202e", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6),
)
def test_pieces_nest_and_cover_each_mark(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends]
    opened: list[int] = []
    covered: dict[int, str] = {}
    edges: dict[int, list[str]] = {}
    whole = ""
    for piece in pieces(text, spans):
        if piece.kind in ("open", "again"):
            opened.append(piece.mark)
        elif piece.kind in ("close", "end"):
            assert opened.pop() == piece.mark
        whole += piece.text
        for mark in opened:
            covered[mark] = covered.get(mark, "") + piece.text
        if not piece.text:
            edges.setdefault(piece.mark, []).append(piece.kind)
    assert (whole, opened) == (text, [])
    assert covered == {mark: span.of(text) for mark, span in enumerate(spans) if span.start < span.end}
    assert all((kinds[0], kinds[-1]) == ("open", "end") for kinds in edges.values())


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([Span(0, 2), Span(0, 4)], "(1(0ab)0cd)1", id="the wider is outside"),
        pytest.param([Span(0, 4), Span(0, 4)], "(0(1abcd)1)0", id="equal ones nest in order"),
        pytest.param([Span(0, 3), Span(2, 4)], "(0ab(1c}1)0{1d)1", id="crossing ones are cut"),
        pytest.param([Span(0, 2), Span(2, 4)], "(0ab)0(1cd)1", id="neighbours do not nest"),
        pytest.param([Span(1, 1)], "abcd", id="an empty one is none"),
    ],
)
def test_pieces(spans: Sequence[Span], expected: str) -> None:
    signs = {"open": "(", "again": "{", "close": "}", "end": ")"}
    shown = (piece.text or f"{signs[piece.kind]}{piece.mark}" for piece in pieces("abcd", spans))
    assert "".join(shown) == expected


def test_signs_that_turn_text_round_stand_apart() -> None:
    assert list(pieces("a\u202e\r\nb", [])) == [
        Piece("text", "a"),
        Piece("sign", "\u202e"),
        Piece("line", "\r\n"),
        Piece("text", "b"),
    ]


def test_what_stands_inside_what() -> None:
    """A question that is an obstacle too, and a publication inside an action."""
    page = lxml_html.fromstring(marked_page([told(NOTE)], "nl").decode())
    marks = find(page, "//div[@class='note']//mark")
    inside = {mark.get("data-label"): mark.getparent().get("data-label") for mark in marks}
    assert inside == {
        "vraag q1": None,
        "inzicht i1": None,
        "belemmering o1": None,
        "vraag q2": "belemmering o1",
        "actie a1": None,
        "publicatie p1": "actie a1",
        "school s1": "actie a1",
    }
    missed = find(page, "//div[@class='note']//*[@class='none']/text()")
    assert missed == ["Voorbeeldbijeenkomst", "Knelpunten", "Acties", "De stoel staat daar."]


def test_an_insight_leads_to_its_question_and_back() -> None:
    page = lxml_html.fromstring(marked_page([told(NOTE), told(NOTE)], "nl").decode())
    links = {
        link.get("aria-label"): link.get("href")
        for link in find(page, "//mark[starts-with(@id, 'n2-')]/a[@class='link']")
    }
    assert links == {"beantwoord in i1": "#n2-i1", "antwoord op q1": "#n2-q1"}
    ids = find(page, "//@id")
    assert len(set(ids)) == len(ids)
    targets = [*(href[1:] for href in find(page, "//a/@href")), *find(page, "//@aria-describedby")]
    assert set(targets) <= set(ids)


@pytest.mark.parametrize(
    ("language", "explained", "words"),
    [
        pytest.param("nl", False, ["Wat kg in het verslag leest", "kg herkent 7 stukken tekst in 8 zinnen.", "Zo verbeter je dit"], id="nl"),
        pytest.param("en", False, ["What kg reads in the note", "kg recognises 7 passages in 8 sentences.", "How to improve this"], id="en"),
        pytest.param("nl", True, ["Uitleg per zin", "verloor van mark (q1)", "Waarom iets antwoord geeft"], id="nl, explained"),
        pytest.param("en", True, ["Sentence by sentence", "lost to mark (q1)", "Why something is an answer"], id="en, explained"),
    ],
)  # fmt: skip
def test_the_words_of_the_page(language: str, explained: bool, words: list[str]) -> None:  # noqa: FBT001
    page = lxml_html.fromstring(marked_page([told(NOTE)], language, explain=explained).decode())
    text = " ".join(lxml_html.tostring(page, method="text", encoding="unicode").split())
    assert [word for word in words if word not in text] == []
    assert ("told." in text, "marked." in text, page.get("lang")) == (False, False, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_marks_that_the_page_names_are_marks(language: str) -> None:
    text = "".join(f"{mark} dit hier\n\n" for mark in load_words("reports", language)["marked.marks"].split("|"))
    found = [(one.kind, one.rule) for one in told(text)[1].statements]
    kinds = ("question", "insight", "decision", "action", "obstacle", "factor")
    assert found == [(kind, "mark") for kind in kinds]


def test_what_could_not_be_read_is_said() -> None:
    unread = Document(Source(PurePosixPath("weg.md")), "", "", issues=(Issue("cannot be opened", 3, "check the name"),))
    library = told("@book{voorbeeld, title = {Voorbeeld}}\n", "lijst.bib")
    page = marked_page([(unread, Extraction(), Explanation()), library], "nl").decode()
    assert "<strong>fout (regel 3)</strong>: kan niet worden geopend. kijk of de naam klopt" in page
    assert "Dit bestand beschrijft 1 publicatie" in page
    assert notes(page.encode()) == []


def test_hostile_text_stays_text() -> None:
    page = marked_page([told(HOSTILE, 'meetings/"><script>alert(1)</script>.md')], "nl", explain=True).decode()
    root = lxml_html.fromstring(page)
    assert "alert(1)" in page
    assert page.count("<style>") == page.count("</style>") == 1
    assert [one.tag for one in root.iter("script", "img", "b", "svg", "iframe")] == []
    assert [
        name for one in root.iter() for name in map(str, one.attrib) if name.startswith("on") or name == "style"
    ] == []
    assert [href for href in find(root, "//@href") if not href.startswith("#")] == []
    assert re.findall("[\u200b\u202a-\u202e\u2066-\u2069]", page) == []
    assert page.count('<bdi class="sign" data-label="U+202E">&#x202E;</bdi>') == 1


def test_the_page_is_the_same_twice() -> None:
    assert marked_page([told(NOTE)], "nl", explain=True) == marked_page([told(NOTE)], "nl", explain=True)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser(width: int, scheme: str, tmp_path: Path, browser: Browser) -> None:
    """Nothing runs and nothing is fetched, the page fits, and focus on a mark says why."""
    seen: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    file = tmp_path / "note.html"
    both = f"{NOTE}\n{HOSTILE}\n{'lang' * 200}\n"
    file.write_bytes(marked_page([told(both)], "nl", explain=True))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert seen == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".note").evaluate("one => one.textContent") == both
    said = "one => getComputedStyle(one, '::after').content"
    mark = page.locator("#n1-q1")
    assert mark.evaluate(said) == "none"
    mark.focus()
    assert "regel mark, zekerheid 1,00" in mark.evaluate(said)
    page.locator("#n1-i1 .link").click()
    assert page.url.endswith("#n1-q1")
    page.close()
