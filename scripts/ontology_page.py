"""Write docs/ontology.md from the three files of ontology/; with --check, exit 1 when the page is out of date."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.vocabulary import PREFIXES, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ontology.md"
COMMAND = "python scripts/ontology_page.py"


class Term(NamedTuple):
    """An IRI, the id of a blank node, or a text with its language."""

    value: str
    language: str = ""


#: Property (as a CURIE) to its values, in the order of the file.
Node = dict[str, list[Term]]

#: IRI (or id of a blank node) to node, in the order of the file.
Nodes = dict[str, Node]

INTRO = f"""<!-- Made by `{COMMAND}` from ontology/*.ttl; do not edit. -->
# The ontology of kg

The terms, checks and concepts of the graph, each in Dutch and English. The files themselves:
[kg.ttl](../ontology/kg.ttl) (OWL 2 RL), [shapes.ttl](../ontology/shapes.ttl) (SHACL) and
[themes.ttl](../ontology/themes.ttl) (SKOS). [design.md](design.md) shows which term stands where in the graph.

`kt:` is `{PREFIXES["kt"]}`, `ktc:` is `{PREFIXES["ktc"]}`, `ktt:` is `{PREFIXES["ktt"]}`.
The address w3id.org/kennistafel is still to be registered.
"""


def page(root: Path = ROOT) -> str:
    """Give the whole page as Markdown."""
    terms, shapes, concepts = (read(root / "ontology" / name) for name in ("kg.ttl", "shapes.ttl", "themes.ttl"))
    parts = [INTRO, *classes(terms), *properties(terms), *checks(shapes), *schemes(concepts), *themes(concepts)]
    return "\n".join(parts)


def read(path: Path) -> Nodes:
    """Read a Turtle file into its nodes."""
    found: Nodes = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        term = Term(getattr(quad.object, "value", ""), getattr(quad.object, "language", None) or "")
        found[getattr(quad.subject, "value", "")][compact(quad.predicate.value)].append(term)
    return found


def classes(terms: Nodes) -> Iterator[str]:
    """Yield the table of classes."""
    yield "## Classes\n"
    rows = [
        (
            f"`{compact(iri)}`",
            both(terms[iri], "rdfs:label"),
            both(terms[iri], "skos:definition"),
            names(terms[iri], "rdfs:subClassOf", "skos:closeMatch"),
        )
        for iri in own(terms, "owl:Class")
    ]
    yield table(("class", "name", "what it is", "broader or close terms"), rows)


def properties(terms: Nodes) -> Iterator[str]:
    """Yield the table of properties."""
    yield "## Properties\n"
    kinds = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
    rows = [
        (
            f"`{compact(iri)}`",
            both(terms[iri], "rdfs:label"),
            both(terms[iri], "skos:definition"),
            names(terms[iri], "rdfs:domain") or "-",
            names(terms[iri], "rdfs:range") or "-",
            names(terms[iri], "rdfs:subPropertyOf"),
        )
        for iri in own(terms, *kinds)
    ]
    yield table(("property", "name", "what it says", "of", "value", "broader term"), rows)


def checks(shapes: Nodes) -> Iterator[str]:
    """Yield the table of checks: what `kg validate` can say, by class."""
    yield "## Checks\n"
    yield "What `kg validate` can say. An error breaks the graph, a warning needs a person, an info is good to know.\n"
    yield table(("of", "at", "severity", "message"), list(check_rows(shapes)))


def check_rows(shapes: Nodes) -> Iterator[tuple[str, ...]]:
    """Yield class, path, severity and message of each check, in the order of the file."""
    words = {"sh:Warning": "warning", "sh:Info": "info"}
    for iri, shape in list(shapes.items()):
        if not iri.startswith("https://w3id.org/kennistafel/shapes#"):
            continue
        target = names(shape, "sh:targetClass") or "every node"
        for node in (iri, *(item.value for item in shape["sh:property"])):
            if "sh:message" in shapes[node]:
                severity = words.get(names(shapes[node], "sh:severity").strip("`"), "error")
                yield target, path(shapes, node), severity, both(shapes[node], "sh:message")


def path(shapes: Nodes, node: str) -> str:
    """Give the path of a property shape: a property, or the properties of a sequence or choice."""
    found = [iri for term in shapes[node]["sh:path"] for iri in leaves(shapes, term.value)]
    return ", ".join(f"`{compact(iri)}`" for iri in found) or "-"


def leaves(shapes: Nodes, node: str) -> Iterator[str]:
    """Yield the IRIs below a path node, through lists and alternatives."""
    parts = [shapes[node][name] for name in ("rdf:first", "rdf:rest", "sh:alternativePath") if name in shapes[node]]
    if not parts and node != expand("rdf:nil"):
        yield node
    for term in (term for part in parts for term in part):
        yield from leaves(shapes, term.value)


def schemes(concepts: Nodes) -> Iterator[str]:
    """Yield a table for each fixed list."""
    yield "## Fixed lists\n"
    for scheme in typed(concepts, "skos:ConceptScheme"):
        if scheme.startswith(PREFIXES["ktc"]):
            yield f"### `{compact(scheme)}`: {text(concepts[scheme], 'dcterms:title', 'en')}\n"
            yield f"{both(concepts[scheme], 'dcterms:description')}\n"
            yield table(
                ("concept", "name", "meaning", "the same elsewhere"),
                [
                    (
                        f"`{compact(iri)}`",
                        both(concepts[iri], "skos:prefLabel"),
                        both(concepts[iri], "skos:definition"),
                        names(concepts[iri], "skos:exactMatch"),
                    )
                    for iri in typed(concepts, "skos:Concept")
                    if Term(scheme) in concepts[iri]["skos:inScheme"]
                ],
            )


def themes(concepts: Nodes) -> Iterator[str]:
    """Yield the thesaurus as a nested list."""
    scheme = concepts[expand("ktt:themes")]
    yield "## Themes\n"
    yield f"{both(scheme, 'dcterms:description')}\n"
    for top in scheme["skos:hasTopConcept"]:
        yield from branch(concepts, top.value, 0)
    yield ""


def branch(concepts: Nodes, iri: str, depth: int) -> Iterator[str]:
    """Yield the line of a theme and the lines of what is below it."""
    concept = concepts[iri]
    labels = [
        f"{text(concept, 'skos:prefLabel', tag)} ({', '.join(texts(concept, 'skos:altLabel', tag)) or '-'})"
        for tag in ("nl", "en")
    ]
    yield f"{'  ' * depth}- **{labels[0]}**; {labels[1]}; `{compact(iri)}`"
    for narrower in concept["skos:narrower"]:
        yield from branch(concepts, narrower.value, depth + 1)


def own(terms: Nodes, *kinds: str) -> list[str]:
    """Give the kt: terms of some types, in the order of the file."""
    return [iri for kind in kinds for iri in typed(terms, kind) if iri.startswith(PREFIXES["kt"])]


def typed(nodes: Nodes, kind: str) -> list[str]:
    """Give the nodes of a type, in the order of the file."""
    return [iri for iri, node in nodes.items() if Term(expand(kind)) in node.get("rdf:type", ())]


def texts(node: Node, name: str, language: str) -> list[str]:
    """Give the texts of a property in a language."""
    return [term.value for term in node[name] if term.language == language]


def text(node: Node, name: str, language: str) -> str:
    """Give the one text of a property in a language, or ''."""
    return next(iter(texts(node, name, language)), "")


def both(node: Node, name: str) -> str:
    """Give the Dutch and the English text of a property, one below the other."""
    return "<br>".join((text(node, name, "nl"), text(node, name, "en")))


def names(node: Node, *properties: str) -> str:
    """Give the IRIs of some properties, short, with commas."""
    return ", ".join(f"`{compact(term.value)}`" for name in properties for term in node[name])


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or check it; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    check = parser.parse_args(arguments).check
    made = page().encode()
    if check and (not PAGE.exists() or PAGE.read_bytes() != made):
        sys.stderr.write(f"docs/ontology.md is out of date. Run `{COMMAND}`.\n")
        return 1
    if not check:
        PAGE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
