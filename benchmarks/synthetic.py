"""Synthetic sources of any size, and the graph that kg makes of them. Every name, title and code in them is made up.

The sources are numbered and follow from their number alone. They are read by kg itself, so that the graph always has
the shape that docs/design.md describes. A tile is a small table of its own (two meetings, a visit, a library, schools
and decisions); a graph of any size is made of tiles that share nothing but the themes. Run as a script it does nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.curation import COLUMNS, read_curations
from kg.derivation import derive
from kg.description import GraphBuilder, describe_curations, typed
from kg.identity import Memory
from kg.model import Context, Extraction, Source
from kg.reading import describe
from kg.readers import read
from kg.refresh import _ontology
from kg.rules import extract
from kg.stores.oxigraph import OxigraphStore, open_in_memory
from kg.themes import shipped_themes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from kg.vocabulary import Iri

BASE = "urn:kg:"
TODAY = "2022-01-01"

#: Records in the library of a tile, and notes of a tile: more than half of a graph is library, as at a real table.
RECORDS, MEETINGS = 150, 2

_TOPICS = ("formatief toetsen", "adaptieve software", "eigen leerdoelen", "feedback", "motivatie", "een portfolio",
           "differentiatie", "leerlijnen", "zelfsturing", "de rol van de leraar", "teamleren")  # fmt: skip
_GROUPS = ("de onderbouw", "de bovenbouw", "het praktijkonderwijs", "de brugklas", "het team", "groep 8", "de schakelklas")
_PLANS = ("een vast moment", "een gesprek", "een lessenserie", "een observatie", "een werkplan")


def pick(options: tuple[str, ...], number: int) -> str:
    """Give an option by number, going round."""
    return options[number % len(options)]


def brin(number: int) -> str:
    """Give the code of a made-up school; 99 is not given out, so that it is nobody's.

    >>> brin(0), brin(700)
    ('99AA00', '99AY01')
    """
    return f"99{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}{number // 676:02}"


def schools_csv(first: int, count: int) -> bytes:
    """Give a register of schools."""
    rows = [
        f"{brin(n)},Voorbeeldschool {n},Voorbeeldstad {n % 9},Voorbeeldbestuur,{pick(('po', 'vo', 'sbo'), n)}"
        for n in range(first, first + count)
    ]
    return "\n".join(["brin,name,place,board,sector", *rows, ""]).encode()


def meeting_note(number: int, *, questions: int = 8) -> bytes:
    """Give the note of a meeting; its questions are asked by the school of the same number, and nowhere else."""
    day = f"{2016 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
    lines = [
        "---",
        f"titel: Voorbeeldbijeenkomst {number} (fictief)",
        f"datum: {day}",
        f"nummer: {number}",
        "---",
        "",
        "## Vragen",
        "",
    ]
    for n in range(questions * number, questions * (number + 1)):
        topic, group = pick(_TOPICS, n), pick(_GROUPS, n // 3)
        kind = pick(("kennis", "onderzoek", "praktisch", "beleid"), n)
        lines.append(f"- Vraag ({kind}): Wat werkt bij {topic} in {group}, voorbeeld {n}? school:: {brin(number)}")
        if n % 3 == 0:
            lines.append(f"  - Inzicht: {pick(_PLANS, n)} helpt bij {topic} in {group}, zo blijkt in voorbeeld {n}.")
    lines += ["", "## Afspraken", ""]
    lines += [f"Besluit: {topic} komt terug, voorbeeld {number}.", ""]
    lines += [f"Actie: de secretaris stuurt voorbeeld {number} rond, voor {day}.", ""]
    lines += [f"- Knelpunt: de leraar heeft weinig tijd voor {pick(_PLANS, number)}, voorbeeld {number}."]
    lines += [f"- Bevorderende factor: het team maakt {pick(_PLANS, number + 1)} samen, voorbeeld {number}.", ""]
    lines += [f"Zie [@{key_of(RECORDS * (number // MEETINGS) + number % MEETINGS)}].", ""]
    return "\n".join(lines).encode()


def visit_note(number: int, school: int) -> bytes:
    """Give the note of a visit to a school, with answers to the questions of the study."""
    lines = [
        "---",
        f"titel: Voorbeeldbezoek {number} (fictief)",
        f"datum: {2016 + number % 6}-09",
        f"school: Voorbeeldschool {school}",
        f"brin: {brin(school)}",
        "---",
        "",
        "## Onderzoeksvragen",
        "",
    ]
    for n in range(5):
        lines += [f"### Wat is jullie aanpak van {pick(_TOPICS, n)} in voorbeeld {number}?", ""]
        lines += [f"De school kiest {pick(_PLANS, n)}. Dat blijkt te werken, zo vertelt voorbeeld {number}.", ""]
    lines += ["## Knelpunten", "", f"- Knelpunt: het bestuur koopt licenties per jaar, voorbeeld {number}.", ""]
    return "\n".join(lines).encode()


def key_of(number: int) -> str:
    """Give the citation key of a record."""
    return f"voorbeeld{number}"


def records(first: int, count: int) -> bytes:
    """Give a library in CSL-JSON; every record says that it is an example."""
    made = [
        {
            "id": key_of(n),
            "type": pick(("article-journal", "report", "book", "chapter"), n),
            "title": f"Voorbeeld {n}: {pick(_TOPICS, n)} in {pick(_GROUPS, n // 2)} (fictief)",
            "author": [
                {"family": f"Voorbeeld{n % 997}", "given": "Anna"},
                {"family": f"Sample{n % 499}", "given": "Bo"},
            ],
            "issued": {"date-parts": [[1990 + n % 32]]},
            "container-title": f"Voorbeeldtijdschrift {n % 40}",
            "URL": f"https://example.org/{n}",
            "language": "nl",
            "keyword": f"{pick(_TOPICS, n)}, voorbeeld",
            "abstract": f"Dit voorbeeld over {pick(_TOPICS, n)} bestaat niet. Nummer {n} vult alleen een bibliotheek.",
        }
        for n in range(first, first + count)
    ]
    return json.dumps({"items": made}, indent=0).encode()


def records_bib(first: int, count: int) -> bytes:
    """Give the same kind of library in BibTeX."""
    made = [
        f"@article{{{key_of(n)},\n  author = {{Voorbeeld{n % 997}, Anna and Sample{n % 499}, Bo}},\n"
        f"  title = {{Voorbeeld {n}: {pick(_TOPICS, n)} in {pick(_GROUPS, n // 2)} (fictief)}},\n"
        f"  journal = {{Voorbeeldtijdschrift {n % 40}}},\n  year = {{{1990 + n % 32}}},\n"
        f"  url = {{https://example.org/{n}}},\n  language = {{nl}},\n"
        f"  keywords = {{{pick(_TOPICS, n)}, voorbeeld}}\n}}\n"
        for n in range(first, first + count)
    ]
    return "\n".join(made).encode()


@dataclass(slots=True)
class Tile:
    """One small table as kg describes it: graph name to quads, with what decisions and proposals can name."""

    number: int
    graphs: dict[Iri, set[ox.Quad]] = field(default_factory=dict)
    questions: list[Iri] = field(default_factory=list)
    publications: list[Iri] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)

    def __len__(self) -> int:
        return sum(len(quads) for quads in self.graphs.values())

    def take(self, builder: GraphBuilder) -> None:
        """Add what one source gives."""
        self.graphs.setdefault(builder.graph, set()).update(builder.quads)

    def read(self, path: str, data: bytes, context: Context) -> list[Iri]:
        """Read a source as a refresh does, and give the IRIs of its questions or records, in order."""
        source = Source(PurePosixPath(path), hashlib.sha256(data).hexdigest())
        document = read(source, data)
        extraction = extract(document, context) if document.blocks else Extraction()
        builder, identified = describe(document, extraction, self.memory, BASE, ())
        self.take(builder)
        asked = [identified.iris[one.id] for one in extraction.statements if one.kind == "question"]
        return asked or list(identified.iris.values())


def make_tile(number: int) -> Tile:
    """Give a tile with its derived statements, by its number alone."""
    tile = Tile(number)
    schools = read(Source(PurePosixPath("schools.csv")), schools_csv(MEETINGS * number, MEETINGS)).schools
    context = Context(shipped_themes(), schools)
    tile.read(f"schools-{number}/schools.csv", schools_csv(MEETINGS * number, MEETINGS), context)
    for n in range(MEETINGS * number, MEETINGS * (number + 1)):
        tile.questions += tile.read(f"meetings/{n}.md", meeting_note(n), context)
    tile.read(f"schools/{number}.md", visit_note(number, MEETINGS * number), context)
    tile.publications = tile.read(f"publications/{number}.json", records(RECORDS * number, RECORDS), context)
    _decide_and_derive(tile)
    return tile


def _decide_and_derive(tile: Tile) -> None:
    """Add decisions on the questions of a tile, what follows from them, and proposals that wait."""
    curations = read_curations(_decisions(tile))
    path = f"decisions-{tile.number}.csv"
    tile.take(describe_curations(curations, path, "0" * 64, BASE))
    store = open_in_memory()
    store.replace(tile.graphs)
    derived, _ = derive(store, curations, BASE, TODAY, {})
    for n, question in enumerate(tile.questions[3:]):
        proposal = derived.iri("proposal", f"{tile.number}-{n}")
        derived.types(proposal, "kt:Proposal")
        derived.text(proposal, "kt:proposalKind", "same-question" if n % 2 else "evidence")
        derived.add(proposal, "kt:left", question)
        derived.add(proposal, "kt:right", tile.questions[n] if n % 2 else tile.publications[-n])
        derived.add(proposal, "kt:score", typed(f"0.{50 + n:02}", "decimal"))
        for word in ("toetsen", "leraar"):
            derived.text(proposal, "kt:because", word)
    tile.take(derived)


def _decisions(tile: Tile) -> bytes:
    asked, known = tile.questions, tile.publications
    rows = [
        ("accept", asked[0], known[0], "stance=supports"),
        ("accept", asked[0], known[1], "stance=disputes"),
        ("accept", asked[1], known[2], "stance=supports"),
        ("accept", asked[2], known[3], "stance=background"),
        ("reject", asked[3], known[4], ""),
        ("answer", asked[4], "", "rests-on=voorbeeld"),
        ("research", asked[5], "", "until=2023-01"),
        ("retire", asked[6], "", ""),
        ("merge", asked[7], asked[8], ""),
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for n, (verb, subject, target, detail) in enumerate(rows):
        writer.writerow((f"d{tile.number}-{n}", "2021-12-01", "voorbeeld", verb, subject, target, detail, ""))
    return text.getvalue().encode()


def tiles(quads: int) -> Iterator[Tile]:
    """Yield tiles until they hold so many quads together."""
    number = found = 0
    while found < quads:
        tile = make_tile(number)
        found, number = found + len(tile), number + 1
        yield tile


def fill(stores: list[OxigraphStore], quads: int) -> Tile:
    """Put a graph of so many quads in each store, the shipped concepts included, and give its first tile."""
    first: Tile | None = None
    batch: list[ox.Quad] = list(_ontology(BASE).quads)
    for tile in tiles(quads):
        first = first or tile
        batch += [quad for graph in tile.graphs.values() for quad in graph]
        if len(batch) > 200_000:
            batch = _load(stores, batch)
    _load(stores, batch)
    if first is None:
        return make_tile(0)
    return first


def _load(stores: list[OxigraphStore], batch: list[ox.Quad]) -> list[ox.Quad]:
    for store in stores:
        store.engine.bulk_extend(batch)
    return []


def write_libraries(folder: Path, count: int) -> None:
    """Write so many records below sources/, as libraries of at most 5,000, BibTeX and CSL-JSON in turn."""
    target = folder / "sources" / "publications"
    target.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, count, 5000)):
        size = min(5000, count - first)
        if number % 2:
            (target / f"voorbeeld-{number:03}.bib").write_bytes(records_bib(first, size))
        else:
            (target / f"voorbeeld-{number:03}.json").write_bytes(records(first, size))


def write_notes(folder: Path, count: int) -> None:
    """Write so many notes below sources/, with the schools that ask in them."""
    target = folder / "sources" / "meetings"
    target.mkdir(parents=True, exist_ok=True)
    (folder / "sources" / "schools.csv").write_bytes(schools_csv(0, min(count, 40)))
    for number in range(count):
        (target / f"{number:05}.md").write_bytes(meeting_note(number))
