"""What follows from notes and decisions together, through a whole refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg.refresh
from kg.current import current_store
from kg.gaps import GapFilter, find_gaps
from kg.queries import ask, value_of
from kg.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.workspace import Workspace

A, B, C = "Wat werkt bij technisch lezen?", "Hoe leren leerlingen vlot rekenen?", "Waarom kiezen scholen voor muziek?"
FILES = {
    "meetings/2021-03-25-a.md": f"Vraag: {A}\n",
    "meetings/2021-06-23-b.md": f"Vraag: {B}\n\nInzicht: Elke dag rekenen helpt bij vlot rekenen.\n",
    "meetings/2021-09-14-c.md": f"Vraag: {C}\n",
    "publications/p.bib": (
        "@article{voorbeeld1, title = {Een voorbeeld}, year = {2020}}\n"
        "@book{voorbeeld2, title = {Een ander voorbeeld}, year = {2021}}\n"
        "@book{voorbeeld3, title = {Nog een voorbeeld}, year = {2022}}\n"
    ),
}


class Table:
    """A refreshed workspace in which people decide, on questions by their letter and the publication as P."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        refresh(workspace)
        lines = (workspace.sources / "identities.csv").read_text().splitlines()
        iris = {
            letter: next(row.split(",")[0] for row in lines if text in row) for letter, text in zip("ABC", (A, B, C))
        }
        with current_store(workspace) as store:
            keys = {value_of(row, "key"): value_of(row, "publication") for row in ask(store, "publications")}
        iris |= {letter: keys[f"voorbeeld{number}"] for number, letter in enumerate("PQR", 1)}
        self.iris = {**iris, "X": "urn:kg:question/weg"}

    def decide(self, *rows: str) -> list[tuple[int | None, str]]:
        """Decide; each row is `day verb subject object detail`, numbered d-1, ...; give what is named."""
        lines = ["id,date,by,verb,subject,object,detail,note"]
        for number, row in enumerate(rows, 1):
            day, verb, subject, target, detail = [*row.split(), "", ""][:5]
            subject, target = self.iris.get(subject, subject), self.iris.get(target, target).strip("-")
            lines.append(f"d-{number},{day},jan,{verb},{subject},{target},{detail},")
        (self.workspace.sources / "decisions.csv").write_text("\n".join(lines) + "\n")
        found = refresh(self.workspace).issues.get("decisions.csv", ())
        return [(issue.line, issue.message) for issue in found]

    def statuses(self, as_of: str = "2022-01-01") -> dict[str, str]:
        """Give the status of each question on a day, as `kg gaps` finds it."""
        letters = {iri: letter for letter, iri in self.iris.items()}
        all_of = ("open", "practice-only", "in-research", "evidenced", "answered")
        with current_store(self.workspace) as store:
            found = [g for s in all_of for g in find_gaps(store, as_of=as_of, filters=GapFilter(status=s))]
        return {letters[gap.question]: gap.status for gap in sorted(found, key=lambda gap: letters[gap.question])}

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """Give the values of a saved query."""
        with current_store(self.workspace) as store:
            return [tuple(t.value if t is not None else "" for t in row.values()) for row in ask(store, name)]


@pytest.fixture
def table(
    make_workspace: Callable[[Mapping[str, str]], Workspace],
    monkeypatch: pytest.MonkeyPatch,
    no_worker: None,
) -> Table:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    return Table(make_workspace(FILES))


PRACTICE = {"A": "open", "B": "practice-only", "C": "open"}


@pytest.mark.parametrize(
    ("rows", "statuses", "named"),
    [
        pytest.param([], PRACTICE, [], id="nothing decided"),
        pytest.param(["2021-10-01 merge A B"], {"B": "practice-only", "C": "open"}, [], id="merged"),
        pytest.param(["2021-10-01 merge A B", "2021-10-02 split A B"], PRACTICE, [], id="merged and split"),
        pytest.param(["2021-10-01 merge A B", "2021-10-02 withdraw d-1"], PRACTICE, [], id="a merge withdrawn"),
        pytest.param(["2021-10-01 merge A B", "2021-10-02 merge B C"], {"C": "practice-only"}, [], id="a chain"),
        pytest.param(["2021-10-01 merge B A"], {"A": "practice-only", "C": "open"}, [],
                     id="the insights of a merged question count for the target"),
        pytest.param(["2021-10-01 merge A B", "2021-10-02 merge B A"], {"B": "practice-only", "C": "open"},
                     [(3, "this merge closes a circle and is left out")], id="a circle"),
        pytest.param(["2021-10-01 merge A A"], PRACTICE, [(2, "this merge closes a circle and is left out")],
                     id="into itself"),
        pytest.param(["2021-10-01 accept A B", "2021-10-02 merge A A"], {"B": "practice-only", "C": "open"},
                     [(3, "this merge closes a circle and is left out")], id="into itself, and accepted as another"),
        pytest.param(["2021-10-01 merge C A", "2021-10-02 accept A B", "2021-10-03 merge A C"], {"B": "practice-only"},
                     [(4, "this merge closes a circle and is left out")], id="back on the way to a third"),
        pytest.param(["2021-10-01 merge A X"], PRACTICE, [(2, "merge: urn:kg:question/weg stands in no source any more")],
                     id="into one that is gone: it stays"),
        pytest.param(["2021-10-01 merge A X", "2021-10-02 merge X C"], {"B": "practice-only", "C": "open"},
                     [(2, "merge: urn:kg:question/weg stands in no source any more"),
                      (3, "merge: urn:kg:question/weg stands in no source any more")],
                     id="by way of one that is gone"),
        pytest.param(["2021-10-01 accept A P"], {**PRACTICE, "A": "evidenced"}, [], id="evidence"),
        pytest.param(["2021-10-01 accept A P", "2021-10-02 reject A P"], PRACTICE,
                     [(3, "reject contradicts accept on line 2 (decision d-1); neither counts")], id="contradiction"),
        pytest.param(["2021-10-01 accept A urn:kg:publication/weg"], PRACTICE,
                     [(2, "accept: urn:kg:publication/weg stands in no source any more")], id="evidence that is gone"),
        pytest.param(["2021-10-01 accept A B"], {"B": "practice-only", "C": "open"}, [],
                     id="two questions accepted as the same"),
        pytest.param(["2021-10-01 retire A", "2021-10-02 merge A B"], {"B": "practice-only", "C": "open"}, [],
                     id="the retirement of a merged question is its own"),
        pytest.param(["2021-10-01 retire X"], PRACTICE, [(2, "retire: urn:kg:question/weg stands in no source any more")],
                     id="of what is gone"),
        pytest.param(["2021-10-01 retire http://["], PRACTICE, [], id="of what is no IRI"),
        pytest.param(["2021-10-01 merge P Q", "2021-10-02 accept A P", "2021-10-03 accept A Q"],
                     {**PRACTICE, "A": "evidenced"}, [], id="two publications that are one"),
        pytest.param(["2021-10-01 merge P Q", "2021-10-02 accept A P", "2021-10-03 accept A Q stance=disputes"],
                     PRACTICE,
                     [(4, "accept contradicts accept on line 3 (decision d-2); neither counts")],
                     id="of one publication, under two names, one thing and its opposite"),
        pytest.param(["2021-10-02 accept A P", "2021-10-03 reject B P", "2021-10-04 merge A B"],
                     {"B": "practice-only", "C": "open"},
                     [(3, "reject contradicts accept on line 2 (decision d-1); neither counts")],
                     id="on one question, under two names, one thing and its opposite"),
        pytest.param(["2021-10-01 merge P Q", "2021-10-02 merge Q P"], PRACTICE,
                     [(3, "this merge closes a circle and is left out")], id="a circle of publications"),
        pytest.param(["2021-10-01 merge A P"], PRACTICE,
                     [(2, "this merges a question and a publication and is left out")], id="of two kinds"),
        pytest.param(["2021-10-01 answer A - rests-on=urn:kg:publication/weg"], {**PRACTICE, "A": "answered"},
                     [(2, "answer: urn:kg:publication/weg stands in no source any more")], id="grounds that are gone"),
    ],
)  # fmt: skip
def test_decisions(table: Table, rows: list[str], statuses: dict[str, str], named: list[tuple[int, str]]) -> None:
    assert table.decide(*rows) == named
    assert table.statuses() == statuses


def test_the_past_stays_as_it_was(table: Table) -> None:
    table.decide("2021-10-01 accept A P", "2021-11-01 withdraw d-1", "2021-10-15 answer C", "2021-12-01 reopen C")
    days = ("2021-04-01", "2021-09-30", "2021-10-10", "2021-10-20", "2021-11-15", "2022-01-01")
    found = [table.statuses(day) for day in days]
    assert [day.get("A") for day in found] == ["open", "open", "evidenced", "evidenced", "open", "open"]
    assert [day.get("C") for day in found] == [None, "open", "open", "answered", "answered", "open"]


def test_types_and_themes_of_a_person_count(table: Table) -> None:
    theme = "https://w3id.org/kennistafel/theme/muziek"
    with current_store(table.workspace) as store:
        theme = next(iter(sorted(row["theme"].value for row in ask(store, "themes") if row["theme"])), theme)
    table.decide("2021-10-01 type A policy", f"2021-10-01 theme B {theme}", f"2021-10-01 accept C {theme}")
    with current_store(table.workspace) as store:
        gaps = {gap.text: gap for gap in find_gaps(store)}
    assert gaps[A].type == "policy"
    assert (theme in gaps[B].themes, theme in gaps[C].themes) == (True, True)
    table.decide(f"2021-10-01 reject B {theme}")
    with current_store(table.workspace) as store:
        assert all(theme not in gap.themes for gap in find_gaps(store))


def test_pairs_that_a_person_judged_are_not_proposed_again(table: Table) -> None:
    note = table.workspace.sources / "meetings/2021-12-01-d.md"
    note.write_text("Vraag: Wat werkt er bij technisch lezen nu?\n")
    refresh(table.workspace)
    assert len(table.rows("proposals")) == 1
    lines = (table.workspace.sources / "identities.csv").read_text().splitlines()
    table.iris["D"] = next(row.split(",")[0] for row in lines if "lezen nu" in row)
    assert table.decide("2022-01-01 reject D A") == []
    assert table.rows("proposals") == []


def test_an_early_today_hides_nothing(table: Table) -> None:
    table.decide("2021-10-01 answer A")
    result = refresh(table.workspace, today="2020-01-01")
    assert result.questions[table.iris["A"]][1] == "answered"


@pytest.mark.parametrize(
    ("rows", "links", "listed"),
    [
        pytest.param(["2021-10-01 accept A P"], ["A P supports accepted"], "P Q R", id="not merged"),
        pytest.param(["2021-10-01 accept A P", "2021-10-02 merge P Q"], ["A Q supports accepted"], "Q R",
                     id="evidence goes along"),
        pytest.param(["2021-10-01 accept A P", "2021-10-02 merge P Q", "2021-10-03 merge Q R"],
                     ["A R supports accepted"], "R", id="a chain"),
        pytest.param(["2021-10-01 accept A P", "2021-10-02 merge P Q", "2021-10-03 split P Q"],
                     ["A P supports accepted"], "P Q R", id="split"),
        pytest.param(["2021-10-01 accept A P", "2021-10-02 merge P Q", "2021-10-03 withdraw d-2"],
                     ["A P supports accepted"], "P Q R", id="withdrawn"),
        pytest.param(["2021-10-01 merge P Q", "2021-10-02 accept A P", "2021-10-03 accept A Q"],
                     ["A Q supports accepted"], "Q R", id="one link"),
        pytest.param(["2021-10-01 merge P Q", "2021-10-02 reject A P"], ["A Q supports rejected"], "Q R",
                     id="a rejection"),
        pytest.param(["2021-10-01 merge P X"], [], "P Q R", id="into what is gone"),
    ],
)  # fmt: skip
def test_a_merged_publication_counts_as_the_one_that_it_became(
    table: Table, rows: list[str], links: list[str], listed: str
) -> None:
    table.decide(*rows)
    letters = {iri: letter for letter, iri in table.iris.items()}
    found = [(letters[row[0]], letters[row[1]], *row[2:4]) for row in table.rows("evidence")]
    assert [" ".join(row) for row in found] == links
    assert sorted({letters[row[0]] for row in table.rows("publications")}) == listed.split()
    used = {letters[row[0]] for row in table.rows("orphan-publications")}
    assert used == set(listed.split()) - {link.split()[1] for link in links if link.endswith("accepted")}


def test_mentions_of_a_merged_publication_are_of_the_one_that_it_became(table: Table) -> None:
    note = table.workspace.sources / "meetings/2021-12-01-d.md"
    note.write_text("# Vierde bijeenkomst\n\nZie [@voorbeeld1] en [@voorbeeld2].\n")
    table.decide("2021-12-02 merge P Q")
    with current_store(table.workspace) as store:
        assert [value_of(row, "publication") for row in ask(store, "mentions")] == [table.iris["Q"]] * 2
