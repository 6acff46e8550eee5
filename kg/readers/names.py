"""Names of authors, as reference lists write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.records import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Words that stand before a family name and do not count when sorting: Dutch and its neighbours, as they are written.
PARTICLES = frozenset(
    [
        "van", "de", "der", "den", "het", "ter", "ten", "te", "'t", "’t", "in", "op", "aan", "bij", "onder",
        "uit", "voor", "von", "vom", "zu", "zur", "zum", "und", "la", "le", "les", "du", "des", "da", "di",
        "do", "dos", "das", "del", "della", "dal", "el", "al", "y", "ibn", "bin", "d'", "l'",
    ]
)  # fmt: skip
_CAPITAL_PARTICLES = frozenset(
    ["De", "Van", "Den", "Der", "Von", "Du", "Ten", "Ter", "Vande", "Vanden"]
)  # Flemish, part of the family name
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_NAMED = re.compile(r"(family|given|prefix|suffix)\s?=\s?([^,=]+)")
_INITIALS = re.compile(r"(?P<family>[^\W\d_][\w'’ -]{0,80}?) (?P<given>(?:[A-ZÀ-Þ]\.?-?){1,5})")
_TOKEN = re.compile(r"[{}]|\s+|[^\s{}]+")


def names_of(stated: str) -> tuple[Name, ...]:
    """Give the authors of a BibTeX name list, in order. `and others` is nobody; `{Braces}` hold an organisation.

    Source: BibTeX name syntax, Tame the BeaST, section 11.

    >>> [str(name) for name in names_of("von Last, First and Jan de Vries and {PO-Raad} and others")]
    ['von Last, First', 'de Vries, Jan', 'PO-Raad']
    """
    return tuple(name for part in _split_and(stated) if (name := name_of(part)) is not None)


def name_of(stated: str) -> Name | None:
    """Give one name written `Last, First`, `von Last, Jr, First` or `First von Last`; None where nobody is named.

    >>> name_of("Achternaam, Jan van der")
    Name(family='Achternaam', given='Jan', particle='van der')
    """
    text = " ".join(stated.split())
    if not text or text.lower() in ("others", "et al", "et al."):
        return None
    if text.startswith("xdata=") or text == "{}":
        return None
    if "=" in text and (parts := _NAMED.findall(text)):
        return _extended(dict(parts))
    if text.startswith("{") and text.endswith("}") and _is_one_group(text):
        return Name(_bare(text))
    parts = [part.strip() for part in _split_comma(text)]
    if len(parts) > 1:
        return _inverted(parts)
    return _direct(_words(text))


def name_with_initials(stated: str) -> Name | None:
    """Give a name written `Family F.G.`, without a comma, as Scopus and Embase do; None where it is not.

    >>> name_with_initials("de Vries J.-P."), name_with_initials("Jan Jansen")
    (Name(family='Vries', given='J.-P.', particle='de'), None)
    """
    found = _INITIALS.fullmatch(stated.strip())
    return personal_name(found["family"], found["given"]) if found else None


def personal_name(family: str, given: str = "", particle: str = "") -> Name:
    """Give a name from its parts, with a particle that stands in the family name or behind the given name apart."""
    family, given, particle = (" ".join(part.split()) for part in (family, given, particle))
    if not particle:
        particle, family = _split_particle(family.split())
    if not particle:
        words = given.split()
        count = len(words)
        while count > 1 and (words[count - 1] if count == len(words) else words[count - 1].lower()) in PARTICLES:
            count -= 1  # `Geraldine Van der`: a capital may stand before another particle
        given, particle = " ".join(words[:count]), " ".join(words[count:])
    return Name(family, given, particle)


def _extended(parts: dict[str, str]) -> Name | None:
    """Read `family=Adler, given=Alfred`. Source: BibLaTeX manual 3.x, section 3.4 (extended name format)."""
    bare = {key: _bare(value) for key, value in parts.items()}
    family = bare.get("family", "")
    return personal_name(family, bare.get("given", ""), bare.get("prefix", "")) if family else None


def _inverted(parts: list[str]) -> Name | None:
    last, first = _bare(parts[0]), _bare(parts[-1])
    middle = [_bare(part) for part in parts[1:-1]]
    if first.rstrip(".").lower() in ("jr", "sr", "ii", "iii", "iv") and middle:
        first, middle = middle[0], [first, *middle[1:]]
    given = ", ".join(part for part in (first, *middle) if part)
    return personal_name(last, given) if last else (Name(first) if first else None)


def _direct(words: list[str]) -> Name | None:
    """Tell given names from family name: what follows the first particle, else the last word."""
    bare = [_bare(word) for word in words]
    for place, word in enumerate(words[:-1]):
        if word in _CAPITAL_PARTICLES and place:
            return Name(" ".join(bare[place:]), " ".join(bare[:place]))
        if word in PARTICLES:
            particle, family = _split_particle(bare[place:])
            return Name(family, " ".join(bare[:place]), particle)
    if not bare:
        return None
    return Name(bare[-1], " ".join(bare[:-1]))


def _split_particle(words: list[str]) -> tuple[str, str]:
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _bare(text: str) -> str:
    return " ".join(text.replace("{", "").replace("}", "").split())


def _is_one_group(text: str) -> bool:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place == len(text) - 1
    return False


def _depths(text: str) -> list[int]:
    depth, depths = 0, []
    for char in text:
        depth = max(0, depth + (char == "{") - (char == "}"))
        depths.append(depth)
    return depths


def _split_and(text: str) -> Iterator[str]:
    depths = _depths(text) if "{" in text else None
    start = 0
    for found in _AND.finditer(text):
        if depths is None or depths[found.start()] == 0:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _split_comma(text: str) -> list[str]:
    if "{" not in text:
        return text.split(",")
    parts, start = [], 0
    for place, (char, depth) in enumerate(zip(text, _depths(text), strict=True)):
        if char == "," and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _words(text: str) -> list[str]:
    """Give the words of a name, in which a group in braces is one word."""
    words, current, depth = [], "", 0
    for part in _TOKEN.findall(text):
        depth = max(0, depth + (part == "{") - (part == "}"))
        if part.isspace() and depth == 0:
            words.append(current)
            current = ""
        else:
            current += part
    return [word for word in [*words, current] if _bare(word)]
