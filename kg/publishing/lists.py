"""Persons in lists: who was there, who had a part, and values where a person is expected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.publishing.folding import fold_word, fold_words
from kg.publishing.people import Person, is_telling, person_of, word_lists
from kg.publishing.said import Said, is_body

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

#: Words of a name at most, and characters of a line that is looked at for who was there.
_LONGEST, _LINE = 8, 4000

#: What stands between the persons of a list, and the remark in brackets behind one.
PARTS = re.compile(r"[,;•|/\n&]|\s[-–—]\s|\s+(?:en|and|und|et)\s+|\t|(?<=\))\s|:")
REMARK = re.compile(r"[(\[][^()\[\]]{0,200}[)\]]")
_LABEL = re.compile(r"[\s>#*_|\-•\d.)]{0,12}(?P<label>[^\W\d_][^:|\n]{0,60}?)[\s*_]{0,4}(?P<sign>:|\Z)[\s*_]{0,4}")
_HEADING = re.compile(r"(?:#{1,6} |\*\*|__)[\s*_]{0,4}(?P<said>[^:\n]{1,80}?)[\s*_:#]{0,6}\Z")


def in_lists(said: Said) -> tuple[set[Person], set[str]]:
    """Give who stands in lists of who was there or had a part, and what stands in brackets behind them."""
    people, bodies = set[Person](), set[str]()
    is_list, column = False, 0
    for line in said.text.splitlines():
        rest, is_list = _listed(line, is_list=is_list)
        if rest.lstrip().startswith("|"):
            cells = rest.strip().strip("|").split("|")
            column = next((n for n, cell in enumerate(cells) if _is_of("column", cell)), column)
            bodies |= {word for n, cell in enumerate(cells) if n != column for word in fold_words(cell)}
            rest = cells[column] if column < len(cells) else ""
        bodies |= {word for remark in REMARK.findall(rest) for word in fold_words(remark)}
        for part in PARTS.split(REMARK.sub(",", rest[:_LINE])):
            person = expected(part, said.lower)
            people |= {person} if person else set()
    return people, bodies


def _listed(line: str, *, is_list: bool) -> tuple[str, bool]:
    """Give what a line says of who was there or had a part, and whether the lines below it go on with that."""
    heading = _HEADING.match(line.strip())
    if heading:
        is_list = _is_of("present", heading["said"])
        return (line.partition(":")[2] if is_list or _is_of("part", heading["said"]) else ""), is_list
    label = _LABEL.match(line[:120])
    if label and label["sign"] == ":":
        rest = line[label.end() :]
        is_present = _is_of("present", label["label"])
        if is_present or _is_of("part", label["label"]):
            return rest, is_present and not rest.strip(" *_")
    return (line if is_list and not _is_prose(line) else ""), is_list


def _is_prose(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha()]
    return len(words) > 10 and sum(word[0].islower() for word in words) * 2 > len(words)  # noqa: PLR2004


def _is_of(group: str, label: str) -> bool:
    words = fold_words(label)
    return bool(words) and len(words) <= _LONGEST and not word_lists()[group].isdisjoint(words)


def expected(part: str, lower: Container[str] = ()) -> Person | None:
    """Give the person that a part names where one is expected; None where it says something else."""
    lists = word_lists()
    words = part.strip(" \t*_-.>#•").split()
    titles = [word for word in words if fold_word(word).strip(".,") in lists["honorifics"]]
    kept = [word for word in words if word not in titles]
    folded = [fold_word(word).strip(".,'") for word in kept]
    if not 1 <= len(kept) <= _LONGEST or not _may_be_name(kept, folded):
        return None
    if len(kept) == 1 and titles:
        return Person((), (), tuple(fold_words(kept[0])))
    is_known = any(one in lists["given"] or (len(one) == 1) for one in folded) or lists["particles"] & set(folded)
    if not is_known and (any(one in lower for one in folded) or not all(_is_written(word) for word in kept)):
        return None  # Overige Punten, VNG
    return person_of(" ".join(kept))


def _may_be_name(words: Sequence[str], folded: Sequence[str]) -> bool:
    """Tell whether words have capitals where a name has them, and none is a word of something else."""
    lists = word_lists()
    is_name = all(
        word[0].isupper() or bare in lists["particles"] or bare in lists["given"]
        for word, bare in zip(words, folded, strict=True)
    )
    is_other = any(is_body(bare) or bare in lists["capitals"] or not bare.replace("-", "").isalpha() for bare in folded)
    return is_name and not is_other and any(is_telling(bare) for bare in folded)


def _is_written(word: str) -> bool:
    """Tell whether a word is written as a name is: `Proef`, `MacProef`, `d'Proef`; not `VNG`, `RvIG`."""
    return word[-1].islower()
