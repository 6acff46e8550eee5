"""Synthetic sources of any size, and the graph that kg makes of them. Every name, title and code in them is made up.

The graph is made of tiles: kg itself reads one small table (meetings, a visit, a library, schools, decisions), and
every further tile is that graph with another number in its names. So the shape is always the one that kg writes, and
a million quads take seconds. Tiles share the themes and the derived graph, nothing else. As a script this does nothing.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.vocabulary import PREFIXES, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.stores.oxigraph import OxigraphStore

BASE = "urn:kg:"

#: Stands in every name of a tile, and is replaced by its number; as long as the number, so that positions stay right.
MARK = "tegel0000"

#: Records in the library of a tile, and its meetings: more than half of a graph is library.
RECORDS, MEETINGS = 150, 2

#: Graphs that tiles share.
DERIVED, ONTOLOGY = f"{BASE}graph/derived", f"{BASE}graph/ontology"

KT, RDF, XSD = PREFIXES["kt"], PREFIXES["rdf"], PREFIXES["xsd"]

_TOPICS = ("formatief toetsen", "adaptieve software", "eigen leerdoelen", "feedback", "motivatie", "een portfolio",
           "differentiatie", "leerlijnen", "zelfsturing", "de rol van de leraar", "teamleren")  # fmt: skip
_GROUPS = ("de onderbouw", "de bovenbouw", "het praktijkonderwijs", "de brugklas", "het team", "groep 8", "kleuters")
_PLANS = ("een vast moment", "een gesprek", "een lessenserie", "een observatie", "een werkplan")
_TYPES = ("kennis", "onderzoek", "praktisch", "beleid")


def pick(options: tuple[str, ...], number: int) -> str:
    """Give an option by number, going round."""
    return options[number % len(options)]


def brin(number: int) -> str:
    """Give the code of a made-up school; codes with 99 are not given out.

    >>> brin(0), brin(27)
    ('99AA', '99BB')
    """
    return f"99{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"


def schools_csv(count: int) -> bytes:
    """Give a register of schools."""
    rows = [f"{brin(n)},Voorbeeldschool {MARK}-{n},Voorbeeldstad,Voorbeeldbestuur,po" for n in range(count)]
    return "\n".join(["brin,name,place,board,sector", *rows, ""]).encode()


def meeting_note(number: int, *, questions: int = 8, schools: int = 2) -> bytes:
    """Give the note of a meeting with questions that stand in no other."""
    day = f"{2016 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
    head = [
        "---",
        f"titel: Voorbeeldbijeenkomst {number} {MARK} (fictief)",
        f"datum: {day}",
        f"nummer: {number + 1}",
        "---",
    ]
    lines = [*head, "", "## Vragen", ""]
    for n in range(questions * number, questions * (number + 1)):
        topic, group, asks = pick(_TOPICS, n), pick(_GROUPS, n // 3), brin(n % schools)
        lines.append(f"- Vraag ({pick(_TYPES, n)}): Wat werkt bij {topic} in {group}, {MARK} nr {n}? school:: {asks}")
        if n % 3 == 0:
            lines.append(f"  - Inzicht: {pick(_PLANS, n)} helpt bij {topic} in {group}, zo blijkt uit {MARK} nr {n}.")
    lines += ["", "## Afspraken", "", f"Besluit: {pick(_TOPICS, number)} komt terug, {MARK} nr {number}.", ""]
    lines += [f"Actie: de secretaris stuurt {MARK} nr {number} rond, voor {day}.", ""]
    lines += [f"- Knelpunt: de leraar heeft weinig tijd voor {pick(_PLANS, number)}, {MARK} nr {number}."]
    lines += [f"- Bevorderende factor: het team maakt {pick(_PLANS, number + 1)} samen, {MARK} nr {number}.", ""]
    lines += [f"Zie [@{key_of(number)}].", ""]
    return "\n".join(lines).encode()


def visit_note(school: int) -> bytes:
    """Give the note of a visit to a school, with answers to the questions of a study."""
    head = ["---", f"titel: Voorbeeldbezoek {MARK} (fictief)", "datum: 2021-09", f"brin: {brin(school)}", "---"]
    lines = [*head, "", "## Onderzoeksvragen", ""]
    for n in range(5):
        lines += [f"### Wat is jullie aanpak van {pick(_TOPICS, n)} in {MARK}?", ""]
        lines += [f"De school kiest {pick(_PLANS, n)}. Dat blijkt te werken, zo vertelt {MARK}.", ""]
    lines += ["## Knelpunten", "", f"- Knelpunt: het bestuur koopt licenties per jaar, {MARK}.", ""]
    return "\n".join(lines).encode()


def key_of(number: int) -> str:
    """Give the citation key of a record."""
    return f"{MARK}-{number}"


def title_of(number: int) -> str:
    """Give the title of a record, which says that it does not exist."""
    return f"Voorbeeld {number}: {pick(_TOPICS, number)} in {pick(_GROUPS, number // 2)} (fictief, {MARK})"


def records_json(first: int, count: int) -> bytes:
    """Give a library in CSL-JSON."""
    made = [
        {
            "id": key_of(n),
            "type": pick(("article-journal", "report", "book", "chapter"), n),
            "title": title_of(n),
            "author": [
                {"family": f"Voorbeeld{n % 997}", "given": "Anna"},
                {"family": f"Sample{n % 499}", "given": "Bo"},
            ],
            "issued": {"date-parts": [[1990 + n % 32]]},
            "container-title": f"Voorbeeldtijdschrift {n % 40}",
            "URL": f"https://example.org/{MARK}/{n}",
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
        f"  title = {{{title_of(n)}}},\n  journal = {{Voorbeeldtijdschrift {n % 40}}},\n"
        f"  year = {{{1990 + n % 32}}},\n  url = {{https://example.org/{MARK}/{n}}},\n  language = {{nl}},\n"
        f"  keywords = {{{pick(_TOPICS, n)}, voorbeeld}}\n}}\n"
        for n in range(first, first + count)
    ]
    return "\n".join(made).encode()


def write_libraries(folder: Path, count: int) -> None:
    """Write so many records below sources/, as libraries of at most 5,000, BibTeX and CSL-JSON in turn."""
    target = folder / "sources" / "publications"
    target.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, count, 5000)):
        make, end = ((records_json, "json"), (records_bib, "bib"))[number % 2]
        (target / f"{MARK}-{number:03}.{end}").write_bytes(make(first, min(5000, count - first)))


def write_notes(folder: Path, count: int) -> None:
    """Write so many notes below sources/, with the register of the schools that ask in them."""
    target = folder / "sources" / "meetings"
    target.mkdir(parents=True, exist_ok=True)
    (folder / "sources" / "schools.csv").write_bytes(schools_csv(2))
    for number in range(count):
        (target / f"{MARK}-{number}.md").write_bytes(meeting_note(number))


def kg(folder: Path, *arguments: str) -> bytes:
    """Run kg in a workspace, in a process of its own, and give what it prints.

    Raises:
        CalledProcessError: it did not end well.
    """
    command = [sys.executable, "-c", "from kg.cli import main; main()", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


@dataclass(frozen=True, slots=True)
class Tile:
    """The first tile as N-Quads; the same lines with another number are the next one. `shared` stands once."""

    lines: str
    shared: str
    size: int

    def numbered(self, number: int) -> bytes:
        """Give the quads of a tile.

        The derived graph keeps its name, and so do the terms of the ontology and the themes.
        """
        text = self.lines.replace(MARK, f"tegel{number:04}").replace(BASE, f"{BASE}{number:04}/")
        return text.replace(f"<{BASE}{number:04}/graph/derived>", f"<{DERIVED}>").encode()


def make_tile(folder: Path) -> Tile:
    """Give the tile that kg makes of a small workspace, which is written to an empty folder."""
    write_notes(folder, MEETINGS)
    write_libraries(folder, RECORDS)
    (folder / "sources" / "schools").mkdir()
    (folder / "sources" / "schools" / f"{MARK}.md").write_bytes(visit_note(0))
    kg(folder, "refresh")
    (folder / "sources" / "decisions.csv").write_bytes(_decisions(*_named(folder)))
    kg(folder, "refresh")
    quads = [quad for file in sorted((folder / "outputs" / "graph").rglob("*.trig")) for quad in ox.parse(path=file)]
    own = [quad for quad in quads if str(quad.graph_name) != f"<{ONTOLOGY}>"]
    shared = [quad for quad in quads if str(quad.graph_name) == f"<{ONTOLOGY}>"]
    own += _proposals(own)
    return Tile(_nquads(own), _nquads(shared), len(own))


def _proposals(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Give proposals between questions that follow each other, where kg itself made none."""
    if any(quad.object == ox.NamedNode(KT + "Proposal") for quad in quads):
        return []
    found = (quad.subject for quad in quads if quad.predicate == ox.NamedNode(KT + "status"))
    asked = sorted({one.value for one in found if isinstance(one, ox.NamedNode)})
    made = []
    for n, (left, right) in enumerate(pairwise(asked)):
        facts: dict[str, ox.NamedNode | ox.Literal] = {
            RDF + "type": ox.NamedNode(KT + "Proposal"), KT + "proposalKind": ox.Literal("same-question"),
            KT + "left": ox.NamedNode(left), KT + "right": ox.NamedNode(right), KT + "because": ox.Literal("werkt"),
            KT + "score": ox.Literal(f"0.{50 + n:02}", datatype=ox.NamedNode(XSD + "decimal")),
        }  # fmt: skip
        iri, graph = ox.NamedNode(f"{BASE}proposal/{n}"), ox.NamedNode(DERIVED)
        made += [ox.Quad(iri, ox.NamedNode(name), value, graph) for name, value in facts.items()]
    return made


def _nquads(quads: Iterable[ox.Quad]) -> str:
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()


def _named(folder: Path) -> tuple[list[str], list[str]]:
    """Give the IRIs of the questions and of the publications of a workspace."""
    questions = sorted(gap["question"] for gap in json.loads(kg(folder, "gaps", "--format", "json")))
    rows = json.loads(kg(folder, "query", "publications", "--format", "json"))
    rows = rows["results"]["bindings"] if isinstance(rows, dict) else rows
    publications = [row["publication"] for row in rows]
    return questions, sorted(one["value"] if isinstance(one, dict) else one for one in publications)


def _decisions(asked: list[str], known: list[str]) -> bytes:
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
    writer.writerow(("id", "date", "by", "verb", "subject", "object", "detail", "note"))
    for n, (verb, subject, target, detail) in enumerate(rows):
        writer.writerow((f"{MARK}-{n}", "2021-12-01", "voorbeeld", verb, subject, target, detail, ""))
    return text.getvalue().encode()


def fill(store: OxigraphStore, tile: Tile, quads: int) -> int:
    """Put a graph of so many quads in a store, tile by tile as refreshes do, and give how many there are."""
    count = -(-quads // tile.size)
    store.engine.extend(ox.parse(tile.shared.encode(), format=ox.RdfFormat.N_QUADS))
    for number in range(count):
        graphs: dict[Iri, list[ox.Quad]] = {}
        for quad in ox.parse(tile.numbered(number), format=ox.RdfFormat.N_QUADS):
            graphs.setdefault(Iri(quad.graph_name.value), []).append(quad)
        store.engine.extend(graphs.pop(Iri(DERIVED)))
        store.replace(graphs)
    store.flush()
    return count * tile.size
