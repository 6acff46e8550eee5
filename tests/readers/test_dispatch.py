"""Which reader gets which file."""

import gzip
from collections.abc import Callable
from importlib import import_module

import pytest

from kg.errors import ReadError
from kg.model import Document
from kg.readers import LOOKS_LIKE, READERS, RECORDS, suffixes

ReadAs = Callable[[str, str | bytes], Document]

RIS = "TY  - BOOK\nTI  - a\nER  - \n"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        pytest.param("meetings/a.md", "x", "text/markdown", id="Markdown"),
        pytest.param("meetings/A.MD", "x", "text/markdown", id="suffix in capitals"),
        pytest.param("meetings/a.txt", "x", "text/plain", id="text"),
        pytest.param("a.txt", RIS, "application/x-research-info-systems", id="RIS in a text file, by content"),
        pytest.param("publications/a.txt", "x", "application/x-research-info-systems", id="text file, by folder"),
        pytest.param(
            "publications/a.txt", "PT\tAU\tTI\tSO\nJ\tTest, J\tProef\tBlad\n", "text/csv", id="table, by content"
        ),
        pytest.param("publications/a.txt", "@book{a, title = {b}}", "application/x-bibtex", id="BibTeX, by content"),
        pytest.param("meetings/a.txt", "@book{a, title = {b}}", "text/plain", id="BibTeX in a note"),
        pytest.param("a.txt", "FN x\nPT J\nER\n", "application/x-inst-for-scientific-info", id="Web of Science"),
        pytest.param("a.txt", "\nPMID- 1\nTI  - a\n", "application/nbib", id="MEDLINE"),
        pytest.param("a.txt", "%0 Book\n%T a\n", "application/x-endnote-refer", id="Refer"),
        pytest.param("a.enw.gz", gzip.compress(b"%0 Book\n%T a\n"), "application/x-endnote-refer", id="packed"),
        pytest.param("meetings/a.html", "x", "text/html", id="HTML"),
        pytest.param("schools.csv", "x", "text/csv", id="schools, by name"),
        pytest.param("publications/a.tsv", "title\tdoi", "text/csv", id="TSV"),
    ],
)
def test_reader(name: str, data: str | bytes, media_type: str, read_as: ReadAs) -> None:
    assert read_as(name, data).media_type == media_type


def test_a_register_is_told_by_its_header(read_as: ReadAs) -> None:
    assert [one.brin for one in read_as("a.csv", "brin,name\n99XA,Proefschool").schools] == ["99XA"]


@pytest.mark.parametrize("name", ["a.pages", "a", "a.pdf"])
def test_an_unknown_type_is_answered_with_the_known_ones(name: str, read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match="is not known") as problem:
        read_as(f"meetings/{name}", "x")
    assert all(suffix in problem.value.hint for suffix in suffixes())


def test_a_file_of_more_than_20_mb_is_refused(read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match="larger than 20 MB") as problem:
        read_as("meetings/a.md", bytes(20_000_001))
    assert problem.value.hint


def test_every_reader_that_a_table_names_is_there() -> None:
    names = {*READERS.values(), *(reader for _, reader in RECORDS.values()), *(line[2] for line in LOOKS_LIKE)}
    for name in sorted(names):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function)), name


def test_what_a_file_is_read_as_is_known() -> None:
    assert {line[3] for line in LOOKS_LIKE} <= {*READERS, *RECORDS}
