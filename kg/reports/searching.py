"""What the search box of the overview looks through, as files that the page loads when somebody searches."""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING

from kg.places import link_to, note_file, passage_link, question_file, school_file
from kg.queries import ask, value_of
from kg.reports.meetings import meetings_of, unread_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.reports.material import Material

#: Publications in one file: a browser reads one in a moment, and a library that grows changes the last one only.
PART = 20_000

#: Kinds of statement that are found by their words; a question is found by itself.
_STATEMENTS = ("insight", "case", "decision", "action", "obstacle", "factor")


def search_files(material: Material) -> dict[str, bytes]:
    """Give search/texts.js and search/publications-N.js: rows of kind, text, what stands beside it, and link.

    Each file is one call of `kgFound(name, rows, parts)`; the rows of publications are packed and have no kind, and
    the first file tells in how many parts they are.
    """
    publications = list(_publications(material))
    parts = [publications[at : at + PART] for at in range(0, len(publications), PART)]
    files = {"search/texts.js": _call("texts", list(_texts(material)), len(parts))}
    files |= {f"search/publications-{number}.js": _packed("publications", part) for number, part in enumerate(parts, 1)}
    return files


def _call(name: str, rows: Sequence[Sequence[str]], parts: int = 0) -> bytes:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    text = f'kgFound("{name}", [\n{lines}\n], {parts});\n'
    return text.encode("utf-8", "replace").replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029")


def _packed(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Give the call with its rows as gzip in base 64: a library is most of what a site weighs."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    packed = base64.b64encode(gzip.compress(text, mtime=0)).decode()
    return f'kgFound("{name}", "{packed}", 0);\n'.encode()


def _texts(material: Material) -> Iterator[list[str]]:
    facts, hidden = material.facts, unread_until(material)
    for question, row in sorted(facts.known.items()):
        if question in facts.status and question not in facts.merged:
            link = link_to(question_file(question))
            for text in dict.fromkeys([value_of(row, "text"), *_quotes(material, question)]):
                yield ["question", text, value_of(facts.status[question], "status"), link]
    for row in ask(material.store, "statements"):
        path, kind = value_of(row, "path"), value_of(row, "kind")
        if kind in _STATEMENTS and path not in hidden:
            link = passage_link(path, value_of(row, "statement"))
            yield [kind, material.text(row, "text"), f"{path}:{value_of(row, 'line')}", link]
    for row in ask(material.store, "schools"):
        brin = value_of(row, "brin")
        yield [
            "school",
            value_of(row, "name") or brin,
            f"{brin} {value_of(row, 'place')}".strip(),
            link_to(school_file(brin)),
        ]
    for held in meetings_of(material):
        yield [held.kind, held.title, held.date, link_to(note_file(held.path))]


def _quotes(material: Material, question: str) -> Iterable[str]:
    return (value_of(row, "quote") for row in material.facts.of("wordings", question))


def _publications(material: Material) -> Iterator[list[str]]:
    """Yield the publications, each once: title, authors and year, and its DOI or address."""
    seen: set[str] = set()
    for row in ask(material.store, "publications"):
        iri = value_of(row, "publication")
        if iri not in seen:
            seen.add(iri)
            about = ", ".join(part for part in (value_of(row, "authors"), value_of(row, "issued")[:4]) if part)
            yield [value_of(row, "title"), about, value_of(row, "doi")]
