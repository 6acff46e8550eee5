"""A name is hidden in every form in which it can stand; the rest of a text stays. All persons here are made up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.publishing import redaction
from kg.publishing.folding import Word, words_of
from kg.publishing.people import person_of
from kg.publishing.redaction import Others, Redactor, make_redactor

NAMES = ("Jan-Piet van der Voorbeeldsma", "Zoë Monsterink", "Bas Proefstra", "Søren Testman-de Canary")


def _redactor(**settings: object) -> Redactor:
    people = [person for name in NAMES if (person := person_of(name))]
    return make_redactor(people, handles=["zm2021x", "ZM"], **settings)  # type: ignore[arg-type]


HIDE = _redactor()

FORMS = {
    "in full": ("Jan-Piet van der Voorbeeldsma zei", "[naam] zei"),
    "initials": ("J.P. van der Voorbeeldsma", "[naam]"),
    "one initial": ("Z. Monsterink", "[naam]"),
    "shortened particles": ("J. v.d. Voorbeeldsma", "[naam]"),
    "letters with stops": ("(J.P.v.d.V)", "([naam])"),
    "letters": ("actie JPvdV", "actie [naam]"),
    "family name first": ("Voorbeeldsma, Jan-Piet van der", "[naam]"),
    "family name alone": ("mevrouw Monsterink", "mevrouw [naam]"),
    "with its particles": ("van der Voorbeeldsma", "[naam]"),
    "half of a double name": ("mevrouw Canary", "mevrouw [naam]"),
    "given name alone": ("volgens Zoë kan het", "volgens [naam] kan het"),
    "possessive": ("Monsterinks plan en Zoë's vraag", "[naam] plan en [naam]'s vraag"),
    "other case": ("ZOË MONSTERINK, zoë monsterink, monsterink", "[naam], [naam], [naam]"),
    "without accents": ("Zoe Monsterink, Soren Testman-de Canary", "[naam], [naam]"),
    "accents apart": (unicodedata.normalize("NFD", "Zoë Monsterink"), "[naam]"),
    "over two lines": ("Zoë\n  Monsterink", "[naam]"),
    "over two lines of a quote": ("> Zoë\n> Monsterink", "> [naam]"),
    "cut off at the end of a line": ("mevrouw Monster-\nink", "mevrouw [naam]"),
    "several blanks": ("Zoë \u00a0 Monsterink", "[naam]"),
    "with marks": ("**Zoë** _Monsterink_", "**[naam]_"),
    "unseen characters": ("Zo\u200bë Monster\u00adink", "[naam]"),
    "a mail address": ("mail z.monsterink@example.org", "mail [naam]"),
    "a handle": ("@zmonsterink en zm2021x", "@[naam] en [naam]"),
    "a file name": ("verslag-zoe-monsterink.md", "verslag-[naam].md"),
    "given name in a file name": ("zie gesprek_zoe.docx", "zie gesprek_[naam].docx"),
    "an address": ("https://example.org/Zo%C3%AB%20Monsterink/x", "https://example.org/[naam]/x"),
    "initials in brackets": ("Besluit (ZM): akkoord", "Besluit ([naam]): akkoord"),
    "telephone numbers": ("bel 06-12345678 of +31 6 1234 5678", "bel [naam] of [naam]"),
    "the number of a citizen": ("nummer 111222333.", "nummer [naam]."),
    "a given name that is a word": ("Met Bas besproken", "Met [naam] besproken"),
}

LEFT = {
    "an ordinary text": "Hoe geven leerlingen elkaar feedback op de basisschool?",
    "a given name that is a word, where a sentence starts": "Bas is een instrument. de bas klinkt",
    "a part of another word": "voorbeeldsmaak, monsterinkt",
    "a date and a time": "10-06-2021 12:30 en 2021-06-10",
    "a DOI": "https://doi.org/10.1000/111222333",
    "letters of something else": "zm. en jpvdv",
    "what was hidden before": "[naam] en [name]",
}


@pytest.mark.parametrize(("text", "shown"), FORMS.values(), ids=FORMS)
def test_every_form_of_a_name_is_hidden(text: str, shown: str) -> None:
    assert HIDE.text(text) == shown


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_no_name_stays(text: str) -> None:
    assert HIDE.text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jan-Piet van der Voorbeeldsma zei", "J.P.v.d.V. zei"),
        ("mevrouw Monsterink", "mevrouw M."),
        ("z.monsterink@example.org", "[naam]"),
    ],
)
def test_initials_may_be_shown(text: str, shown: str) -> None:
    assert _redactor(settings=("initials", "nl")).text(text) == shown


def test_schools_get_a_number_and_keep_it() -> None:
    others = Others({"Voorbeeldschool De Proef": "school 1", "Voorbeeldstad": "plaats 1"}, {"99XA": "school-1"})
    redactor = make_redactor((), others=others, settings=("show", "nl"))
    text = "Voorbeeldschool De Proef (99XA, 99xa01) in Voorbeeldstad; voorbeeldstad"
    assert redactor.text(text) == "school 1 (school-1, school-1) in plaats 1; voorbeeldstad"
    assert redactor.address("schools/2021-voorbeeldschool-de-proef-99XA.md") == "schools/2021-school-1-school-1.md"


def test_a_kept_name_is_no_person() -> None:
    redactor = make_redactor([person_of("Anna Monster")], others=Others({"Anna Monster School": ""}))  # type: ignore[list-item]
    assert redactor.text("Anna Monster van de Anna Monster School") == "[naam] van de Anna Monster School"


def test_the_word_is_in_the_language_of_the_text() -> None:
    assert (HIDE.text("Zoë Monsterink", "en"), HIDE.text("Zoë Monsterink")) == ("[name]", "[naam]")


_PIECES = st.one_of(
    st.sampled_from([*(text for text, _ in FORMS.values()), *LEFT.values(), *NAMES, " ", "\n", "-", "%20", "@", ". "]),
    st.text(max_size=8),
)
CALMLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(_PIECES, max_size=8).map("".join)


@CALMLY
@given(TEXTS)
def test_hiding_twice_is_hiding_once(text: str) -> None:
    once = HIDE.text(text)
    assert HIDE.text(once) == once


@CALMLY
@given(TEXTS)
def test_spans_are_in_order_and_give_the_text(text: str) -> None:
    spans = HIDE.spans(text)
    ends = [0, *(end for _, end, _ in spans)]
    assert all(before <= start < end <= len(text) for before, (start, end, _) in zip(ends, spans, strict=False))
    put, place = [], 0
    for start, end, shown in spans:
        put += [text[place:start], shown]
        place = end
    assert "".join([*put, text[place:]]) == HIDE.text(text)


@CALMLY
@given(TEXTS)
def test_no_name_is_left(text: str) -> None:
    assert list(HIDE.names_in(HIDE.text(text))) == []


@CALMLY
@given(TEXTS)
def test_nothing_to_hide_changes_nothing(text: str) -> None:
    assert make_redactor(()).text(text) == text or any(char.isdigit() or char == "@" for char in text)


def test_a_text_without_names_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long, finding the place of each word, is done only where a word of a name is there."""
    looked: list[str] = []

    def look(text: str, *, join: bool = False) -> list[Word]:
        looked.append(text)
        return words_of(text, join=join)

    monkeypatch.setattr(redaction, "words_of", look)
    for _ in range(1000):
        HIDE.text("Hoe geven leerlingen elkaar feedback?")
    HIDE.text("Zoë Monsterink")
    assert looked == ["Zoë Monsterink"]
