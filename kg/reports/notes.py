"""Notes as pages: the text with what was found marked in it, so that every statement is one click from its quote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from kg.places import anchor_of, link_to, note_file, question_file
from kg.queries import ask, value_of
from kg.reports.marking import numbered, pieces, replaced, shown
from kg.reports.pages import make_page
from kg.reports.phrases import Phrases
from kg.text import Span, first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.reports import ReportSettings
    from kg.reports.marking import Change
    from kg.reports.phrases import Bilingual
    from kg.stores import Row, Store

#: Kinds in the order in which a page lists them.
KINDS = ("question", "insight", "factor", "obstacle", "decision", "action", "publication", "school")

#: Characters of a note above which its page shows what was found with the words around it, and not the whole text.
LONGEST = 300_000

#: Characters of a quote in the list below a note, and on the page of a note that is too long.
_LISTED, _LONG_QUOTE = 160, 600

#: Texts of a page.
_TEMPLATE = "note.html.j2"


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement where it stands: `start` and `end` in characters of the note, `line` from 1.

    `quote` are its words, `prefix` and `suffix` those around it. `question` is the question that it asks, or ''.
    """

    statement: str
    kind: str
    start: int
    end: int
    line: int
    language: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the graph knows it. `kind` is meeting, visit or ''; `date` is as stated."""

    path: str
    sha256: str
    language: str = ""
    kind: str = ""
    date: str = ""
    number: str = ""
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage as a page shows it. `target` is the page of a question, '' for anything else."""

    anchor: str
    kind: str
    language: str
    line: int
    quote: str
    before: str
    after: str
    target: str

    @property
    def listed(self) -> str:
        """Give the first words of the quote, for a list."""
        return _cut(self.quote, _LISTED)


def read_notes(store: Store, as_of: str = "") -> dict[str, Note]:
    """Give all notes by path; `as_of` leaves out those that are later."""
    found: dict[str, Note] = {}
    for row in ask(store, "notes"):
        names = ("path", "sha256", "language", "kind", "date", "number", "title", "place")
        note = Note(*(value_of(row, name) for name in names))
        if not as_of or first_day(note.date) <= as_of:
            found.setdefault(note.path, note)
    return found


def read_passages(store: Store, paths: Sequence[str], merged: Mapping[str, str]) -> dict[str, list[Passage]]:
    """Give what was found in some notes, by path, in the order in which it stands there.

    `merged` maps a question to the one it ended in.
    """
    found: dict[str, dict[tuple[str, int, int], Passage]] = {path: {} for path in paths}
    for row in ask(store, "note-passages", path=paths) if paths else ():
        passage = _passage(row, merged)
        found[value_of(row, "path")].setdefault((passage.statement, passage.start, passage.end), passage)
    return {path: list(passages.values()) for path, passages in found.items()}


def _passage(row: Row, merged: Mapping[str, str]) -> Passage:
    statement, kind, language, quote, prefix, suffix = (
        value_of(row, name) for name in ("statement", "kind", "language", "quote", "prefix", "suffix")
    )
    start, end, line = (int(value_of(row, name)) for name in ("start", "end", "line"))
    question = merged.get(statement, statement) if kind == "question" else ""
    return Passage(statement, kind, start, end, line, language, quote, prefix, suffix, question)


def note_page(
    note: Note,
    passages: Sequence[Passage],
    text: str | None,
    settings: ReportSettings,
    changes: Sequence[Change] = (),
) -> dict[str, bytes]:
    """Give the page of a note: its name below outputs/ and its bytes.

    Without `text`, or where that is very long, it shows the passages with the words around them. `changes` are put
    in the place of parts of the text before it is shown.
    """
    phrases, file = Phrases.of(settings.language), note_file(note.path)
    root = "../" * file.count("/")
    whole = text is not None and len(text) <= LONGEST
    spans = [Span(one.start, one.end) for one in passages]
    words, spans = replaced(text if whole and text else "", spans, changes)
    quotes = [span.of(words) for span in spans] if whole else [one.quote for one in passages]
    marks = _marks(passages, quotes, root)
    values = {
        "heading": shown(note.title) or shown(note.path),
        "facts": _facts(note, phrases),
        "path": shown(note.path),
        "note_language": note.language,
        "why_short": "" if whole else "note.unread" if text is None else "note.long",
        "pieces": list(numbered(pieces(words, spans))) if whole else (),
        "marks": marks,
        "groups": [(kind, found) for kind in KINDS if (found := [mark for mark in marks if mark.kind == kind])],
        "standing": "",
    }
    return {file: make_page(settings, file, _TEMPLATE, values)}


def _facts(note: Note, phrases: Phrases) -> Bilingual:
    """Give when, of which number and where, in one line."""
    parts: list[str] = [phrases.label("note.kind", note.kind), phrases.day(note.date)] if note.kind else []
    parts += [phrases.say("note.number", n=note.number)] if note.number else []
    parts += [shown(note.place)] if note.place else []
    return phrases.join(parts, " · ")


def _marks(passages: Sequence[Passage], quotes: Sequence[str], root: str) -> list[Mark]:
    return [
        Mark(
            anchor,
            one.kind,
            one.language,
            one.line,
            _cut(shown(quote), _LONG_QUOTE),
            shown(one.prefix),
            shown(one.suffix),
            f"{root}{link_to(question_file(one.question))}" if one.question else "",
        )
        for anchor, one, quote in zip(_anchors(passages), passages, quotes, strict=True)
    ]


def _anchors(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the anchor of each passage: that of its statement, the second of one with -2 behind it."""
    names = [anchor_of(one.statement) for one in passages]
    taken, seen = set(names), Counter[str]()
    for name in names:
        seen[name] += 1
        free = name if seen[name] == 1 else next(n for i in count(2) if (n := f"{name}-{i}") not in taken)
        taken.add(free)
        yield free


def _cut(text: str, most: int) -> str:
    """Give a text, or its first words.

    >>> _cut("een twee drie", 9)
    'een twee …'
    """
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
