"""Which publication of the library a note means, by key or by title, through a whole refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg.refresh
from kg.current import current_store
from kg.queries import ask
from kg.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.workspace import Workspace

BIB = """@article{voorbeeld1, title = {Samen leren lezen met ict: een verzonnen gids}, author = {Voorbeeld, Vera and de Test, Tom}, year = {2020}}
@book{voorbeeld2, title = {Rekenen zonder stress}, author = {Verzin, Vic}, year = {2019}}
@book{voorbeeld3, title = {Rekenen}, author = {Verzin, Vic}, year = {2021}}
@book{twee1, title = {Dezelfde titel van twee boeken}, author = {Dubbel, Dirk}, year = {2018}}
@book{twee2, title = {Dezelfde titel van twee boeken}, author = {Ander, Anna}, year = {2009}}
@book{twee3, title = {Een heel ander boek}, author = {Dubbel, Dirk}, year = {2018}}
"""


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        pytest.param(
            "Zie het rapport 'Samen leren lezen met ict: een verzonnen gids'.", ["voorbeeld1"], id="whole title"
        ),
        pytest.param("Zie het rapport 'Samen leren lezen met ICT'.", ["voorbeeld1"], id="title before its colon"),
        pytest.param("Zie [Rekenen zonder stress](https://voorbeeld.test/a.pdf).", ["voorbeeld2"], id="text of a link"),
        pytest.param("Het boek *Rekenen zonder stress* is goed.", ["voorbeeld2"], id="emphasis"),
        pytest.param("Zie [@voorbeeld3].", ["voorbeeld3"], id="key"),
        pytest.param("Zie het boek 'Dezelfde titel van twee boeken'.", [], id="a title of two publications"),
        pytest.param("Zie het boek 'Rekenen en lezen'.", [], id="a title that is too short to be sure"),
        pytest.param("Wij leren samen lezen met ict.", [], id="words of a title in another order"),
    ],
)
def test_mentions(
    line: str,
    keys: list[str],
    make_workspace: Callable[[Mapping[str, str]], Workspace],
    monkeypatch: pytest.MonkeyPatch,
    no_worker: None,
) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    workspace = make_workspace({"meetings/2021-03-25-a.md": f"{line}\n", "publications/p.bib": BIB})
    refresh(workspace)
    with current_store(workspace) as store:
        key_of = {row["publication"]: str(getattr(row["key"], "value", "")) for row in ask(store, "publications")}
        found = [row["publication"] for row in ask(store, "mentions") if row["publication"] is not None]
    assert [key_of[one] for one in found] == keys


def test_a_page_with_references_names_publications_and_is_no_meeting(
    make_workspace: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    page = """<h1>Wat werkt?</h1><h2>Referenties</h2><ul>
    <li>Verzin, V. (2019). <i>Rekenen zonder stress</i>. Monsterstad: Monster.</li>
    <li>Onbekend, O. (2020). Een boek dat nergens staat. Monsterstad: Monster.</li></ul>"""
    workspace = make_workspace({"publications/antwoord.html": page, "publications/p.bib": BIB})
    refresh(workspace)
    with current_store(workspace) as store:
        assert [row["publication"] is not None for row in ask(store, "mentions")] == [True, False]
        assert [list(ask(store, name)) for name in ("meetings", "questions")] == [[], []]


def test_a_new_library_makes_no_note_stale(
    make_workspace: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    workspace = make_workspace({"meetings/2021-03-25-a.md": "Zie het boek 'Rekenen zonder stress'.\n"})
    refresh(workspace)
    (workspace.sources / "publications").mkdir()
    (workspace.sources / "publications" / "p.bib").write_text(BIB)
    assert [str(change.source.path) for change in refresh(workspace).plan.to_read] == ["publications/p.bib"]
    with current_store(workspace) as store:
        assert [row["publication"] is not None for row in ask(store, "mentions")] == [True]


def test_the_days_of_a_term_are_told_from_the_file_name_too(
    make_workspace: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    workspace = make_workspace(
        {"meetings/2021-06-23-a.md": "# Bijeenkomst 23 juni\n\n- [ ] Scholen bezoeken in september\n"}
    )
    refresh(workspace)
    graph = (workspace.outputs / "graph" / "meetings" / "2021-06-23-a.md.trig").read_text()
    assert graph.count('"2021-09"^^xsd:gYearMonth') == 2
    assert 'kt:due "in september"' in graph
