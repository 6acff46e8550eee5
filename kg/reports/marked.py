"""Notes with what was found marked up in them, as one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from kg.guards.html import render_page
from kg.reports.marking import Piece, pieces, shown
from kg.reports.pages import style_sheet
from kg.reports.phrases import Phrases
from kg.reports.reasons import answer_reasons, list_cues, reasons, two
from kg.text import line_starts, position_at
from kg.words.errors import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Document, Extraction, Issue, Statement
    from kg.rules.explaining import Cue, Explained, Explanation

#: Kinds in the order of the legend.
KINDS = ("question", "insight", "decision", "action", "obstacle", "factor", "publication", "school")
#: Kinds that a sentence only names: one in which nothing else was found still counts as missed.
MENTIONS = KINDS[-2:]


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement as the page shows it. `answers` and `answered` are the ids at both ends of its links."""

    id: str
    kind: str
    anchor: str
    label: str
    quote: str
    language: str
    place: str
    rule: str
    confidence: str
    cues: str
    why: str
    answers: tuple[str, ...]
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what is known of it, or an answer; `kind` is that of what was found, or ''."""

    text: str
    place: str
    kind: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the page shows it. A piece whose mark is beyond `marks` is a sentence with nothing found."""

    anchor: str
    path: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    numbers: tuple[tuple[int, str], ...]
    summary: str
    records: int
    sentences: tuple[Line, ...]
    answers: tuple[Line, ...]
    issues: tuple[tuple[str, str], ...]


def marked_page(
    told: Sequence[tuple[Document, Extraction, Explanation]], language: str, *, explain: bool = False
) -> bytes:
    """Give a page that shows each note with its statements marked; with `explain` also the why of each sentence."""
    phrases = Phrases.only(language)
    own = resources.files("kg.reports").joinpath("static", "marked.css").read_text(encoding="utf-8")
    values = {
        "say": phrases.say,
        "count": phrases.count,
        "language": language,
        "name": "",
        "heading": phrases.say("marked.title"),
        "single": True,
        "plain": str,
        "root": "",
        "file": "",
        "pages": (),
        "standing": "",
        "kinds": KINDS,
        "explain": explain,
        "notes": [_shown(f"n{number}", one, phrases, language) for number, one in enumerate(told, 1)],
    }
    return render_page("kg.reports", "marked.html.j2", style=style_sheet() + own, values=values)


def _shown(anchor: str, one: tuple[Document, Extraction, Explanation], phrases: Phrases, language: str) -> Shown:
    document, extraction, explanation = one
    found, starts = extraction.statements, line_starts(document.text)
    kinds = {statement.id: statement.kind for statement in found}
    missed = [one.span for one in explanation.sentences if all(kinds[name] in MENTIONS for name in one.statements)]
    spans = [*(statement.span for statement in found), *missed]
    return Shown(
        anchor=anchor,
        path=shown(str(document.source.path)),
        pieces=tuple(pieces(document.text, spans)) if document.blocks else (),
        marks=_marks(anchor, one, phrases, starts),
        numbers=_numbers(found, len(missed), phrases),
        summary=_summary(len(found), len(explanation.sentences), len(missed), phrases),
        records=len(document.records),
        sentences=tuple(_line(told, document, kinds, phrases, starts) for told in explanation.sentences),
        answers=tuple(
            Line(first, "", "", tuple(more))
            for first, *more in (answer_reasons(answer, phrases) for answer in explanation.answers)
        ),
        issues=tuple(_issue(issue, phrases, language) for issue in document.issues),
    )


def _summary(found: int, sentences: int, missed: int, phrases: Phrases) -> str:
    if not sentences:
        return ""
    first = phrases.count("marked.summary", found, sentences=sentences)
    return f"{first} {phrases.count('marked.missed', missed)}"


def _numbers(found: Iterable[Statement], missed: int, phrases: Phrases) -> tuple[tuple[int, str], ...]:
    counts: Counter[str] = Counter(statement.kind for statement in found)
    told = [(counts[kind], phrases.say(f"marked.number.{kind}")) for kind in KINDS if counts[kind]]
    return (*told, *([(missed, phrases.say("marked.none"))] if missed else []))


def _marks(
    anchor: str, one: tuple[Document, Extraction, Explanation], phrases: Phrases, starts: Sequence[int]
) -> tuple[Mark, ...]:
    _, extraction, explanation = one
    cues: dict[str, dict[Cue, None]] = {}
    for told in explanation.sentences:
        for id_ in told.statements:
            cues.setdefault(id_, {}).update(dict.fromkeys(told.cues))
    answered: dict[str, list[str]] = {}
    for statement in extraction.statements:
        for question in statement.answers:
            answered.setdefault(question, []).append(statement.id)
    return tuple(
        _mark(
            anchor,
            statement,
            phrases,
            place=_place(statement.span.start, phrases, starts),
            cues=shown(list_cues(cues.get(statement.id, ()), phrases)),
            answered=tuple(answered.get(statement.id, ())),
        )
        for statement in extraction.statements
    )


def _mark(
    anchor: str, statement: Statement, phrases: Phrases, *, place: str, cues: str, answered: tuple[str, ...]
) -> Mark:
    label = f"{phrases.say(f'told.{statement.kind}')} {statement.id}"
    confidence = two(statement.confidence, phrases)
    form = "marked.why_cues" if cues else "marked.why"
    return Mark(
        statement.id,
        statement.kind,
        f"{anchor}-{statement.id}",
        label,
        shown(statement.text),
        statement.language,
        place,
        statement.rule,
        confidence,
        cues,
        phrases.say(form, label=label, rule=statement.rule, confidence=confidence, cues=cues),
        statement.answers,
        answered,
    )


def _line(
    told: Explained, document: Document, kinds: Mapping[str, str], phrases: Phrases, starts: Sequence[int]
) -> Line:
    kind = kinds[told.statements[0]] if told.statements else ""
    why = tuple(map(shown, reasons(told, phrases)))
    return Line(shown(told.span.of(document.text)), _place(told.span.start, phrases, starts), kind, why)


def _place(offset: int, phrases: Phrases, starts: Sequence[int]) -> str:
    where = position_at(starts, offset)
    return phrases.say("marked.place", line=where.line, column=where.column)


def _issue(issue: Issue, phrases: Phrases, language: str) -> tuple[str, str]:
    kind = phrases.say("marked.issue.error" if issue.is_error else "marked.issue.warning")
    line = f" ({phrases.say('marked.at_line', line=issue.line)})" if issue.line is not None else ""
    hint = f". {translate(issue.hint, language)}" if issue.hint else ""
    return f"{kind}{line}", shown(f"{translate(issue.message, language)}{hint}")
