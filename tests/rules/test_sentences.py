"""Tables of sentences: each line of sentences/<rule>/yes.txt is found by that rule, each of no.txt is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from kg.model import Document
from kg.rules import extract
from kg.rules.scoring import Weights

#: Gives a Document of Markdown text in one of the folders of a workspace.
MakeNote = Callable[..., Document]

TABLES = Path(__file__).parent / "sentences"
#: Folders that are named after a kind, because more than one rule finds it.
BY_KIND = {"obstacle", "factor", "insight", "decision", "action", "question"}


#: Weights with which whatever a rule finds stands, and nothing else: these tables are about the rules.
NO_OBJECTION = Weights({"bias": (0.0,) * 4}, dict.fromkeys(("nl", "en"), (0.1, 9.0, 0.1, 0.1)), keep=0)
NO_LINKS = Weights({"bias": (-9.0,)}, dict.fromkeys(("nl", "en"), (1.0,)))


def lines(folder: Path, answer: str) -> list[str]:
    return (folder / f"{answer}.txt").read_text(encoding="utf-8").splitlines()


def cases() -> Iterator[ParameterSet]:
    for folder in sorted(path for path in TABLES.iterdir() if path.is_dir()):
        for answer in ("yes", "no"):
            for number, line in enumerate(lines(folder, answer), 1):
                yield pytest.param(folder.name, line, answer == "yes", id=f"{folder.name}-{answer}-{number}")


@pytest.mark.parametrize(("rule", "line", "expected"), list(cases()))
def test_a_sentence_is_found_by_its_rule_only(rule: str, line: str, expected: bool, note: MakeNote) -> None:  # noqa: FBT001
    weights = None if rule in BY_KIND else (NO_OBJECTION, NO_LINKS)
    found = extract(note(line), weights=weights).statements
    names = {one.kind if rule in BY_KIND else one.rule for one in found}
    assert (rule in names) is expected, [(one.kind, one.rule, one.text) for one in found]


@pytest.mark.parametrize("folder", sorted(TABLES.iterdir()), ids=lambda path: path.name)
def test_both_tables_of_a_rule_are_equally_long(folder: Path) -> None:
    """A rule that is only shown what it should find would be allowed to find everything."""
    assert len(lines(folder, "yes")) == len(lines(folder, "no"))


def test_all_tables_are_there() -> None:
    """A renamed folder would silently test nothing."""
    assert len(list(TABLES.iterdir())) == 24
