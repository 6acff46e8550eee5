"""Front matter: a safe part of YAML."""

import pytest

from kg.readers.front_matter import read_front_matter


@pytest.mark.parametrize(
    ("head", "values"),
    [
        pytest.param("Titel: Eerste", {"titel": "Eerste"}, id="key in lower case"),
        pytest.param(
            "nummer: 3\nklaar: yes\nleeg:\nniets: ~",
            {"nummer": "3", "klaar": "yes", "leeg": "", "niets": ""},
            id="all text",
        ),
        pytest.param("date: 2021-6-3", {"date": "2021-06-03"}, id="date as ISO"),
        pytest.param("tijd: 12:30", {"tijd": "12:30"}, id="a time is no number"),
        pytest.param("tags: [a, b]\nwie:\n  - c\n  - d", {"tags": "a; b", "wie": "c; d"}, id="lists joined"),
        pytest.param("meeting:\n  place: Gent", {"meeting.place": "Gent"}, id="nested keys"),
        pytest.param("# alleen commentaar", {}, id="nothing in it"),
    ],
)
def test_values(head: str, values: dict[str, str]) -> None:
    text = f"---\n{head}\n---\nrest"
    found = read_front_matter(text)
    assert (found.values, found.issues, text[found.end :]) == (values, (), "rest")


@pytest.mark.parametrize(
    ("head", "line"),
    [
        pytest.param("a: b\ntitle: Vraag: wat nu?", 3, id="colon in a value"),
        pytest.param("a: &x [1]\nb: *x", 1, id="alias"),
        pytest.param("a: !!python/object:os.system x", 1, id="tag"),
        pytest.param("a: " + "[" * 40 + "]" * 40, 1, id="nested"),
        pytest.param("- a\n- b", 1, id="a list"),
        pytest.param("a: [1", 3, id="not closed"),
        pytest.param("a: \x07", 1, id="control character"),
    ],
)
def test_what_cannot_be_read_is_a_warning_and_no_value(head: str, line: int) -> None:
    text = f"---\n{head}\n---\nrest"
    found = read_front_matter(text)
    assert (found.values, text[found.end :]) == ({}, "rest")
    assert [(issue.line, issue.is_error) for issue in found.issues] == [(line, False)]
    assert found.issues[0].message.startswith("front matter cannot be read: ")


def test_toml_between_three_plus_signs() -> None:
    text = "+++\ntitle = 'Derde overleg'\ndate = 2021-06-03\ntags = ['a', 'b']\n[menu]\nweight = 2\n+++\nrest"
    found = read_front_matter(text)
    values = {"title": "Derde overleg", "date": "2021-06-03", "tags": "a; b", "menu.weight": "2"}
    assert (found.values, found.issues, text[found.end :]) == (values, (), "rest")


@pytest.mark.parametrize(
    ("head", "line"),
    [
        pytest.param("a = 1\nb = ", 3, id="no value"),
        pytest.param("a: b", 2, id="no TOML"),
        pytest.param("a = " + "[" * 9_000 + "]" * 9_000, 1, id="nested"),
    ],
)
def test_toml_that_cannot_be_read_is_a_warning_and_no_value(head: str, line: int) -> None:
    found = read_front_matter(f"+++\n{head}\n+++\nrest")
    assert (found.values, [(issue.line, issue.is_error) for issue in found.issues]) == ({}, [(line, False)])


@pytest.mark.parametrize("text", ["a\n---\nb: c\n---", "---\nb: c", "----\nb: c\n----", " ---\na: b\n---"])
def test_elsewhere_or_not_closed_it_is_none(text: str) -> None:
    assert read_front_matter(text).end == 0


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(end: str) -> None:
    assert read_front_matter(f"---{end}a: b{end}---{end}c").values == {"a": "b"}


def test_a_head_of_more_than_64_kb_is_none() -> None:
    assert read_front_matter("---\n" + "a: b\n" * 20_000 + "---\n").values == {}


@pytest.mark.parametrize(
    ("head", "values"),
    [
        pytest.param('title = "Derde"', {"title": "Derde"}, id="text"),
        pytest.param("Date = 2021-06-03", {"date": "2021-06-03"}, id="a date"),
        pytest.param(
            "date = '2021-06-03T13:00:00+02:00'", {"date": "2021-06-03T13:00:00+02:00"}, id="a date with time"
        ),
        pytest.param(
            '[extra]\nplaats = "Gent"\ntags = ["a", "b"]', {"extra.plaats": "Gent", "extra.tags": "a; b"}, id="table"
        ),
        pytest.param("", {}, id="empty"),
    ],
)
def test_values_in_toml(head: str, values: dict[str, str]) -> None:
    text = f"+++\n{head}\n+++\nrest"
    found = read_front_matter(text)
    assert (found.values, found.issues, text[found.end :]) == (values, (), "rest")


@pytest.mark.parametrize(
    ("head", "line"),
    [
        pytest.param("a = 1\nb = c", 3, id="no quotes"),
        pytest.param("a: b", 2, id="another language"),
        pytest.param("a = " + "[" * 20_000, 1, id="nested"),
    ],
)
def test_toml_that_cannot_be_read_is_a_warning(head: str, line: int) -> None:
    text = f"+++\n{head}\n+++\nrest"
    found = read_front_matter(text)
    assert ({}, "rest", [(line, False)]) == (
        found.values, text[found.end :], [(issue.line, issue.is_error) for issue in found.issues],
    )  # fmt: skip


def test_toml_that_is_not_closed_is_none() -> None:
    assert read_front_matter("+++\na = 1").end == 0
