"""The site as it is given away: whole, the same each time, and at home on a disk, in a zip file and on a web server."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html

from kg.cli import cli
from kg.site import make_site, packed, safe_name, site_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from kg.workspace import Workspace
    from tests.pages.conftest import Seen

#: Days for which the site is made: as it stands, and after each of the first meetings.
DAYS = ("", "2021-03-25", "2021-06-23")


@pytest.fixture(scope="module")
def sites(sample: Workspace) -> dict[str, dict[str, bytes]]:
    return {day: make_site(sample, as_of=day) for day in DAYS}


def _links(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the links of all pages and of what the search box finds, with the page that they stand on."""
    for name, data in files.items():
        if name.endswith(".html"):
            yield from ((name, link) for link in _found(data, "//@href | //@src"))
        elif name == "search/texts.js":
            rows = json.loads("[" + re.sub(r"^kgFound\(|\);\s*$", "", data.decode()) + "]")[1]
            yield from (("index.html", row[3]) for row in rows)


def _found(page: bytes, path: str) -> list[str]:
    """Give the attributes of a page that an XPath finds."""
    return [str(value) for value in cast("list[object]", lxml_html.fromstring(page).xpath(path))]


def _dead(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Give the links that lead to no file, or to no place in it.

    One to a kind of page of which there is none at all counts for the test that looks whether every kind is there.
    """
    kinds = {name.partition("/")[0] for name in files}
    ids = {name: set(_found(data, "//@id")) for name, data in files.items() if name.endswith(".html")}
    dead = []
    for page, link in _links(files):
        parts = urlsplit(link)
        if parts.scheme in ("http", "https"):
            continue
        target = _resolved(page, unquote(parts.path))
        lost = parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in ids.get(target, ())
        if parts.scheme or (target.partition("/")[0] in kinds and (target not in files or lost)):
            dead.append((page, link))
    return dead


def _resolved(page: str, path: str) -> str:
    """Give the file that a link leads to.

    >>> _resolved("notes/meetings/a.html", "../../index.html")
    'index.html'
    """
    parts = list(PurePosixPath(page).parent.parts)
    for part in path.split("/") if path else [PurePosixPath(page).name]:
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


@pytest.mark.parametrize("day", DAYS)
def test_every_link_leads_somewhere(day: str, sites: dict[str, dict[str, bytes]]) -> None:
    assert len(list(_links(sites[day]))) > 50
    assert _dead(sites[day]) == []


def test_a_dead_link_is_found() -> None:
    files = {
        "index.html": b'<a href="b.html">x</a> <a href="notes/a.html#l2">x</a> <a href="notes/a.html#l1">x</a> <a href="notes/c.html">x</a>',
        "notes/a.html": b'<p id="l1"><a href="../index.html">x</a> <a href="../index.html#x">x</a></p>',
    }
    assert _dead(files) == [
        ("index.html", "notes/a.html#l2"),
        ("index.html", "notes/c.html"),
        ("notes/a.html", "../index.html#x"),
    ]


def test_the_site_is_what_the_refresh_made_without_the_graph(
    sample: Workspace, sites: dict[str, dict[str, bytes]]
) -> None:
    (sample.outputs / "van iemand anders.txt").write_text("niet van kg")
    files = make_site(sample)
    (sample.outputs / "van iemand anders.txt").unlink()
    made = {f.relative_to(sample.outputs).as_posix() for f in sample.outputs.rglob("*") if f.is_file()}
    assert set(files) == {name for name in made if not name.startswith("graph/")}
    assert {"index.html", "map.html", "gaps.csv", "gaps.json", "gaps.md", "assets/kg.css"} <= set(files)
    assert files == sites[""]


def test_what_is_drawn_anew_for_today_is_what_stands(sample: Workspace, sites: dict[str, dict[str, bytes]]) -> None:
    assert make_site(sample, as_of="2021-11-04").keys() == sites[""].keys()
    (sample.outputs / "index.html").rename(sample.root / "index.html")
    drawn = make_site(sample)
    (sample.root / "index.html").rename(sample.outputs / "index.html")
    assert drawn == sites[""]


def test_of_an_earlier_day_later_notes_are_left_out(sites: dict[str, dict[str, bytes]]) -> None:
    notes = {day: [name for name in sites[day] if name.startswith("notes/")] for day in DAYS}
    assert [len(notes[day]) for day in DAYS] == [6, 2, 3]
    assert notes["2021-03-25"] == [
        "notes/meetings/2021-01-eerste-bijeenkomst.md.html",
        "notes/meetings/2021-03-25-tweede-bijeenkomst.md.html",
    ]


def test_the_zip_file_is_the_same_each_time_and_has_one_folder(
    sample: Workspace, sites: dict[str, dict[str, bytes]]
) -> None:
    name = site_name(sample)
    data = packed(sites[""], name)
    assert data == packed(make_site(sample), name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        assert [entry.filename for entry in entries] == [f"{name}/{file}" for file in sorted(sites[""])]
        assert {(entry.date_time, entry.compress_type) for entry in entries} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED)
        }
        assert {entry.filename: archive.read(entry) for entry in entries} == {
            f"{name}/{file}": content for file, content in sites[""].items()
        }


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("", "kennistafel", id="no name"),
        pytest.param("Voorbeeldtafel: léren & ict", "voorbeeldtafel-leren-ict", id="signs and accents"),
        pytest.param("../../etc", "etc", id="a way out"),
        pytest.param("тест", "kennistafel", id="another script"),
        pytest.param("aux", "kennistafel-aux", id="kept by a system"),
        pytest.param("a" * 300, "a" * 60, id="very long"),
    ],
)
def test_the_name_of_the_folder(title: str, name: str) -> None:
    assert safe_name(title) == name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--format", "site", "-o", "{vol}"], "bestaat al", id="a folder that is not empty"),
        pytest.param(["--format", "site", "-o", "{vol}/x.txt"], "bestaat al", id="a file"),
        pytest.param(["--format", "site", "-o", "{weg}/x.zip"], "de map '{weg}' bestaat niet", id="no such folder"),
        pytest.param(["--format", "site", "--as-of", "juni"], "'juni' is geen datum", id="no date"),
        pytest.param(["--format", "csv", "--as-of", "2021-01-01"], "alleen een site", id="a date for the graph"),
        pytest.param(["--format", "csv", "-o", "{vol}"], "is een map", id="a folder for the graph"),
    ],
)
def test_wrong_use(arguments: list[str], said: str, sample: Workspace, tmp_path: Path) -> None:
    places = {"vol": str(tmp_path / "vol"), "weg": str(tmp_path / "weg")}
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol/x.txt").write_text("x")
    wrong = CliRunner().invoke(
        cli, ["-C", str(sample.root), "export", "--lang", "nl", *(part.format(**places) for part in arguments)]
    )
    assert (wrong.exit_code, said.format(**places) in wrong.output) == (2, True), wrong.output


def test_a_folder_or_a_zip_file_is_written_and_said(
    sample: Workspace, sites: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    for name in ("site", "site.zip"):
        done = CliRunner().invoke(
            cli, ["-C", str(sample.root), "export", "--format", "site", "-o", str(tmp_path / name)]
        )
        assert (done.exit_code, f"{len(sites[''])} bestanden" in done.output) == (0, True), done.output
    folder = tmp_path / "site"
    found = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    assert found == sites[""]
    assert (tmp_path / "site.zip").read_bytes() == packed(sites[""], site_name(sample))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a plain web server on a folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def unpacked(sample: Workspace, sites: dict[str, dict[str, bytes]], tmp_path: Path) -> Path:
    """Give the folder of the site, taken out of the zip file."""
    with zipfile.ZipFile(io.BytesIO(packed(sites[""], site_name(sample)))) as archive:
        archive.extractall(tmp_path)
    return tmp_path / site_name(sample)


@pytest.mark.browser
def test_pages_work_from_a_disk(unpacked: Path, visit: Callable[..., Seen]) -> None:
    pages = sorted(unpacked.rglob("*.html"))
    assert len(pages) > 8
    for path in pages:
        seen = visit(path)
        outside = [said for said in seen.trouble if not said.startswith(f"request: {unpacked.as_uri()}/")]
        assert outside == [], path.name
        assert seen.page.locator("h1").inner_text()


@pytest.mark.browser
def test_pages_work_on_a_web_server(unpacked: Path, browser: Browser) -> None:
    with served(unpacked) as address:
        page = browser.new_page()
        trouble: list[str] = []
        page.on("console", lambda said: trouble.append(said.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("requestfailed", lambda asked: trouble.append(asked.url))
        page.on("request", lambda asked: None if asked.url.startswith(address) else trouble.append(asked.url))
        for path in sorted(unpacked.rglob("*.html")):
            page.goto(f"{address}/{path.relative_to(unpacked).as_posix()}")
            assert page.locator("h1").inner_text()
        page.goto(f"{address}/index.html")
        page.get_by_role("searchbox").fill("inspectie")
        page.locator("#gevonden li").first.wait_for()
        page.close()
    assert [said for said in trouble if "favicon" not in said] == []


@pytest.mark.browser
def test_a_quote_leads_to_its_place_in_the_note_and_back(sample: Workspace, visit: Callable[..., Seen]) -> None:
    seen = visit(sample.outputs / "index.html", 390)
    page = seen.page
    page.get_by_role("searchbox").fill("kiezen leerlingen met foto's van het werk")
    page.locator("#gevonden a").first.click()
    page.wait_for_url("**/notes/meetings/*.html#*")
    mark = page.locator("mark:target")
    assert "kiezen leerlingen met foto's van het werk zelf" in mark.inner_text()
    place = mark.bounding_box()
    assert place is not None
    assert 0 <= place["y"] < 860
    assert mark.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.get_by_role("link", name="Overzicht", exact=True).click()
    assert page.url.endswith("index.html")
    page.goto((sample.outputs / "map.html").as_uri())
    page.get_by_role("link", name="Naar het overzicht").click()
    assert page.url.endswith("index.html")
    assert seen.trouble == []
