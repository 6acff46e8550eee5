"""What the tests of the readers share."""

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from kg.model import Document, Source
from kg.readers import read

#: Reads a text or bytes as a file of this name.
ReadAs = Callable[[str, str | bytes], Document]


@pytest.fixture(scope="session")
def read_as() -> ReadAs:
    """Give a function that reads a text or bytes as a file of a name."""

    def read_it(name: str, data: str | bytes) -> Document:
        raw = data.encode() if isinstance(data, str) else data
        document = read(Source(PurePosixPath(name)), raw)
        spans = [block.span for block in document.blocks]
        assert spans == sorted(spans)
        assert all(0 <= span.start <= span.end <= len(document.text) for span in spans)
        assert all(span.of(document.text) for span in spans)
        assert all(one.line >= 1 for one in document.records)
        return document

    return read_it
