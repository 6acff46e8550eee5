"""The table [llm] of kg.toml, and what the docs say of it."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import WorkspaceError
from kg.llm.checking import DROPPED
from kg.llm.excerpts import SIZE
from kg.llm.proposing import MOST
from kg.workspace import ModelSettings, read_settings
from tests.llm.conftest import told_by

if TYPE_CHECKING:
    from tests.llm.conftest import Server


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


PAGE = Path(__file__).parents[2] / "docs" / "llm.md"


def blocks(language: str) -> list[str]:
    """Give the code blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_settings_of_the_docs_are_understood(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    told = ModelSettings(enabled=True, address="http://localhost:11434/v1", model="naam-van-het-model")
    assert read_settings(tmp_path / "kg.toml").llm == told


def test_the_template_leaves_it_off_and_its_lines_are_understood(tmp_path: Path) -> None:
    text = (resources.files("kg") / "templates" / "kg.toml").read_text(encoding="utf-8")
    assert "llm" not in tomllib.loads(text)
    lines = text.partition("# [llm]\n")[2].replace("# ", "")
    (tmp_path / "kg.toml").write_text(f"[llm]\n{lines}", encoding="utf-8")
    assert not read_settings(tmp_path / "kg.toml").llm.enabled


def test_the_docs_show_all_that_is_sent(table: Path, server: Server) -> None:
    told_by(table)
    (shown,) = map(json.loads, blocks("json"))
    sent = server.got[0][2]
    assert [*shown] == [*sent]
    assert [message["role"] for message in shown["messages"]] == [message["role"] for message in sent["messages"]]
    same = ("temperature", "seed", "stream")
    assert {key: shown[key] for key in same} == {key: sent[key] for key in same}


def test_the_docs_name_every_reason_and_limit() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [reason for reason in DROPPED if f"`{reason}`" not in text] == []
    assert f"hoogstens {SIZE} tekens" in text
    assert f"hoogstens de eerste {MOST} stukken" in text
