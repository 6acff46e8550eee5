"""One decision of a person: names looked up, checked against the other decisions, written down, and applied."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curation import Curation, read_curations
from kg.current import current_store
from kg.errors import UsageError
from kg.grading import GRADES, STRENGTHS
from kg.guards.iri import is_iri
from kg.ledger import Around, write_down
from kg.nodes import list_nodes, pick_node
from kg.queries import ask, value_of
from kg.text import first_day
from kg.workspace import DECISIONS_FILE, read_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.nodes import Node
    from kg.stores import Store
    from kg.workspace import Workspace

#: Seconds that looking up a name waits for a refresh that goes on.
_PATIENCE = 120.0

_QUESTION, _PUBLICATION = ("Question",), ("Publication",)

#: For each verb the classes of thing that its subject and its object may be, together; no object where there is
#: none. Where there are several, one has to fit both names. `=` before a list gives the words themselves.
_TAKES: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...] | None], ...]] = {
    "accept": ((_QUESTION, ("Publication", "Question", "Theme")),),
    "reject": ((_QUESTION, ("Publication", "Question", "Theme")), (_PUBLICATION, _PUBLICATION)),
    "merge": ((_QUESTION, _QUESTION), (_PUBLICATION, _PUBLICATION)),
    "split": ((_QUESTION, _QUESTION), (_PUBLICATION, _PUBLICATION)),
    "answer": ((_QUESTION, None),),
    "research": ((_QUESTION, None),),
    "retire": ((_QUESTION, None),),
    "reopen": ((_QUESTION, None),),
    "theme": ((_QUESTION, ("Theme",)),),
    "type": ((_QUESTION, ("=", "practical", "instrumental", "policy", "knowledge", "research", "process")),),
    "grade": (
        (_QUESTION, ("=", *STRENGTHS)),
        (_PUBLICATION, ("=", *GRADES)),
    ),
    "school": ((_QUESTION, ("School",)),),
    "hide": (((), None),),
}

#: How a hint starts that names what is nearly called so.
_NEAR = "did you mean"

#: What an answer may rest on.
_GROUNDS = ("Publication", "Insight", "Case", "CaseAnswer")


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as a person typed it: names may be IRIs, keys, DOIs or words."""

    verb: str
    subject: str
    object: str = ""
    detail: Mapping[str, str] | None = None
    by: str = ""
    on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was written down; `is_new` is false where the same decision stood already.

    `size` is that of decisions.csv by then; `before` maps questions to their text and status at that moment.
    """

    curation: Curation
    is_new: bool
    size: int = 0
    before: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """A question of which a decision changed the status."""

    question: str
    text: str
    before: str
    after: str


def decide(workspace: Workspace, wish: Wish) -> Decided:
    """Write a decision in decisions.csv and bring the outputs up to date.

    Raises:
        UsageError: a name fits nothing or several things; nobody decides; or the decision contradicts another one.
        WorkspaceError: nothing was read yet, or the file cannot be written.
    """
    decided = record(workspace, wish)
    apply(workspace, decided)
    return decided


def record(workspace: Workspace, wish: Wish) -> Decided:
    """Write a decision in decisions.csv, and leave the outputs as they are.

    Raises:
        UsageError: a name fits nothing or several things; nobody decides; or the decision contradicts another one.
        WorkspaceError: nothing was read yet, or the file cannot be written.
    """
    by = who(workspace, wish.by)
    with current_store(workspace, patience=_PATIENCE) as store:
        questions = ask(store, "questions")
        subject, target, detail = wish.subject, "", dict(wish.detail or {})
        if wish.verb != "withdraw":
            nodes = list_nodes(store)
            subject, target = _ends(nodes, wish)
            if detail.get("rests-on"):
                grounds = [node for node in nodes if node.kind in _GROUNDS]
                detail["rests-on"] = ",".join(pick_node(grounds, name).iri for name in detail["rests-on"].split(","))
        around = around_of(store, subject) if is_iri(subject) else Around()
    row, is_new = write_down(
        workspace, Curation("", wish.on, by, wish.verb, subject, target, detail, wish.note), around
    )
    before = {value_of(q, "question"): (value_of(q, "text"), value_of(q, "status")) for q in questions}
    size = (workspace.sources / DECISIONS_FILE).stat().st_size
    return Decided(row, is_new, size, before)


def apply(workspace: Workspace, decided: Decided) -> list[Changed]:
    """Bring the outputs up to date, unless another kg did; give the questions whose status changed.

    Raises:
        WorkspaceError: the outputs cannot be written, or another kg did not end. The decision stands all the same.
    """
    from kg.catching_up import catch_up  # noqa: PLC0415  (a decision that is only written down needs no refresh)

    result = catch_up(workspace, decided.size)
    if result is not None and not result.plan.nothing_to_do:
        before, after, own = result.before or decided.before, result.questions, None
    else:
        before, own = decided.before, _named(workspace, decided.curation)
        with current_store(workspace, patience=_PATIENCE) as store:
            rows = ask(store, "questions")
        after = {value_of(q, "question"): (value_of(q, "text"), value_of(q, "status")) for q in rows}
    return [
        Changed(question, text, before[question][1], status)
        for question, (text, status) in sorted(after.items())
        if question in before and before[question][1] != status and (own is None or question in own)
    ]


def who(workspace: Workspace, name: str = "") -> str:
    """Give who decides: who is named, else who kg.toml or git names.

    Raises:
        UsageError: nobody is.
    """
    by = name or workspace.settings.by or _git_name(workspace)
    if not by:
        raise UsageError("nobody decides", hint='say who: --by NAME, or by = "NAME" in kg.toml')
    return by


def around_of(store: Store, subject: str) -> Around:
    """Give what the graph says around a question that is decided on."""
    became = {value_of(row, "node"): value_of(row, "became") for row in ask(store, "merged")}
    end = _end(became, subject)
    group = frozenset({subject, end, *(node for node in became if _end(became, node) == end)})
    asked = [value_of(row, "date") for row in ask(store, "asked", question=sorted(group))]
    return Around(group, max(map(first_day, asked), default=""))


def _end(became: Mapping[str, str], node: str) -> str:
    seen = {node}
    while became.get(node, node) not in seen:
        node = became[node]
        seen.add(node)
    return node


def _named(workspace: Workspace, row: Curation) -> set[str]:
    """Give what a decision is on; a withdrawal is on what the withdrawn one was on."""
    rows = {other.id: other for other in read_curations(read_whole(workspace.sources / DECISIONS_FILE)).rows}
    while row.verb == "withdraw" and row.subject in rows:
        row = rows[row.subject]
    return {row.subject, row.object}


def _ends(nodes: Sequence[Node], wish: Wish) -> tuple[str, str]:
    """Give subject and object: in the one way of reading the names that fits, or else what is wrong with them."""
    found: list[tuple[str, str]] = []
    errors: list[UsageError] = []
    for subjects, objects in _TAKES[wish.verb]:
        try:
            subject = pick_node(_of_kinds(nodes, subjects), wish.subject)
        except UsageError as error:
            errors.append(error)
            continue
        try:
            found.append((subject.iri, _object(nodes, wish, objects)))
        except UsageError as error:
            errors.insert(0, error)
    if len(found) > 1:
        shown = "".join(f"\n      <{one}> <{other}>" for one, other in found)
        raise UsageError(f"'{wish.subject}' fits {len(found)} things", hint=f"name one:{shown}")
    if not found:
        raise next((error for error in errors if error.hint.startswith(_NEAR)), errors[0])
    return found[0]


def _of_kinds(nodes: Sequence[Node], kinds: tuple[str, ...]) -> list[Node]:
    return [node for node in nodes if not kinds or node.kind in kinds]


def _object(nodes: Sequence[Node], wish: Wish, kinds: tuple[str, ...] | None) -> str:
    if kinds is None:
        return ""
    if kinds[0] == "=":
        if wish.object not in kinds[1:]:
            raise UsageError(f"'{wish.object}' is no {wish.verb}", hint=f"choose one of: {', '.join(kinds[1:])}")
        return wish.object
    return pick_node(_of_kinds(nodes, kinds), wish.object).iri


def _git_name(workspace: Workspace) -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607  (the git of the person at the keyboard)
            cwd=workspace.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return found.stdout.strip()
