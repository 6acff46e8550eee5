"""Which statement is which: an IRI is minted once and kept, whatever is edited around it.

The memory is `sources/identities.csv`. What a source gets depends on that memory and on the source alone, so that a
refresh from nothing ends where any history of refreshes ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.guards.iri import digest, make_iri
from kg.likeness import WordIndex
from kg.memory import NOTE, RECORD, SHARED_KINDS, Identity, Memory
from kg.model import Document, Extraction, Issue, Statement
from kg.text import Span, same_wording
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

#: Characters of context that are kept on either side of a quote (Web Annotation leaves the length open).
CONTEXT = 32

#: Share of words in common from which a changed text counts as the same statement, and from which it does so in the
#: same place. Half is where a person still sees an edit; a quarter needs the neighbours to be unchanged.
ALIKE, ALIKE_IN_PLACE = 0.5, 0.25


#: Part of the IRI for kinds that only mention a thing: `publication/` and `school/` are the things themselves.
SEGMENTS = {"publication": "mention", "school": "mention"}


@dataclass(frozen=True, slots=True)
class Identified:
    """IRIs of the statements or records of one source, by id; rows to append; and what could not be honoured."""

    note: str
    iris: Mapping[str, Iri]
    rows: tuple[Identity, ...] = ()
    issues: tuple[Issue, ...] = ()


def identify(
    document: Document, extraction: Extraction, memory: Memory, base: str, present: Collection[str]
) -> Identified:
    """Give every statement of a note an IRI, and the rows that the memory must gain.

    In this order: the `^id`; the same words in this source; nearly the same words, or the same place; for a question
    the same wording in another source; a new IRI. A source that the memory does not know takes over the rows of one
    that is gone and said the same (a renamed file). Rows are added to `memory`, too.
    """
    path = str(document.source.path)
    own = own_rows(path, (s.text for s in extraction.statements), memory, present)
    matcher = _Matcher(document, memory, base, own, present)
    for statement in extraction.statements:
        matcher.by_pin(statement)
    for statement in extraction.statements:
        matcher.by_words(statement)
    matcher.by_likeness(extraction.statements)
    for statement in extraction.statements:
        matcher.by_others_or_new(statement)
    return matcher.result(own)


def own_rows(path: str, texts: Iterable[str], memory: Memory, present: Collection[str]) -> list[Identity]:
    """Give the rows of a source; those of a vanished one when this is that one under another name.

    A file that was renamed, and back, finds what it became meanwhile. One whose rows went along with a renamed file
    that is still there starts anew: two notes never share a name.
    """
    rows = memory.by_source.get(path)
    if rows is not None:
        owner = memory.owners.get(_short(rows), path)
        if owner == path or owner not in present:
            return _current(memory.by_source[owner])
    wanted = {same_wording(text) for text in texts}
    best: tuple[int, str] = (0, "")
    for other, found in sorted(memory.by_source.items()):
        if other not in present and memory.owners.get(_short(found)) == other:
            same = {same_wording(row.exact) for row in _current(found) if row.kind != NOTE}
            best = max(best, (len(same & wanted), other), key=lambda pair: pair[0])
    enough = best[0] * 2 >= max(1, len(wanted))
    return _current(memory.by_source[best[1]]) if best[1] and enough else []


def _short(rows: Sequence[Identity]) -> str:
    """Give the newest short id of a note among its rows, or ''."""
    return next((row.exact for row in reversed(rows) if row.kind == NOTE), "")


def _current(rows: Sequence[Identity]) -> list[Identity]:
    """Give the newest row of each IRI (of each key, for records), since the path stands for the note that it is now."""
    short = _short(rows)
    other = max((n for n, row in enumerate(rows) if row.kind == NOTE and row.exact != short), default=-1)
    start = next((n for n, row in enumerate(rows) if n > other and row.kind == NOTE), 0)
    return list({(row.iri, row.exact if row.kind == RECORD else ""): row for row in rows[start:]}.values())


class _Matcher:
    """One source's statements against its rows. Lives for one call of `identify`."""

    def __init__(
        self, document: Document, memory: Memory, base: str, own: Sequence[Identity], present: Collection[str]
    ) -> None:
        self.document, self.memory, self.base, self.present = document, memory, base, present
        self.path = str(document.source.path)
        self.free = {row.iri: row for row in own if row.kind not in (NOTE, RECORD)}
        self.by_wording: dict[tuple[str, str], list[Iri]] = {}
        for row in self.free.values():
            self.by_wording.setdefault((row.kind, same_wording(row.exact)), []).append(row.iri)
        self.current = {row.iri: row for row in own}
        self.iris: dict[str, Iri] = {}
        self.claimed: dict[tuple[str, str], Iri] = {}
        self.taken: set[Iri] = set()
        self.pins: set[str] = set()
        self.rows: dict[Iri, Identity] = {}
        self.issues: list[Issue] = []

    def take(self, statement: Statement, iri: Iri) -> None:
        """Let a statement have an IRI, and note one row for it when its words or pin are new."""
        again = iri in self.taken
        self.iris[statement.id] = iri
        self.claimed[statement.kind, same_wording(statement.text)] = iri
        self.taken.add(iri)
        self.free.pop(iri, None)
        row = self.row(statement, iri)
        if again and not (row.pin and not self.current[iri].pin):
            return
        if not _says_the_same(self.current.get(iri), row):
            self.current[iri] = row
            self.rows[iri] = row

    def row(self, statement: Statement, iri: Iri) -> Identity:
        """Give the row for a statement. Its `^id` counts as what follows it, also where a tag stands between."""
        prefix, suffix = _context(self.document.text, statement.span)
        row = Identity(iri, self.path, statement.kind, statement.text, prefix, suffix)
        if row.pin == statement.pin:
            return row
        return replace(row, suffix=f" ^{statement.pin}\n" if statement.pin else "")

    def by_pin(self, statement: Statement) -> None:
        """Match by `^id`; one that belongs to another note, or stands here twice, is reported and not honoured."""
        if not statement.pin:
            return None
        if statement.pin in self.pins:
            return self.warn(statement, f"^{statement.pin} stands in this note twice")
        self.pins.add(statement.pin)
        for row in self.free.values():
            if row.pin == statement.pin and row.kind == statement.kind:
                return self.take(statement, row.iri)
        owner = self.memory.by_pin.get(statement.pin, "")
        if owner != self.path and owner in self.present:
            return self.warn(statement, f"^{statement.pin} already names a statement of {owner}")
        return None

    def warn(self, statement: Statement, message: str) -> None:
        """Tell what is wrong with the `^id` of a statement."""
        line = self.document.position(statement.span.start).line
        self.issues.append(Issue(message, line, "choose another ^id here", is_error=False))

    def by_words(self, statement: Statement) -> None:
        """Match by the same words of the same kind, in this source."""
        if statement.id in self.iris:
            return None
        key = statement.kind, same_wording(statement.text)
        if key in self.claimed:
            return self.take(statement, self.claimed[key])
        for iri in self.by_wording.get(key, ()):
            if iri in self.free:
                return self.take(statement, iri)
        return None

    def by_likeness(self, statements: Sequence[Statement]) -> None:
        """Match edited texts to what is left, best pairs first."""
        left = [s for s in statements if s.id not in self.iris]
        rows = list(self.free.values())
        index = WordIndex(row.exact for row in rows)
        pairs = []
        for number, statement in enumerate(left):
            place = _context(self.document.text, statement.span)
            for order, dice in index.likeness(statement.text):
                row = rows[order]
                in_place = any(place) and place == (row.prefix, row.suffix)
                if row.kind == statement.kind and dice >= (ALIKE_IN_PLACE if in_place else ALIKE):
                    pairs.append((-dice, number, order, statement, row.iri))
        for _, _, _, statement, iri in sorted(pairs, key=lambda pair: pair[:3]):
            if statement.id not in self.iris and iri in self.free:
                self.take(statement, iri)

    def by_others_or_new(self, statement: Statement) -> None:
        """Match a question by the same wording elsewhere; else mint."""
        if statement.id in self.iris:
            return None
        wording = same_wording(statement.text)
        if (statement.kind, wording) in self.claimed:
            return self.take(statement, self.claimed[statement.kind, wording])
        iri = self.memory.by_wording.get((statement.kind, wording))
        if iri is None or iri in self.taken:
            place = "" if statement.kind in SHARED_KINDS else self.path
            segment = SEGMENTS.get(statement.kind, statement.kind)
            iri = _mint(self.memory, self.taken, self.base, segment, digest(place, wording))
        return self.take(statement, iri)

    def result(self, own: Sequence[Identity]) -> Identified:
        """Give what was found, and let the memory grow."""
        note, rows = note_rows(self.path, own, self.memory)
        rows = [*rows, *self.rows.values()]
        for row in rows:
            self.memory.add(row)
        return Identified(note, self.iris, tuple(rows), tuple(self.issues))


def note_rows(path: str, own: Sequence[Identity], memory: Memory) -> tuple[str, list[Identity]]:
    """Give the short id that stands for a note in the IRIs of its meeting and case, with its row when it is new."""
    for row in reversed(own):
        if row.kind == NOTE:
            new = [] if row.source == path else [Identity(row.iri, path, NOTE, row.exact)]
            return row.exact, new
    short = next(d for n in range(10_000) if (d := digest(path, str(n or ""))) not in memory.owners)
    return short, [Identity(make_iri("urn:kg:", NOTE, short), path, NOTE, short)]


def _says_the_same(before: Identity | None, row: Identity) -> bool:
    """Tell whether a row would add nothing to the one that is there; case and punctuation add nothing."""
    if before is None or (before.source, before.pin) != (row.source, row.pin):
        return False
    return same_wording(before.exact) == same_wording(row.exact)


def _context(text: str, span: Span) -> tuple[str, str]:
    return text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]


def _mint(memory: Memory, claimed: Collection[Iri], base: str, kind: str, name: str) -> Iri:
    for number in range(1, 10_000):
        iri = make_iri(base, kind, name if number == 1 else f"{name}-{number}")
        if iri not in memory.iris and iri not in claimed:
            return iri
    raise AssertionError(name)
