"""Reference lists and bad files from elsewhere: counts, and nothing but a ReadError.

Needs the shared corpus: its folder in KG_CORPUS.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from kg.errors import ReadError
from kg.model import Document, Source
from kg.readers import read, suffixes

CORPUS = os.environ.get("KG_CORPUS", "")
pytestmark = pytest.mark.skipif(not CORPUS, reason="KG_CORPUS does not name the shared corpus")

KINDS = ("bib", "ris", "json", "csv", "docx", "html", "md", "yaml", "made", "xlsx", "strings", "other", "oai", "xml")
MAY_BE_REFUSED = ("error", "error-or-parses", "limits", "parses-as-json", "sanitised", "parses-rest+warn")
#: Formats in the corpus that other readers will take: they must not be mistaken for one of ours.
OTHERS = (".rq", ".ttl", ".jsonld")


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the corpus."""
    path = Path(CORPUS, name) if CORPUS else None
    if path and path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t")


def counted() -> list[tuple[str, int]]:
    """Give file and right number of records of each reference list; a sheet counts its header as a row."""
    rows = [row for row in table("metadata/COUNTS.tsv") if Path(row["file"]).suffix in suffixes()]
    files = [
        (f"metadata/{row['format']}/{row['file']}", row["right"]) for row in rows if row["right"] != "not well-formed"
    ]
    return [(name, int(right.rpartition("=")[2]) - ("=" in right)) for name, right in files]


def bad() -> list[tuple[str, str]]:
    """Give file and expectation of each bad file of our kinds."""
    rows = [(row["file"], row["expectation"]) for row in table("badinput/SOURCES.tsv")]
    ours = [(name, expected) for name, expected in rows if name.split("/", 1)[0] in KINDS and not name.endswith(OTHERS)]
    return [(f"badinput/{name}", expected) for name, expected in ours]


COUNTED, BAD = counted(), bad()


def read_file(name: str, *, folder: str = "publications", suffix: str = "") -> Document:
    """Read a file of the corpus as if it lay in a folder of sources/, under another suffix where one is given."""
    path = Path(CORPUS, name)
    source = Source(PurePosixPath(folder, path.name + suffix))
    return read(source, path.read_bytes())


def test_the_cases_are_all_there() -> None:
    assert (len(COUNTED), len(BAD)) == (86, 150)


@pytest.mark.parametrize(("name", "right"), COUNTED, ids=[name for name, _ in COUNTED])
def test_the_number_of_records(name: str, right: int) -> None:
    document = read_file(name)
    assert len(document.records) == right
    lines = [record.line for record in document.records]
    assert lines == sorted(lines)
    assert all(line >= 1 for line in lines)


def read_or_refuse(name: str, *, folder: str, suffix: str) -> Document | ReadError:
    """Read a file, and give the refusal as a value; anything else that is raised fails the test."""
    try:
        return read_file(name, folder=folder, suffix=suffix)
    except ReadError as refusal:
        return refusal


def suffix_of(name: str) -> str:
    """Give the suffix under which a bad file is read: its own where it is ours, else that of its kind."""
    kind = name.split("/", 2)[1]
    if kind == "html":
        return ".html"
    if kind == "yaml" or name.endswith(".yaml"):
        return ".md"
    return ""


@pytest.mark.parametrize("folder", ["publications", "meetings"])
@pytest.mark.parametrize(("name", "expected"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_file_is_read_or_refused_with_a_remedy(name: str, expected: str, folder: str) -> None:
    what, _, number = expected.partition(":")
    document = read_or_refuse(name, folder=folder, suffix=suffix_of(name))
    if isinstance(document, ReadError):
        assert (bool(document.hint), bool(document.path), what in MAY_BE_REFUSED) == (True, True, True)
        return
    assert all(block.span.of(document.text) for block in document.blocks)
    assert what not in ("error", "limits") or document.issues or "yaml" in name
    assert not what.endswith("+warn") or document.issues or name.endswith("encoding5.bib")
    assert not what.endswith("+error") or any(issue.is_error and issue.line for issue in document.issues)
    if number and "/made/" not in name:
        assert len(document.records) == int(number)


def test_yaml_as_front_matter_gives_values_or_a_warning() -> None:
    names = [name for name, _ in BAD if "/yaml/" in name or name.endswith("bomb.yaml")]
    assert len(names) == 6
    for name in names:
        head = Path(CORPUS, name).read_bytes()
        document = read(Source(PurePosixPath("meetings/a.md")), b"---\n" + head.rstrip() + b"\n---\n")
        assert document.metadata or document.issues or document.blocks, name
