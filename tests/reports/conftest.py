"""The sample graph, and golden files that `--update-golden` writes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from openpyxl import load_workbook

from kg.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.stores import Store

SAMPLE = Path(__file__).parents[1] / "graphs" / "sample.trig"
GOLDEN = Path(__file__).parent / "golden"


def cells(data: bytes) -> dict[str, list[list[object]]]:
    """Give what a spreadsheet program shows of an XLSX file: the rows of each sheet, by its name."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def pytest_addoption(parser: pytest.Parser) -> None:
    try:
        parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
    except ValueError:  # another folder of tests has the same option
        return


@pytest.fixture
def load() -> Callable[[bytes], Store]:
    """Give a function that opens a graph in memory."""

    def opened(data: bytes) -> Store:
        store = open_store("memory")
        store.engine.load(data, format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
        return store

    return opened


@pytest.fixture
def sample() -> bytes:
    return SAMPLE.read_bytes()


@pytest.fixture
def store(load: Callable[[bytes], Store], sample: bytes) -> Store:
    return load(sample)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Give a function that compares a whole file with its golden copy."""

    def compare(name: str, data: bytes) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        read = cells if name.endswith(".xlsx") else bytes.decode
        assert read(data) == read(file.read_bytes()), (
            f"if this is meant: pytest {__package__ or 'tests/reports'} --update-golden"
        )

    return compare
