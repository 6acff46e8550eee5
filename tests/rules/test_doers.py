"""Who does a task, and by when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Action, Context, Document, PartialDate, Source
from kg.readers import read
from kg.rules import extract
from kg.rules.doing import due_in, find_people, with_doer
from kg.rules.note import make_note
from kg.text import Span

MakeNote = Callable[..., Document]
HEAD = "# Derde bijeenkomst, 23 juni 2021\n\nAanwezig: Bram, Sanne de Wit, Vera\n\n"


def done_by(document: Document) -> list[tuple[str, str, str | None, str | None]]:
    """Give who does each action, by when, and the days that that means."""
    return [
        (one.agent, one.due, str(one.due_from) if one.due_from else None, str(one.due_until) if one.due_until else None)
        for one in extract(document).statements
        if isinstance(one, Action)
    ]


@pytest.mark.parametrize(
    ("line", "agent"),
    [
        pytest.param("Er komt een zaal. (Actie: Bram)", "Bram", id="mark behind"),
        pytest.param("Actie Bram: zaal huren", "Bram", id="mark before"),
        pytest.param("Actie voor Bram: zaal huren", "Bram", id="mark with a word that leads"),
        pytest.param("- [ ] Bram zal de zaal huren", "Bram", id="will"),
        pytest.param("- [ ] Bram gaat de zaal huren", "Bram", id="goes"),
        pytest.param("- [ ] Bram en Sanne nemen dit op", "Bram en Sanne", id="two"),
        pytest.param("- [ ] Sanne de Wit huurt de zaal", "Sanne de Wit", id="whole name"),
        pytest.param("- [ ] zaal huren @bram", "bram", id="at"),
        pytest.param("- [ ] zaal huren (Bram)", "Bram", id="in brackets"),
        pytest.param("- [ ] zaal huren [Bram]", "Bram", id="in square brackets"),
        pytest.param("- [ ] zaal huren - Bram/Vera", "Bram/Vera", id="behind a dash"),
        pytest.param("- [ ] Bram: zaal huren", "Bram", id="before a colon"),
        pytest.param("- [ ] iedereen: zaal huren", "iedereen", id="everybody"),
        pytest.param("- [ ] Daarom zal Vera de zaal huren", "Vera", id="behind the verb"),
        pytest.param("- [ ] De voorzitter huurt de zaal", "De voorzitter", id="a role"),
        pytest.param("| Actie | Wie |\n|---|---|\n| zaal huren | Bram |", "Bram", id="column"),
        pytest.param("| Action | Owner |\n|---|---|\n| book a room | Vera |", "Vera", id="English column"),
        pytest.param("ACTION: Vera to book a room", "Vera", id="English mark"),
        pytest.param("- [ ] Vera will book a room", "Vera", id="English will"),
        pytest.param("- [ ] zaal huren", "", id="nobody"),
        pytest.param("- [ ] Verslag wordt rondgestuurd", "", id="passive"),
        pytest.param("- [ ] Handbook to be sent round", "", id="English passive"),
        pytest.param("- [ ] Uitnodigen van ouders", "", id="a verb with a capital"),
        pytest.param("- [ ] Morgen gaat de zaal open", "", id="a day with a capital"),
        pytest.param("- [ ] Zij zal Bram bellen", "", id="a pronoun does it"),
        pytest.param("- [ ] zaal huren (zie boven)", "", id="no name in brackets"),
        pytest.param("- [ ] mail naar a@voorbeeld.test", "", id="an address"),
    ],
)
def test_who_does_it(line: str, agent: str, note: MakeNote) -> None:
    assert [found[0] for found in done_by(note(HEAD + line))] == [agent]


@pytest.mark.parametrize(
    ("line", "due", "first", "last"),
    [
        pytest.param("zaal huren voor 1 juli", "1 juli", "2021-07-01", "2021-07-01", id="before a day"),
        pytest.param("zaal huren uiterlijk 1 juli 2022", "1 juli 2022", "2022-07-01", "2022-07-01", id="with its year"),
        pytest.param(
            "zaal huren op vrijdag 17 september", "vrijdag 17 september", "2021-09-17", "2021-09-17", id="weekday"
        ),
        pytest.param("zaal huren voor de 30e", "de 30e", "2021-06-30", "2021-06-30", id="number of a day"),
        pytest.param("zaal huren volgende week", "volgende week", "2021-06-28", "2021-07-04", id="next week"),
        pytest.param("zaal huren, eind september", "eind september", "2021-09", "2021-09", id="end of a month"),
        pytest.param("in september scholen bezoeken", "in september", "2021-09", "2021-09", id="a month"),
        pytest.param(
            "volgend schooljaar scholen bezoeken", "volgend schooljaar", "2021-08", "2022-07", id="school year"
        ),
        pytest.param("book a room by next Tuesday", "next Tuesday", "2021-06-29", "2021-06-29", id="English"),
        pytest.param(
            "zaal huren voor de volgende bijeenkomst", "voor de volgende bijeenkomst", None, None, id="a meeting"
        ),
        pytest.param("zaal huren", "", None, None, id="no time"),
        pytest.param("verslag van 3 mei 2021 sturen", "", None, None, id="a day that is past"),
        pytest.param("de 17e eeuw bespreken", "", None, None, id="a century"),
        pytest.param("zaal voor 25 leerlingen huren", "", None, None, id="a number"),
    ],
)
def test_by_when(line: str, due: str, first: str | None, last: str | None, note: MakeNote) -> None:
    assert [found[1:] for found in done_by(note(f"{HEAD}- [ ] {line}"))] == [(due, first, last)]


def test_a_column_says_by_when(note: MakeNote) -> None:
    text = f"{HEAD}| Actie | Wie | Wanneer |\n|---|---|---|\n| zaal huren | Bram | in Q3 |\n| stoelen | ? | ? |"
    assert done_by(note(text)) == [("Bram", "in Q3", "2021-07", "2021-09"), ("", "", None, None)]


def test_without_the_day_of_the_meeting_the_words_stay(note: MakeNote) -> None:
    assert done_by(note("- [ ] Bram zal volgende week bellen")) == [("Bram", "volgende week", None, None)]


def test_who_speaks_does_what_he_says_he_will(note: MakeNote) -> None:
    text = "# Sync, 23 June 2021\n\nHadley: Is it open?\n\nGary: I will look into that.\n\nGary: Good."
    assert [found[0] for found in done_by(note(text))] == ["Gary"]


_WORDS = [
    "Bram",
    "Sanne",
    "zal",
    "gaat",
    "de",
    "en",
    ",",
    "/",
    "&",
    ":",
    "-",
    "(",
    ")",
    "[",
    "]",
    "@",
    "@x",
    "voor",
    "1",
    "juli",
    "volgende",
    "week",
    "99",
    "door",
    "by",
    "Actie",
    "\n",
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), min_size=1, max_size=20).map(" ".join)))
@settings(deadline=None)
def test_any_task_gives_words_that_stand_in_it(text: str) -> None:
    document = read(Source(PurePosixPath("a.md")), f"x {text}".encode("utf-8", "ignore"))
    note = make_note(document, Context())
    plain = " ".join(document.text.split())
    action = Action(id="a", text=document.text, span=Span(0, len(document.text)), rule="checkbox")
    made = with_doer(note, action, find_people(note), PartialDate(2021, 6, 23))
    assert (
        " ".join(made.due.split()) in plain.replace("*", " ").replace("_", " ").replace("’", "'")
        or "  " in document.text
    )
    assert due_in("", None) == ""
