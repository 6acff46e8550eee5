"""Adding to decisions.csv: what is written, what stands already, and that nobody's line is lost."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

import pytest

from kg.curation import COLUMNS, Curation, parse_detail, read_curations
from kg.errors import UsageError
from kg.guards import atomic
from kg.ledger import Around, write_down
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.workspace import Workspace

HEAD = ",".join(COLUMNS) + "\n"
A, B, P, T = "urn:q:1", "urn:q:2", "urn:p:1", "urn:t:1"
GROUP = frozenset({A, B})


def curation(text: str) -> Curation:
    """Give a decision from `day verb subject object detail`."""
    day, verb, subject, target, detail = [*text.split(), "", ""][:5]
    target = "" if target == "-" else target
    return Curation("", f"2021-{day}", "jan", verb, subject, target, parse_detail(detail))


@pytest.mark.parametrize(
    ("before", "again", "asked", "is_new"),
    [
        pytest.param([f"05-01 accept {A} {P}"], f"06-01 accept {A} {P}", "", False, id="accepted"),
        pytest.param([f"05-01 accept {A} {P}"], f"06-01 accept {B} {P}", "", True, id="of another question"),
        pytest.param([f"05-01 accept {A} {P}"], f"07-01 accept {A} {P}", "2021-06-01", True, id="asked again since"),
        pytest.param([f"05-01 accept {A} {P}"], f"07-01 accept {A} {P}", "2021-05-01", False, id="asked that day"),
        pytest.param([f"05-01 accept {A} {P}", f"06-01 reopen {A}"], f"07-01 accept {A} {P}", "", True, id="reopened"),
        pytest.param([f"05-01 accept {A} {P}", f"06-01 reopen {B}"], f"07-01 accept {A} {P}", "", True,
                     id="reopened by the name of what was merged"),
        pytest.param([f"05-01 accept {A} {P} stance=background", f"06-01 reopen {A}"],
                     f"07-01 accept {A} {P} stance=background", "", False, id="background is not reopened"),
        pytest.param([f"05-01 answer {A}"], f"06-01 answer {A}", "", False, id="answered"),
        pytest.param([f"05-01 answer {A}"], f"07-01 answer {A}", "2021-06-01", True, id="answered, asked again"),
        pytest.param([f"05-01 answer {A}"], f"06-01 answer {A} - rests-on={P}", "", True, id="on other grounds"),
        pytest.param([f"05-01 research {A} - until=2021-12"], f"06-01 research {A} - until=2021-12", "", False,
                     id="in research"),
        pytest.param([f"05-01 research {A} - until=2021-06"], f"07-01 research {A} - until=2021-06", "", True,
                     id="research that ended"),
        pytest.param([f"05-01 research {A}"], f"06-01 research {A} - researcher=x", "", True, id="other research"),
        pytest.param([f"05-01 retire {A}"], f"06-01 retire {A}", "2021-05-20", False, id="retired"),
        pytest.param([f"05-01 retire {A}", f"05-02 reopen {A}"], f"06-01 retire {A}", "", True,
                     id="retired, reopened, retired"),
        pytest.param([f"05-01 reopen {A}"], f"06-01 reopen {A}", "", False, id="reopened twice"),
        pytest.param([f"05-01 reopen {A}", f"05-02 answer {A}"], f"06-01 reopen {A}", "", True,
                     id="reopened, answered, reopened"),
        pytest.param([f"05-01 merge {A} {B}"], f"06-01 merge {A} {B}", "", False, id="merged"),
        pytest.param([f"05-01 merge {A} {B}", f"05-02 split {A} {B}"], f"06-01 merge {A} {B}", "", True,
                     id="merged, split, merged"),
        pytest.param([f"05-01 split {A} {B}", f"05-02 merge {A} {B}"], f"06-01 split {A} {B}", "", True,
                     id="split, merged, split"),
        pytest.param([f"05-01 theme {A} {T}"], f"06-01 theme {A} {T}", "2021-05-20", False, id="a theme"),
        pytest.param([f"05-01 retire {A}", "05-02 withdraw d-0"], f"06-01 retire {A}", "", True, id="withdrawn"),
        pytest.param([f"05-01 retire {A}", "05-02 withdraw d-0"], "06-01 withdraw d-0", "", False,
                     id="withdrawn twice"),
    ],
)  # fmt: skip
def test_the_same_decision_adds_no_line_while_it_holds(
    before: list[str],
    again: str,
    asked: str,
    is_new: bool,  # noqa: FBT001
    make_workspace: Callable[[Mapping[str, str]], Workspace],
) -> None:
    workspace = make_workspace({})
    ids: list[str] = []
    for text in before:
        given = curation(text.replace("d-0", ids[0] if ids else ""))
        ids.append(write_down(workspace, given, Around())[0].id)
    lines = (workspace.sources / "decisions.csv").read_bytes()
    given = curation(again.replace("d-0", ids[0]))
    found, new = write_down(workspace, given, Around(GROUP, asked))
    assert new is is_new
    assert ((workspace.sources / "decisions.csv").read_bytes() == lines) is not is_new
    assert found.line == (len(before) + 2 if is_new else ids.index(found.id) + 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("05-01 withdraw d-0", "there is no decision 'd-0'", id="a withdrawal of nothing"),
        pytest.param(f"05-01 merge {A}", "merge needs an object", id="a merge into nothing"),
        pytest.param(f"05-01 research {A} - until=ooit", "'ooit' is no date", id="an end that is no date"),
        pytest.param(f"02-30 retire {A}", "'2021-02-30' is no date", id="a day that is none"),
    ],
)
def test_what_is_no_decision_is_refused(
    text: str, message: str, make_workspace: Callable[[Mapping[str, str]], Workspace]
) -> None:
    workspace = make_workspace({})
    with pytest.raises(UsageError) as caught:
        write_down(workspace, curation(text), Around())
    assert caught.value.message == message
    assert not (workspace.sources / "decisions.csv").exists()


def test_a_decision_does_not_wait_for_a_refresh(make_workspace: Callable[[Mapping[str, str]], Workspace]) -> None:
    workspace = make_workspace({})
    with atomic.lock(workspace.cache / "lock"):
        assert write_down(workspace, curation(f"05-01 retire {A}"), Around())[1] is True


def _decide_often(path: Path, who: int) -> None:
    workspace = find_workspace(path)
    for number in range(125):
        given = Curation("", "2021-10-01", f"p{who}", "retire", f"urn:q:{who}-{number}")
        write_down(workspace, given, Around())


def test_eight_people_who_decide_at_once_lose_nothing(
    make_workspace: Callable[[Mapping[str, str]], Workspace],
) -> None:
    workspace = make_workspace({"decisions.csv": HEAD + "d-0,2021-10-0"})
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=_decide_often, args=(workspace.root, who)) for who in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    text = (workspace.sources / "decisions.csv").read_text()
    found = read_curations(text.encode())
    wanted = {(f"p{who}", f"urn:q:{who}-{number}") for who in range(8) for number in range(125)}
    assert {(r.by, r.subject) for r in found.rows} == wanted
    assert len(found.rows) == len(wanted)
    assert [issue.line for issue in found.issues] == [2]
    assert text.startswith(HEAD + "d-0,2021-10-0\n")
