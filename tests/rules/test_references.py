"""References in lists of literature: one mention each, with title, DOI and link. All of them are invented samples."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from kg.model import PublicationMention, Source
from kg.readers import read
from kg.rules import extract

#: Title, DOI and link of a mention.
Told = tuple[str, str, str]


def statements(name: str, text: str) -> list[tuple[str, str]]:
    """Give kind and text of all that is said in a file."""
    document = read(Source(PurePosixPath(name)), text.encode())
    return [(one.kind, one.text) for one in extract(document).statements]


def told(text: str) -> list[Told]:
    """Give what the references in a page name."""
    document = read(Source(PurePosixPath("publications/a.html")), text.encode())
    found = [one for one in extract(document).statements if isinstance(one, PublicationMention)]
    return [(one.title, one.doi, one.url) for one in found if one.rule == "reference"]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param(
            "Voorbeeld, J., &amp; de Proef, A. B. (2019). Lezen zonder letters. <i>Monsterblad, 3</i>(2), 1-9. "
            '<a href="https://doi.org/10.1000/TEST">https://doi.org/10.1000/TEST</a>',
            ("Lezen zonder letters", "10.1000/test", "https://doi.org/10.1000/TEST"),
            id="APA with a DOI",
        ),
        pytest.param(
            'Test, P. van der (2020). <a href="https://example.org/r.pdf">Rekenen zonder cijfers</a>. Monsterstad.',
            ("Rekenen zonder cijfers", "", "https://example.org/r.pdf"),
            id="the title is a link",
        ),
        pytest.param(
            "Proef, A., Test, B., &amp; Voorbeeld, C. (Red.). (2016). Niets te zien? Monsterstad: Monster.",
            ("Niets te zien?", "", ""),
            id="editors, and a title that asks",
        ),
        pytest.param(
            "[12] Van den Test, K. M., … Proef, Z. (2021a, 3 mei). Een titel; een ondertitel: samen. Monster",
            ("Een titel; een ondertitel: samen", "", ""),
            id="number, ellipsis, day",
        ),
        pytest.param(
            "Voorbeeld J, de Proef AB, et al. A sample of nothing. Monster J. 2017;3(2):1-9.",
            ("A sample of nothing", "", ""),
            id="Vancouver",
        ),
        pytest.param(
            "Ministerie van Monsters. (z.d.). Handreiking voorbeelden. Van https://example.org/a.",
            ("Handreiking voorbeelden", "", "https://example.org/a"),
            id="a body, with a link",
        ),
        pytest.param(
            "Voorbeeld, J. (in druk). Lezen zonder letters. Monsterblad. doi:10.1000/x",
            ("Lezen zonder letters", "10.1000/x", ""),
            id="in press",
        ),
    ],
)
@pytest.mark.parametrize("tag", ["li", "p"])
def test_a_reference_is_one_mention_and_says_no_more(tag: str, reference: str, expected: Told) -> None:
    assert told(f"<h2>Antwoord</h2><{tag}>{reference}</{tag}>") == [expected]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("Referenties", 1),
        ("Geraadpleegde bronnen", 1),
        ("4. References", 1),
        ("Bespreking", 0),
        ("Bronnen van zorg", 0),
    ],
)
def test_a_body_without_link_is_an_author_in_a_list_of_literature_only(heading: str, count: int) -> None:
    page = (
        f"<h2>{heading}</h2><ul><li>Stichting Monster (2018). Het grote boek van niets. Monsterstad: Monster.</li></ul>"
    )
    assert len(told(page)) == count


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Voorbeeld, J. (2019) zegt dat dit werkt.", id="a sentence about it"),
        pytest.param("Onderwijsraad (2018): wat vinden wij daarvan?", id="a question about it"),
        pytest.param("Jan Voorbeeld (2019). Wat vinden wij daarvan?", id="no initials"),
        pytest.param("In de klas (2019) bleek dat niet. Wat vinden wij daarvan?", id="a year in brackets"),
        pytest.param("Voorbeeld, J., Test, P. Wat vinden wij daarvan?", id="people without a year"),
    ],
)
def test_what_only_looks_like_a_reference_says_what_it_says(line: str) -> None:
    assert told(f"<p>{line}</p>") == []
    said = [text for kind, text in statements("meetings/a.md", f"{line}\n") if kind == "question"]
    assert len(said) == line.count("?")


def test_a_note_with_a_list_of_literature() -> None:
    note = """# Overleg

Hoe leren kinderen lezen?

## Literatuur

- Voorbeeld, J. (2019). Hoe leren kinderen lezen? Monsterblad, 3(2), 1-9.
- Test, P. (2020). Rekenen zonder cijfers. Monster. https://doi.org/10.1000/x
"""
    assert statements("meetings/a.md", note) == [
        ("question", "Hoe leren kinderen lezen?"),
        ("publication", "Voorbeeld, J. (2019). Hoe leren kinderen lezen? Monsterblad, 3(2), 1-9."),
        ("publication", "Test, P. (2020). Rekenen zonder cijfers. Monster. https://doi.org/10.1000/x"),
    ]
