"""What holds of every reader: any bytes give a Document or a ReadError, and the same one each time."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document, Source
from kg.readers import NAMED, read, suffixes

NAMES = [*(f"a{suffix}" for suffix in suffixes()), *NAMED]
#: Pieces that the formats are made of, so that random texts get further than their first character.
PIECES = [
    *"\"'{}[]()<>|,;:=@#%$\\&~^-*+_`!?/.\n\r\t\0 aé1",
    "\ufeff", "\u2028", "\ud7ff", "TY  - JOUR\n", "ER  - \n", "AU  - ", "@article{a,", "title = {",
    "@string{", "@comment", "- [ ] ", "| a |\n|---|\n", "---\n", "```\n", "<!--", "-->", "<table>", "<tr>", "<td>",
    "<li>", "</p>", "&#0;", "<![CDATA[",
    '{"id":', '"title":', "null", "1e999", "\\ud800",
    "brin,name\n", "title,doi\n", "10.1000/", "2020-02-31", " and ", "date: ",
]  # fmt: skip


def outcome(name: str, data: bytes) -> Document | str:
    """Give the Document, or the refusal as text."""
    try:
        return read(Source(PurePosixPath("publications", name)), data)
    except ReadError as refusal:
        return f"{refusal} {refusal.hint}"


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_is_read_or_refused(name: str, pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    first = outcome(name, data)
    assert first == outcome(name, data)
    if isinstance(first, Document):
        first.text.encode()
        "".join(record.title + record.abstract + str(record.authors) for record in first.records).encode()
        assert all(block.span.of(first.text) for block in first.blocks)
        assert all(block.parent is None or block.parent < place for place, block in enumerate(first.blocks))
        assert all(block.heading is None or block.heading < place for place, block in enumerate(first.blocks))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    assert outcome(name, data) == outcome(name, data)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_is_a_document_without_anything(name: str) -> None:
    document = outcome(name, b"")
    assert isinstance(document, Document)
    assert (document.text, document.blocks, document.records, document.issues) == ("", (), (), ())
