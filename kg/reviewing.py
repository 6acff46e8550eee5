"""What waits for a person, and what one answer does: a line in decisions.csv, or a place at the end of the queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curation import Curation, read_curations
from kg.ledger import Around, write_down
from kg.queries import ask, value_of
from kg.text import first_day
from kg.workspace import DECISIONS_FILE, read_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.stores import Row, Store
    from kg.workspace import Workspace

#: Kinds of proposal in the order in which they come up: what is the same first, since the others depend on it.
KINDS = ("same-question", "same-publication", "theme-of", "evidence")

#: Kinds that say of two things that they are one.
_SAME = ("same-question", "same-publication")

#: Answers to a proposal, by its kind; the other stances of a publication beside yes and no.
YES, NO, LATER, STANCES = "yes", "no", "later", ("disputes", "background")

#: Verb of a decision that says yes.
_VERBS = {"same-question": "merge", "same-publication": "merge", "theme-of": "theme", "evidence": "accept"}

#: Verbs that settle a pair, whichever stands first.
_SETTLING = ("accept", "reject", "merge", "split", "theme")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits; `asdict` gives the JSON of `kg review`.

    Of two that may be one, `left` is the older: it stays. `because` are the words it rests on, sorted.
    """

    kind: str
    left: str
    right: str
    left_text: str
    right_text: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A proposal that was answered, and the decision that was written down; None where it was put off."""

    waiting: Waiting
    row: Curation | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """What is still to be asked, first things first, and what was answered, newest last."""

    queue: tuple[Waiting, ...]
    past: tuple[Answered, ...] = ()

    @property
    def written(self) -> int:
        """Give how many decisions were written down."""
        return sum(each.row is not None for each in self.past)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, on which day, with which comment."""

    by: str
    on: str
    note: str = ""


def find_waiting(store: Store, workspace: Workspace, *, kind: str = "", language: str = "nl") -> list[Waiting]:
    """Give all that waits, of one kind or of all, the kinds in the order of KINDS and the likeliest first.

    What was decided since the last refresh does not wait.
    """
    settled = _settled(workspace)
    names = _names(store, language)
    age = {value_of(row, "question"): first_day(value_of(row, "firstRaised")) for row in ask(store, "questions")}
    became = {value_of(row, "node"): value_of(row, "became") for row in ask(store, "merged")}
    words: dict[str, list[str]] = {}
    for row in ask(store, "proposal-reasons"):
        words.setdefault(value_of(row, "proposal"), []).append(value_of(row, "word"))
    found: dict[tuple[str, str, str], Waiting] = {}
    for row in ask(store, "proposals"):
        one = _waiting(row, names, words)
        if one.kind in _SAME and age.get(one.right, "9") < age.get(one.left, "9"):
            one = replace(one, left=one.right, right=one.left, left_text=one.right_text, right_text=one.left_text)
        if kind in ("", one.kind) and not {one.left, one.right} & became.keys():
            found.setdefault((one.kind, one.left, one.right), one)
    waiting = [one for one in found.values() if frozenset((one.left, one.right)) not in settled]
    return sorted(waiting, key=lambda one: (_order(one.kind), -one.score, one.left_text, one.left, one.right))


def _order(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _settled(workspace: Workspace) -> set[frozenset[str]]:
    rows = read_curations(read_whole(workspace.sources / DECISIONS_FILE)).effective()
    return {frozenset((row.subject, row.object)) for row in rows if row.verb in _SETTLING}


def _names(store: Store, language: str) -> dict[str, str]:
    """Give the label of each theme; the language asked for wins."""
    names: dict[str, str] = {}
    for row in ask(store, "themes"):
        if value_of(row, "preferred") == "true" and (
            value_of(row, "language") == language or value_of(row, "theme") not in names
        ):
            names[value_of(row, "theme")] = value_of(row, "label")
    return names


def _waiting(row: Row, names: Mapping[str, str], words: Mapping[str, list[str]]) -> Waiting:
    left, right = value_of(row, "left"), value_of(row, "right")
    return Waiting(
        kind=value_of(row, "kind"),
        left=left,
        right=right,
        left_text=value_of(row, "leftText") or names.get(left, left),
        right_text=value_of(row, "rightText") or names.get(right, right),
        score=float(value_of(row, "score")),
        because=tuple(sorted(words.get(value_of(row, "proposal"), ()))),
    )


def choices(waiting: Waiting) -> tuple[str, ...]:
    """Give the answers that a proposal takes beside `later`, in the order in which they are offered.

    >>> choices(Waiting("theme-of", "a", "b", "", "", 1.0, ()))
    ('yes', 'no')
    """
    return (YES, NO, *STANCES) if waiting.kind == "evidence" else (YES, NO)


def decision_of(waiting: Waiting, choice: str, signed: Signed) -> Curation:
    """Give the decision that an answer is: yes merges right into left, gives a theme, or accepts; no rejects.

    >>> pair = Waiting("same-question", "urn:a", "urn:b", "", "", 1.0, ())
    >>> decision_of(pair, "yes", Signed("jan", "2021-06-23")).subject
    'urn:b'
    """
    subject, target, detail = waiting.left, waiting.right, {}
    verb = "reject" if choice == NO else _VERBS[waiting.kind]
    if verb == "merge":
        subject, target = target, subject
    if verb == "accept":
        detail = {"stance": choice if choice in STANCES else "supports"}
    return Curation("", signed.on, signed.by, verb, subject, target, detail, signed.note)


def answer(workspace: Workspace, session: Session, choice: str, signed: Signed) -> Session:
    """Give the session after an answer to its first proposal; a decision is on disk by then.

    What an earlier answer settled is not asked any more.

    Raises:
        UsageError: the decision contradicts another one; nothing was written.
        WorkspaceError: decisions.csv cannot be written.
    """
    first, *rest = session.queue
    if choice == LATER:
        return Session((*rest, first), (*session.past, Answered(first)))
    row, _ = write_down(workspace, decision_of(first, choice, signed), Around())
    past = (*session.past, Answered(first, row))
    return Session(tuple(_left(rest, past)), past)


def _left(queue: Iterable[Waiting], past: Iterable[Answered]) -> list[Waiting]:
    """Give what is still a question after merges: pairs whose ends became one are not."""
    became = {each.row.subject: each.row.object for each in past if each.row and each.row.verb == "merge"}
    left = []
    for waiting in queue:
        ends = [_end(became, iri) for iri in (waiting.left, waiting.right)]
        if waiting.kind not in _SAME or ends[0] != ends[1]:
            left.append(waiting)
    return left


def _end(became: Mapping[str, str], iri: str) -> str:
    seen = {iri}
    while became.get(iri, iri) not in seen:
        iri = became[iri]
        seen.add(iri)
    return iri


def undo(workspace: Workspace, session: Session, signed: Signed) -> Session:
    """Give the session before its last answer, which is asked again; a decision is withdrawn by a line of its own.

    Raises:
        WorkspaceError: decisions.csv cannot be written.
    """
    if not session.past:
        return session
    *past, last = session.past
    if last.row is None:
        return Session((last.waiting, *(one for one in session.queue if one != last.waiting)), tuple(past))
    write_down(workspace, Curation("", signed.on, signed.by, "withdraw", last.row.id, note=signed.note), Around())
    return Session((last.waiting, *session.queue), tuple(past))
