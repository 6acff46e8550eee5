"""`kg extract`: what would be read, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.errors import ReadError
from kg.rules.scoring import Weights

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

EXTRACT_KEYS = ["source", "language", "meeting", "statements"]
STATEMENT_KEYS = [
    "id", "kind", "type", "quote", "start", "end", "answers", "themes", "language", "rule", "confidence",
]  # fmt: skip


def test_extract_gives_the_keys_of_the_design_in_their_order(kg: Kg, refreshed: Path) -> None:
    note = refreshed / "sources" / "meetings" / "2021-03-25-tweede.md"
    library = refreshed / "sources" / "publications" / "lijst.bib"
    said = kg("extract", "--format", "json", str(note), str(library))
    assert (said.code, said.err) == (0, "")
    first, second = json.loads(said.out)
    assert list(first)[:4] == EXTRACT_KEYS
    assert list(second)[:6] == [*EXTRACT_KEYS, "publications", "failures"]
    assert first["meeting"] == {"date": None, "number": 2, "title": "Tweede bijeenkomst kennistafel"}
    assert [list(statement) for statement in first["statements"]] == [STATEMENT_KEYS] * 3
    assert first["failures"] == []
    assert second["publications"][0] == {
        "id": "voorbeeld2019",
        "type": "article-journal",
        "title": "Leerlingen volgen: een voorbeeldtitel",
        "authors": ["Voorbeeld, A."],
        "issued": "2019",
        "doi": "10.99999/voorbeeld.1",
        "language": None,
        "line": 1,
    }


#: Weights that never change what rules find, so that no golden text depends on training.
SCORER = Weights(
    {"bias": (0.0, 0.0, 0.0, 0.0), "ends:?": (2.0, 0.0, 0.0, 0.0), "ends:.": (-1.0, -0.5, 0.0, 0.0)},
    {"nl": (0.9,) * 4, "en": (0.9,) * 4},
    0.0,
)
LINKER = Weights({"bias": (0.0,), "rank:0": (1.5,), "gap:1": (-0.25,)}, {"nl": (0.5,), "en": (0.5,)})
NOTE = """# Voorbeeldtafel

Vraag: Hoe volgen we leerlingen?

Sanne geeft aan dat het werkt. De stoel staat daar.

- [ ] Sanne leest het
"""
EXPLAINED = """{path}
  3:7 q1 vraag [kennisvraag]: Hoe volgen we leerlingen?
  5:0 i1 inzicht → q1: Sanne geeft aan dat het werkt.
  7:6 a1 actie [Sanne]: Sanne leest het
  Uitleg per zin
  1:2 Voorbeeldtafel
      niets gevonden
      weging: vraag 0,50 (vanaf 0,90), inzicht 0,50 (vanaf 0,90), besluit 0,50 (vanaf 0,90), actie 0,50 (vanaf 0,90)
  3:0 Vraag: Hoe volgen we leerlingen?
      regel: mark, vraag (1,00), gevonden als q1
      regel: asked, vraag (1,00), verloor van mark (q1)
      regel: unmarked, vraag (1,00), verloor van mark (q1)
      woorden: 'Vraag' (label); 'Vraag' (quotes-question)
      weging: vraag 0,88 (vanaf 0,90), inzicht 0,50 (vanaf 0,90), besluit 0,50 (vanaf 0,90), actie 0,50 (vanaf 0,90)
      zwaarst voor vraag: ends:? +2,00
  5:0 Sanne geeft aan dat het werkt.
      regel: said, inzicht (0,70), gevonden als i1
      woorden: 'geeft aan dat' (insight-said); 'aan dat' (no-action); 'werkt' (action-name)
      weging: vraag 0,27 (vanaf 0,90), inzicht 0,38 (vanaf 0,90), besluit 0,50 (vanaf 0,90), actie 0,50 (vanaf 0,90)
  5:31 De stoel staat daar.
      niets gevonden
      weging: vraag 0,27 (vanaf 0,90), inzicht 0,38 (vanaf 0,90), besluit 0,50 (vanaf 0,90), actie 0,50 (vanaf 0,90)
  7:6 Sanne leest het
      regel: checkbox, actie (1,00), gevonden als a1
      regel: doer, actie (0,70), verloor van checkbox (a1)
      woorden: 'leest' (action-name)
      weging: vraag 0,50 (vanaf 0,90), inzicht 0,50 (vanaf 0,90), besluit 0,50 (vanaf 0,90), actie 0,50 (vanaf 0,90)
  Waarom iets antwoord geeft
  i1 → q1: gewogen, 0,78 (vanaf 0,50)
      zwaarst: rank:0 +1,50; gap:1 −0,25
"""


@pytest.fixture
def fixed_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the weights above in place of those that come with the package."""
    for module in ("kg.rules", "kg.rules.explaining"):
        monkeypatch.setattr(f"{module}.load_weights", lambda name: SCORER if name == "scorer" else LINKER)


@pytest.fixture
def note(tmp_path: Path) -> str:
    """Give the path of the note above."""
    path = tmp_path / "verslag.md"
    path.write_text(NOTE, encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("fixed_weights")
def test_extract_explains_every_sentence(kg: Kg, note: str) -> None:
    plain, explained = kg("extract", note), kg("extract", "--explain", note)
    assert explained.out == EXPLAINED.format(path=note)
    assert explained.out.startswith(plain.out)


def test_extract_explains_in_english(kg: Kg, note: str) -> None:
    said = kg("extract", "--explain", "--lang", "en", note)
    assert "rule: mark, question (1.00), found as q1" in said.out


@pytest.mark.usefixtures("fixed_weights")
def test_extract_explains_in_json(kg: Kg, note: str) -> None:
    plain, explained = (
        json.loads(kg("extract", "--format", "json", *more, note).out)[0] for more in ([], ["--explain"])
    )
    told, links = explained.pop("explanation"), explained.pop("links")
    assert explained == plain
    assert told[2] == {
        "quote": "Sanne geeft aan dat het werkt.",
        "start": {"line": 5, "col": 0},
        "end": {"line": 5, "col": 30},
        "cues": [
            {"group": "insight-said", "words": "geeft aan dat"},
            {"group": "no-action", "words": "aan dat"},
            {"group": "action-name", "words": "werkt"},
        ],
        "above": [],
        "rules": [
            {"rule": "said", "kind": "insight", "outcome": "won", "confidence": 0.7, "statement": "i1", "rival": None}
        ],
        "scores": {"question": 0.269, "insight": 0.378, "decision": 0.5, "action": 0.5},
        "least": {"question": 0.9, "insight": 0.9, "decision": 0.9, "action": 0.9},
        "best": "decision",
        "weights": [],
        "statement": "i1",
        "statements": ["i1"],
    }
    assert [one["statement"] for one in told] == [None, "q1", "i1", None, "a1"]
    assert links == [
        {
            "insight": "i1",
            "question": "q1",
            "why": "weighed",
            "rule": "said",
            "score": 0.777,
            "least": 0.5,
            "weights": [{"feature": "rank:0", "weight": 1.5}, {"feature": "gap:1", "weight": -0.25}],
        }
    ]


def test_extract_tells_that_the_why_could_not_be_told(kg: Kg, note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And still gives what was found."""

    def slow(*_: object) -> None:
        raise ReadError("stopped after 10 seconds", hint="make it smaller or simpler, or split it")

    monkeypatch.setattr("kg.rules.explaining.explain", slow)
    said = kg("extract", "--explain", note)
    assert (said.code, "q1 vraag" in said.out) == (0, True)
    assert "let op: de uitleg is mislukt: gestopt na 10 seconden" in said.out


def test_extract_as_html_shows_the_notes(kg: Kg, note: str, tmp_path: Path) -> None:
    page = tmp_path / "pagina.html"
    said = kg("extract", "--format", "html", "-o", str(page), note, note)
    assert (said.code, said.out, said.err) == (0, "", "")
    text = page.read_text(encoding="utf-8")
    assert [text.count(part) for part in ("<html lang=", 'class="note"', 'id="n2-q1"', "Uitleg per zin")] == [
        1,
        2,
        1,
        0,
    ]
    explained = kg("extract", "--format", "html", "--explain", "--lang", "en", note).out
    assert ("Sentence by sentence" in explained, explained.endswith("</html>\n")) == (True, True)


def test_extract_as_turtle_can_be_parsed(kg: Kg, refreshed: Path) -> None:
    import pyoxigraph as ox  # noqa: PLC0415

    note = refreshed / "sources" / "meetings" / "2021-03-25-tweede.md"
    quads = list(ox.parse(kg("extract", "--format", "turtle", str(note)).out.encode(), ox.RdfFormat.TRIG))
    kinds = [quad for quad in quads if quad.predicate.value.endswith("#type") and "#Question" in str(quad.object)]
    assert len(kinds) == 3


def test_extract_with_a_workspace_knows_its_schools(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    note = tmp_path / "los.md"
    note.write_text("# Bezoek\n\nVraag: Wat leert Voorbeeldschool De Proef ons over lezen?\n", encoding="utf-8")
    alone, inside = (kg("extract", "--format", "json", str(note), folder=where) for where in (None, refreshed))
    kinds = [[one["kind"] for one in json.loads(said.out)[0]["statements"]] for said in (alone, inside)]
    assert kinds == [["question"], ["question", "school"]]
