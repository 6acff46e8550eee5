"""Files of a revision: read as they were, from any folder of a repository, whatever a name tries."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from kg.errors import UsageError
from kg.guards import git

if TYPE_CHECKING:
    from pathlib import Path

WHO = ("-c", "user.name=proef", "-c", "user.email=proef@example.org")


def run(folder: Path, *arguments: str) -> str:
    """Let git do something."""
    done = subprocess.run(["git", "-C", folder, *WHO, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits and a tag on the first, in which a workspace is a folder with an odd name."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    run(tmp_path, "init", "--quiet", "--initial-branch=main")
    folder = tmp_path / "tafel ü [1]"
    graph = folder / "outputs" / "graph" / "meetings"
    graph.mkdir(parents=True)
    (graph / "een.trig").write_bytes(b"een\n")
    (graph / "leeg.trig").write_bytes(b"")
    (graph / "regel\nom.trig").write_bytes(b"\n\nom")
    (graph / "kladje.txt").write_bytes(b"geen graaf")
    (graph / "verwijzing.trig").symlink_to("een.trig")
    (tmp_path / "outputs" / "graph").mkdir(parents=True)
    (tmp_path / "outputs" / "graph" / "buiten.trig").write_bytes(b"van een ander")
    run(tmp_path, "add", "--all")
    run(tmp_path, "commit", "--quiet", "-m", "een")
    run(tmp_path, "tag", "-m", "eerste", "eerste")
    (graph / "een.trig").write_bytes(b"twee\n")
    run(tmp_path, "commit", "--quiet", "--all", "-m", "twee")
    return folder


FIRST_FILES = {"meetings/een.trig": b"een\n", "meetings/leeg.trig": b"", "meetings/regel\nom.trig": b"\n\nom"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("HEAD", b"twee\n", id="the newest"),
        pytest.param("HEAD~1", b"een\n", id="the one before"),
        pytest.param("eerste", b"een\n", id="a tag with a message"),
        pytest.param("main", b"twee\n", id="a branch"),
        pytest.param("HEAD^{/een}", b"een\n", id="words of a message"),
    ],
)
def test_files_of_a_revision(name: str, content: bytes, repository: Path) -> None:
    commit = git.resolve(repository, name)
    found = git.read_files(repository, commit, "outputs/graph", ".trig")
    assert found == FIRST_FILES | {"meetings/een.trig": content}
    assert list(found) == sorted(found)


def test_a_short_hash_is_a_revision(repository: Path) -> None:
    commit = run(repository, "rev-parse", "HEAD~1")
    assert git.resolve(repository, commit[:9]) == commit


def test_a_folder_that_is_not_in_a_revision_has_no_files(repository: Path) -> None:
    assert git.read_files(repository, git.resolve(repository, "HEAD"), "outputs/grap", ".trig") == {}


HOSTILE = (
    "", "-x", "--output=x", "--exec=touch x", "$(touch x)", "`touch x`", "HEAD\n--help", "HEAD; touch x", "a\x00b",
    "HEAD:outputs", ":/een", "../..", "@{-1}", "HEAD~99", "x" * 10_000, "refs/heads/*", "HEAD..HEAD~1", "^HEAD",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=[repr(name[:20]) for name in HOSTILE])
def test_what_names_no_revision_does_nothing(name: str, repository: Path) -> None:
    before = sorted(repository.rglob("*"))
    assert git.resolve(repository, name) == ""
    assert sorted(repository.rglob("*")) == before


def test_what_a_repository_wants_to_run_is_not_run(repository: Path) -> None:
    """A hook, a file-system monitor, a pager and an alias that leave a trace."""
    trace = repository / "trace"
    script = repository.parent / "script.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "alias.rev-parse", "core.sshCommand", "diff.external"):
        run(repository, "config", key, str(script))
    trace.unlink(missing_ok=True)
    commit = git.resolve(repository, "HEAD")
    assert git.read_files(repository, commit, "outputs/graph", ".trig")["meetings/een.trig"] == b"twee\n"
    assert not trace.exists()


def test_another_repository_in_the_environment_does_not_count(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert len(git.resolve(repository, "HEAD")) == 40


def test_outside_a_repository_nothing_is_a_revision(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("los")
    assert git.resolve(folder, "HEAD") == ""
    monkeypatch.setenv("PATH", str(folder))
    assert git.resolve(folder, "HEAD") == ""


def test_files_that_are_too_large_together_are_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "MOST_BYTES", 3)
    with pytest.raises(UsageError, match="holds more than 0 MB"):
        git.read_files(repository, git.resolve(repository, "HEAD"), "outputs/graph", ".trig")


def test_a_file_that_is_missing_from_the_repository_is_named(repository: Path) -> None:
    blob = run(repository, "rev-parse", "HEAD:./outputs/graph/meetings/een.trig")
    (repository.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UsageError, match=r"git cannot give|git cannot read"):
        git.read_files(repository, git.resolve(repository, "HEAD"), "outputs/graph", ".trig")
