"""Who made a publication, where a record states it as a text of which nobody says whether it is a person."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from kg.readers.names import PARTICLES, name_of, name_with_initials
from kg.records import Name

_NOBODY = frozenset(["", "anonymous", "anoniem", "unknown", "onbekend", "et al", "et al.", "n.a.", "none", "null", "-"])
_WORD = re.compile(r"[^\W\d_][\w.&’'-]*")


def creator_of(stated: str) -> Name | None:
    """Give an author: a person `Last, First`, `First Last` or `Last F.`, or an organisation; None where it is nobody.

    >>> creator_of("Voorbeeld, Jan van"), str(creator_of("Monster Universiteit, Afdeling Test"))
    (Name(family='Voorbeeld', given='Jan', particle='van'), 'Monster Universiteit, Afdeling Test')
    """
    text = " ".join(stated.split()).strip(" ;")
    if text.lower() in _NOBODY:
        return None
    if is_organisation(text):
        return Name(text.rstrip(","))
    if "," in text:
        return name_of(text)
    return name_with_initials(text) or (name_of(text) if " " in text else Name(text))


def is_organisation(stated: str) -> bool:
    """Tell whether a name holds a word that organisations have; before a comma one word alone is a family name.

    >>> is_organisation("Inspectie van het Onderwijs"), is_organisation("Raad, Jan de"), is_organisation("PO-Raad")
    (True, False, True)
    """
    family, comma, _ = stated.partition(",")
    if comma and sum(word not in PARTICLES for word in _WORD.findall(family)) < 2:  # noqa: PLR2004 - `de Raad, Jan`
        return False
    known, endings = _cues()
    words = _WORD.findall(stated.lower())
    return any(word in known or (word.endswith(endings) and not word.startswith(endings)) for word in words)


@cache
def _cues() -> tuple[frozenset[str], tuple[str, ...]]:
    table = tomllib.loads(resources.files("kg.readers").joinpath("dialects/organisations.toml").read_text("utf-8"))
    return frozenset(table["words"]), tuple(table["endings"])
