"""The form of the sample workspace, pasted into the next note: every question and action is the same one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.current import current_store
from kg.queries import ask, value_of
from kg.refresh import refresh
from kg.reports import ReportSettings
from kg.reports.material import gather
from kg.reports.points import Agenda, agenda_of
from kg.text import same_wording
from kg.words import load_words
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from kg.gaps import Gap
    from kg.stores import Store

SOURCES = Path(__file__).parents[1] / "sources"
NEXT = "2022-02-10"


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def workspace(tmp_path: Path, no_worker: None, language: str) -> Workspace:
    del no_worker
    shutil.copytree(SOURCES, tmp_path / "sources", ignore=shutil.ignore_patterns("publications"))
    settings = tmp_path / "sources" / "kg.toml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("language")]
    settings.write_text("\n".join([f'language = "{language}"', *kept, ""]), encoding="utf-8")
    found = find_workspace(tmp_path)
    refresh(found)
    return found


def form_of(workspace: Workspace, language: str) -> str:
    """Give what stands below the line of agenda.md that says to paste it."""
    text = (workspace.outputs / "agenda.md").read_text("utf-8")
    return text.partition(f"## {load_words('reports', language)['form.paste']}\n")[2]


def paste(workspace: Workspace, text: str, day: str = NEXT) -> None:
    note = f"---\ntitel: Voorbeeld - volgende bijeenkomst\ndatum: {day}\n---\n\n# Voorbeeld\n\n{text}"
    (workspace.sources / "meetings" / f"{day}-volgende.md").write_text(note, encoding="utf-8")
    refresh(workspace)


def agenda_now(store: Store, language: str) -> Agenda:
    return agenda_of(gather(store, ReportSettings(language=language)))


def questions(agenda: Agenda) -> dict[str, Gap]:
    return {gap.question: gap for gap in agenda.questions}


def actions(store: Store, path: str) -> list[tuple[str, ...]]:
    """Give the actions of a note: text, who, when, and whether they are done."""
    rows = (row for row in ask(store, "actions") if value_of(row, "path") == path)
    keys = ("text", "agent", "due")
    return sorted((*(value_of(row, key) for key in keys), str(value_of(row, "done") == "true")) for row in rows)


def test_a_pasted_form_asks_the_same_questions_and_has_the_same_actions(workspace: Workspace, language: str) -> None:
    with current_store(workspace) as store:
        before = agenda_now(store, language)
        known = {value_of(row, "question") for row in ask(store, "questions")}
        kinds = {name: len(ask(store, name)) for name in ("insights", "decisions", "obstacles")}
    paste(workspace, form_of(workspace, language))
    path = f"meetings/{NEXT}-volgende.md"
    with current_store(workspace) as store:
        after = agenda_now(store, language)
        rows = {value_of(row, "question"): value_of(row, "type") for row in ask(store, "questions")}
        raised = {value_of(row, "question") for row in ask(store, "raised") if value_of(row, "date") == NEXT}
        asking: dict[str, set[str]] = {}
        themes: dict[str, set[str]] = {}
        for row in ask(store, "schools-asking"):
            asking.setdefault(value_of(row, "question"), set()).add(value_of(row, "brin"))
        for row in ask(store, "theme-questions"):
            themes.setdefault(value_of(row, "question"), set()).add(value_of(row, "theme"))
        said = {name: len(ask(store, name)) for name in kinds}
        mine = actions(store, path)
    asked = questions(before)
    assert set(rows) == known
    assert raised == set(asked)
    for question, gap in asked.items():
        assert rows[question] == gap.type
        assert set(gap.themes) == themes.get(question, set()), gap.text
        assert set(gap.schools) == asking.get(question, set())
    assert said == kinds
    assert mine == sorted((task.text, task.agent, task.due, "False") for task in before.tasks)
    assert [(task.text, task.agent, task.due) for task in sorted(after.tasks, key=lambda task: task.text)] == [
        (task.text, task.agent, task.due) for task in sorted(before.tasks, key=lambda task: task.text)
    ]


@pytest.mark.parametrize("language", ["nl"], indirect=True)
def test_an_action_that_is_ticked_off_in_the_form_is_done(workspace: Workspace, language: str) -> None:
    word = {"nl": "klaar", "en": "done"}[language]
    form = form_of(workspace, language)
    first = next(line for line in form.splitlines() if line.endswith("| open |"))
    paste(workspace, form.replace(first, first.replace("| open |", f"| {word} |")))
    with current_store(workspace) as store:
        left = [same_wording(task.text) for task in agenda_now(store, language).tasks]
    assert form.count("| open |") == len(left) + 1
    assert same_wording(first.split("|")[1]) not in left


@pytest.mark.parametrize("language", ["nl"], indirect=True)
def test_a_form_is_pasted_again_and_again(workspace: Workspace, language: str) -> None:
    paste(workspace, form_of(workspace, language))
    first = form_of(workspace, language)
    paste(workspace, first, "2022-04-07")
    assert sorted(form_of(workspace, language).splitlines()) == sorted(first.splitlines())
