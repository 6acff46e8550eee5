"""decisions.csv: what counts, what is named, and that nothing in it is ever lost."""

from __future__ import annotations

import pytest

from kg.curation import COLUMNS, Curation, format_curation, read_curations

HEAD = ",".join(COLUMNS) + "\n"
RETIRE = "d-1,2021-10-01,jan,retire,urn:q:1,,,\n"
OTHER = "d-2,2021-10-02,jan,retire,urn:q:2,,,\n"


def row(number: int, verb: str, subject: str = "urn:q:1", target: str = "", detail: str = "", day: int = 0) -> str:
    return f"d-{number},2021-10-{day or number:02d},jan,{verb},{subject},{target},{detail},\n"


@pytest.mark.parametrize(
    ("text", "applying", "lines"),
    [
        pytest.param("", [], [], id="an empty file"),
        pytest.param(HEAD, [], [], id="only the heads"),
        pytest.param(HEAD + RETIRE, ["d-1"], [], id="one decision"),
        pytest.param(RETIRE, ["d-1"], [], id="no heads"),
        pytest.param("\ufeff" + HEAD + RETIRE, ["d-1"], [], id="a byte order mark"),
        pytest.param((HEAD + RETIRE).replace("\n", "\r\n"), ["d-1"], [], id="Windows line ends"),
        pytest.param(HEAD + "\n" + RETIRE + ",,,,,,,\n", ["d-1"], [], id="empty lines"),
        pytest.param((HEAD + RETIRE).replace(",", ";"), ["d-1"], [], id="semicolons of a Dutch spreadsheet"),
        pytest.param(HEAD + RETIRE + RETIRE, ["d-1"], [], id="the same line twice, as a merge leaves it"),
        pytest.param(HEAD + RETIRE + "d-2,2021-10-0", ["d-1"], [3], id="a torn last line"),
        pytest.param(HEAD + 'd-1,2021-10-01,jan,retire,urn:q:1,,,"half een no\n' + OTHER, ["d-2"], [2],
                     id="a quote that never closes swallows no other decision"),
        pytest.param(HEAD + 'd-1,2021-10-01,jan,retire,urn:q:1,,,"een\nregel"\n' + OTHER, ["d-1", "d-2"], [],
                     id="a note over two lines"),
        pytest.param(HEAD + "<<<<<<< HEAD\n" + RETIRE + "=======\n" + OTHER + ">>>>>>> tak\n", ["d-1", "d-2"],
                     [2, 4, 6], id="conflict marks are named, the decisions between them count"),
        pytest.param(HEAD + RETIRE + "d-1,2021-10-05,eva,retire,urn:q:9,,,\n", [], [3], id="one id for two decisions"),
        pytest.param(HEAD + RETIRE + "d-1,2021-10-05,eva,retire,urn:q:9,,,\n" + RETIRE, [], [3],
                     id="one id for two decisions, and the first again"),
        pytest.param(HEAD + "d-1,2021-10-01,jan,schrappen,urn:q:1,,,\n" + OTHER, ["d-2"], [2], id="an unknown verb"),
        pytest.param(HEAD + "d-1,2021-13-01,jan,retire,urn:q:1,,,\n", [], [2], id="a month that is none"),
        pytest.param(HEAD + "d-1,2021-02-30,jan,retire,urn:q:1,,,\n", [], [2], id="a day that is none"),
        pytest.param(HEAD + "d-1,1-10-2021,jan,retire,urn:q:1,,,\n", [], [2], id="a date written otherwise"),
        pytest.param(HEAD + row(1, "research", detail="until=2021-02-31"), [], [2], id="until a day that is none"),
        pytest.param(HEAD + row(1, "research", detail="until=2021-12"), ["d-1"], [], id="until a month"),
        pytest.param(HEAD + row(1, "merge"), [], [2], id="a merge into nothing"),
        pytest.param(HEAD + ",2021-10-01,jan,retire,urn:q:1,,,\n", [], [2], id="no id"),
        pytest.param(HEAD + "d-1,2021-10-01,jan,retire,,,,\n", [], [2], id="no subject"),
        pytest.param(HEAD + "x" * 200_000 + "\n" + RETIRE, ["d-1"], [2], id="a line without end"),
    ],
)  # fmt: skip
def test_what_counts_and_what_is_named(text: str, applying: list[str], lines: list[int]) -> None:
    found = read_curations(text.encode())
    assert sorted(found.applying) == applying
    assert [issue.line for issue in found.issues] == lines
    assert all(issue.is_error and issue.hint for issue in found.issues)


def test_bytes_that_are_no_utf8_cost_no_decision() -> None:
    found = read_curations("d-1,2021-10-01,Renée,retire,urn:q:1,,,\n".encode("cp1252"))
    assert found.applying == {"d-1"}
    assert format_curation(found.rows[0]) == "d-1,2021-10-01,Renée,retire,urn:q:1,,,\n".encode("cp1252")


A, B, P, T = "urn:q:1", "urn:q:2", "urn:p:1", "urn:t:1"


@pytest.mark.parametrize(
    ("rows", "applying"),
    [
        pytest.param([("accept", A, P), ("reject", A, P)], [], id="accept and reject"),
        pytest.param([("reject", A, P), ("accept", A, P)], [], id="reject and accept"),
        pytest.param([("accept", A, P), ("accept", A, P)], [1, 2], id="accepted twice"),
        pytest.param([("accept", A, P, "stance=supports"), ("accept", A, P, "stance=disputes")], [], id="two stances"),
        pytest.param([("merge", A, B), ("reject", A, B)], [], id="merge and reject"),
        pytest.param([("merge", A, B), ("reject", B, A)], [], id="merge and reject the other way round"),
        pytest.param([("theme", A, T), ("reject", A, T)], [], id="theme and reject"),
        pytest.param([("merge", A, B), ("merge", A, "urn:q:3")], [], id="merged into two"),
        pytest.param([("merge", A, B), ("split", A, B), ("merge", A, "urn:q:3")], [1, 2, 3], id="merged, split, merged"),
        pytest.param([("type", A, "policy"), ("type", A, "knowledge")], [], id="two types"),
        pytest.param([("type", A, "policy"), ("type", A, "policy")], [1, 2], id="one type twice"),
        pytest.param([("theme", A, T), ("theme", A, "urn:t:2")], [1, 2], id="two themes"),
        pytest.param([("retire", A, ""), ("reopen", A, "")], [1, 2], id="retired and reopened"),
        pytest.param([("accept", A, P), ("withdraw", "d-1", "")], [2], id="withdrawn"),
        pytest.param([("accept", A, P), ("reject", A, P), ("withdraw", "d-1", "")], [2, 3], id="one of two withdrawn"),
        pytest.param([("accept", A, P), ("withdraw", "d-1", ""), ("withdraw", "d-2", "")], [1, 3],
                     id="a withdrawal withdrawn"),
        pytest.param([("withdraw", "d-2", ""), ("withdraw", "d-3", ""), ("accept", A, P)], [1, 3],
                     id="a withdrawal withdrawn, the lines in another order"),
    ],
)  # fmt: skip
def test_contradictions_and_withdrawals(rows: list[tuple[str, ...]], applying: list[int]) -> None:
    text = "".join(row(n, *fields) for n, fields in enumerate(rows, 1))  # type: ignore[arg-type]
    assert sorted(read_curations(text.encode()).applying) == [f"d-{n}" for n in applying]


def test_withdrawals_in_a_circle_are_named_and_end() -> None:
    text = row(1, "retire") + row(2, "withdraw", "d-3") + row(3, "withdraw", "d-2")
    found = read_curations(text.encode())
    assert [issue.line for issue in found.issues] == [2, 3]
    assert "d-1" in found.applying


def test_the_order_of_lines_does_not_matter_only_their_dates() -> None:
    lines = [row(1, "merge", A, B), row(2, "split", A, B), row(3, "merge", A, "urn:q:3"), row(4, "retire", B)]
    orders = [lines, lines[::-1], lines[2:] + lines[:2]]
    found = [[r.id for r in read_curations("".join(order).encode()).effective()] for order in orders]
    assert found == [["d-1", "d-2", "d-3", "d-4"]] * 3


def test_what_is_written_is_read_back() -> None:
    detail = {"stance": "supports", "rests-on": "a;b"}
    given = Curation("d-1", "2021-10-01", "R. 'Voorbeeld', \"x\"", "accept", A, P, detail, "een\nnoot, twee")
    line = format_curation(given)
    assert line.count(b"\n") == 1
    found = read_curations(line).rows
    assert [(r.by, r.detail, r.note) for r in found] == [(given.by, {**detail, "rests-on": "a,b"}, "een noot, twee")]
