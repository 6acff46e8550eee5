"""Whom a text names, told by what stands around a name. All persons here are made up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.publishing.names import Found, find_persons, person_in_file_name, persons_in_value
from kg.publishing.people import Person, person_of
from kg.publishing.redaction import make_redactor


def _names(found: Found | Iterable[Person]) -> list[str]:
    people = found.people if isinstance(found, Found) else found
    return sorted(" ".join((*p.given, *p.particles, *p.family)) for p in people)


NAMED = {
    "a given name with a family name": ("Daarna vroeg Anna Proefstra het woord.", ["anna proefstra"]),
    "particles": ("We spraken met Jan-Piet van der Monsterink.", ["jan piet van der monsterink"]),
    "initials": ("Volgens J.A. Monsterink kan het.", ["j a monsterink"]),
    "a title": ("Mevrouw Voorbeeldsma en dhr. Proefstra zijn het eens.", ["proefstra", "voorbeeldsma"]),
    "a teacher by given name": ("Bij juf Sanne in de klas.", ["sanne"]),
    "a given name alone": ("Daarna vertelt Sanne over groep 4.", ["sanne"]),
    "a list of who was there": ("Aanwezig: Anna Proefstra (PO-Raad), Zork Monsterink", ["anna proefstra", "zork monsterink"]),
    "a section of who was there": ("## Deelnemers\n- Zork Monsterink (school)\n- Bo de Proef\n\n## Verslag\n- Zork Ding", ["bo de proef", "zork monsterink"]),
    "a table of who was there": (
        "## Aanwezig\n| Naam | Organisatie |\n|---|---|\n| Zork Monsterink | Proefbureau |\n",
        ["zork monsterink"],
    ),
    "who had a part": ("Voorzitter: Zork Proefstra", ["zork proefstra"]),
    "a list of given names": ("Anna, Zork, Sanne en Mo bespraken het.", ["anna", "mo", "sanne", "zork"]),
    "an unknown name that speaks": ("Zork Monsterink vertelt over de proef.", ["zork monsterink"]),
    "an unknown name with a particle": ("Het idee is van Zork van der Monsterink.", ["zork van der monsterink"]),
    "a mail address": ("Mail naar anna.proefstra@example.org.", ["anna proefstra"]),
    "split over lines": ("We spraken met Anna\nvan Proefstra.", ["anna van proefstra"]),
    "English": ("Mrs Proefstra asked Emma Monsterink for notes.", ["emma monsterink", "proefstra"]),
    "accents apart": ("Zoe\u0308 Proefstra vroeg dit.", ["zoe proefstra"]),
}  # fmt: skip

NOBODY = {
    "a body": "De Raad van State en het Ministerie van Onderwijs besluiten.",
    "a school named after somebody": "We bezochten de Anna Proefschool.",
    "a saint": "Rond Sint Jan is het druk.",
    "a product": "De klas werkt met Google Classroom en Microsoft Teams.",
    "letters": "NORA, PETRA en WILMA zijn architecturen.",
    "a numbered item": "A. Opening\nB. Mededelingen",
    "a sentence": "Waar loop je tegenaan? In de klas, op school en thuis.",
    "ordinary words with a capital": "Job is een woord. Roos ook.",
    "who was there by role": "Aanwezig: de coördinator, alle scholen, Bestuur",
}


@pytest.mark.parametrize(("text", "names"), NAMED.values(), ids=NAMED)
def test_persons_are_found(text: str, names: list[str]) -> None:
    assert _names(find_persons(text)) == names


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY)
def test_what_is_no_person_is_left(text: str) -> None:
    assert _names(find_persons(text)) == []


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Zork Monsterink", ["zork monsterink"]),
        ("Anna en Zork", ["anna", "zork"]),
        ("Anna/Sanne", ["anna", "sanne"]),
        ("coördinator (voorbeeld)", []),
        ("de werkgroep", []),
        ("VNG", []),
    ],
)
def test_persons_in_a_value_where_one_is_expected(value: str, names: list[str]) -> None:
    assert _names(persons_in_value(value)) == names


def test_handles_and_initials_in_brackets_are_names_too() -> None:
    found = find_persons("Anna Proefstra (AP) en @zmonster; zie [@bron2021].")
    assert sorted(found.handles) == ["AP", "zmonster"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("meetings/2021-06-23-gesprek-sanne-proefstra.md", ["sanne proefstra"]),
        ("meetings/Gesprek_met_Sanne.docx", ["sanne"]),
        ("meetings/2021-06-23-derde-bijeenkomst.md", []),
    ],
)
def test_persons_in_the_name_of_a_file(path: str, names: list[str]) -> None:
    assert _names(person_in_file_name(path)) == names


@pytest.mark.parametrize(
    ("stated", "parts"),
    [
        ("Anna Proefstra", (("anna",), (), ("proefstra",))),
        ("Proefstra, Anna van der", (("anna",), ("van", "der"), ("proefstra",))),
        ("Søren Proef-de Monster", (("soren",), (), ("proef", "de", "monster"))),
        ("J.A. el Proefi", (("j", "a"), ("el",), ("proefi",))),
        ("Zork", (("zork",), (), ())),
    ],
)
def test_the_parts_of_a_name(stated: str, parts: tuple[tuple[str, ...], ...]) -> None:
    person = person_of(stated)
    assert person is not None
    assert (person.given, person.particles, person.family) == parts


@pytest.mark.parametrize("language", ["nl", "en"])
def test_little_of_real_notes_is_hidden(corpus: Path, language: str) -> None:
    """Of a hundred words in notes with long lists of who was there, four at most: in doubt a word is hidden."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((corpus / "notes" / language / "docs").iterdir())]
    hidden = 0
    for text in texts:
        found = find_persons(text)
        spans = make_redactor(found.people, found.handles).spans(text)
        hidden += sum(len(text[start:end].split()) for start, end, _ in spans)
    assert hidden / sum(len(text.split()) for text in texts) < 0.06
