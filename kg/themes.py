"""Themes and other concepts: what ontology/themes.ttl and a table's own themes.ttl say."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import ReadError
from kg.model import Theme
from kg.vocabulary import PREFIXES, Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

#: The language of a label that names none: tables write Dutch.
DEFAULT_LANGUAGE = "nl"

_RANKS: dict[str, int] = {expand("skos:prefLabel"): 0, expand("skos:altLabel"): 1}


class _Fact(NamedTuple):
    """A triple as strings; a blank node starts with `_:`; `language` is '' for all but a tagged literal."""

    subject: Iri
    predicate: str
    value: str
    language: str = ""


def themes_from_turtle(data: bytes) -> tuple[Theme, ...]:
    """Give the themes of a Turtle file, sorted by IRI.

    Every skos:Concept is a theme, but for those of the fixed lists (`ktc:`). `labels` has, per language,
    the preferred label first and then the alternative ones, sorted; a region (`en-GB`) is left out.
    `broader` also follows from skos:narrower.

    Raises:
        ReadError: this is no Turtle (with the line), or a theme has no IRI.

    >>> turtle = b'<urn:t> a <http://www.w3.org/2004/02/skos/core#Concept>; '
    >>> turtle += b'<http://www.w3.org/2004/02/skos/core#prefLabel> "lezen"@nl .'
    >>> themes_from_turtle(turtle)
    (Theme(iri='urn:t', labels={'nl': ('lezen',)}, broader=()),)
    """
    facts = _parse(data)
    labels, broader = _labels(facts), _broader(facts)
    return tuple(Theme(iri, _ordered(labels[iri]), tuple(sorted(broader[iri]))) for iri in sorted(_theme_iris(facts)))


@cache
def shipped_themes() -> tuple[Theme, ...]:
    """Give the themes of ontology/themes.ttl, sorted by IRI."""
    return themes_from_turtle(_shipped())


@cache
def concept_labels() -> Mapping[Iri, Mapping[str, str]]:
    """Give the preferred label per language of every shipped concept: themes, statuses, types, levels, ..."""
    found: dict[Iri, dict[str, str]] = defaultdict(dict)
    for fact in _parse(_shipped()):
        if _RANKS.get(fact.predicate) == 0:
            found[fact.subject][fact.language] = fact.value
    return {iri: dict(sorted(found[iri].items())) for iri in sorted(found)}


def _shipped() -> bytes:
    return files("kg.ontology").joinpath("themes.ttl").read_bytes()


def _parse(data: bytes) -> list[_Fact]:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415  costs 45 ms, which `kg --help` need not pay

    try:
        return list(_facts(parse(data, format=RdfFormat.TURTLE)))
    except SyntaxError as error:
        _, _, reason = str(error.msg).partition(": ")
        raise ReadError(
            f"This is not valid Turtle: {reason or error.msg}.",
            line=error.lineno,
            hint="Mend this line; often a dot, a semicolon, a quote or a prefix is missing.",
        ) from None


def _facts(quads: Iterable[Quad]) -> Iterator[_Fact]:
    for quad in quads:
        # `str` of a node marks a blank one; `value` gives an IRI bare. A quoted triple has neither: it holds no theme.
        subject = getattr(quad.subject, "value", "")
        if str(quad.subject).startswith("_:"):
            subject = f"_:{subject}"
        yield _Fact(
            Iri(subject),
            quad.predicate.value,
            getattr(quad.object, "value", ""),
            getattr(quad.object, "language", None) or "",
        )


def _theme_iris(facts: Iterable[_Fact]) -> set[Iri]:
    typed, fixed = set(), set()
    for fact in facts:
        if (fact.predicate, fact.value) == (expand("rdf:type"), expand("skos:Concept")):
            typed.add(fact.subject)
        elif fact.predicate == expand("skos:inScheme") and fact.value.startswith(PREFIXES["ktc"]):
            fixed.add(fact.subject)
    if any(iri.startswith("_:") for iri in typed):
        raise ReadError("A theme has no IRI.", hint="Give each skos:Concept an IRI of its own, not [ ].")
    return typed - fixed


def _labels(facts: Iterable[_Fact]) -> Mapping[str, Mapping[str, set[tuple[int, str]]]]:
    """Collect (0 for preferred or 1 for alternative, label) by concept and language."""
    found: dict[str, dict[str, set[tuple[int, str]]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        rank, label = _RANKS.get(fact.predicate), " ".join(fact.value.split())
        if rank is not None and label:
            language = (fact.language or DEFAULT_LANGUAGE).lower().split("-")[0]
            found[fact.subject][language].add((rank, label))
    return found


def _ordered(labels: Mapping[str, set[tuple[int, str]]]) -> dict[str, tuple[str, ...]]:
    return {
        language: tuple(dict.fromkeys(label for _, label in sorted(labels[language]))) for language in sorted(labels)
    }


def _broader(facts: Iterable[_Fact]) -> Mapping[str, set[Iri]]:
    found: dict[str, set[Iri]] = defaultdict(set)
    for fact in facts:
        if fact.predicate == expand("skos:broader"):
            found[fact.subject].add(Iri(fact.value))
        elif fact.predicate == expand("skos:narrower"):
            found[fact.value].add(fact.subject)
    return found
