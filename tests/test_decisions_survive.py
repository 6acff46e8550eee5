"""No decision is lost by whatever happens to notes, and a decision that is withdrawn leaves nothing behind."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg.refresh
from kg.curation import Curation, read_curations
from kg.current import current_store
from kg.derivation import derive
from kg.errors import UsageError
from kg.guards.iri import is_iri
from kg.ledger import Around, write_down
from kg.queries import ask, value_of
from kg.refresh import refresh
from kg.stores import open_store
from kg.vocabulary import expand
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.workspace import Workspace

#: More examples for a longer look: KG_EXAMPLES=300.
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "12"))

NOTES = {
    "meetings/2021-03-25-a.md": [
        "Vraag: Hoe volgen we leerlingen zonder toetsen?",
        "Vraag: Wat werkt bij technisch lezen in groep drie? ^lezen",
        "Inzicht: Samen lezen helpt bij technisch lezen.",
    ],
    "meetings/2021-06-23-b.md": [
        "Vraag: Welke software past bij zelfstandig werken?",
        "Vraag: Waarom kiezen scholen voor meer muziek?",
    ],
}
LIBRARY = "".join(f"@book{{b{n}, title = {{Een voorbeeld over nummer {n}}}, year = {{202{n}}}}}\n" for n in range(3))
OTHERS = ("meetings/2021-03-25-anders.md", "meetings/2021-09-14-c.md")
EDITS: dict[str, Callable[[str], str]] = {
    "a word more": lambda line: line.replace("?", " nu?"),
    "a word less": lambda line: re.sub(r"(: \w+) \w+", r"\1", line),
    "capitals": str.upper,
    "all other words": lambda _: "Vraag: Iets wat nog niemand eerder vroeg?",
    "gone": lambda _: "",
}
VERBS = ("accept", "reject", "merge", "split", "answer", "research", "retire", "reopen", "type", "grade", "theme")
THEME = "https://w3id.org/kennistafel/theme/portfolio"

STEP = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(sorted(NOTES)), st.integers(0, 2), st.sampled_from(sorted(EDITS))),
    st.tuples(st.just("restore"), st.sampled_from(sorted(NOTES)), st.just(0), st.just("")),
    st.tuples(st.just("delete"), st.sampled_from([*NOTES, *OTHERS]), st.just(0), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from([*NOTES, *OTHERS]), st.integers(0, 1), st.just("")),
    st.tuples(st.just("decide"), st.sampled_from(VERBS), st.integers(0, 3), st.sampled_from(["0", "1", "2", "3"])),
    st.tuples(st.just("withdraw"), st.just(""), st.integers(0, 3), st.just("")),
)
Step = tuple[str, str, int, str]


def _write(root: Path, name: str) -> None:
    path = root / "sources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(NOTES[name]) + "\n" if name in NOTES else LIBRARY)


def _edit(path: Path, number: int, how: str) -> None:
    lines = path.read_text().split("\n\n")
    lines[number % len(lines)] = EDITS[how](lines[number % len(lines)])
    path.write_text("\n\n".join(lines))


def _decide(workspace: Workspace, verb: str, one: int, other: int) -> None:
    """Decide on things that stood in the notes at first, whether they still do or not."""
    iris = _first_iris(workspace)
    questions, publications = iris["question"], iris["publication"]
    target = {
        "accept": publications[other % len(publications)], "reject": publications[other % len(publications)],
        "merge": questions[other % len(questions)], "split": questions[other % len(questions)],
        "type": "policy", "grade": str(other), "theme": THEME,
    }.get(verb, "")  # fmt: skip
    row = Curation("", f"2021-10-0{1 + other}", "jan", verb, questions[one % len(questions)], target)
    try:
        write_down(workspace, row, Around())
    except UsageError as error:
        assert "contradicts" in error.message


def _first_iris(workspace: Workspace) -> dict[str, list[str]]:
    rows = (workspace.sources / "identities.csv").read_text().splitlines()
    found = {kind: list[str]() for kind in ("question", "publication")}
    for row in rows:
        iri = row.split(",")[0]
        kind = iri.removeprefix("urn:kg:").partition("/")[0]
        if kind in found and iri not in found[kind]:
            found[kind].append(iri)
    return {"question": found["question"][:4], "publication": sorted(found["publication"])[:3]}


def _do(workspace: Workspace, step: Step) -> None:
    what, name, number, how = step
    path = workspace.sources / name
    if what == "restore":
        _write(workspace.root, name)
    elif what == "decide":
        _decide(workspace, name, number, int(how))
    elif what == "withdraw":
        rows = _rows(workspace)
        if rows:
            write_down(workspace, Curation("", "2021-10-09", "jan", "withdraw", rows[number % len(rows)].id), Around())
    elif path.is_file() and what == "edit":
        _edit(path, number, how)
    elif path.is_file() and what == "delete":
        path.unlink()
    elif path.is_file() and what == "rename":
        path.replace(workspace.sources / OTHERS[number])


def _rows(workspace: Workspace) -> tuple[Curation, ...]:
    path = workspace.sources / "decisions.csv"
    return read_curations(path.read_bytes()).rows if path.exists() else ()


def _unplaced(workspace: Workspace) -> set[tuple[int | None, str]]:
    """Refresh; give line and IRI of what is named as standing in no source."""
    issues = refresh(workspace).issues.get("decisions.csv", ())
    named = (re.fullmatch(r"\w+: (\S+) stands in no source any more", issue.message) for issue in issues)
    return {(issue.line, found[1]) for issue, found in zip(issues, named, strict=True) if found}


def _standing(workspace: Workspace) -> tuple[set[str], dict[str, str]]:
    """Give the IRIs that stand in the graph, and whether each decision applies, by its IRI."""
    with current_store(workspace) as store:
        iris = {value_of(row, "node") for row in ask(store, "kinds")}
        return iris, {value_of(row, "curation"): value_of(row, "applies") for row in ask(store, "curations")}


def _check(workspace: Workspace, before: bytes) -> bytes:
    """Check that each decision is there, applies as it should, and is placed or named; give the file."""
    path = workspace.sources / "decisions.csv"
    data = path.read_bytes() if path.exists() else b""
    assert data.startswith(before)
    unplaced = _unplaced(workspace)
    read = read_curations(data)
    iris, applies = _standing(workspace)
    assert applies == {f"urn:kg:curation/{r.id}": str(r.id in read.applying).lower() for r in read.rows}
    counting = [row for row in read.effective() if row.verb != "withdraw"]
    gone = {(row.line, iri) for row in counting for iri in (row.subject, row.object) if is_iri(iri) and iri not in iris}
    assert unplaced == gone
    return data


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch, no_worker: None) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())


@pytest.mark.usefixtures("no_drawing")
@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=2, max_size=10))
def test_every_decision_survives_any_history_of_edits(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in (*NOTES, "publications/p.bib"):
            _write(root, name)
        workspace = find_workspace(root)
        refresh(workspace)
        data = b""
        for step in steps:
            _do(workspace, step)
            data = _check(workspace, data)
        for name in OTHERS:
            (workspace.sources / name).unlink(missing_ok=True)
        for name in NOTES:
            _write(root, name)
        _check(workspace, data)
        assert _unplaced(workspace) == set()


GRAPH = """
@prefix kt: <https://w3id.org/kennistafel/ontology#> .
@prefix ktc: <https://w3id.org/kennistafel/concept/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:g> {
  <urn:note> kt:path "meetings/a.md" . <urn:later> kt:path "meetings/b.md" .
  <urn:m:1> kt:recordedIn <urn:note> ; kt:raised <urn:q:0> , <urn:q:1> , <urn:q:2> ; kt:date "2021-01-01"^^xsd:date .
  <urn:m:2> kt:recordedIn <urn:later> ; kt:raised <urn:q:0> ; kt:date "2021-02-05"^^xsd:date .
  <urn:i> a kt:Insight ; kt:answers <urn:q:1> ; kt:statedIn <urn:note> . <urn:m:1> kt:discussed <urn:i> .
  <urn:t:0> a skos:Concept . <urn:q:2> dcterms:subject <urn:t:0> .
"""
PLACES = ((0, "note"), (1, "note"), (2, "note"), (0, "later"))
QUESTIONS = "\n".join(
    f"<urn:q:{n}> a kt:Question ; kt:questionType ktc:type-knowledge ; kt:passage <urn:p:{n}:{note}> . "
    f"<urn:p:{n}:{note}> oa:hasSource <urn:{note}> ; kt:startLine {n + 1} ; dcterms:language 'nl' ; "
    f"oa:hasSelector <urn:s:{n}:{note}> . <urn:s:{n}:{note}> oa:exact 'Wat helpt bij vraag nummer {n}?' ."
    for n, note in PLACES
)
WORKS = "\n".join(f"<urn:w:{n}> a kt:Publication ; dcterms:title 'Voorbeeld {n}' ." for n in range(3))

DECISION = st.one_of(
    st.tuples(st.sampled_from(["accept"]), st.integers(0, 2), st.sampled_from(["urn:w:0", "urn:w:1", "urn:q:1"]),
              st.sampled_from(["", "stance=disputes", "stance=background"])),
    st.tuples(st.sampled_from(["reject"]), st.integers(0, 2), st.sampled_from(["urn:w:0", "urn:q:1", "urn:t:0"]),
              st.just("")),
    st.tuples(st.sampled_from(["merge", "split"]), st.integers(0, 2), st.sampled_from(["urn:q:0", "urn:q:1"]),
              st.just("")),
    st.tuples(st.sampled_from(["answer", "retire", "reopen"]), st.integers(0, 2), st.just(""), st.just("")),
    st.tuples(st.just("research"), st.integers(0, 2), st.just(""), st.sampled_from(["", "until=2021-02-04"])),
    st.tuples(st.just("type"), st.integers(0, 2), st.sampled_from(["policy", "process"]), st.just("")),
    st.tuples(st.just("grade"), st.integers(0, 2), st.sampled_from(["1", "4"]), st.just("")),
    st.tuples(st.just("theme"), st.integers(0, 2), st.just("urn:t:0"), st.just("")),
    st.tuples(st.just("merge works"), st.integers(0, 2), st.sampled_from(["urn:w:0", "urn:w:1"]), st.just("")),
)  # fmt: skip
Decision = tuple[str, int, str, str]


def _line(number: int | str, day: int, decision: Decision) -> str:
    verb, subject, target, detail = decision
    kind = "w" if verb == "merge works" else "q"
    return f"d-{number},2021-02-0{day},jan,{verb.split()[0]},urn:{kind}:{subject},{target},{detail},\n"


def _derived(lines: list[str]) -> set[ox.Quad]:
    store = open_store("memory")
    store.engine.load((GRAPH + QUESTIONS + WORKS + "}").encode(), format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    return derive(store, read_curations("".join(lines).encode()), "urn:kg:", "2021-03-01", {})[0].quads


def _now(quads: set[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield what holds now, without the history of statuses and since when each holds."""
    events = {str(quad.subject) for quad in quads if getattr(quad.object, "value", "") == expand("kt:StatusEvent")}
    for quad in quads:
        if str(quad.subject) not in events and quad.predicate.value not in (
            expand("kt:statusSince"), expand("kt:statusCause"),
        ):  # fmt: skip
            yield quad


@settings(max_examples=10 * EXAMPLES, deadline=None)
@given(
    earlier=st.lists(st.tuples(st.integers(1, 8), DECISION), max_size=5),
    extra=DECISION,
    days=st.tuples(st.integers(1, 8), st.integers(0, 1)),
)
def test_a_withdrawal_restores_every_status_and_link(
    earlier: list[tuple[int, Decision]], extra: Decision, days: tuple[int, int]
) -> None:
    day, delay = days
    lines = [_line(number, on, decision) for number, (on, decision) in enumerate(earlier)]
    undone = [_line("x", day, extra), f"d-y,2021-02-0{day + delay},jan,withdraw,d-x,,,\n"]
    without, withdrawn = _derived(lines), _derived([*lines, *undone])
    assert set(_now(withdrawn)) == set(_now(without))
    if not delay:  # on the same day it never held, so that no history is left either
        assert withdrawn == without
    again = [*undone, f"d-z,2021-02-0{day + delay},jan,withdraw,d-y,,,\n"]
    assert _derived([*lines, *again]) == _derived([*lines, undone[0]])
