"""Why a note gives what it gives: for each sentence what was tried there, what won, and on which grounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from kg.model import Context, Document, Extraction, Kind, Statement
from kg.rules import extract
from kg.rules.cues import Hit
from kg.rules.found import GROUPS, Found, Trace
from kg.rules.note import Note, Section, Sentence
from kg.rules.scoring import KINDS, Weights, load_weights
from kg.text import Span

#: What became of a proposal of a rule. The scorer drops what it finds improbable.
Outcome = Literal["won", "lost", "dropped"]

#: Features that are told of a sentence or a link: those that weigh most.
STRONGEST = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a note that are a cue, and the group of cues they belong to."""

    group: str
    words: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a rule proposed. `statement` is the id of what came of it, or of what stands in its place, or ''.

    `rival` is the rule that won where this one lost.
    """

    rule: str
    kind: Kind
    confidence: float
    outcome: Outcome
    statement: str = ""
    rival: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The probability that a sentence is of a kind, and the least at which the scorer takes it for one."""

    kind: Kind
    chance: float
    least: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature adds to the score of a kind, or of a link."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence: `statements` are the ids of what was found in it, `above` the cues of what stands above it.

    `scores` is empty where the scorer has no say; `weights` are those of the kind `best`, the strongest first.
    """

    span: Span
    statements: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    cues: tuple[Cue, ...]
    above: tuple[Cue, ...]
    scores: tuple[Score, ...] = ()
    best: Kind | None = None
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Why an insight answers a question: its `rule` said so, its `place` did, or the two were weighed (`chance`)."""

    insight: str
    question: str
    why: Literal["rule", "place", "weighed"]
    rule: str
    chance: float | None = None
    least: float | None = None
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every sentence of a note in the order of the text, and every answer that was found."""

    sentences: tuple[Explained, ...] = ()
    answers: tuple[Answer, ...] = ()


_NO_CONTEXT = Context()
T = TypeVar("T")


def explain(
    document: Document, context: Context = _NO_CONTEXT, weights: tuple[Weights, Weights] | None = None
) -> Explanation:
    """Give why `extract` gives what it gives for the same note. Never raises on any text."""
    scorer, linker = weights or (load_weights("scorer"), load_weights("answers"))
    trace = Trace()
    extraction = extract(document, context, (scorer, linker), trace)
    if trace.note is None or trace.found is None:
        return Explanation()
    attempts = _by_sentence(trace.note, _attempts(trace, trace.found, extraction))
    statements = _by_sentence(trace.note, ((one.span, one) for one in extraction.statements))
    weighed = {sentence.index: (names, chances) for sentence, names, chances in trace.scores}
    return Explanation(
        tuple(
            Explained(
                sentence.span,
                tuple(one.id for one in sorted(statements.get(sentence.index, ()), key=_said_first)),
                tuple(attempts.get(sentence.index, ())),
                _cues(sentence.hits),
                _cues_above(trace.note, sentence.block),
                *_scored(sentence, weighed[sentence.index], scorer) if sentence.index in weighed else (),
            )
            for sentence in trace.note.sentences
        ),
        tuple(_answers(trace, extraction, document, linker)),
    )


def _said_first(statement: Statement) -> tuple[int, Span]:
    """Give the order of statements of one sentence: what it says before what it mentions."""
    return list(GROUPS).index(statement.kind), statement.span


def _key(statement: Statement) -> str:
    """Give the id that a statement had while rules were at work."""
    return f"{statement.kind}@{statement.span.start}"


def _attempts(trace: Trace, found: Found, extraction: Extraction) -> Iterator[tuple[Span, Attempt]]:
    """Yield what was proposed, what won first, with where it stands."""
    ids = {_key(one): one.id for one in extraction.statements}
    for one in extraction.statements:
        yield one.span, Attempt(one.rule, one.kind, one.confidence, "won", one.id)
    for one in trace.dropped:
        instead = found.at(one.span, GROUPS[one.kind])
        statement = ids.get(instead.id, "") if instead else ""
        yield one.span, Attempt(one.rule, one.kind, one.confidence, "dropped", statement)
    for one, rival in trace.lost:
        attempt = Attempt(one.rule, one.kind, one.confidence, "lost", ids.get(rival.id, ""), rival.rule)
        yield one.span, attempt


def _by_sentence(note: Note, placed: Iterable[tuple[Span, T]]) -> dict[int, list[T]]:
    """Give for each sentence what stands in it, wholly or in part, each thing once."""
    starts = [sentence.span.start for sentence in note.sentences]
    found: dict[int, list[T]] = {}
    for span, one in placed:
        first = max(bisect_right(starts, span.start) - 1, 0)
        last = bisect_left(starts, span.end, first)
        for sentence in (note.sentences[at] for at in range(first, last)):
            if sentence.span.end > span.start and one not in found.setdefault(sentence.index, []):
                found[sentence.index].append(one)
    return found


def _cues(hits: Mapping[str, Hit]) -> tuple[Cue, ...]:
    """Give cues in the order of the text."""
    ordered = sorted(hits.items(), key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
    return tuple(Cue(group, " ".join(hit.words.split())) for group, hit in ordered)


def _cues_above(note: Note, block: int) -> tuple[Cue, ...]:
    """Give what the line before a block and the headings above it announce."""
    sections: tuple[Section, ...] = (note.leads[block], *note.titles[block])
    found = (cue for section in sections for cue in _cues(section.hits) if cue.group.startswith("section-"))
    return tuple(dict.fromkeys(found))


def _scored(
    sentence: Sentence, weighed: tuple[list[str], tuple[float, ...]], scorer: Weights
) -> tuple[tuple[Score, ...], Kind, tuple[Weight, ...]]:
    names, chances = weighed
    least = scorer.least[sentence.language]
    scores = tuple(
        Score(kind.kind, round(chance, 3), limit) for kind, chance, limit in zip(KINDS, chances, least, strict=True)
    )
    best = max(range(len(KINDS)), key=lambda at: chances[at] / least[at])
    return scores, KINDS[best].kind, _strongest(scorer, names, best)


def _strongest(weights: Weights, names: Iterable[str], at: int) -> tuple[Weight, ...]:
    """Give what weighs most, either way, without the constant that counts for all alike."""
    known = (name for name in names if name in weights.of and not name.endswith("bias"))
    found = (Weight(name, weights.of[name][at]) for name in known if weights.of[name][at])
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.feature))[:STRONGEST])


def _answers(trace: Trace, extraction: Extraction, document: Document, linker: Weights) -> Iterator[Answer]:
    """Yield for each answer that was found what it rests on."""
    keys = {one.id: _key(one) for one in extraction.statements}
    least = linker.least["nl" if document.language == "nl" else "en"][0]
    for one in extraction.statements:
        for question in one.answers:
            linked = trace.links.get((keys[one.id], keys[question]))
            made = trace.made.get(keys[one.id])
            if linked is not None:
                chance, names = linked
                strongest = _strongest(linker, names, 0)
                yield Answer(one.id, question, "weighed", one.rule, round(chance, 3), least, strongest)
            else:
                yield Answer(one.id, question, "rule" if made and made.answers else "place", one.rule)
