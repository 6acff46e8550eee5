"""The seed note comes out exactly as it was annotated by hand."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from kg.model import PartialDate, Question, Source
from kg.readers import read
from kg.rules import extract
from kg.text import line_starts, position_at


def test_the_seed_note_is_read_exactly(corpus: Path) -> None:
    notes = corpus / "notes" / "nl"
    data = (notes / "docs" / "nl-seed.md").read_bytes()
    gold = json.loads((notes / "gold" / "nl-seed.json").read_text(encoding="utf-8"))
    document = read(Source(PurePosixPath("meetings/seed.md")), data)
    found = extract(document)
    starts = line_starts(document.text)
    ours = [
        (one.id, one.kind, position_at(starts, one.span.start), position_at(starts, one.span.end), one.text)
        for one in found.statements
    ]
    theirs = [
        (
            one["id"],
            one["kind"],
            type(ours[0][2])(one["start_line"], one["start_col"]),
            type(ours[0][2])(one["end_line"], one["end_col"]),
            one["quote"],
        )
        for one in gold["annotations"]
        if one["kind"] != "meeting"
    ]
    assert ours == theirs
    assert [(one.id, answer) for one in found.statements for answer in one.answers] == [("i2", "q6"), ("i3", "q7")]
    types = [one.question_type for one in found.statements if isinstance(one, Question)]
    assert types == ["research"] * 5 + ["knowledge"] * 2 + ["process"] * 2
    meeting = found.meeting
    assert meeting is not None
    assert (meeting.title, meeting.number, meeting.series, meeting.held) == (
        "Derde bijeenkomst kennistafel",
        3,
        "Kennistafel",
        PartialDate(None, 6, 23),
    )
