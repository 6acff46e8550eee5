"""The page of a note: its text as it stands, each statement marked, and nothing in it that could run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import kg.reports.notes
from kg.reports import ReportSettings
from kg.reports.marking import replaced
from kg.reports.notes import Note, Passage, note_page, read_notes, read_passages
from kg.text import Span
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.reports.marking import Change
    from kg.stores import Store

SETTINGS = ReportSettings(name="Voorbeeldtafel Leren met voorbeelden")
TEXT = "# Voorbeeld\n\nVraag: Hoe volgen we leerlingen?\nInzicht: Samen\nkijken helpt bij Voorbeeldschool De Proef.\n"
NOTE = Note("meetings/a b.md", "0" * 64, "nl", "meeting", "2021-06-23", "3", "Voorbeeldbijeenkomst", "Voorbeeldstad")


def passage(kind: str, quote: str, name: str, text: str = TEXT, **more: str) -> Passage:
    """Give a passage over the first place where a quote stands."""
    start = text.index(quote)
    end, line = start + len(quote), text.count("\n", 0, start) + 1
    around = (text[max(0, start - 32) : start], text[end : end + 32])
    return Passage(f"urn:kg:{kind}/{name}", kind, start, end, line, "nl", quote, *around, more.get("question", ""))


PASSAGES = (
    passage("question", "Hoe volgen we leerlingen?", "a1", question="urn:kg:question/b2"),
    passage("insight", "Samen\nkijken helpt bij Voorbeeldschool De Proef.", "c3"),
    passage("school", "Voorbeeldschool De Proef", "c3"),
)
HOSTILE = "Vraag: <script>alert(1)</script> &lt;b&gt; x\u202eom\u202c \" onclick='alert(1) {{ 7 * 7 }} </div>\x00?\n"


def page_of(passages: Sequence[Passage], text: str | None, note: Note = NOTE, changes: Sequence[Change] = ()) -> str:
    """Give the page of a note as text."""
    ((_, data),) = note_page(note, passages, text, SETTINGS, changes).items()
    return data.decode()


def find(page: str, path: str) -> list[Any]:
    """Give what an XPath finds in a page."""
    return cast("list[Any]", lxml_html.fromstring(page).xpath(path))


def text_in(page: str) -> str:
    """Give the text of a note as its page shows it, the labels and arrows of kg left out."""
    (shown,) = find(page, "//div[contains(@class, 'note')]")
    for own in shown.xpath(".//*[@class='tag' or @class='go']"):
        own.drop_tree()
    return str(shown.text_content())


def test_a_page_byte_for_byte(golden: Callable[[str, bytes], None]) -> None:
    ((name, data),) = note_page(NOTE, PASSAGES, TEXT, SETTINGS).items()
    assert name == "notes/meetings/a b.md.html"
    golden("notes/whole.html", data)


def test_the_text_stands_there_as_it_is_with_the_number_of_each_line() -> None:
    page = page_of(PASSAGES, TEXT)
    assert text_in(page) == TEXT
    assert find(page, "//i/@id") == ["l1", "l2", "l3", "l4", "l5"]


def test_each_statement_has_its_place_and_its_line_in_the_list() -> None:
    page = page_of(PASSAGES, TEXT)
    marks = {mark.get("id"): mark.get("class") for mark in find(page, "//div[contains(@class, 'note')]//mark[@id]")}
    assert marks == {"a1": "k-question", "c3": "k-insight", "c3-2": "k-school"}
    listed = {link.get("href"): link.text_content() for link in find(page, "//section[@class='found']//li/a[1]")}
    assert listed == {
        "#a1": "Hoe volgen we leerlingen?",
        "#c3": "Samen kijken helpt bij Voorbeeldschool De Proef.",
        "#c3-2": "Voorbeeldschool De Proef",
    }
    assert set(find(page, "//a[starts-with(@href, '../../q')]/@href")) == {"../../questions/b2.html"}


def test_a_statement_that_stands_there_twice_has_two_places_and_takes_none_of_another() -> None:
    found = [
        Passage(f"urn:kg:insight/{name}", "insight", at, at + 1, 1)
        for name, at in (("a", 0), ("a", 2), ("a-2", 4), ("a", 6))
    ]
    page = page_of(found, "a b c d")
    assert find(page, "//mark/@id") == ["a", "a-3", "a-2", "a-4"]


@pytest.mark.parametrize(
    ("text", "limit", "said"),
    [
        pytest.param(None, 300_000, "note.unread", id="text that cannot be read"),
        pytest.param(TEXT, 50, "note.long", id="text that is too long"),
    ],
)
def test_without_its_text_a_page_shows_what_was_found_with_the_words_around_it(
    text: str | None, limit: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.reports.notes, "LONGEST", limit)
    page = page_of(PASSAGES, text)
    assert load_words("reports", "nl")[said] in page
    assert find(page, "//ol//mark/@id") == ["a1", "c3", "c3-2"]
    around = [words.strip() for words in find(page, "//ol/li[1]/span/text()")]
    assert [words for words in around if "…" in words] == [
        "… # Voorbeeld Vraag:",
        "Inzicht: Samen kijken helpt bij …",
    ]


def test_a_page_of_a_very_long_line_stays_small() -> None:
    text = "lang " * 1_000_000
    page = page_of([passage("insight", text, "a1", text)], text)
    assert len(page) < 10_000


def test_a_note_in_which_nothing_was_found() -> None:
    words = load_words("reports", "nl")
    page = page_of((), "", Note("meetings/leeg.md", ""))
    assert [words[key] in page for key in ("note.empty", "note.nothing", "note.means")] == [True, True, False]
    assert find(page, "//h1/text()") == ["meetings/leeg.md"]


def test_hostile_text_stays_text() -> None:
    found = [passage("question", HOSTILE.strip(), "a1", HOSTILE, question="urn:kg:question/a1")]
    note = replace(NOTE, title="<script>alert(1)</script>\u202e", path='meetings/"><img src=x onerror=alert(1)>.md')
    page = page_of(found, HOSTILE, note)
    root = lxml_html.fromstring(page)
    assert [one.get("src") for one in root.iter("script")] == ["../../assets/kg.js"]
    assert [one.tag for one in root.iter("img", "b", "svg", "iframe", "style")] == []
    assert [name for one in root.iter() for name in map(str, one.attrib) if name.startswith("on")] == []
    assert text_in(page) == HOSTILE.replace("\x00", "\ufffd")
    assert page.count('data-label="U+202E"') == 1
    assert "\u202e" not in page


def test_parts_that_may_not_be_shown_are_replaced_and_marks_move_along() -> None:
    at = TEXT.index("Voorbeeldschool")
    page = page_of(PASSAGES, TEXT, changes=[(0, 11, "#"), (at, at + len("Voorbeeldschool De Proef"), "school 1")])
    assert text_in(page) == TEXT.replace("# Voorbeeld\n", "#\n").replace("Voorbeeldschool De Proef", "school 1")
    assert find(page, "//li/a[@href='#c3-2']/text()") == ["school 1"]
    assert "De Proef" not in page


@given(st.data())
def test_what_is_not_replaced_stays_where_it_was_marked(data: st.DataObject) -> None:
    text = data.draw(st.text("ab\r\n", min_size=1, max_size=20))
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    changes = [(a, b, data.draw(st.text("XY", max_size=4))) for a, b in zip(places[::2], places[1::2], strict=False)]
    start, end = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    changed, (span,) = replaced(text, [Span(start, end)], changes)
    kept = [text[i] for i in range(start, end) if not any(a <= i < b for a, b, _ in changes)]
    inside = [char for char in span.of(changed) if char in "ab"]
    assert inside == [char for char in kept if char in "ab"]
    assert (changed.count("\n"), changed.count("\r")) == (text.count("\n"), text.count("\r"))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(
            "",
            [
                ("meetings/2020-11-10-eerste.md", "meeting", "2020-11-10"),
                ("meetings/2021-01-tweede.md", "meeting", "2021-01"),
                ("meetings/2021-06-23-derde.md", "meeting", "2021-06-23"),
                ("meetings/zonder-datum.md", "meeting", ""),
                ("schools/2021-09-14-de-proef.md", "visit", "2021-09-14"),
            ],
            id="all",
        ),
        pytest.param(
            "2021-02-15",
            [
                ("meetings/2020-11-10-eerste.md", "meeting", "2020-11-10"),
                ("meetings/2021-01-tweede.md", "meeting", "2021-01"),
                ("meetings/zonder-datum.md", "meeting", ""),
            ],
            id="until a day",
        ),
    ],
)
def test_notes_of_the_graph(as_of: str, expected: list[tuple[str, str, str]], store: Store) -> None:
    notes = read_notes(store, as_of)
    assert [(note.path, note.kind, note.date) for note in notes.values()] == expected
    assert list(notes) == [note.path for note in notes.values()]


def test_a_merged_question_leads_to_the_one_it_ended_in(store: Store) -> None:
    path = "meetings/2020-11-10-eerste.md"
    (found,) = read_passages(store, [path], {}).values()
    question = next(one for one in found if one.kind == "question")
    (moved,) = read_passages(store, [path], {question.statement: "urn:kg:question/ander"}).values()
    assert [one.question for one in found] != [one.question for one in moved]
    assert replace(question, question="urn:kg:question/ander") in moved
