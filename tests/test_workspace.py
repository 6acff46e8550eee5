"""Where a workspace is, what kg.toml says, and what cannot be a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.workspace import Settings, find_workspace, read_settings, read_whole


def test_the_nearest_folder_with_sources_upwards(tmp_path: Path) -> None:
    (tmp_path / "sources/meetings").mkdir(parents=True)
    (tmp_path / "a/sources").mkdir(parents=True)
    (tmp_path / "a/b").mkdir()
    places = [find_workspace(tmp_path / name).root for name in (".", "sources/meetings", "a", "a/b")]
    assert [p.resolve() for p in places] == [tmp_path, tmp_path, tmp_path / "a", tmp_path / "a"]


def test_none_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace here or above") as caught:
        find_workspace(tmp_path)
    assert caught.value.hint == "make one with: kg init"


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        pytest.param(None, Settings(), id="no file"),
        pytest.param("", Settings(), id="an empty file"),
        pytest.param("\ufeffname = 'Tafel'", Settings(name="Tafel"), id="a byte order mark"),
        pytest.param("language = 'en'\nby = 'jan'", Settings(language="en", by="jan"), id="language and person"),
        pytest.param("base = 'https://x.example/'", Settings(base="https://x.example/"), id="a base"),
        pytest.param(
            "[privacy]\npersons = 'hide'\nschools = 'code'", Settings(persons="hide", schools="code"), id="privacy"
        ),
        pytest.param("iets = 'anders'", Settings(), id="what is not known"),
    ],
)
def test_what_kg_toml_says(text: str | None, settings: Settings, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path / "kg.toml") == settings


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        pytest.param(b"name = ", "is not TOML", 1, id="cut off"),
        pytest.param(b"a = 1\nb = [", "is not TOML", 2, id="a bracket that never closes"),
        pytest.param(b"\xff\xfe", "is not TOML", None, id="no UTF-8"),
        pytest.param(b"a = " + b"[" * 5000, "is not TOML", None, id="nested without end"),
        pytest.param(b"language = 'fr'", "language is 'fr'", None, id="a language that is not there"),
        pytest.param(b"[privacy]\npersons = 'ja'", "privacy.persons is 'ja'", None, id="a choice that is none"),
        pytest.param(b"base = 'x'", "base is 'x'", None, id="a base that is no IRI"),
        pytest.param(b"base = 'https://x.example'", "base is", None, id="a base that does not end"),
        pytest.param(b"base = 'http://[/'", "base is", None, id="a base that the engine refuses"),
    ],
)
def test_what_is_wrong_in_kg_toml_is_said(data: bytes, message: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_bytes(data)
    with pytest.raises(WorkspaceError, match=message) as caught:
        read_settings(tmp_path / "kg.toml")
    assert (caught.value.line, bool(caught.value.hint)) == (line, True)


def test_a_file_that_must_not_be_misread(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert (read_whole(tmp_path / "a"), read_whole(tmp_path / "b")) == (b"x", b"")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        read_whole(tmp_path)
