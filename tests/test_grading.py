"""What kind of evidence a publication is, by its type and by words of its title."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from kg.grading import GRADES, grade_of


@pytest.mark.parametrize(
    ("csl_type", "title", "grade"),
    [
        pytest.param("article-journal", "Feedback in de klas", "peer-reviewed", id="an article"),
        pytest.param("paper-conference", "Feedback in de klas", "peer-reviewed", id="a paper"),
        pytest.param("article-journal", "Feedback: a systematic review", "review", id="a systematic review"),
        pytest.param("report", "Effecten van feedback: een meta-analyse", "review", id="a Dutch meta-analysis"),
        pytest.param("report", "Effecten van feedback: een literatuurstudie", "review", id="a literature study"),
        pytest.param("article-journal", "Peer review in de klas", "peer-reviewed", id="peer review is no review"),
        pytest.param("article-journal", "Reviewing one's own work", "peer-reviewed", id="reviewing is no review"),
        pytest.param("review", "Bespreking van een boek", "peer-reviewed", id="a book review is no review of studies"),
        pytest.param("report", "Feedback op één school: een casestudie", "case", id="a case"),
        pytest.param("article-journal", "Feedback: a case study", "case", id="a case in a journal"),
        pytest.param("article-journal", "Case studies: a scoping review", "review", id="a review of cases"),
        pytest.param("report", "In gesprek met een leraar", "practice-voice", id="a conversation"),
        pytest.param("post-weblog", "Wat ik leerde van feedback", "practice-voice", id="a blog"),
        pytest.param("article-newspaper", "Feedback werkt", "practice-voice", id="a newspaper"),
        pytest.param("report", "Feedback in de klas", "practice-study", id="a report"),
        pytest.param("", "Feedback in de klas", "practice-study", id="no type"),
    ],
)
def test_grade(csl_type: str, title: str, grade: str) -> None:
    assert grade_of(csl_type, title) == grade


def test_a_keyword_tells_as_well() -> None:
    assert grade_of("article-journal", "Feedback", ["leren", "Meta-analysis"]) == "review"


def test_the_words_name_grades_that_there_are() -> None:
    table = tomllib.loads(resources.files("kg.words").joinpath("grades.toml").read_text(encoding="utf-8"))
    assert {*table["words"], *table["types"]} <= set(GRADES)
    types = [csl_type for found in table["types"].values() for csl_type in found]
    assert sorted(set(types)) == sorted(types)
