"""`kg diff`: what a user may name, what comes out, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from kg.guards.worker import Worker
from tests.commands.conftest import type_it, write
from tests.conftest import call_here

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

KEYS = ["from", "to", "new", "asked_again", "progressed", "answered", "reopened", "silent", "gone"]
FILES = {
    "kg.toml": 'name = "Voorbeeldtafel"\n',
    "schools.csv": "brin,name,place,board,sector\n99XA,Voorbeeldschool De Proef,Nergenshuizen,Voorbeeldbestuur,po\n",
    "publications/lijst.bib": "@book{proef2020, title = {Een proefboek over leraren}, author = {Proef, B.}, year = {2020}}\n",
    "meetings/2020-11-10-eerste.md": (
        "# Eerste bijeenkomst kennistafel\n\nVraag: Hoe volgen we leerlingen zonder extra toetsen? ^volgen\n\n"
        "Vraag: Welke software past bij zelfstandig werken? ^software\n\nVraag: Hoe lang duurt een proefles? ^proefles\n"
    ),
    "meetings/2021-03-25-tweede.md": (
        "# Tweede bijeenkomst kennistafel\n\n"
        "Vraag: Hoe bereiden we leraren voor op gepersonaliseerd leren? ^leraren\n\n"
        "## Acties\n\n- [ ] Sanne stuurt voor 1 mei 2021 een lijst rond ^lijst\n"
    ),
    "meetings/2021-06-23-derde.md": (
        "# Derde bijeenkomst kennistafel\n\n"
        "Vraag: Hoe volgen we leerlingen zonder extra toetsen?\n\n"
        "Vraag: Wat vraagt een combinatiegroep van een leraar? school:: 99XA ^groep\n"
    ),
    "meetings/los.md": "# Losse aantekeningen\n\nVraag: Wie maakt de koffie van de toekomst? ^koffie\n",
}  # fmt: skip
DECISIONS = (
    "id,date,by,verb,subject,object,detail,note\n"
    "d-1,2021-04-01,proef,answer,{volgen},,,\n"
    "d-2,2021-07-01,proef,accept,{leraren},proef2020,stance=supports,\n"
    "d-3,2021-07-02,proef,retire,{proefles},,,\n"
)
IDS = ("volgen", "software", "proefles", "leraren", "groep", "koffie")
WORDS = dict(
    zip(IDS, ("extra toetsen", "software", "proefles", "voor op gepers", "combinatiegroep", "koffie"), strict=True)
)


def questions(folder: Path) -> dict[str, str]:
    """Give the name of each question by its IRI."""
    found = json.loads(type_it("gaps", "--format", "json", folder=folder).out)
    return {gap["question"]: name for gap in found for name in IDS if WORDS[name] in gap["text"]}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A workspace with three meetings, loose notes and three decisions; and the names of its questions by IRI."""
    folder = write(tmp_path_factory.mktemp("verloop"), FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "call", call_here)
        patch.setattr(Worker, "stream", call_here)
        assert type_it("refresh", folder=folder).code == 0
        names = questions(folder)
        assert sorted(names.values()) == sorted(IDS)
        publication = json.loads(type_it("query", "publications", "--format", "json", folder=folder).out)
        iri = publication["results"]["bindings"][0]["publication"]["value"]
        text = DECISIONS.format(**{name: iri for iri, name in names.items()}).replace("proef2020", iri)
        write(folder, {"decisions.csv": text})
        said = type_it("refresh", folder=folder)
        assert (said.code, said.err) == (0, "")
    return folder, names


def found(table: tuple[Path, dict[str, str]], *arguments: str) -> dict[str, str]:
    """Give the JSON of `kg diff`, with names in place of IRIs, without the lists that are empty."""
    said = type_it("diff", *arguments, "--format", "json", folder=table[0])
    assert said.code == 0, said.err
    answer = json.loads(said.out)
    assert list(answer) == KEYS
    lists = {key: " ".join(sorted(table[1][iri] for iri in answer[key])) for key in KEYS[2:] if answer[key]}
    return {"period": f"{answer['from']} {answer['to']}", **lists}


SINCE_SECOND = {
    "period": "2021-03-25 2021-07-02", "new": "groep", "asked_again": "volgen", "progressed": "leraren",
    "silent": "software", "gone": "proefles",
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], SINCE_SECOND, id="since the last meeting but one"),
        pytest.param(["2"], SINCE_SECOND, id="since a meeting by its number"),
        pytest.param(["02"], SINCE_SECOND, id="with a zero before it"),
        pytest.param(["tweede"], SINCE_SECOND, id="by words that fit one"),
        pytest.param(["Tweede bijeenkomst kennistafel"], SINCE_SECOND, id="by its title"),
        pytest.param(["meetings/2021-03-25-tweede.md"], SINCE_SECOND, id="by its file"),
        pytest.param(["2021-03-25"], SINCE_SECOND, id="since a day"),
        pytest.param(["2021-03"], {**SINCE_SECOND, "period": "2021-03-31 2021-07-02"}, id="since the end of a month"),
        pytest.param(["2", "3"], {"period": "2021-03-25 2021-06-23", "new": "groep", "asked_again": "volgen",
                                  "silent": "proefles software"}, id="between two meetings"),
        pytest.param(["1", "2"], {"period": "2020-11-10 2021-03-25", "new": "leraren"}, id="between the first two"),
        pytest.param(["1", "2021-04-01"], {"period": "2020-11-10 2021-04-01", "new": "leraren", "answered": "volgen"},
                     id="between a meeting and a day"),
        pytest.param(["2021-04", "3"], {"period": "2021-04-30 2021-06-23", "new": "groep", "asked_again": "volgen",
                                        "reopened": "volgen", "silent": "proefles software"}, id="answered, and asked again"),
        pytest.param(["--as-of", "2021-04-01"], {"period": "2020-11-10 2021-04-01", "new": "leraren", "answered": "volgen"},
                     id="as it would have been on a day"),
        pytest.param(["2020", "2020"], {"period": "2020-12-31 2020-12-31"}, id="between a year and itself"),
        pytest.param(["2", "--silent", "1"], {**SINCE_SECOND, "silent": "software"}, id="silent for one meeting"),
        pytest.param(["2", "--silent", "3"], {k: v for k, v in SINCE_SECOND.items() if k != "silent"},
                     id="silent for three meetings"),
        pytest.param(["2", "--school", "99XA"], {"period": "2021-03-25 2021-07-02", "new": "groep"}, id="of a school"),
    ],
)  # fmt: skip
def test_what_changed(arguments: list[str], expected: dict[str, str], table: tuple[Path, dict[str, str]]) -> None:
    assert found(table, *arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        pytest.param(["7"], "there is no meeting, date or revision '7'", "known: 3, 2, 1", id="no such meeting"),
        pytest.param(["$(touch x)"], "there is no meeting, date or revision '$(touch x)'", "known: 3, 2, 1", id="a shell"),
        pytest.param(["--", "--output=x"], "there is no meeting, date or revision '--output=x'", "known: 3, 2, 1",
                     id="an option of git"),
        pytest.param(["--", "-x\n3"], "there is no meeting, date or revision '-x", "known: 3, 2, 1", id="two lines"),
        pytest.param(["bijeenkomst"], "'bijeenkomst' fits 3 things", "name one:", id="words that fit several"),
        pytest.param(["meetings/los.md"], "'meetings/los.md' has no date", "put a date in the note",
                     id="notes without a date"),
        pytest.param(["2021-02-30"], "'2021-02-30' is no date", "write year-month-day", id="no day of the calendar"),
        pytest.param(["2021-13"], "'2021-13' is no date", "write year-month-day", id="no month of the calendar"),
        pytest.param(["2", "3", "--as-of", "2021-06-01"], "two ends", "leave one of them out", id="two ends"),
        pytest.param(["--as-of", "gisteren"], "'gisteren' is no date", "write year-month-day", id="as of no date"),
        pytest.param(["3", "2"], "2021-06-23 is later than 2021-03-25", "name the earlier", id="turned round"),
        pytest.param(["2", "--school", "99ZZ"], "there is no school '99ZZ'", "", id="no such school"),
    ],
)  # fmt: skip
def test_what_is_refused(
    arguments: list[str], message: str, hint: str, table: tuple[Path, dict[str, str]], kg: Kg
) -> None:
    said = kg("diff", "--lang", "en", *arguments, folder=table[0])
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert hint in said.err


def test_a_table_says_what_was_and_what_is(table: tuple[Path, dict[str, str]], kg: Kg) -> None:
    said = kg("diff", "--format", "csv", folder=table[0])
    rows = list(csv.reader(io.StringIO(said.out)))
    assert [row[:1] + row[2:] for row in rows] == [
        ["wat", "was", "is", "sinds", "gevraagd op"],
        ["nieuw", "", "open", "", "2021-06-23"],
        ["opnieuw gevraagd", "", "open", "", "2020-11-10, 2021-06-23"],
        ["verder", "open", "onderbouwd", "2021-07-01", "2021-03-25"],
        ["stil", "", "open", "2020-11-10", "2020-11-10"],
        ["weg", "open", "ingetrokken", "2021-07-02", "2020-11-10"],
    ]


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        pytest.param([], ["Sinds 25 maart 2021. Tot en met 2 juli 2021.", "Stand van 2 juli 2021."], id="default"),
        pytest.param(["1", "2"], ["Sinds 10 november 2020. Tot en met 25 maart 2021.", "Stand van 25 maart 2021."],
                     id="earlier"),
        pytest.param(["2020-01", "1", "--lang", "en"], ["Since 31 January 2020. Up to and including 10 November 2020."],
                     id="English"),
    ],
)  # fmt: skip
def test_a_report_of_any_period(
    arguments: list[str], lines: list[str], table: tuple[Path, dict[str, str]], kg: Kg
) -> None:
    said = kg("diff", *arguments, "--format", "md", folder=table[0])
    assert [line for line in lines if line not in said.out.splitlines()] == []
    page = kg("diff", *arguments, "--format", "html", folder=table[0])
    assert (page.code, page.out.count("<h1")) == (0, 1)


def test_the_report_of_a_school_tells_of_no_other_question_or_action(
    table: tuple[Path, dict[str, str]], kg: Kg
) -> None:
    said = kg("diff", "2", "--format", "md", "--school", "voorbeeldschool de proef", folder=table[0]).out
    assert "Wat vraagt een combinatiegroep van een leraar?" in said
    assert [
        word for word in ("toetsen", "gepersonaliseerd", "Sanne", "## Acties", "## Afspraken") if word in said
    ] == []


def test_outputs_tell_of_actions_that_are_over_time(table: tuple[Path, dict[str, str]]) -> None:
    text = (table[0] / "outputs" / "changes.md").read_text(encoding="utf-8")
    _, _, after = text.partition("### Over tijd\n\n")
    assert after.startswith(
        "- Sanne stuurt voor 1 mei 2021 een lijst rond – door Sanne, termijn: 1 mei 2021, over tijd"
    )


@pytest.fixture(scope="module")
def versions(table: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as a folder of a repository: with all notes, then without the last one, then without its graph."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    tmp_path = tmp_path_factory.mktemp("versies")
    folder = shutil.copytree(table[0], tmp_path / "tafel", ignore=shutil.ignore_patterns(".kg"))

    def commit(name: str) -> None:
        git = ["git", "-C", str(tmp_path), "-c", "user.name=proef", "-c", "user.email=proef@example.org"]
        for arguments in (["add", "--all"], ["commit", "--quiet", "-m", name], ["tag", name]):
            subprocess.run([*git, *arguments], check=True, capture_output=True)

    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(".kg/\n")
    commit("versie-een")
    (folder / "sources" / "meetings" / "2021-06-23-derde.md").unlink()
    assert type_it("refresh", folder=folder).code == 0
    commit("versie-twee")
    shutil.move(folder / "outputs", tmp_path / "outputs")
    (tmp_path / ".gitignore").write_text(".kg/\noutputs/\n")
    commit("versie-drie")
    shutil.move(tmp_path / "outputs", folder / "outputs")
    return folder


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["versie-een"], {"period": "2021-07-02 2021-07-02", "answered": "volgen", "gone": "groep"},
                     id="from a tag to now"),
        pytest.param(["HEAD~2", "HEAD~1"], {"period": "2021-07-02 2021-07-02", "answered": "volgen", "gone": "groep"},
                     id="between revisions"),
        pytest.param(["HEAD~1", "HEAD~2"], {"period": "2021-07-02 2021-07-02", "new": "groep", "asked_again": "volgen",
                                            "reopened": "volgen", "silent": "software"}, id="the other way round"),
        pytest.param(["HEAD~1"], {"period": "2021-07-02 2021-07-02"}, id="nothing differs"),
        pytest.param(["2", "versie-een"], SINCE_SECOND, id="from a meeting to a revision"),
    ],
)  # fmt: skip
def test_versions_in_git(
    arguments: list[str], expected: dict[str, str], versions: Path, table: tuple[Path, dict[str, str]]
) -> None:
    assert found((versions, table[1]), *arguments) == expected


def test_a_version_without_a_graph_is_refused(versions: Path, kg: Kg) -> None:
    said = kg("diff", "versie-drie", folder=versions)
    assert said.code == 2
    assert "in versie 'versie-drie' zit geen outputs/graph" in said.err
    assert "noem een bijeenkomst of een datum" in said.err


def test_a_version_with_a_broken_graph_is_refused(versions: Path, tmp_path: Path, kg: Kg) -> None:
    versions = shutil.copytree(versions.parent, tmp_path / "versies") / "tafel"
    (versions / ".." / ".gitignore").write_text(".kg/\n")
    (versions / "outputs" / "graph" / "kapot.trig").write_text("<<<<<<< HEAD\n")
    git = ["git", "-C", str(versions), "-c", "user.name=proef", "-c", "user.email=proef@example.org"]
    subprocess.run([*git, "add", "--all", ".."], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "kapot"], check=True)
    (versions / "outputs" / "graph" / "kapot.trig").unlink()
    said = kg("diff", "HEAD", folder=versions)
    assert (said.code, said.out) == (2, "")
    assert "de graaf van versie 'HEAD' kan niet worden gelezen: regel 1 is geen TriG" in said.err


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param({}, {"from": "", "to": ""}, id="no note"),
        pytest.param({"meetings/a.md": "# A\n\nVraag: Hoe dan?\n"}, {"from": "", "to": "", "new": 1}, id="no date"),
        pytest.param({"meetings/2021-01-05-a.md": "# A\n\nVraag: Hoe dan?\n"}, {"from": "", "to": "2021-01-05", "new": 1},
                     id="one meeting"),
        pytest.param({f"meetings/2021-01-05-{name}.md": f"# {name}\n\nVraag: Hoe doet {name} het?\n" for name in "ab"},
                     {"from": "", "to": "2021-01-05", "new": 2}, id="two meetings on one day"),
        pytest.param({"schools/2021-09-a.md": "# Bezoek\n\nVraag: Hoe dan?\n"}, {"from": "", "to": "2021-09-01", "new": 1},
                     id="one visit"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_worker")
def test_workspaces_with_little_in_them(
    notes: dict[str, str], expected: dict[str, object], tmp_path: Path, kg: Kg
) -> None:
    folder = write(tmp_path, {"kg.toml": 'name = "Voorbeeldtafel"\n', **notes})
    assert kg("refresh", folder=folder).code == 0
    answer = json.loads(kg("diff", "--format", "json", folder=folder).out)
    assert {
        key: value if isinstance(value, str) else len(value) for key, value in answer.items() if value != []
    } == expected


@pytest.mark.usefixtures("no_worker")
def test_a_number_that_two_meetings_have_is_not_guessed(tmp_path: Path, kg: Kg) -> None:
    notes = {
        f"meetings/{day}-a.md": f"# Derde bijeenkomst\n\nVraag: Hoe doet {day} het?\n"
        for day in ("2021-01-05", "2021-02-05")
    }
    folder = write(tmp_path, notes)
    assert kg("refresh", folder=folder).code == 0
    said = kg("diff", "3", "--lang", "en", folder=folder)
    assert said.code == 2
    assert "'3' fits 2 things" in said.err
    (first, _) = re.findall(r"Derde bijeenkomst <([^>]*)>", said.err)
    answer = json.loads(kg("diff", first, "--format", "json", folder=folder).out)
    assert (answer["from"], answer["to"], len(answer["new"])) == ("2021-01-05", "2021-02-05", 1)
