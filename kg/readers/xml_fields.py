"""What an element of a record says: its parts by name, whatever their namespace, and their text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.readers.languages import language_tag
from kg.readers.markup import without_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS = frozenset(["p", "title", "sec", "label", "list", "list-item", "break", "br", "AbstractText", "disp-formula"])
#: What is no part of the text around it: a formula that stands there as MathML too, notes, members of a group.
_APART = frozenset(["tex-math", "annotation", "annotation-xml", "fn", "xref", "object-id", "contrib-group", "aff"])
_NO_LANGUAGE = ("", "und", "zxx", "mul", "mis")  # Source: ISO 639-2, codes for special situations


def local_name(element: _Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: _Element) -> str:
    """Give the namespace of an element, '' for none."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def find(element: _Element, path: str) -> list[_Element]:
    """Give the elements below one, by their names parted by `/`; small and capital letters are alike."""
    found = [element]
    for name in _steps(path):
        found = [child for one in found for child in one if _small_name(child.tag) == name]
    return found


def text_of(element: _Element) -> str:
    """Give the text of an element on one line, without markup; paragraphs are parted by a space."""
    return without_markup("".join(_texts(element)) if len(element) else element.text or "")


def texts(element: _Element, *paths: str) -> list[str]:
    """Give the texts of the elements on these paths, path by path, those that say nothing left out."""
    found = (text_of(one) for path in paths for one in find(element, path))
    return [text for text in found if text]


def first(element: _Element, *paths: str) -> str:
    """Give the first of these texts, or ''."""
    return next(iter(texts(element, *paths)), "")


def language_of_element(element: _Element) -> str:
    """Give the language that an element states for its text, or ''."""
    return language(element.get(_LANGUAGE) or element.get("lang") or element.get("language") or "")


def language(*stated: str) -> str:
    """Give the first language that is stated, by name or code, without its country, or ''.

    >>> language("und", "nl-NL"), language("http://id.loc.gov/vocabulary/iso639-2/dut"), language("x-none")
    ('nl', 'nl', '')
    """
    for one in stated:
        tag = language_tag(one.rstrip("/").rpartition("/")[2] if "://" in one else one).partition("-")[0]
        if tag not in _NO_LANGUAGE:
            return tag
    return ""


def others(title: str, stated: Iterable[str]) -> tuple[str, ...]:
    """Give the titles that are not the title itself, each once."""
    return tuple(one for one in dict.fromkeys(stated) if one and one.casefold() != title.casefold())


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.lower().split("/"))


@lru_cache(maxsize=1024)
def _small_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        space = " " if name in _BLOCKS else ""
        if name not in _APART:
            yield space
            yield from _texts(child)
            yield space
        yield child.tail or ""
