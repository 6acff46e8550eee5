"""Answers that servers really gave, of the shared corpus: every record of them can be chosen, and is kept whole."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kg.guards.worker import Worker
from kg.lookup.asking import Asked
from kg.lookup.choosing import make_candidates
from kg.lookup.servers import split_answer
from kg.lookup.words import SearchWords
from kg.workspace import LookupSource

#: Kind of server, folder, and beginning of the names of its answers.
KINDS = (("crossref", "crossref-json", "habanero"), ("openalex", "openalex-json", "backtopure"), ("oai", "oai-pmh", ""))


def answers(corpus: Path) -> list[tuple[str, Path, int]]:
    """Give the answers that are lists, by kind of server, with how many records each holds."""
    with (corpus / "metadata" / "COUNTS.tsv").open(encoding="utf-8") as stream:
        counts = {(row["format"], row["file"]): row["right"] for row in csv.DictReader(stream, delimiter="\t")}
    return [
        (kind, corpus / "metadata" / folder / name, int(right))
        for kind, folder, start in KINDS
        for (form, name), right in counts.items()
        if form == folder and name.startswith(start) and right.isdigit() and "GetRecord" not in name
    ]


def test_every_record_can_be_chosen(corpus: Path, no_worker: None) -> None:
    found, told, untitled = {}, {}, []
    for kind, path, right in answers(corpus):
        answer = split_answer(kind, path.read_bytes())
        asked = Asked(LookupSource(kind, "https://example.org/"), answer.records)
        candidates, issues = make_candidates([asked], SearchWords(("x",)), (), Worker())
        number = len(answer.records) if kind == "oai" else len(candidates)  # what shares no word is not listed
        told[path.name], found[path.name] = right, number + answer.unusable
        untitled += [(path.name, issue.message) for issue in issues[kind]]
    assert len(found) > 10
    for name, message in untitled:  # records without a title, among which a person could not choose; they are counted
        found[name] += int(message.split()[0])
    assert found == told


@pytest.mark.parametrize(("folder", "keys"), [("crossref-json", ("message", "items")), ("openalex-json", ("results",))])
def test_every_value_is_kept(folder: str, keys: tuple[str, ...], corpus: Path) -> None:
    kind = folder.removesuffix("-json")
    for path in sorted((corpus / "metadata" / folder).glob("[bh]*.json")):
        data = path.read_bytes()
        came: Any = json.loads(data)
        for key in keys:
            came = came[key]
        assert [json.loads(record) for record in split_answer(kind, data).records] == came
