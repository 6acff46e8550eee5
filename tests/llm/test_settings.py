"""The table [llm] of kg.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import WorkspaceError
from kg.workspace import ModelSettings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        pytest.param("", ModelSettings(), id="nothing"),
        pytest.param("enabled = true\naddress = 'http://localhost:11434/v1'\nmodel = 'm'\ntimeout = 5",
                     ModelSettings(enabled=True, address="http://localhost:11434/v1", model="m", timeout=5.0), id="all"),
        pytest.param("persons = 'send'\nschools = 'send'", ModelSettings(persons="send", schools="send"), id="names"),
        pytest.param("address = 'https://[::1]:8/v1'", ModelSettings(address="https://[::1]:8/v1"), id="IPv6"),
    ],
)  # fmt: skip
def test_what_kg_toml_says_of_a_model(text: str, settings: ModelSettings, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(f"[llm]\n{text}\n", encoding="utf-8")
    assert read_settings(tmp_path / "kg.toml").llm == settings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("enabled = 'ja'", "llm.enabled is 'ja'", id="switched on with a word"),
        pytest.param("enabled = 1", "llm.enabled is '1'", id="switched on with a number"),
        pytest.param("timeout = 0", "llm.timeout is '0'", id="no time"),
        pytest.param("timeout = inf", "llm.timeout is 'inf'", id="for ever"),
        pytest.param("timeout = nan", "llm.timeout is 'nan'", id="not a number"),
        pytest.param("timeout = true", "llm.timeout is 'True'", id="yes"),
        pytest.param("persons = 'ja'", "llm.persons is 'ja'", id="persons"),
        *[
            pytest.param(f"address = '{address}'", "llm.address is no address of a server", id=address)
            for address in (
                "localhost:11434", "ftp://x/v1", "file:///etc", "http://", "http://jan:geheim@x/v1", "http://x/v1?key=geheim",
                "http://x/#a", "http://x y/", "http://x:99999/", "http://[x/", "http://é.example/",
            )
        ],
    ],
)  # fmt: skip
def test_what_is_wrong_there_is_said_without_secrets(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(f"[llm]\n{text}\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=message.replace(".", r"\.")) as caught:
        read_settings(tmp_path / "kg.toml")
    assert caught.value.hint
    assert "geheim" not in str(caught.value)
