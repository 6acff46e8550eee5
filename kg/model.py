"""What flows through kg: frozen values, named as the field names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Literal

from kg.text import Position, Span, line_starts, position_at
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from kg.records import Publication, School

#: What a block of a note is. `table_cell` blocks are body cells; their `header` says the column.
BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "quote", "code"]
#: What an extracted item is, as `kg extract --format json` spells it.
Kind = Literal["question", "insight", "decision", "action", "obstacle", "factor", "publication", "school"]
#: Type of a question; `process` questions are never knowledge gaps.
QuestionType = Literal["practical", "instrumental", "policy", "knowledge", "research", "process"]
#: Level at which an obstacle or an enabling factor works.
Level = Literal["pupil", "teacher", "team", "school", "board", "system"]


@dataclass(frozen=True, slots=True)
class Source:
    """One file below sources/, its `path` relative to that; for `kg extract` any file, as the user names it."""

    path: PurePosixPath
    sha256: str = ""

    @property
    def folder(self) -> str:
        """Give the first folder of the path (`meetings`, `schools`, ...), or ''."""
        return self.path.parts[0] if len(self.path.parts) > 1 else ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to tell about a source: an error (a part could not be read) or a warning (a guess was made).

    `quote` is what stands there, where an error leaves a part of the source out: nothing is lost silently.
    """

    message: str
    line: int | None = None
    hint: str = ""
    is_error: bool = True
    path: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a note that stands by itself.

    `span` is the content without marks (bullet, `#`, `|`, quote sign); hard-wrapped text crosses line ends.
    `level` is the depth of a heading (1..6) or of a list item (from 1), else 0.
    `parent` is the index of the list item or quote it is nested in, among the blocks of the Document.
    `heading` is the index of the nearest heading above it; `header` the column header of a cell; `checked` a checkbox.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    parent: int | None = None
    heading: int | None = None
    header: str = ""
    row: int | None = None
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a note. `span` is its visible text; `kind` tells `[text](url)`, a bare URL, `[[target]]`, `[@key]`."""

    span: Span
    target: str
    kind: Literal["link", "url", "wiki", "citation"] = "link"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is stated; what is not stated is None and is never guessed.

    Source: ISO 8601 truncated forms and EDTF; `--06-23` is a day and month without a year.

    >>> str(PartialDate(2021, 6)), str(PartialDate(None, 6, 23))
    ('2021-06', '--06-23')
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Give ISO 8601: `2021-06-23`, `2021-06`, `2021`, or `--06-23`."""
        head = f"{self.year:04d}" if self.year is not None else "-"
        if self.month is None:
            return head if self.year is not None else ""
        return f"{head}-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a note says of its meeting. `held` is what text or front matter states, never what a file name says."""

    title: str = ""
    number: int | None = None
    series: str = ""
    held: PartialDate | None = None
    place: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source that has been read: its text as it stands, its structure, and what it holds.

    Quotes are slices of `text`; in docx and odt a line of it is a paragraph. A metadata file has `records` and no text,
    schools.csv has `schools`. `struck` is what its writer struck out, in order: it says nothing any more.
    """

    source: Source
    text: str
    media_type: str
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    struck: tuple[Span, ...] = ()
    language: str = "nl"
    metadata: Mapping[str, str] = field(default_factory=dict)
    records: tuple[Publication, ...] = ()
    schools: tuple[School, ...] = ()
    issues: tuple[Issue, ...] = ()

    def position(self, offset: int) -> Position:
        """Give line (from 1) and column (from 0) of an offset in `text`. For many offsets use `positions`."""
        return position_at(line_starts(self.text), offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An item taken from a note. `id` is unique in its Document; `answers` holds ids of questions in it.

    `pin` is the `^id` at the end of its line; `school` the BRIN of the school that says it, where the note tells.
    Invariant: `text == document.text[span.start:span.end]`. The same wording at two places is two Statements.
    """

    kind: ClassVar[Kind]
    id: str
    text: str
    span: Span
    rule: str
    language: str = "nl"
    confidence: float = 1.0
    answers: tuple[str, ...] = ()
    themes: tuple[Iri, ...] = ()
    pin: str = ""
    school: str = ""

    def __post_init__(self) -> None:
        """Check what must hold of every statement."""
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not in [0, 1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Statement):
    """A vraagstuk: a question, issue or knowledge need that people raised."""

    kind: ClassVar[Kind] = "question"
    question_type: QuestionType = "knowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight(Statement):
    """What a note offers on a question or a topic."""

    kind: ClassVar[Kind] = "insight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Statement):
    """What a meeting agreed (a row of decisions.csv is a Curation)."""

    kind: ClassVar[Kind] = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Statement):
    """What somebody will do: `agent` by whom, `due` by when, both as the text states them; `done` from a checkbox."""

    kind: ClassVar[Kind] = "action"
    agent: str = ""
    due: str = ""
    done: bool = False
    due_from: PartialDate | None = None  # the first and the last day that `due` means, told from the meeting
    due_until: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle(Statement):
    """What hinders, and at which level."""

    kind: ClassVar[Kind] = "obstacle"
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor(Statement):
    """What enables, and at which level."""

    kind: ClassVar[Kind] = "factor"
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationMention(Statement):
    """A document named in a note. It becomes a link to a Publication only when it matches one, never a new one."""

    kind: ClassVar[Kind] = "publication"
    title: str = ""
    url: str = ""
    doi: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolMention(Statement):
    """A school named in a note. `school` is its BRIN when it stands in schools.csv."""

    kind: ClassVar[Kind] = "school"


@dataclass(frozen=True, slots=True)
class Theme:
    """A skos:Concept that texts are matched against. `labels` maps a language to preferred and alternative labels."""

    iri: Iri
    labels: Mapping[str, tuple[str, ...]]
    broader: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What rules know beside the note. Publications are matched in the graph, so that a library makes no note stale."""

    themes: tuple[Theme, ...] = ()
    schools: tuple[School, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that rules took from one Document, in the order of the text."""

    meeting: Meeting | None = None
    statements: tuple[Statement, ...] = ()
