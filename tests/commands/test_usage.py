"""How kg answers what it does not understand, in which language, on which stream, and how fast it starts."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.cli import COMMANDS
from kg.words import load_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg, Said

pytestmark = pytest.mark.usefixtures("no_worker")


def outside(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run kg as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "kg.cli", *arguments],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("gap", "'gap' is geen opdracht\n    → bedoel je: gaps", id="command, near"),
        pytest.param("REFRESH", "'REFRESH' is geen opdracht\n    → bedoel je: refresh", id="command, capitals"),
        pytest.param("xyzzy", "'xyzzy' is geen opdracht\n    → zie: kg --help", id="command, far"),
        pytest.param("gaps --formt json", "de optie '--formt' bestaat niet; bedoel je '--format'?\n"
                     "    → zie: kg gaps --help", id="option"),
        pytest.param("gaps --format", "achter de optie '--format' hoort een waarde\n    → zie: kg gaps --help",
                     id="no value"),
        pytest.param("gaps --format xml", "'--format': 'xml' kan niet; kies uit 'table', 'json', 'csv', 'md', 'html', 'xlsx'\n"
                     "    → zie: kg gaps --help", id="format"),
        pytest.param("gaps meer", "meer is te veel\n    → zie: kg gaps --help", id="too much"),
        pytest.param("gaps --theme toetsinng", "thema 'toetsinng' is niet bekend\n    → bedoel je toetsing",
                     id="theme"),
        pytest.param("gaps --status opne", "status 'opne' is niet bekend\n    → bedoel je open?", id="status"),
        pytest.param("gaps --type kennisvrag", "type 'kennisvrag' is niet bekend\n    → bedoel je kennisvraag",
                     id="type"),
        pytest.param("gaps --kind absolut", "soort lacune 'absolut' is niet bekend\n    → bedoel je absolute",
                     id="kind"),
        pytest.param("gaps --school 99XB", "school '99XB' is niet bekend\n    → bedoel je 99XA?", id="school"),
        pytest.param("gaps --as-of 2021-02-30", "'2021-02-30' is geen datum\n"
                     "    → schrijf jaar-maand-dag, zoals 2021-06-23", id="date"),
        pytest.param("refresh --today morgen", "'morgen' is geen datum\n"
                     "    → schrijf jaar-maand-dag, zoals 2021-06-23", id="today"),
        pytest.param("show voorbeeld2018", "niets heet 'voorbeeld2018'\n    → bedoel je: voorbeeld2019", id="node"),
        pytest.param("show qqqqqq", "niets heet 'qqqqqq'\n    → zoek met: kg gaps", id="node, far"),
        pytest.param("map --focus qqqqqq", "niets heet 'qqqqqq'\n    → zoek met: kg gaps", id="focus"),
        pytest.param("map --kinds vraag", "de soort 'vraag' bestaat niet\n    → kies uit: question", id="kinds"),
        pytest.param("map --depth 99", "'--depth': 99 ligt niet in het bereik 1<=x<=6", id="depth"),
        pytest.param("query statu", "er is geen bewaarde vraag 'statu'\n    → kies uit: ", id="query"),
        pytest.param("query", "noem één bewaarde vraag, of geef er een met -e\n    → bekijk ze met: kg queries",
                     id="no query"),
        pytest.param("query status --param x=1", "vraag 'status' heeft geen parameter 'x'\n    → wel: asOf",
                     id="parameter"),
        pytest.param("query status --param asOf", "'asOf' is geen parameter\n    → schrijf: --param naam=waarde",
                     id="parameter without value"),
        pytest.param("query status --param asOf=ooit", "parameter 'asOf' moet een date zijn: ooit", id="value"),
        pytest.param("query schools --format turtle", "rijen kunnen niet als turtle worden geschreven\n"
                     "    → kies table, csv, tsv, json of xml", id="rows as turtle"),
        pytest.param("export", "de optie '--format' ontbreekt; kies uit: trig, turtle", id="no format"),
        pytest.param("show", "'WOORDEN...' ontbreekt\n    → zie: kg show --help", id="no words"),
        pytest.param("gaps -o nergens/gaps.csv", "de map 'nergens' bestaat niet\n"
                     "    → maak die eerst, of kies een andere", id="no folder"),
    ],
)  # fmt: skip
def test_wrong_use_is_said_in_two_lines_with_exit_code_2(typed: str, message: str, kg: Kg, refreshed: Path) -> None:
    said = kg(*typed.split(), folder=refreshed)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"kg: {message}")
    assert said.err.count("\n") == 2


def test_a_format_that_does_not_fit_is_named(kg: Kg, refreshed: Path) -> None:
    said = [
        kg("query", "-e", text, "--format", form, folder=refreshed)
        for text, form in [("ASK {}", "turtle"), ("CONSTRUCT {} WHERE {}", "csv")]
    ]
    assert [(one.code, one.err.splitlines()[0]) for one in said] == [
        (2, "kg: ja of nee kan niet als turtle worden geschreven"),
        (2, "kg: een graaf kan niet als csv worden geschreven"),
    ]


def test_a_query_that_is_none_shows_the_place(kg: Kg, refreshed: Path) -> None:
    said = kg("query", "-e", "SELECT *\nWHEER { ?s ?p ?o }", folder=refreshed)
    lines = said.err.splitlines()
    assert said.code == 2
    assert lines[0].startswith("kg: 2: dit is geen SPARQL: ")
    assert lines[1] == "    → WHEER { ?s ?p ?o }"
    assert lines[2].strip() == "^"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["gaps"], "hier en in de mappen hierboven staat geen map sources/\n"
                     "    → maak een werkmap met: kg init",
                     id="dutch"),
        pytest.param(["gaps", "--lang", "en"], "no workspace here or above: no folder with sources/\n"
                     "    → make one with: kg init", id="english"),
    ],
)  # fmt: skip
def test_no_workspace_is_exit_code_3(arguments: list[str], message: str, kg: Kg, tmp_path: Path) -> None:
    said = kg(*arguments, folder=tmp_path)
    assert (said.code, said.out, said.err) == (3, "", f"kg: {tmp_path}: {message}\n")


def test_nothing_read_yet_is_exit_code_3(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    said = kg("gaps", folder=tmp_path)
    assert (said.code, said.err) == (3, f"kg: {tmp_path}: er is nog niets gelezen\n    → voer uit: kg refresh\n")


def test_settings_that_cannot_be_read_are_named_with_their_line(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "kg.toml").write_text('name = "x"\nbase = \n', encoding="utf-8")
    said = kg("refresh", folder=tmp_path)
    assert said.code == 3
    assert said.err.startswith(f"kg: {tmp_path / 'sources' / 'kg.toml'}:2: dit is geen TOML: ")


def test_a_folder_that_is_not_there_is_not_looked_for_above(kg: Kg, refreshed: Path) -> None:
    said = kg("gaps", folder=refreshed / "nergens")
    assert (said.code, said.err) == (
        2, f"kg: '-C': de map '{refreshed / 'nergens'}' bestaat niet\n    → zie: kg --help\n",
    )  # fmt: skip


def test_the_folder_may_stand_after_the_command(kg: Kg, refreshed: Path) -> None:
    assert kg("gaps", "-C", str(refreshed)) == kg("gaps", folder=refreshed)


def test_a_workspace_in_english_speaks_english(kg: Kg, workspace: Path) -> None:
    (workspace / "sources" / "kg.toml").write_text('language = "en"\n', encoding="utf-8")
    assert kg("show", "qqqqqq", folder=workspace).err == "kg: nothing is called 'qqqqqq'\n    → look with: kg gaps\n"


def test_text_from_outside_cannot_steer_the_terminal(kg: Kg, refreshed: Path) -> None:
    assert kg("show", "a\x1b]0;b\x07", folder=refreshed).err.startswith("kg: niets heet 'a<U+001B>]0;b<U+0007>'")


def test_kg_lang_wins_from_the_workspace_and_lang_from_both(refreshed: Path) -> None:
    english = outside("gaps", "--nope", folder=refreshed, KG_LANG="en_GB.UTF-8")
    assert (english.returncode, english.stdout) == (2, "")
    assert english.stderr.startswith("kg: No such option '--nope'.")
    assert english.stderr.endswith("    → see: kg gaps --help\n")
    dutch = outside("gaps", "--lang", "nl", "--since", "x", folder=refreshed, KG_LANG="en")
    assert "is geen datum" in dutch.stderr


def test_answers_go_to_standard_output_and_messages_to_standard_error(refreshed: Path) -> None:
    done = outside("gaps", folder=refreshed, NO_COLOR="1")
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 3)
    wrong = outside("show", "qqqqqq", folder=refreshed)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("kg: niets heet")


def test_a_reader_that_stops_early_is_no_error(refreshed: Path) -> None:
    command = f"{sys.executable} -m kg.cli export --format nquads | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=refreshed, capture_output=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(command: str, kg: Kg) -> None:
    said = kg(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Gebruik: kg {command} ")
    assert load_words("terminal", "nl")[f"help.{command}"].split()[0] in said.out
    options = said.out.partition("Opties:\n")[2]
    entries = [line for line in options.splitlines() if line.startswith("  -")]
    followed = dict(zip(options.splitlines(), [*options.splitlines()[1:], ""], strict=True))
    assert entries
    assert [line for line in entries if "  " not in line[2:] and not followed[line].startswith(" " * 10)] == []


def test_both_languages_have_the_same_words() -> None:
    dutch, english = (load_words("terminal", language) for language in ("nl", "en"))
    assert list(dutch) == list(english)
    assert [key for key in dutch if dutch[key].count("{") != english[key].count("{")] == []


def test_help_lists_every_command_in_both_languages(tmp_path: Path) -> None:
    for language in ("nl", "en"):
        done = outside("--help", folder=tmp_path, KG_LANG=language)
        words = load_words("terminal", language)
        shown = " ".join(done.stdout.split())
        assert (done.returncode, done.stderr) == (0, "")
        assert [command for command in COMMANDS if f"{command} {words[f'help.{command}']}" not in shown] == []


HEAVY = ("rdflib", "networkx", "pyvis", "pyoxigraph", "lxml", "jinja2", "markdown_it", "openpyxl", "numpy", "pyshacl")


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        pytest.param(["--help"], set(), id="help"),
        pytest.param(["gaps", "--help"], {"pyoxigraph"}, id="help of a command"),
        pytest.param(["queries"], set(), id="queries"),
        pytest.param(["gaps"], {"pyoxigraph"}, id="gaps"),
        pytest.param(["show", "99XA"], {"pyoxigraph"}, id="show"),
        pytest.param(["export", "--format", "trig"], {"pyoxigraph"}, id="export"),
    ],
)
def test_a_command_imports_what_it_needs(arguments: list[str], allowed: set[str], refreshed: Path) -> None:
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=refreshed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(done.stderr.split()) & set(HEAVY) <= allowed


@pytest.fixture
def version(kg: Kg) -> Said:
    return kg("--version")


def test_version(version: Said) -> None:
    assert version.code == 0
    assert version.out.startswith("kg, version ")
