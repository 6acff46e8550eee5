"""Which record is which publication: an IRI is minted once and kept, and one publication has one, in whatever files.

As for statements, what a record gets depends on the memory, the source and the library that is there; what was chosen
is remembered, so that a refresh from nothing ends where any history of refreshes ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kg.guards.iri import digest, make_iri
from kg.identity import note_rows, own_rows
from kg.memory import RECORD, Identity, Memory
from kg.text import same_wording
from kg.vocabulary import Iri
from kg.works import Work, compare, gist_of, names_differ, work_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.records import Publication


#: Records with one name (a title such as 'Editorial', a DOI) beyond which no more are compared.
_MOST = 50


class Library(Protocol):
    """The publications of other sources, as they were read last."""

    def alike(self, work: Work) -> Iterable[Work]:
        """Give the records that share a DOI, an ISBN or a title with a work."""

    def of(self, iri: Iri) -> Iterable[Work]:
        """Give the records of one publication."""


class NoLibrary:
    """A library without publications."""

    def alike(self, work: Work) -> Iterable[Work]:  # noqa: ARG002  (there is nothing like it)
        """Give nothing."""
        return ()

    def of(self, iri: Iri) -> Iterable[Work]:  # noqa: ARG002
        """Give nothing."""
        return ()


class Shelf:
    """The records of one metadata file, one after another, against memory and library. Lives for one reading."""

    def __init__(
        self, path: str, memory: Memory, base: str, present: Collection[str], library: Library | None = None
    ) -> None:
        self._path, self._memory, self.base, self._present = path, memory, base, present
        self._library = library or NoLibrary()
        self._own: list[Identity] | None = None
        self._known: dict[str, Iri] = {}
        self._kept: set[str] = set()
        self._says: dict[str, tuple[str, str]] = {}
        self._silent = 0
        self._by_name: dict[str, list[Work]] = {}
        self._by_iri: dict[Iri, list[Work]] = {}
        self.rows: list[Identity] = []

    def place(self, records: Sequence[Publication]) -> list[Iri]:
        """Give the IRI of each of the next records; `rows` grows by what the memory must gain."""
        keys = [self._key(record) for record in records]
        self._open(keys)
        return [self._place(record, key) for record, key in zip(records, keys, strict=True)]

    def _open(self, keys: Sequence[str]) -> None:
        """Find the rows of the file, or of the one that it was, by the first of its keys."""
        if self._own is None:
            self._own = own_rows(self._path, keys, self._memory, self._present)
            self._known = {row.exact: row.iri for row in self._own if row.kind == RECORD}
            self._kept = {row.exact for row in self._own if row.source == self._path}

    def close(self) -> str:
        """Give the short id of the file, and let the memory grow by all rows."""
        self._open(())
        note, extra = note_rows(self._path, self._own or [], self._memory)
        self.rows[:0] = extra
        for row in self.rows:
            self._memory.add(row)
        return note

    def _key(self, record: Publication) -> str:
        """Give what tells a record from others in its file: its key; what it says where that is missing or reused."""
        says, gist = digest(_what_it_says(record)), gist_of(record.abstract, record.title)
        if not record.id and _says_nothing(record):
            self._silent += 1
            return f"{says} {self._silent}"
        first, other = self._says.setdefault(record.id or says, (says, gist))
        if first == says and (gist == other or not (gist and other)):
            return record.id or says
        return f"{record.id} {says}".strip() if first != says else f"{record.id} {says} {digest(gist)}".strip()

    def _place(self, record: Publication, key: str) -> Iri:
        work = work_of(record, Iri(""))
        iri = self._known.get(key)
        if iri is None or self._is_another(work, iri):
            iri = self._same(work) or self._mint(record, work, key)
        if key not in self._kept or self._known.get(key) != iri:
            self._kept.add(key)
            self._known[key] = iri
            self.rows.append(Identity(iri, self._path, RECORD, key))
        self._remember(replace(work, iri=iri))
        return iri

    def _on(self, iri: Iri) -> list[Work]:
        return [*self._by_iri.get(iri, ())[:_MOST], *self._library.of(iri)]

    def _is_another(self, work: Work, iri: Iri) -> bool:
        """Tell whether the others of a publication have nothing to do any more with what a record says now."""
        return any(names_differ(work, other) and compare(work, other) is None for other in self._on(iri))

    def _same(self, work: Work) -> Iri | None:
        """Give the one publication that a record certainly is; two that differ, and it is neither for certain."""
        names = (name for name in _names(work))
        own = (one for name in names for one in self._by_name.get(name, ())[:_MOST])
        near = [*own, *self._library.alike(work)]
        certain = {one.iri for one in near if (found := compare(work, one)) is not None and found.certain}
        fitting = {iri for iri in certain if all(_agree(work, other) for other in self._on(iri))}
        if not fitting:
            return None
        rivals = [other for iri in sorted(fitting) for other in self._on(iri)]
        doubtful = any(not _agree(one, other) for one in rivals for other in rivals)
        by_doi = {one.iri for one in near if work.doi and one.doi == work.doi} & fitting
        if doubtful and len(by_doi) != 1:
            return None
        return min(by_doi or fitting)

    def _mint(self, record: Publication, work: Work, key: str) -> Iri:
        """Give a new IRI, or that of a publication which is in no source any more."""
        name = f"doi/{record.doi}" if record.doi else digest(_what_it_says(record))
        name = digest(self._path, key) if _says_nothing(record) else name
        for number in range(1, 10_000):
            iri = make_iri(self.base, "publication", name if number == 1 else f"{name}-{number}")
            if all(found is not None and found.certain for found in (compare(work, one) for one in self._on(iri))):
                return iri
        raise AssertionError(name)

    def _remember(self, work: Work) -> None:
        same = self._by_iri.setdefault(work.iri, [])
        if work in same:
            return
        same.append(work)
        for name in _names(work):
            self._by_name.setdefault(name, []).append(work)


def _agree(one: Work, other: Work) -> bool:
    """Tell whether two records can be one publication: their names are the same, or one states that they are."""
    if not names_differ(one, other):
        return True
    found = compare(one, other)
    return found is not None and found.certain


def _names(work: Work) -> list[str]:
    """Give the names by which a record is looked for in its own file."""
    return [*filter(None, (work.doi, work.isbn)), *work.versions, *(f"title {title}" for title in work.titles)]


def _says_nothing(record: Publication) -> bool:
    """Tell whether a record has nothing by which it could be known again."""
    return not (record.title or record.doi or record.isbn or record.url)


def _what_it_says(record: Publication) -> str:
    first = record.authors[0].family if record.authors else ""
    year = str(record.issued.year) if record.issued and record.issued.year else ""
    return "\x1f".join((record.doi, same_wording(record.title), same_wording(first), year, record.isbn, record.url))
