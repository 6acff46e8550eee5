"""Publications for questions, with a score and the words that matched."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.gaps import find_gaps
from kg.guards.iri import is_iri
from kg.known_themes import known_themes
from kg.queries import ask, value_of
from kg.search.index import open_index
from kg.search.ranking import rank
from kg.search.texts import asked_terms, facts_of
from kg.text import same_wording
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.search.matching import Matcher
    from kg.search.ranking import Found
    from kg.stores import Store

    Adding = Callable[[int, Iterable[Found]], list[Found]]

#: Score below which nothing is suggested: too few of the words of the question stand in the publication.
THRESHOLD = 0.12

#: Most publications that are suggested for a question, where nobody says how many.
MOST = 5


#: Hits of words beside which meaning is looked at.
_DEEP = 1000


@dataclass(frozen=True, slots=True)
class Wish:
    """How to look: `language` of a text that does not tell it, and whether meaning counts beside words."""

    language: str = ""
    semantic: bool = False


#: By words alone.
PLAIN = Wish()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A publication that may answer a question; `because` are words of the question and concepts, strongest first.

    `id` is its key in the source, the DOI where it has none; `score` lies in [0, 1] and compares between questions.
    """

    publication: Iri
    id: str
    title: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found for a question (None: for a free text) among so many publications; the best first."""

    question: Iri | None
    text: str
    suggestions: tuple[Suggestion, ...]
    searched: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a question of the graph, or (None) a free text."""

    question: Iri | None
    text: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides beside words: pairs that people decided on, and what publications were merged into."""

    decided: Mapping[str, frozenset[str]] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)


def suggest(
    store: Store, folder: Path, questions: Sequence[Asked], top: int | None = None, wish: Wish = PLAIN
) -> tuple[Suggestions, ...]:
    """Give for each question the publications that fit best, without the ones that people decided on.

    `folder` is that of the index. Without `top` only what reaches the threshold is given, at most MOST; with it so many
    as there are with a word in common (or, by meaning, as there are).

    Raises:
        UsageError: meaning is asked for, and the extra is not installed.
    """
    matcher = open_index(store, folder)
    themes, known = known_themes(store), _known(store)
    add = _meaning(store, matcher, [one.text for one in questions], folder) if wish.semantic else None
    found = []
    for number, asked in enumerate(questions):
        wanted = asked_terms(asked.text, wish.language, themes)
        decided = known.decided.get(asked.question or "", frozenset())
        most = _DEEP if add else (top or MOST) + len(decided) + len(known.merged)
        hits = rank(matcher, wanted, most)
        hits = _distinct(add(number, hits) if add else hits, decided, known.merged)
        found.append([hit for hit in hits if top or hit.score >= THRESHOLD][: top or MOST])
    return tuple(
        Suggestions(asked.question, asked.text, tuple(_named(store, hit) for hit in hits), matcher.total)
        for asked, hits in zip(questions, found, strict=True)
    )


def _meaning(store: Store, matcher: Matcher, texts: Sequence[str], folder: Path) -> Adding:
    from kg.search.meaning import near_in_meaning  # noqa: PLC0415  (the extra)

    return near_in_meaning(store, matcher, texts, folder)


def unanswered_questions(store: Store) -> list[Asked]:
    """Give the questions that nobody has answered, the most urgent first."""
    return [Asked(Iri(gap.question), gap.text) for gap in find_gaps(store)]


def searched_files(store: Store) -> list[str]:
    """Give the files of publications that are searched, sorted."""
    return sorted({value_of(row, "path") for row in ask(store, "library-files")})


def asked_for(store: Store, texts: Iterable[str]) -> list[Asked]:
    """Give what texts ask for: a question by its IRI or by words that fit just one, else the text itself.

    Raises:
        UsageError: a text is an IRI, but not of a question.
    """
    labels = {value_of(row, "question"): value_of(row, "text") for row in ask(store, "questions")}
    wordings = {iri: same_wording(label) for iri, label in sorted(labels.items())}
    found = []
    for text in texts:
        named = text if text in labels else _fitting(text, wordings)
        if named is None and is_iri(text):
            raise UsageError(f"nothing is called '{text}'", hint="look with: kg gaps")
        found.append(Asked(Iri(named), labels[named]) if named else Asked(None, text))
    return found


def _fitting(text: str, wordings: Mapping[str, str]) -> str | None:
    """Give the one question that has these words: as it is called, in this order, or in any order."""
    wording = same_wording(text)
    words = frozenset(wording.split())
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda iri, _: iri.endswith(("/" + text, ":" + text)),
        lambda _, label: label == wording,
        lambda _, label: wording in label,
        lambda _, label: words.issubset(label.split()),
    )
    for test in tests if wording else ():
        fitting = [iri for iri, label in wordings.items() if test(iri, label)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _distinct(hits: Iterable[Found], decided: frozenset[str], merged: Mapping[str, str]) -> list[Found]:
    """Give each publication once, by what it was merged into, those that were decided on left out."""
    found: dict[str, Found] = {}
    for hit in hits:
        iri = merged.get(hit.iri, hit.iri)
        if iri not in decided and iri not in found:
            found[iri] = hit if iri == hit.iri else type(hit)(iri, hit.score, hit.because)
    return list(found.values())


def _known(store: Store) -> _Known:
    into = {value_of(row, "node"): value_of(row, "became") for row in ask(store, "merged")}
    merged = {iri: _last(iri, into) for iri in into if _is_publication(store, iri)}
    decided: dict[str, set[str]] = defaultdict(set)
    for row in ask(store, "evidence"):
        if value_of(row, "state") != "proposed":
            publication = value_of(row, "publication")
            decided[value_of(row, "question")].add(merged.get(publication, publication))
    return _Known({question: frozenset(found) for question, found in decided.items()}, merged)


def _is_publication(store: Store, iri: str) -> bool:
    kinds = (value for _, value, _ in facts_of(store, iri, expand("rdf:type")))
    return expand("kt:Publication") in kinds


def _last(iri: str, into: Mapping[str, str]) -> str:
    """Give what something was merged into in the end; a ring of merges ends where it began."""
    seen = {iri}
    while iri in into and into[iri] not in seen:
        iri = into[iri]
        seen.add(iri)
    return iri


def _named(store: Store, hit: Found) -> Suggestion:
    """Give a hit as people know it: of several titles, keys or DOIs the first."""
    said: dict[str, set[str]] = defaultdict(set)
    for predicate, value, _ in facts_of(store, hit.iri):
        said[predicate].add(value)
    title, key, doi = (
        min(said[expand(name)], default="") for name in ("dcterms:title", "dcterms:identifier", "bibo:doi")
    )
    return Suggestion(Iri(hit.iri), key or doi, title, hit.score, hit.because)
