"""The table [lookup] of kg.toml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.guards.getting import Manners
from kg.lookup.asking import LIMITS, PAGES
from kg.lookup.words import MOST
from kg.workspace import LookupSettings, LookupSource, read_settings

OPENALEX = LookupSource("openalex", "https://api.openalex.org/works")


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        pytest.param("", LookupSettings(), id="nothing"),
        pytest.param("[lookup]", LookupSettings(), id="an empty table"),
        pytest.param("[lookup]\nmail = 'proef@example.org'\nkeep = 1", LookupSettings(mail="proef@example.org", keep=1.0), id="who asks"),
        pytest.param("[lookup.sources]\nopenalex = 'https://api.openalex.org/works'", LookupSettings((OPENALEX,)), id="one"),
        pytest.param(
            "[lookup.sources]\noai-b = 'http://b.example/oai?set=x'\noai-a = 'https://a.example/'",
            LookupSettings((LookupSource("oai-b", "http://b.example/oai?set=x"), LookupSource("oai-a", "https://a.example/"))),
            id="two, in the order of the file",
        ),
    ],
)  # fmt: skip
def test_what_kg_toml_says_of_looking_up(text: str, settings: LookupSettings, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path / "kg.toml").lookup == settings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("lookup = true", "lookup is no table", id="no table"),
        pytest.param("[lookup]\nsources = ['x']", "lookup is no table", id="sources that are no table"),
        pytest.param("[lookup]\nenabled = true\nadres = 1", "lookup.adres is not known", id="another key"),
        pytest.param("[lookup]\nmail = 5", "lookup.mail is no mail address", id="a number for mail"),
        pytest.param("[lookup]\nmail = 'geheim'", "lookup.mail is no mail address", id="no mail address"),
        pytest.param('[lookup]\nmail = "geheim@x\\r\\nX-A: b"', "lookup.mail is no mail address", id="a header in it"),
        pytest.param("[lookup]\nkeep = -1", "lookup.keep is '-1'", id="fewer than no days"),
        pytest.param("[lookup]\nkeep = nan", "lookup.keep is 'nan'", id="not a number"),
        pytest.param("[lookup]\nkeep = true", "lookup.keep is 'True'", id="yes"),
        pytest.param("[lookup]\nkeep = 400", "lookup.keep is '400'", id="longer than a year"),
        pytest.param("[lookup.sources]\nscopus = 'https://x.example/'", "lookup.sources.scopus is not known", id="another kind"),
        pytest.param("[lookup.sources]\n'oai-../x' = 'https://x.example/'", "lookup.sources.oai-../x is not known", id="a path"),
        pytest.param("[lookup.sources]\nopenalex = 5", "lookup.sources.openalex is no address of a server", id="a number"),
        *[
            pytest.param(f"[lookup.sources]\noai = '{address}'", "lookup.sources.oai is no address of a server", id=address)
            for address in ("example.org/oai", "ftp://x/", "file:///etc", "http://", "http://jan:geheim@x/", "http://x/?a=b#c",
                            "http://x/?a b", "http://x:99999/", "http://[/", "http://x/?a=\\b", "http://é.example/")
        ],
    ],
)  # fmt: skip
def test_what_is_wrong_there_is_said_without_secrets(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        read_settings(tmp_path / "kg.toml")
    assert caught.value.message == message
    assert caught.value.hint
    assert "geheim" not in str(caught.value)


PAGE = Path(__file__).parents[2] / "docs" / "lookup.md"


def test_the_settings_of_the_docs_are_understood(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    oai = LookupSource("oai-voorbeeld", "https://example.org/oai?set=onderwijs&from=2020-01-01")
    crossref = LookupSource("crossref", "https://api.crossref.org/works")
    told = LookupSettings((OPENALEX, crossref, oai), "naam@example.org", 7.0)
    assert read_settings(tmp_path / "kg.toml").lookup == told


def test_the_limits_of_the_docs_are_those_of_the_code() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    manners = Manners()
    assert f"mag {LIMITS.size >> 20} MB groot zijn (ook uitgepakt) en {LIMITS.seconds:g} seconden duren" in text
    assert f"hoogstens {PAGES} pagina's" in text
    assert f"de zoekwoorden, hoogstens {MOST}." in text
    assert (manners.tries, manners.redirects) == (3, 3)
