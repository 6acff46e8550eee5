"""Write docs/glossary.md from the ontology and the types of the code; with --check, exit 1 when it is out of date."""

from __future__ import annotations

import argparse
import inspect
import sys
from dataclasses import is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ontology_page import Term, both, own, read, table, text, typed

from kg import curation, gaps, model
from kg.vocabulary import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from ontology_page import Node, Nodes

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "glossary.md"
COMMAND = "python scripts/glossary_page.py"

INTRO = f"""<!-- Made by `{COMMAND}` from ontology/*.ttl and kg/*.py; do not edit. -->
# Woordenlijst / Glossary

One word, one meaning: in reports, in the graph and in the code. Properties, checks and themes stand in
[ontology.md](ontology.md).
"""

#: Words that are easily taken for each other.
PAIRS = (
    ("statement", "an item taken from a note, with its quote", "triple, quad", "one line of the graph"),
    ("decision", "what a meeting agreed (besluit)", "curation", "a row of decisions.csv: what a person decided in kg"),
    ("source", "a file below sources/", "publication", "a work that a source lists; one file may list thousands"),
    ("theme", "a concept of the thesaurus, with an IRI (thema)", "topic", "what a text is about, in plain speech"),
    ("mention", "a work or school named in a note", "publication, school", "the record or row that it refers to"),
    ("question", "asked by people, kept in the graph (vraagstuk)", "saved query", "asked of the graph, in SPARQL"),
    ("meeting", "a gathering (bijeenkomst)", "note", "the file that tells of it (verslag)"),
    ("quote", "exact words of a file", "wording", "a quote of a question; a question may have several"),
    ("proposal", "what kg thinks; waits for a person", "evidence link", "what a person accepted or rejected"),
    ("status", "how far a question is; derived", "state", "how far an evidence link is"),
    ("type", "what kind of answer a question needs", "kind", "what a statement, a node or a gap is"),
    ("grade", "how strong one publication is", "strength", "how firmly the answer to a question stands"),
    ("workspace", "a folder with sources/ (werkmap)", "store", "where its graph lies while it is asked; a cache"),
)

#: Modules whose types are words of the code.
MODULES = (model, curation, gaps)


def page(root: Path = ROOT) -> str:
    """Give the whole page as Markdown."""
    terms, concepts = (read(root / "ontology" / name) for name in ("kg.ttl", "themes.ttl"))
    return "\n".join([INTRO, *pairs(), *graph(terms), *lists(concepts), *code()])


def pairs() -> Iterator[str]:
    """Yield the words that look alike."""
    yield "## Not the same\n"
    yield table(("word", "is", "and not", "which is"), [(f"**{a}**", b, f"**{c}**", d) for a, b, c, d in PAIRS])


def graph(terms: Nodes) -> Iterator[str]:
    """Yield the classes of the graph, by their Dutch name."""
    yield "## In the graph\n"
    found = [(iri, terms[iri], "rdfs:label") for iri in own(terms, "owl:Class")]
    yield entries(sorted(found, key=lambda one: (text(one[1], one[2], "nl").lower(), one[0])))


def lists(concepts: Nodes) -> Iterator[str]:
    """Yield the fixed lists, each in its own order."""
    for scheme in typed(concepts, "skos:ConceptScheme"):
        if scheme.startswith(PREFIXES["ktc"]):
            names = [text(concepts[scheme], "dcterms:title", language) for language in ("nl", "en")]
            yield f"## {names[0]} / {names[1]}\n"
            members = [iri for iri in typed(concepts, "skos:Concept") if Term(scheme) in concepts[iri]["skos:inScheme"]]
            yield entries([(iri, concepts[iri], "skos:prefLabel") for iri in members])


def entries(found: Sequence[tuple[str, Node, str]]) -> str:
    """Write terms, each an IRI with its node and the property that names it, in their order."""
    rows = [
        (text(node, label, "nl"), text(node, label, "en"), both(node, "skos:definition"), f"`{compact(iri)}`")
        for iri, node, label in found
    ]
    return table(("Nederlands", "English", "betekenis / meaning", "term"), rows)


def code() -> Iterator[str]:
    """Yield the types of the code with the first sentence of what they say of themselves."""
    yield "## In the code\n"
    yield table(("type", "in", "is"), [row for module in MODULES for row in types(module)])


def types(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """Yield the types that a module defines, by name."""
    for name, found in sorted(vars(module).items()):
        if inspect.isclass(found) and is_dataclass(found) and found.__module__ == module.__name__ and name[0] != "_":
            summary = (inspect.getdoc(found) or "").partition("\n")[0]
            yield f"`{name}`", f"`{module.__name__}`", summary


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or check it; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    check = parser.parse_args(arguments).check
    made = page().encode()
    if check and (not PAGE.exists() or PAGE.read_bytes() != made):
        sys.stderr.write(f"docs/glossary.md is out of date. Run `{COMMAND}`.\n")
        return 1
    if not check:
        PAGE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
