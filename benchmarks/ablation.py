"""What each rule brings: the figures on annotated notes with it, less those without. A module of other scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from annotated import LANGUAGES, Annotated, of_language, predicted, scored

from kg.model import Context
from kg.rules import RULES
from kg.rules.found import Found, Rule
from kg.rules.note import make_note
from kg.rules.scoring import KINDS, Weights, load_weights

#: Weights with which the scorer has no say: what a rule is sure of stands, and nothing is added.
NO_SCORER = Weights({"bias": (-9.0,) * len(KINDS)}, dict.fromkeys(LANGUAGES, (1.0,) * len(KINDS)), 0.0)
#: Weights with which an insight answers the question that its place in the text points at, whatever the rest says.
NO_LINKER = Weights({"bias": (-9.0,), "linked": (18.0,)}, dict.fromkeys(LANGUAGES, (0.5,)), 0.0)

Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Variant:
    """A way to extract: its name, the rules and weights it uses (None: those that come with kg), the kind it is for."""

    name: str
    rules: tuple[Rule, ...]
    weights: tuple[Weights, Weights] | None
    kind: str


def measure(notes: Sequence[Annotated], score: ModuleType, variant: Variant) -> Figures:
    """Give for each language what the scorer says of what a variant finds."""
    figures = {}
    for language in LANGUAGES:
        here = of_language(notes, language)
        found = {note.name: predicted(note.document, variant.weights, variant.rules) for note in here}
        figures[language] = scored(score, here[0].folder / language, found)[0]
    return figures


def kinds_of(notes: Sequence[Annotated]) -> dict[str, Counter[str]]:
    """Give for each rule how many statements of each kind it adds to those of the rules before it."""
    counts: dict[str, Counter[str]] = {rule.__name__: Counter() for rule in RULES}
    for one in notes:
        note, found = make_note(one.document, Context()), Found()
        for rule in RULES:
            before = {statement.id for statement in found}
            found.take(list(rule(note, found)))
            counts[rule.__name__].update(statement.kind for statement in found if statement.id not in before)
    return counts


def variants(weights: tuple[Weights, Weights], kinds: dict[str, Counter[str]]) -> Iterator[Variant]:
    """Yield the ways to extract that leave something out."""
    scorer, linker = weights
    for rule in RULES:
        kind = next((name for name, _ in sorted(kinds[rule.__name__].items(), key=lambda one: (-one[1], one[0]))), "")
        yield Variant(rule.__name__, tuple(one for one in RULES if one is not rule), None, kind)
    yield Variant("the scorer", RULES, (NO_SCORER, linker), "insight")
    yield Variant("the linker", RULES, (scorer, NO_LINKER), "answers")
    yield Variant("both (rules only)", RULES, (NO_SCORER, NO_LINKER), "insight")
    yield Variant("all rules (scorer and linker only)", (), None, "insight")


def table(notes: Sequence[Annotated], score: ModuleType) -> str:
    """Give the table in Markdown: for each part that is left out, how many points F1 is lower without it."""
    kinds = kinds_of(notes)
    whole = measure(notes, score, Variant("", RULES, None, ""))
    lines = [
        "| without | kind | finds | micro nl | micro en | its kind nl | its kind en |",
        "|---|---|---|---|---|---|---|",
        f"| (nothing) | | | {_f1(whole, 'nl', '')} | {_f1(whole, 'en', '')} | | |",
    ]
    for variant in variants((load_weights("scorer"), load_weights("answers")), kinds):
        without = measure(notes, score, variant)
        cells = [_lost(whole, without, language, kind) for kind in ("", variant.kind) for language in LANGUAGES]
        count = kinds.get(variant.name, Counter()).total()
        name = f"`{variant.name}`" if variant.name in kinds else variant.name
        lines.append(f"| {name} | {variant.kind} | {count or ''} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _value(figures: Figures, language: str, kind: str) -> float | None:
    result = figures[language]
    value: float | None = (result["kinds"].get(kind, {"f1": None}) if kind else result["micro"])["f1"]
    return value


def _f1(figures: Figures, language: str, kind: str) -> str:
    return f"{100 * (_value(figures, language, kind) or 0):.1f}"


def _lost(whole: Figures, without: Figures, language: str, kind: str) -> str:
    """Give by how many points F1 falls when something is left out; empty where the gold has no such kind."""
    before, after = (_value(figures, language, kind) for figures in (whole, without))
    if before is None:
        return ""
    points = round(100 * (before - (after or 0)), 1)
    return f"{points:+.1f}" if points else "0"
