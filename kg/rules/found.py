"""What rules have found so far in a note, and who wins where two claim the same words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.model import Question, Statement
from kg.rules.note import Note, Sentence
from kg.text import Span, trim

#: What every rule is: it sees the note and what stronger rules found, and yields statements with provisional ids.
Rule = Callable[[Note, "Found"], Iterator[Statement]]

#: Kinds that are no company for each other in one passage. An obstacle or factor may be a question as well.
GROUPS = {
    "question": "said",
    "insight": "said",
    "decision": "said",
    "action": "said",
    "obstacle": "factor",
    "factor": "factor",
    "publication": "publication",
    "school": "school",
}

_FEW = 4  # statements at the end of a block among which its question is sought
#: Rules by which the writer says what a passage is.
EXPLICIT = ("mark", "sign", "column")

S = TypeVar("S", bound=Statement)


def make(kind: type[S], note: Note, span: Span, rule: str, **more: object) -> S:
    """Give a statement over a span, without the white space at its ends, with a provisional id."""
    exact = trim(note.document.text, span)
    identifier = f"{kind.kind}@{exact.start}"
    made: S = kind(id=identifier, text=exact.of(note.document.text), span=exact, rule=rule, **more)  # type: ignore[arg-type]
    return made


class Found:
    """The statements of one note: what comes first keeps its passage, except that a question may sit in an action."""

    def __init__(self, trace: Trace | None = None) -> None:
        self.trace = trace
        self._statements: list[Statement] = []
        self._index: dict[str, int] = {}
        self._spans: dict[str, list[tuple[int, int, int]]] = {}
        self._gone: set[int] = set()

    def __iter__(self) -> Iterator[Statement]:
        """Give the statements in the order in which they were found."""
        return (one for at, one in enumerate(self._statements) if at not in self._gone)

    def take(self, statements: Iterable[Statement]) -> None:
        """Keep the statements whose passage is free."""
        for statement in statements:
            rival = self.rival(statement)
            if rival is not None and self.trace is not None:
                self.trace.lost.append((statement, rival))
            if rival is None and statement.text:
                place = (statement.span.start, statement.span.end, len(self._statements))
                insort(self._spans.setdefault(GROUPS[statement.kind], []), place)
                self._index[statement.id] = len(self._statements)
                self._statements.append(statement)

    def rival(self, statement: Statement) -> Statement | None:
        """Give what holds the passage of a statement already, or None.

        Beside a passage that a writer marked as an obstacle or factor only a question stands.
        """
        own = self.at(statement.span, GROUPS[statement.kind])
        if own is not None or statement.kind not in ("insight", "decision", "action"):
            return own
        factor = self.at(statement.span, "factor")
        return factor if factor is not None and factor.rule in EXPLICIT else None

    def at(self, span: Span, group: str = "said") -> Statement | None:
        """Give a statement of a group that overlaps a span, or None."""
        spans = self._spans.get(group, [])
        before = bisect_right(spans, (span.end - 1, 1 << 62, 0)) - 1
        if before >= 0 and spans[before][1] > span.start:
            return self._statements[spans[before][2]]
        return None

    def is_free(self, sentence: Sentence) -> bool:
        """Tell whether nothing has been said of a sentence yet."""
        return self.at(sentence.span) is None

    def question_in(self, span: Span) -> Question | None:
        """Give the last question in a span, or None."""
        spans = self._spans.get("said", [])
        here = bisect_right(spans, (span.end - 1, 1 << 62, 0))
        for start, _, index in reversed(spans[max(0, here - _FEW) : here]):
            statement = self._statements[index]
            if start >= span.start and isinstance(statement, Question):
                return statement
        return None

    def drop(self, statement: Statement) -> None:
        """Take back a statement, so that its passage is free again."""
        if self.trace is not None:
            self.trace.dropped.append(statement)
        at = self._index.pop(statement.id)
        spans = self._spans[GROUPS[statement.kind]]
        del spans[bisect_left(spans, (statement.span.start, statement.span.end, at))]
        self._gone.add(at)

    def update(self, statement: Statement, **more: object) -> None:
        """Replace fields of a statement that was found earlier."""
        index = self._index[statement.id]
        self._statements[index] = replace(statement, **more)  # type: ignore[arg-type]


class Unclaimed(Found):
    """What was found so far, as a rule would see it if every sentence were still free. For looking only."""

    def __init__(self, found: Found) -> None:
        self.__dict__.update(found.__dict__)

    def is_free(self, sentence: Sentence) -> bool:
        """Tell that a sentence is free."""
        del sentence
        return True


@dataclass
class Trace:
    """What happened on the way to an Extraction, for whoever asks why. Without one, nothing is kept.

    `made` holds what rules proposed, by id; `lost` what found its passage taken, and by what; `dropped` what the
    scorer took back; `scores` of each sentence its features and the probability a kind; `links` of insight and
    question the probability that the one answers the other, and the features of the two.
    """

    note: Note | None = None
    found: Found | None = None
    made: dict[str, Statement] = field(default_factory=dict)
    lost: list[tuple[Statement, Statement]] = field(default_factory=list)
    dropped: list[Statement] = field(default_factory=list)
    scores: list[tuple[Sentence, list[str], tuple[float, ...]]] = field(default_factory=list)
    links: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = field(default_factory=dict)

    def watch(self, rule: Rule, note: Note, found: Found, made: list[Statement]) -> None:
        """Keep what a rule proposes, and what it would propose where a stronger one was first."""
        self.note, self.found = note, found
        for statement in made:
            self.made.setdefault(statement.id, statement)
        ids = {statement.id for statement in made}
        for statement in rule(note, Unclaimed(found)):
            rival = found.rival(statement)
            if rival is not None and statement.id not in ids:
                self.lost.append((statement, rival))
