"""A small workspace of our own, and a way to type commands in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.guards.worker import Worker
from tests.conftest import call_here

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "kg.toml": 'name = "Voorbeeldtafel"\nby = "proef"\n',
    "schools.csv": "brin,name,place,board,sector\n99XA,Voorbeeldschool De Proef,Nergenshuizen,Voorbeeldbestuur,po\n",
    "meetings/2021-03-25-tweede.md": (
        "# Tweede bijeenkomst kennistafel\n\n"
        "Vraag: Hoe volgen we leerlingen zonder extra toetsen? ^volgen\n\n"
        "Vraag: Welke software past bij zelfstandig werken? ^software\n\n"
        "Procesvraag: Welke onderwerpen bespreken we volgend jaar?\n"
    ),
    "meetings/2021-06-23-derde.md": (
        "# Derde bijeenkomst kennistafel\n\n"
        "Vraag: Hoe bereiden we leraren voor op gepersonaliseerd leren? ^leraren\n\n"
        "Inzicht: Samen kijken naar leergegevens helpt leraren. ^kijken\n"
    ),
    "publications/lijst.bib": (
        "@article{voorbeeld2019, title = {Leerlingen volgen: een voorbeeldtitel}, author = {Voorbeeld, A.},\n"
        "  journal = {Voorbeeldblad}, year = {2019}, doi = {10.99999/voorbeeld.1}}\n"
        "@book{proef2020, title = {Een proefboek over leraren}, author = {Proef, B.}, year = {2020}}\n"
    ),
}


@dataclass(frozen=True)
class Said:
    """What a command gave: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


class Kg(Protocol):
    """Types a command in a folder."""

    def __call__(self, *arguments: str, folder: Path | None = None) -> Said:
        """Give what it said."""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below sources/ of a folder."""
    for name, text in files.items():
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace after a refresh, for tests that only read."""
    folder = write(tmp_path_factory.mktemp("tafel"), FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "call", call_here)
        said = type_it("refresh", folder=folder)
    assert (said.code, said.err) == (0, "")
    return folder


@pytest.fixture
def workspace(refreshed: Path, tmp_path: Path) -> Path:
    """A copy of the small workspace, to change."""
    return shutil.copytree(refreshed, tmp_path / "tafel")


def type_it(*arguments: str, folder: Path | None = None) -> Said:
    """Type a command; a bug raises."""
    whole = ["-C", str(folder), *arguments] if folder else list(arguments)
    result = CliRunner().invoke(cli, whole, prog_name="kg")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def kg() -> Kg:
    """Give a function that types a command."""
    return type_it
