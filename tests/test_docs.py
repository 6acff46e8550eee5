"""What the documentation says is so: commands parse, links lead somewhere, examples give what stands beside them."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox
import pytest

from kg.cli import COMMANDS, cli
from kg.model import Context, Source, Statement
from kg.readers import read, suffixes
from kg.records import School
from kg.refresh import refresh
from kg.rules import extract
from kg.rules.meeting import KEYS
from kg.themes import shipped_themes
from kg.words import load_words
from kg.workspace import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "kg").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
SCRIPTS = sorted(path.name for path in (ROOT / "scripts").glob("*_page.py"))
SCHOOL = School("99XA", "Voorbeeldschool De Proef")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
_PROGRAM = re.compile(r"\.?[\w./\\]*\bkg(?= )")
_MACHINE = re.compile(r"(?<![\w./:>~\"'])/\w+/\w|\b[A-Z]:\\")


def text_of(page: Path) -> str:
    """Give the text of a page."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """Give the code blocks of a page in a language ('' for those that name none)."""
    return [body for found, body in _FENCE.findall(text_of(page)) if found == language]


def typed_lines() -> Iterator[tuple[str, str]]:
    """Yield the lines that a reader may type, with their page: those in blocks, and code in the text."""
    for page, name in zip(PAGES, NAMES, strict=True):
        if name == "docs/reference.md":  # its lines show what a command takes, not what one types
            continue
        lines = [line for body in blocks(page, "") for line in body.splitlines()]
        for line in (*lines, *_CODE.findall(_FENCE.sub("", text_of(page)))):
            found = _PROGRAM.match(line)
            if found:
                yield name, line[found.end() :].strip()


LINES = sorted({*typed_lines()})


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: kg {line}" for page, line in LINES])
def test_a_command_line_parses(page: str, line: str) -> None:
    arguments = shlex.split(line)
    while arguments[:1] == ["-C"]:
        arguments = arguments[2:]
    if arguments[0] in ("--help", "--version"):
        return
    command = cli.get_command(click.Context(cli), arguments[0])
    assert command is not None, f"{page}: there is no command {arguments[0]}"
    if arguments[1:]:  # a name alone is a command that is spoken of, not typed
        command.make_context(arguments[0], arguments[1:])


def test_there_are_command_lines() -> None:
    """Without this, a change of style could leave nothing to check."""
    assert len(LINES) > 40


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_command_is_documented_and_has_help_in_both_languages(name: str) -> None:
    helps = [load_words("terminal", language).get(f"help.{name}", "") for language in ("nl", "en")]
    assert all(helps)
    assert helps[0] != helps[1]
    assert f"\n### kg {name}\n" in text_of(ROOT / "docs" / "reference.md")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_an_option_has_help(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert [one.name for one in command.params if isinstance(one, click.Option) and not one.help] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / name), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    prose = _CODE.sub("", _FENCE.sub("", text_of(page)))
    targets = [target for target in _LINK.findall(prose) if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in targets if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    """Tell whether a file exists, and has the heading that is named."""
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.exists() or not file.is_relative_to(ROOT):
        return False
    return not anchor or anchor in [slug(line) for line in re.findall(r"^#+ (.+)$", text_of(file), re.MULTILINE)]


def slug(heading: str) -> str:
    """Give the anchor of a heading, as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_no_page_names_a_place_on_one_machine(page: Path) -> None:
    text = text_of(page)
    assert _MACHINE.findall(text) == []
    assert str(ROOT) not in text
    assert str(Path.home()) not in text


def table_rows(heading: str, page: str = "notes") -> list[list[str]]:
    """Give the cells of the tables below a heading of a page, without the first two lines."""
    section = text_of(ROOT / "docs" / f"{page}.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def note_of(cell: str) -> str:
    """Give the note that a cell shows: its code, one paragraph a piece."""
    return "\n\n".join(_CODE.findall(cell))


def read_note(text: str) -> tuple[Statement, ...]:
    """Give what is read from a note in which the sample school is known."""
    document = read(Source(PurePosixPath("note.md")), text.encode())
    return extract(document, Context(tuple(shipped_themes()), (SCHOOL,))).statements


def shown(statement: Statement) -> str:
    """Give what `kg extract` calls a statement."""
    words = load_words("terminal", "nl")
    question_type = getattr(statement, "question_type", "")
    return words[f"kind.{statement.kind}"] + (f" [{words['type.' + question_type]}]" if question_type else "")


def facts(statement: Statement) -> list[str]:
    """Give all that is said of a statement beside its text, as docs/notes.md spells it."""
    names = {theme.iri: theme.labels["nl"][0] for theme in shipped_themes()}
    said = {
        "vaste naam": statement.pin,
        "school": statement.school,
        "wie": getattr(statement, "agent", ""),
        "niveau": getattr(statement, "level", ""),
        "gaat in op": ", ".join(statement.answers),
    }
    found = [f"{name}: {value}" for name, value in said.items() if value]
    found += [f"thema: {names[theme]}" for theme in statement.themes]
    return found + ["klaar"] * bool(getattr(statement, "done", False))


MARKS = table_rows("Merken")
BEHIND = table_rows("Wat erachter of eronder kan")


@pytest.mark.parametrize(("typed", "kind", "quote"), MARKS, ids=[row[0] for row in MARKS])
def test_a_mark_gives_what_stands_beside_it(typed: str, kind: str, quote: str) -> None:
    assert [(shown(one), f"`{one.text}`") for one in read_note(note_of(typed))] == [(kind, quote)]


@pytest.mark.parametrize(("typed", "said"), BEHIND, ids=[row[0] for row in BEHIND])
def test_what_stands_behind_a_mark_is_read(typed: str, said: str) -> None:
    last = read_note(note_of(typed))[-1]
    assert facts(last) == [said]


def test_both_tables_of_marks_are_there() -> None:
    assert (len(MARKS) > 25, len(BEHIND) > 8) == (True, True)


def test_the_keys_above_a_note_are_those_that_are_read() -> None:
    rows = [_CODE.findall(" ".join(row[:2])) for row in table_rows("Boven aan een verslag")]
    documented = {key for row in rows for key in row}
    assert {key for keys in KEYS.values() for key in keys} <= documented


def test_what_stands_above_a_note_is_read() -> None:
    (head,) = blocks(ROOT / "docs" / "notes.md", "yaml")
    meeting = extract(read(Source(PurePosixPath("note.md")), f"{head}\nVraag: Wat helpt?\n".encode())).meeting
    assert meeting is not None
    assert (meeting.title, str(meeting.held), meeting.number, meeting.series, meeting.place) == (
        "Derde bijeenkomst kennistafel",
        "2021-06-23",
        3,
        "Kennistafel (voorbeeld)",
        "Voorbeeldstad",
    )


def test_the_visit_note_of_the_docs_answers_its_question() -> None:
    (note,) = blocks(ROOT / "docs" / "notes.md", "markdown")
    found = extract(read(Source(PurePosixPath("schools/visit.md")), note.encode()))
    assert found.meeting is not None
    assert str(found.meeting.held) == "2021-09"
    assert [(shown(one), one.answers) for one in found.statements] == [
        ("vraag [onderzoeksvraag]", ()),
        ("inzicht", ("q1",)),
    ]


def test_every_format_that_is_read_is_named() -> None:
    named = {code for row in table_rows("Bestanden die kg leest") for code in _CODE.findall(row[1])}
    assert set(suffixes()) - named == set()


@pytest.mark.parametrize(
    "body", blocks(ROOT / "docs" / "researcher.md", "sparql"), ids=lambda body: body.split("\n")[-2]
)
def test_a_query_of_the_docs_gives_rows(body: str) -> None:
    store = ox.Store()
    store.bulk_load(path=str(ROOT / "tests" / "graphs" / "sample.trig"), format=ox.RdfFormat.TRIG)
    found = store.query(body, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert list(found)


def test_the_notebook_of_the_docs_runs(
    make_workspace: Callable[[Mapping[str, str]], Workspace],
    no_worker: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    workspace = make_workspace({"meetings/2021-06-23-a.md": "# Derde bijeenkomst\n\nVraag: Wat werkt bij lezen?\n"})
    refresh(workspace)
    monkeypatch.chdir(workspace.root)
    for body in blocks(ROOT / "docs" / "researcher.md", "python"):
        exec(compile(body, "docs/researcher.md", "exec"), {})  # noqa: S102  (our own page)
    assert "open Wat werkt bij lezen?" in capsys.readouterr().out


@pytest.mark.parametrize("page", ["coordinator", "steward"])
def test_the_settings_of_the_docs_are_understood(page: str, tmp_path: Path) -> None:
    for body in blocks(ROOT / "docs" / f"{page}.md", "toml"):
        file = tmp_path / "kg.toml"
        file.write_text(body, encoding="utf-8")
        settings = read_settings(file)
        assert settings.persons == tomllib.loads(body)["privacy"]["persons"]
