"""What servers gave as a list to choose from: read by the readers of kg, the best first, each publication once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.lookup.asking import patience
from kg.lookup.failures import unusable
from kg.lookup.servers import compose, line_ranges, suffix_of
from kg.lookup.words import matches
from kg.model import Source
from kg.nodes import list_nodes
from kg.readers.identifiers import doi_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.guards.worker import Worker
    from kg.lookup.asking import Asked
    from kg.lookup.words import SearchWords
    from kg.model import Issue
    from kg.records import Publication
    from kg.stores import Store
    from kg.workspace import LookupSource

#: Most records that are read one by one where they cannot be read together.
_ALONE = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publication to choose: the record as it came from `source`, what it says, and the words that led to it.

    `score` weighs those words; `also` names the other servers that gave it; `is_known` tells that the library has it.
    """

    source: LookupSource
    record: str
    publication: Publication
    because: tuple[str, ...] = ()
    score: float = 0.0
    also: tuple[str, ...] = ()
    is_known: bool = False


def known_keys(store: Store) -> frozenset[str]:
    """Give by what the publications of the library are known: DOIs, and ids that hold all over the world."""
    keys = {key for node in list_nodes(store, ["Publication"]) for key in node.keys}
    return frozenset({doi_of(key) for key in keys} | {key for key in keys if _is_global(key)}) - {""}


def _is_global(key: str) -> bool:
    return bool(re.match(r"https?://|oai:|urn:", key))


def make_candidates(
    asked: Sequence[Asked], words: SearchWords, known: Collection[str], worker: Worker
) -> tuple[list[Candidate], dict[str, tuple[Issue, ...]]]:
    """Give what can be chosen, most words in common first, then as the servers ranked it; and what cannot, by server.

    An OAI-PMH server gives all it has: of that, what shares no word is left out.
    """
    found: list[Candidate] = []
    issues: dict[str, tuple[Issue, ...]] = {}
    for one in asked:
        read = list(_read(one.source, one.records, worker))
        lost = len(one.records) - len(read)
        issues[one.source.name] = (unusable(lost),) if lost else ()
        made = [_weighed(each, words) for each in read]
        found += [each for each in made if each.because or one.source.kind != "oai"]
    ranked = sorted(found, key=lambda each: -each.score)
    return [replace(each, is_known=any(key in known for key in _keys(each))) for each in _once(ranked)], issues


def _read(source: LookupSource, records: Sequence[str], worker: Worker) -> Iterator[Candidate]:
    """Yield the records that can be read, with what they say."""
    if not records:
        return
    data = compose(source.kind, records).encode("utf-8", "replace")
    place = Source(PurePosixPath(f"publications/lookup{suffix_of(source.kind)}"))
    try:
        publications = worker.call("kg.readers:read", place, data, seconds=patience(len(data))).records
    except KgError:
        if 1 < len(records) <= _ALONE:
            for record in records:
                yield from _read(source, (record,), worker)
        return
    by_line = {publication.line: publication for publication in reversed(publications)}
    for record, lines in zip(records, line_ranges(source.kind, records), strict=True):
        publication = next((by_line[line] for line in lines if line in by_line), None)
        if publication is not None and publication.title.strip():
            yield Candidate(source, record, publication)


def _weighed(candidate: Candidate, words: SearchWords) -> Candidate:
    found = matches(words, _text_of(candidate.publication))
    return replace(candidate, because=tuple(found), score=sum(found.values()))


def _text_of(publication: Publication) -> str:
    titles = (publication.title, *publication.other_titles, publication.container_title)
    return " ".join((*titles, publication.abstract, *publication.keywords))[:20_000]


def _keys(candidate: Candidate) -> tuple[str, ...]:
    """Give by what a candidate is the same as another one."""
    stated = candidate.publication.id
    doi = candidate.publication.doi or doi_of(stated)
    return tuple(filter(None, (doi, stated if _is_global(stated) else "")))


def _once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give each publication once, as it stands first, with the names of the other servers that gave it."""
    kept: list[Candidate] = []
    places: dict[str, int] = {}
    for one in candidates:
        keys = _keys(one) or (one.record,)
        place = next((places[key] for key in keys if key in places), None)
        if place is None:
            places |= dict.fromkeys(keys, len(kept))
            kept.append(one)
        elif one.source.name not in (kept[place].source.name, *kept[place].also):
            kept[place] = replace(kept[place], also=(*kept[place].also, one.source.name))
    return kept


def pick(candidates: Sequence[Candidate], chosen: str) -> list[Candidate]:
    """Give the candidates that a person names: numbers in the list, from 1, or DOIs, with commas between.

    Raises:
        UsageError: one of them is not in the list.
    """
    by_doi = {one.publication.doi: one for one in candidates if one.publication.doi}
    numbers = {str(number): one for number, one in enumerate(candidates, 1)}
    found: list[Candidate] = []
    for name in filter(None, re.split(r"[,;\s]+", chosen)):
        one = numbers.get(name) or by_doi.get(doi_of(name))
        if one is None:
            hint = f"choose numbers from 1 to {len(candidates)}, or a DOI from the list"
            raise UsageError(f"'{name}' is not in the list", hint=hint)
        found += [one] if one not in found else []
    return found
