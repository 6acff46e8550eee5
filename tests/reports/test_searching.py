"""What the search box looks through."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING

from kg.reports import ReportSettings, draw_report
from kg.reports import searching as module

if TYPE_CHECKING:
    import pytest

    from kg.stores import Store


def rows(data: bytes) -> list[list[str]]:
    found = re.fullmatch(r'kgFound\("\w+", (?:(\[.*\])|"(.*)"), \d+\);\n', data.decode(), re.DOTALL)
    assert found is not None
    read: list[list[str]] = json.loads(found[1] or gzip.decompress(base64.b64decode(found[2])))
    return read


def test_every_question_statement_school_meeting_and_publication_is_there(store: Store) -> None:
    files = draw_report("search", store, ReportSettings())
    kinds = {row[0] for row in rows(files["search/texts.js"])}
    assert kinds == {
        "question", "insight", "case", "decision", "action", "obstacle", "factor", "school", "meeting", "visit",
    }  # fmt: skip
    assert all(len(row) == 4 and row[1] and row[3] for row in rows(files["search/texts.js"]))
    assert all(len(row) == 3 and row[0] for row in rows(files["search/publications-1.js"]))


def test_what_is_later_than_the_day_of_the_report_is_not_found(store: Store) -> None:
    early = draw_report("search", store, ReportSettings(as_of="2021-02-15"))["search/texts.js"]
    whole = draw_report("search", store, ReportSettings())["search/texts.js"]
    assert {tuple(row[:2]) for row in rows(early)} < {tuple(row[:2]) for row in rows(whole)}
    assert "visit" not in {row[0] for row in rows(early)}


def test_a_large_library_is_cut_into_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART", 1)
    files = draw_report("search", store, ReportSettings())
    parts = [name for name in files if "publications" in name]
    assert len(parts) > 1
    assert files["search/texts.js"].endswith(f"], {len(parts)});\n".encode())
    assert all(len(rows(files[name])) == 1 for name in parts)
