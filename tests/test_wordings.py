"""The ledger of questions: wordings kept, merges followed and undone, and what a person decided never asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kg.refresh
from kg.curation import COLUMNS, read_curations
from kg.derivation import derive
from kg.guards.worker import Worker
from kg.refresh import refresh
from kg.stores.oxigraph import open_in_memory
from kg.trig import read_trig
from kg.vocabulary import Iri, expand
from kg.workspace import find_workspace
from tests.conftest import call_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyoxigraph as ox

    from kg.stores.oxigraph import OxigraphStore
    from kg.workspace import Workspace

#: Made-up questions: A, B, C and E ask the same (E in English), D and F ask
#: something else.
TEXTS = {
    "A": "Hoe verlaag je de werkdruk van leraren?",
    "B": "Hoe kun je de werkdruk van leraren verminderen?",
    "C": "Hoe verminder je de hoge werkdruk van leerkrachten?",
    "E": "How can the workload of teachers be reduced?",
    "D": "Waarom kiezen scholen voor muziek in de gang?",
    "F": "Past software zich adaptief aan elk kind aan?",
}
FILES = {
    "meetings/2021-01-13-a.md": f"Vraag: {TEXTS['A']}\n",
    "meetings/2021-03-25-b.md": f"Vraag: {TEXTS['B']}\n",
    "meetings/2021-05-19-c.md": f"Vraag: {TEXTS['C']}\n",
    "meetings/2021-06-23-e.md": f"---\nlang: en\n---\nQuestion: {TEXTS['E']}\n",
    "meetings/2021-09-14-d.md": f"Vraag: {TEXTS['D']}\n\nVraag: {TEXTS['F']}\n",
}
SAME = "ABCE"
#: Themes by letter: T is likely for F, which does not name it; W is named by A, B, C and E.
THEMES = {"T": expand("ktt:adaptive-learning-materials"), "W": expand("ktt:workload")}


@dataclass(frozen=True)
class Ledger:
    """Graphs of a table in memory, and its questions by letter; each call decides anew, from nothing."""

    store: OxigraphStore
    iris: Mapping[str, Iri]

    def derived(self, *rows: str) -> set[ox.Quad]:
        """Give the derived graph after decisions, each `verb subject object` on letters, numbered d-1, ..., a day each."""
        lines = [",".join(COLUMNS)]
        for number, row in enumerate(rows, 1):
            verb, subject, target = [*row.split(), "", ""][:3]
            ends = self.iris.get(subject, subject), self.iris.get(target, target)
            lines.append(f"d-{number},2021-10-{number:02},jan,{verb},{ends[0]},{ends[1]},,")
        curations = read_curations(("\n".join(lines) + "\n").encode())
        return derive(self.store, curations, "urn:kg:", "2022-01-01", {})[0].quads

    def letter(self, iri: str) -> str:
        """Give the letter of a question, or the last part of another IRI."""
        return next((letter for letter in TEXTS if self.iris[letter] == iri), iri.rpartition("/")[2])

    def pairs(self, quads: set[ox.Quad], kind: str = "same-question") -> set[str]:
        """Give the proposals of one kind, as `AB`, or `A workload` for a theme."""
        found = set()
        for proposal in {
            q.subject for q in quads if q.predicate.value == expand("kt:proposalKind") and _text(q.object) == kind
        }:
            ends = [self.letter(value_of(quads, proposal, f"kt:{end}")[0]) for end in ("left", "right")]
            found.add("".join(sorted(ends)) if kind == "same-question" else " ".join(ends))
        return found

    def said(self, quads: set[ox.Quad], letter: str, curie: str) -> list[str]:
        """Give the letters of the wordings that a question has as a property."""
        words = {text: name for name, text in TEXTS.items()}
        return sorted(words.get(v, self.letter(v)) for v in value_of(quads, self.iris[letter], curie))


def value_of(quads: set[ox.Quad], subject: object, curie: str) -> list[str]:
    iri = getattr(subject, "value", subject)
    return sorted(_text(q.object) for q in quads if _text(q.subject) == iri and q.predicate.value == expand(curie))


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Refresh the sample once and keep its graphs in memory."""
    root = tmp_path_factory.mktemp("ledger")
    workspace = _workspace(root, FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "call", call_here)
        patch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
        refresh(workspace)
    store = open_in_memory()
    for path in sorted((root / "outputs/graph").rglob("*.trig")):
        if path.name != "derived.trig":
            quads = set(read_trig(path.read_bytes()))
            store.replace({Iri(_text(quad.graph_name)): quads for quad in list(quads)[:1]})
    yield Ledger(store, _iris(workspace) | THEMES)
    store.close()


def _workspace(root: Path, files: Mapping[str, str]) -> Workspace:
    for name, text in files.items():
        path = root / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return find_workspace(root)


def _iris(workspace: Workspace) -> dict[str, Iri]:
    rows = (workspace.sources / "identities.csv").read_text().splitlines()
    return {name: Iri(next(row.split(",")[0] for row in rows if text in row)) for name, text in TEXTS.items()}


def test_the_same_question_in_other_words_is_proposed_in_both_languages(ledger: Ledger) -> None:
    assert ledger.pairs(ledger.derived()) == {"AB", "AC", "AE", "BC", "BE", "CE"}


@pytest.mark.parametrize(
    ("rows", "proposed"),
    [
        pytest.param(["reject A B"], {"AC", "AE", "BC", "BE", "CE"}, id="rejected"),
        pytest.param(["reject B A"], {"AC", "AE", "BC", "BE", "CE"}, id="rejected the other way round"),
        pytest.param(["reject A B", "withdraw d-1"], {"AB", "AC", "AE", "BC", "BE", "CE"}, id="rejected and withdrawn"),
        pytest.param(["merge A B"], {"BC", "BE", "CE"}, id="merged: the other stands for both"),
        pytest.param(["merge A B", "split A B"], {"AC", "AE", "BC", "BE", "CE"}, id="merged and split: decided"),
        pytest.param(["merge A B", "merge B C"], {"CE"}, id="a chain"),
        pytest.param(["merge A C", "merge B C", "merge E C"], set(), id="four into one"),
        pytest.param(["reject A B", "merge C B"], {"AE", "BE"}, id="a third that is merged brings no rejected pair back"),
        pytest.param(["reject A C", "merge C B"], {"AE", "BE"}, id="what is not A stays so under another name"),
        pytest.param(["reject A C", "merge C B", "withdraw d-2"], {"AB", "AE", "BC", "BE", "CE"},
                     id="until the merge is withdrawn"),
        pytest.param(["retire A"], {"BC", "BE", "CE"}, id="retired"),
        pytest.param(["retire A", "reopen A"], {"AB", "AC", "AE", "BC", "BE", "CE"}, id="retired and reopened"),
        pytest.param(["type A process"], {"BC", "BE", "CE"}, id="about the process, as a person says"),
    ],
)  # fmt: skip
def test_what_is_asked(ledger: Ledger, rows: Sequence[str], proposed: set[str]) -> None:
    assert ledger.pairs(ledger.derived(*rows)) == proposed


@pytest.mark.parametrize(
    ("rows", "question", "shown", "called", "also"),
    [
        pytest.param([], "B", "B", "B", "", id="alone"),
        pytest.param(["merge A B"], "B", "B", "B", "A", id="merged: both wordings are kept"),
        pytest.param(["merge A B"], "A", "A", "A", "", id="merged into another: it keeps its own"),
        pytest.param(["merge E B"], "B", "B", "BE", "", id="a Dutch and an English label of one question"),
        pytest.param(["merge B E"], "E", "E", "BE", "", id="the other way round"),
        pytest.param(["merge A B", "merge B C", "merge E C"], "C", "C", "CE", "AB", id="a chain and a third"),
        pytest.param(["merge A B", "merge B E"], "E", "E", "BE", "A", id="the newest of the other language"),
        pytest.param(["merge A B", "split A B"], "B", "B", "B", "", id="split"),
    ],
)
def test_all_wordings_are_kept(
    ledger: Ledger, rows: Sequence[str], question: str, shown: str, called: str, also: str
) -> None:
    found = ledger.derived(*rows)
    names = ("schema:name", "skos:prefLabel", "skos:altLabel")
    assert [ledger.said(found, question, name) for name in names] == [list(shown), list(called), list(also)]


@pytest.mark.parametrize(
    "merges",
    [
        pytest.param(["merge A B"], id="two"),
        pytest.param(["merge E A"], id="two languages"),
        pytest.param(["merge A B", "merge B C"], id="a chain"),
        pytest.param(["merge A C", "merge B C", "merge E C"], id="four into one"),
    ],
)
def test_one_line_undoes_a_merge(ledger: Ledger, merges: list[str]) -> None:
    """Whole graphs are compared: `reopen` of what is open says nothing, and only holds the number of the merge."""
    for number in range(1, len(merges) + 1):
        never = [*merges[: number - 1], "reopen D", *merges[number:]]
        assert ledger.derived(*merges, f"withdraw d-{number}") == ledger.derived(*never)


def test_a_split_undoes_all_of_a_merge_and_is_a_decision(ledger: Ledger) -> None:
    before, after = ledger.derived(), ledger.derived("merge A B", "split A B")
    gone = before - after
    assert after < before
    assert {q.subject for q in gone} == {q.subject for q in gone if q.predicate.value == expand("kt:proposalKind")}
    assert ledger.pairs(before) - ledger.pairs(after) == {"AB"}


@pytest.mark.parametrize(
    ("rows", "proposed"),
    [
        pytest.param([], {"F adaptive-learning-materials"}, id="likely, and not named"),
        pytest.param(["reject F T"], set(), id="rejected"),
        pytest.param(["reject F T", "withdraw d-1"], {"F adaptive-learning-materials"}, id="rejected and withdrawn"),
        pytest.param(["theme F T"], set(), id="given by a person"),
        pytest.param(["accept F T"], set(), id="accepted"),
        pytest.param(["reject D T", "merge F D"], set(), id="rejected for the question that it was merged into"),
        pytest.param(["reject F T", "merge F D"], set(), id="rejected before it was merged"),
        pytest.param(["merge F D"], {"D adaptive-learning-materials"}, id="by the words of what was merged into it"),
        pytest.param(["retire F"], set(), id="retired"),
    ],
)
def test_which_themes_are_asked_about(ledger: Ledger, rows: Sequence[str], proposed: set[str]) -> None:
    assert ledger.pairs(ledger.derived(*rows), "theme-of") == proposed


@pytest.mark.parametrize(
    ("rows", "question", "themes"),
    [
        pytest.param(["theme F T"], "F", ["adaptive-learning-materials"], id="given"),
        pytest.param(["accept F T"], "F", ["adaptive-learning-materials"], id="accepted"),
        pytest.param(["theme F T", "merge F D"], "D", ["adaptive-learning-materials"], id="given before a merge"),
        pytest.param(["reject A W"], "A", [], id="named, and rejected"),
        pytest.param(["reject A W", "merge A B"], "B", ["workload"], id="rejected for one, named by the other"),
        pytest.param(["reject B W", "merge A B"], "B", [], id="rejected for both together"),
    ],
)
def test_themes_of_a_question(ledger: Ledger, rows: Sequence[str], question: str, themes: list[str]) -> None:
    assert ledger.said(ledger.derived(*rows), question, "kt:theme") == themes


ROW = st.tuples(
    st.sampled_from(["merge", "split", "reject", "accept", "withdraw"]), st.sampled_from(SAME), st.sampled_from(SAME)
)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(ROW, max_size=9))
@example(steps=[("accept", "C", "B"), ("merge", "C", "C")])
@example(steps=[("merge", "E", "C"), ("accept", "C", "B"), ("merge", "C", "E")])
def test_no_decided_pair_is_ever_proposed(ledger: Ledger, steps: list[tuple[str, str, str]]) -> None:
    rows = [
        f"withdraw d-{ord(one) % 5 + 1}" if verb == "withdraw" else f"{verb} {one} {other}"
        for verb, one, other in steps
    ]
    found = ledger.derived(*rows)
    proposed = {frozenset(pair) for pair in ledger.pairs(found)}
    curations = read_curations(_lines(rows))
    groups = {letter: _end(found, ledger, letter) for letter in SAME}
    decided = {frozenset(map(groups.get, (row.subject, row.object))) for row in curations.effective()}
    assert proposed & decided == set()
    assert all(groups[letter] == letter for pair in proposed for letter in pair if letter in SAME)


def _lines(rows: Sequence[str]) -> bytes:
    lines = [",".join(COLUMNS)]
    for number, row in enumerate(rows, 1):
        verb, subject, target = [*row.split(), ""][:3]
        lines.append(f"d-{number},2021-10-{number:02},jan,{verb},{subject},{target},,")
    return ("\n".join(lines) + "\n").encode()


def _end(quads: set[ox.Quad], ledger: Ledger, letter: str) -> str:
    """Give the question that one ends in, by what the graph says."""
    following = ledger.said(quads, letter, "dcterms:isReplacedBy")
    return _end(quads, ledger, following[0]) if following else letter


@pytest.mark.usefixtures("no_worker")
def test_a_rejected_pair_stays_so_in_other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wording is edited, and the question keeps its IRI, and so the pair its decision."""
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    workspace = _workspace(tmp_path, {name: FILES[name] for name in list(FILES)[:2]})
    refresh(workspace)
    rows = (workspace.sources / "identities.csv").read_text().splitlines()
    a, b = (next(row.split(",")[0] for row in rows if TEXTS[letter] in row) for letter in "AB")
    assert _proposed(workspace) == [{a, b}]
    decision = f"d-1,2021-10-01,jan,reject,{a},{b},,\n"
    (workspace.sources / "decisions.csv").write_text(",".join(COLUMNS) + "\n" + decision)
    refresh(workspace)
    assert _proposed(workspace) == []
    (workspace.sources / "meetings/2021-03-25-b.md").write_text("Vraag: Hoe kun je de werkdruk van leraren verlagen?\n")
    refresh(workspace)
    assert b in (workspace.outputs / "graph/derived.trig").read_text()
    assert _proposed(workspace) == []


@pytest.mark.usefixtures("no_worker")
def test_the_same_text_is_one_question_in_whichever_language_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    workspace = _workspace(
        tmp_path,
        {
            "meetings/2021-01-13-a.md": "Vraag: Learning analytics, blended learning?\n",
            "meetings/2021-03-25-b.md": "---\nlang: en\n---\nQuestion: Learning analytics; blended learning\n",
        },
    )
    refresh(workspace)
    quads = set(read_trig((workspace.outputs / "graph/derived.trig").read_bytes()))
    labels = sorted(
        (getattr(q.object, "language", ""), _text(q.object))
        for q in quads
        if q.predicate.value == expand("skos:prefLabel")
    )
    assert len({q.subject for q in quads if q.predicate.value == expand("schema:name")}) == 1
    assert labels == [
        ("en", "Learning analytics; blended learning"),
        ("nl", "Learning analytics, blended learning?"),
    ]


def _proposed(workspace: Workspace) -> list[set[str]]:
    quads = set(read_trig((workspace.outputs / "graph/derived.trig").read_bytes()))
    kinds = [q.subject for q in quads if _text(q.object) == "same-question"]
    return [{*value_of(quads, kind, "kt:left"), *value_of(quads, kind, "kt:right")} for kind in kinds]
