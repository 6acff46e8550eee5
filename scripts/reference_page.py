"""Write docs/reference.md: commands, saved queries, JSON keys. With --check, exit 1 when it is out of date."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

os.environ["KG_LANG"] = "en"  # before the commands are imported: they take their help from it

import click
import pyoxigraph as ox

from kg.cli import COMMANDS, cli
from kg.commands.model import Listed
from kg.extraction import as_json
from kg.gaps import Gap
from kg.llm import Proposed
from kg.model import Source
from kg.queries import SavedQuery, ask, load_query, query_names
from kg.readers import read
from kg.rules import extract
from kg.rules.explaining import explain
from kg.search.suggesting import Suggestion, Suggestions
from kg.stores.oxigraph import open_in_memory
from kg.vocabulary import compact
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.stores import Store

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference.md"
SAMPLE = ROOT / "tests" / "graphs" / "sample.trig"
COMMAND = "python scripts/reference_page.py"

#: Rows of an example, and characters of a cell in it: enough to see what comes out.
ROWS, WIDTH = 3, 60

#: Values for the examples of queries that say nothing of use without one.
EXAMPLES = {name: {"node": "urn:kg:question/doel"} for name in ("about", "kinds", "passages", "points-to")} | {
    "provenance": {"statement": "urn:kg:question/doel"}
}

#: Beginnings of the names of queries that kg asks for its own work.
OWN_WORK = ("derive-", "map-")

INTRO = f"""<!-- Made by `{COMMAND}` from the program itself; do not edit. -->
# Reference

[Commands](#commands) · [Saved queries](#saved-queries) · [JSON](#json)

Help in Dutch: `kg --help`; in English with KG_LANG=en. Exit codes and limits stand in [steward.md](steward.md).
"""

#: What each key of the JSON means. A key without a line here stops this script.
MEANINGS: dict[str, Mapping[str, str]] = {
    "kg extract --format json": {
        "source": "path of the file, as given",
        "language": "of the text as a whole: nl, en, ...; '' where there is no text",
        "meeting": "date (as stated; `--06-23` without a year), number and title; null where the text names none",
        "statements": "what was found, in the order of the text; see below; an action also has agent,"
        " due (as the text says), due_from, due_until (days that may be, told from the meeting; or null) and done",
        "publications": "the records of a metadata file; absent for a note; see below",
        "failures": "what could not be read: line, message, hint",
        "warnings": "what was guessed or mended: line, message, hint",
        "explanation": "only with `--explain`: every sentence, in the order of the text; see below",
        "links": "only with `--explain`: why an insight answers a question; see below",
    },
    "one of `statements`": {
        "id": "letter and number, unique in the file: q1, i1, ...",
        "kind": "question, insight, decision, action, obstacle, factor, publication or school",
        "type": "of a question its type, of an obstacle or factor its level, else ''",
        "quote": "exact slice of the file as read",
        "start": "line (from 1) and col (from 0), in characters",
        "end": "the same, exclusive",
        "answers": "ids of the questions that it goes into",
        "themes": "IRIs of themes",
        "language": "of the quote: nl or en",
        "rule": "name of the rule that found it",
        "confidence": "0 to 1; what a writer marked is 1",
    },
    "one of `publications`": {
        "id": "key in the file; '' where the format has none",
        "type": "CSL type",
        "title": "title",
        "authors": "names, in order",
        "issued": "date as far as it is stated, or null",
        "doi": "DOI in lower case, or null",
        "language": "language tag, or null",
        "line": "line at which the record begins",
    },
    "one of `explanation`": {
        "quote": "the sentence: exact slice of the file as read",
        "start": "line (from 1) and col (from 0), in characters",
        "end": "the same, exclusive",
        "cues": "words in it that are a cue: group, words",
        "above": "words of the line before its list and of the headings above it, that announce something",
        "rules": "what rules proposed: rule, kind, outcome (won, lost or dropped by the scorer), confidence, statement"
        " (id of what came of it, or of what stands in its place, or null), rival (the rule that won where it lost)",
        "scores": "kind to probability; empty where the scorer has no say",
        "least": "kind to the probability from which the scorer takes a sentence for one",
        "best": "kind with the highest probability for its threshold, or null",
        "weights": "the features that weigh most for that kind, either way: feature, weight",
        "statement": "id of what the sentence says, or null",
        "statements": "ids of all that was found in it, what it says before what it mentions",
    },
    "one of `links`": {
        "insight": "id",
        "question": "id",
        "why": "rule (it found the two together), place (where they stand in the text) or weighed",
        "rule": "rule that found the insight",
        "score": "probability, where the two were weighed, or null",
        "least": "the probability from which they are linked, or null",
        "weights": "the features that weigh most, either way: feature, weight",
    },
    "one of `kg gaps --format json`": {
        "question": "IRI",
        "text": "its wording",
        "status": "open, practice-only, in-research, evidenced, answered or retired",
        "gap": "absolute, contested, stale, local, synthesis, or ''",
        "type": "practical, instrumental, policy, knowledge, research or process",
        "themes": "IRIs of themes",
        "schools": "BRIN codes of the schools that ask",
        "raised": "dates on which it was asked, as stated",
        "priority": "points; the formula stands in researcher.md",
        "insights": "statements of notes that answer it",
        "evidence": "accepted publications that support or dispute it",
        "proposals": "proposals that wait for a person",
    },
    "one of `kg suggest --format json`": {
        "question": "IRI, or null for a free text",
        "text": "its wording",
        "suggestions": "the publications that fit best, the best first; see below",
    },
    "one of the `suggestions`": {
        "publication": "IRI",
        "id": "citation key, or the DOI where it has none",
        "title": "as the source states it",
        "score": "0 to 1; comparable between questions, see [searching.md](searching.md)",
        "because": "words of the question, and labels of concepts, that it has; the strongest first",
    },
    "`kg extract --llm --format json`, behind the keys above": {
        "proposals": "what a language model proposes, in the order of the text; see below, and [llm.md](llm.md)",
        "llm": "how that went; see below",
    },
    "one of the `proposals` of a language model": {
        "id": "m1, m2, ...: no id of a statement, and another one when the note changes",
        "kind": "question, insight, decision, action, obstacle or factor",
        "type": "of a question its type, of an obstacle or factor its level, else ''",
        "quote": "exact slice of the file as read",
        "start": "line (from 1) and col (from 0), in characters",
        "end": "the same, exclusive",
        "answers": "ids of the proposals, or of the `statements`, that it goes into",
        "confidence": "0 to 1, as the model says; no measure of anything",
        "model": "name of the model in kg.toml",
    },
    "`llm`": {
        "model": "name of the model in kg.toml",
        "asked": "parts of the note that were sent",
        "cached": "parts whose answer was kept in .kg/llm, so that nothing was sent",
        "known": "proposals left out because the rules found the same",
        "dropped": "proposals that do not hold, by reason",
        "failed": "parts without a usable answer; `warnings` says why",
    },
}


def page() -> str:
    """Give the whole page as Markdown."""
    return "\n".join([INTRO, *commands(), *queries(), *json_keys()])


def commands() -> Iterator[str]:
    """Yield a section for each command: help in English and Dutch, how it is typed, its options."""
    yield "## Commands\n"
    dutch = load_words("terminal", "nl")
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if command is None:
            raise LookupError(name)
        context = click.Context(command, info_name=name)
        yield f"### kg {name}\n"
        yield f"{command.help}<br>\n*{dutch[f'help.{name}']}*\n"
        yield f"```\nkg {name} {' '.join(command.collect_usage_pieces(context))}\n```\n"
        rows = list(options(command, context))
        yield table(("option", "what"), rows) if rows else "No options.\n"


def options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the options of a command with their help and default."""
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            default = parameter.default
            is_told = isinstance(default, str | int) and default and not parameter.is_flag
            yield f"`{record[0]}`", f"{parameter.help}{f' Default: `{default}`.' if is_told else ''}"


def queries() -> Iterator[str]:
    """Yield the saved queries with their first rows on the sample graph."""
    yield "## Saved queries\n"
    yield (
        "`kg query NAME`, with `--param name=value`. The examples are the first rows on a sample graph"
        f" ([{SAMPLE.name}](../{SAMPLE.relative_to(ROOT).as_posix()})) in which everything is made up.\n"
    )
    store = open_in_memory()
    store.engine.bulk_load(path=str(SAMPLE), format=ox.RdfFormat.TRIG)
    found = [load_query(name) for name in query_names()]
    for query in found:
        if not query.name.startswith(OWN_WORK):
            yield from one_query(store, query)
    yield "### For kg's own work\n"
    own = [query for query in found if query.name.startswith(OWN_WORK)]
    yield table(("query", "what it answers"), [(f"`{q.name}`", questions(q)) for q in own])


def one_query(store: Store, query: SavedQuery) -> Iterator[str]:
    """Yield what a query answers and takes, and its first rows."""
    yield f"### {query.name}\n"
    yield questions(query) + "\n"
    if query.parameters:
        yield "".join(f"- `{p.name}` ({p.type}): {p.meaning}\n" for p in query.parameters)
    bound = EXAMPLES.get(query.name, {})
    rows = ask(store, query.name, **bound)
    if bound:
        yield "With " + ", ".join(f"`--param {name}={value}`" for name, value in bound.items()) + ":\n"
    if rows:
        shown = [[cell(term.value if term else "") for term in row.values()] for row in rows[:ROWS]]
        yield table(tuple(rows[0]), shown)
    else:
        yield "No row on the sample graph.\n"


def questions(query: SavedQuery) -> str:
    """Give the question that a query answers, in English and Dutch."""
    return f"{query.question['en']}<br>*{query.question['nl']}*"


def cell(value: str) -> str:
    """Give a value short enough for an example, with IRIs as CURIEs."""
    line = " ".join(compact(value).split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def json_keys() -> Iterator[str]:
    """Yield the keys of the JSON that commands give, each with its meaning."""
    yield "## JSON\n"
    yield "Keys come in this order. A list of dates, IRIs or codes is sorted and without doubles.\n"
    for title, keys in shapes().items():
        yield f"### {title}\n"
        yield table(("key", "what"), [(f"`{key}`", MEANINGS[title][key]) for key in keys])


def shapes() -> dict[str, Sequence[str]]:
    """Give the keys as the program itself writes them."""
    note = read(Source(PurePosixPath("sample.md")), b"# Hoe gaat dit?\n\nHet gaat goed met ons.\n")
    library = read(Source(PurePosixPath("sample.bib")), b"@book{sample, title = {Sample}}\n")
    extracted, listed = as_json(note, extract(note), explain(note)), as_json(library, extract(library))
    keys = (
        [*listed, "explanation", "links"],
        first(extracted["statements"]),
        first(listed["publications"]),
        first(extracted["explanation"]),
        first(extracted["links"]),
        [field.name for field in fields(Gap)],
        [field.name for field in fields(Suggestions) if field.name != "searched"],
        [field.name for field in fields(Suggestion)],
        *model_keys(),
    )
    return dict(zip(MEANINGS, keys, strict=True))


def model_keys() -> tuple[list[str], list[str], list[str]]:
    """Give the keys that `--llm` adds, and those of their rows."""
    note = read(Source(PurePosixPath("sample.md")), b"Vraag: Hoe gaat dit?\n")
    asked = Listed(note, Proposed(extract(note).statements), "sample").as_json()
    return list(asked), first(asked["proposals"]), list(asked["llm"])


def first(rows: object) -> list[str]:
    """Give the keys of the first of a list of tables."""
    return list(rows[0]) if isinstance(rows, list) else []


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(one.replace('|', '&#124;') for one in line)} |\n" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or check it; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    check = parser.parse_args(arguments).check
    made = page().encode()
    if check and (not PAGE.exists() or PAGE.read_bytes() != made):
        sys.stderr.write(f"docs/reference.md is out of date. Run `{COMMAND}`.\n")
        return 1
    if not check:
        PAGE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
