"""The ledger of questions: which wordings each has, in which language, and which of them people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.iri import is_iri
from kg.text import same_wording
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.curation import Curation
    from kg.statuses import Facts, Occurrence

#: Language of a text that names none: tables write Dutch.
_DEFAULT = "nl"


def occurrences(facts: Facts, question: Iri) -> list[Occurrence]:
    """Give the places where a question itself stands, not those merged into it; the one that counts most is last.

    Asking counts more than discussing, then what is newer, then what stands later.
    """
    return _by_weight(facts.occurrences[question])


def _by_weight(found: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted(found, key=lambda o: (o.raised, o.day, o.path, o.line, o.text.value, o.text.language or ""))


def labels(facts: Facts, question: Iri) -> tuple[list[Occurrence], list[Occurrence]]:
    """Give the wordings by which a question is called, one a language, the first the one to show; and all others.

    In another language than its own, a question is called as it was asked there, before or after a merge.
    """
    own = occurrences(facts, question)
    others = _by_weight(o for q in facts.group(question) if q != question for o in facts.occurrences[q])
    by_weight = [*reversed(own), *reversed(others)]
    called = list({o.text.language: o for o in reversed(by_weight)}.values())
    called.sort(key=by_weight.index)
    said = {o.text for o in called}
    rest = {o.text: o for o in by_weight if o.text not in said}
    return called, list(rest.values())


def wordings(facts: Facts, question: Iri) -> tuple[tuple[str, str], ...]:
    """Give all that a question and those merged into it were called, as text and language, the one to show first.

    Wordings that differ in case or punctuation only are given once.
    """
    called, rest = labels(facts, question)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for occurrence in (*called, *rest):
        language = occurrence.text.language or _DEFAULT
        found.setdefault((same_wording(occurrence.text.value), language), (occurrence.text.value, language))
    return tuple(found.values())


def type_of(facts: Facts, question: Iri) -> str:
    """Give the type of a question: what a person decided last, else what its newest wording was read as."""
    given = [row.object for row in _standing(facts, question) if row.verb == "type"]
    return given[-1] if given else occurrences(facts, question)[-1].type


def themes_of(facts: Facts, question: Iri) -> set[Iri]:
    """Give the themes of a question and of those merged into it: as they were read, and as people decided on each."""
    merged = {theme for q in facts.group(question) if q != question for theme in _own_themes(facts, q)}
    rejected = {row.object for row in _standing(facts, question) if row.verb == "reject"}
    return (merged | _own_themes(facts, question)) - rejected


def _own_themes(facts: Facts, question: Iri) -> set[Iri]:
    given = _standing(facts, question)
    named = [row for row in given if row.verb in ("theme", "accept") and is_iri(row.object)]
    themes = {Iri(row.object) for row in named if row.verb == "theme" or facts.is_a(row.object, "skos:Concept")}
    return (themes | facts.themes[question]) - {row.object for row in given if row.verb == "reject"}


def _standing(facts: Facts, question: Iri) -> list[Curation]:
    return [row for row in facts.rows.get(question, ()) if row.id not in facts.withdrawn]
