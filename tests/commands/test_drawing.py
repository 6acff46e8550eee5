"""`kg map` in every format."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kg.maps import raster

if TYPE_CHECKING:
    from pathlib import Path

    from kg.maps.scene import Scene
    from tests.commands.conftest import Kg

STARTS = {
    "html": b"<!doctype html>",
    "svg": b'<?xml version="1.0" encoding="UTF-8"?>\n<svg',
    "graphml": b"<graphml",
    "gexf": b"<gexf",
}


@pytest.fixture
def pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without resvg, put a stand-in in its place, but not in CI."""
    if not os.environ.get("CI"):
        try:
            import resvg_py  # noqa: F401, PLC0415
        except ImportError:
            monkeypatch.setattr(raster, "draw_png", _stand_in)


def _stand_in(scene: Scene, *, width: int = 2000, language: str = "nl") -> bytes:
    return b"\x89PNG\r\n\x1a\n"


CALLS = [
    pytest.param([], "map.html", b"<!doctype html>", id="nothing asked"),
    *[pytest.param(["--format", form], f"map.{form}", start, id=f"as {form}") for form, start in STARTS.items()],
    pytest.param(["--format", "png"], "map.png", b"\x89PNG\r\n\x1a\n", id="as png"),
    *[pytest.param(["-o", f"kaart.{form}"], f"kaart.{form}", start, id=f"by its name, {form}") for form, start in STARTS.items()],
    pytest.param(["-o", "kaart.PNG"], "kaart.PNG", b"\x89PNG\r\n\x1a\n", id="by its name, in capitals"),
    pytest.param(["-o", "kaart.txt"], "kaart.txt", b"<!doctype html>", id="another name"),
    pytest.param(["-o", "kaart.svg", "--format", "gexf"], "kaart.svg", b"<gexf", id="what is asked comes before the name"),
]  # fmt: skip


@pytest.mark.usefixtures("pixels")
@pytest.mark.parametrize(("asked", "name", "start"), CALLS)
def test_a_map_is_written_in_a_format(
    asked: list[str], name: str, start: bytes, kg: Kg, refreshed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(refreshed)
    said = kg("map", *asked, folder=refreshed)
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("Kaart geschreven: ")
    assert said.err.strip().endswith(name)
    assert (refreshed / name).read_bytes().startswith(start)


@pytest.mark.parametrize("form", STARTS)
def test_a_map_can_be_piped(form: str, kg: Kg, refreshed: Path) -> None:
    said = kg("map", "--format", form, "-o", "-", folder=refreshed)
    assert (said.code, said.err) == (0, "")
    assert said.out.encode().startswith(STARTS[form])


@pytest.mark.parametrize(
    ("asked", "date"), [([], "2021-06-23"), (["--as-of", "2021-04-01"], "2021-04-01")], ids=["newest", "as of"]
)
def test_a_picture_says_of_which_day_it_is(asked: list[str], date: str, kg: Kg, refreshed: Path) -> None:
    said = kg("map", "--format", "svg", "-o", "-", *asked, folder=refreshed)
    assert f">Stand van {date}." in said.out


def test_a_picture_speaks_the_language_that_is_asked(kg: Kg, refreshed: Path) -> None:
    dutch, english = (
        kg("map", "--format", "svg", "-o", "-", "--lang", lang, folder=refreshed).out for lang in ("nl", "en")
    )
    assert (' lang="nl"' in dutch, "Legenda" in dutch) == (True, True)
    assert (' lang="en"' in english, "Legend<" in english) == (True, True)


def test_an_unknown_format_is_refused(kg: Kg, refreshed: Path) -> None:
    said = kg("map", "--format", "pdf", folder=refreshed)
    assert said.code == 2
    assert "svg" in said.err


@pytest.mark.usefixtures("pixels")
def test_what_a_png_says_is_looked_at_before_it_leaves(
    kg: Kg, refreshed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pixels tell no name, so its text is looked at."""
    seen: list[bytes] = []
    monkeypatch.setattr("kg.published.check_leaving", lambda data, *_: seen.append(data))
    assert kg("map", "--format", "png", "--publish", "-o", str(refreshed / "kaart.png"), folder=refreshed).code == 0
    assert [data[:5] for data in seen] == [b"<?xml", b"\x89PNG\r"]
