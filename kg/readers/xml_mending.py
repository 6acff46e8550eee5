"""A record in XML as lxml gives it, mended where exporters make mistakes whose meaning is certain."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.guards.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from kg.readers.xml_elements import Element

_MOST_PREFIXES = 20
_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # Source: XML 1.0, section 2.2
_NO_REFERENCE = re.compile(r"&#(?:x0{0,9}(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0{0,9}(?:[0-8]|1[1245-9]|2\d|3[01]));")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_LESS = re.compile(r"<(?![^\W\d]|[/!?])")
_DECLARED = re.compile(r"\sxmlns:([^\W\d][\w.\-]*)\s*=")
_PREFIX = re.compile(r"[</\s]([^\W\d][\w.\-]*):[^\W\d]")


def parsed(element: Element) -> tuple[_Element, bool]:
    """Give the tree of an element, and whether it was mended.

    What is mended: a bare `&` or `<`, a name that only HTML has for a sign, signs that XML does not allow, and prefixes
    that nobody declared.

    Raises:
        ReadError: it is broken; `line` is the line of the file where that shows.
    """
    try:
        return _tree(element.text, element.declarations), False
    except ReadError as error:
        wrong = error
    try:
        text = _LESS.sub("&lt;", _AMPERSAND.sub(_character, _NO_REFERENCE.sub("", _NO_SIGN.sub("", element.text))))
        return _tree(text, f"{_undeclared(element)} {element.declarations}"), True
    except ReadError as error:
        raise ReadError(wrong.message, line=element.line + (wrong.line or 1) - 1) from error


def _tree(text: str, declarations: str) -> _Element:
    root = parse_xml(f"<kg {declarations}>{text}</kg>".encode(errors="replace"))
    return root[0]


def _undeclared(element: Element) -> str:
    """Give declarations for the prefixes in an element that have none: their names tell what they mean."""
    declared = set(_DECLARED.findall(f" {element.declarations} {element.text}"))
    used = dict.fromkeys(_PREFIX.findall(element.text))
    missing = [name for name in used if name not in declared and not name.lower().startswith("xml")]
    return " ".join(f'xmlns:{name}="urn:undeclared:{name}"' for name in missing[:_MOST_PREFIXES])


def _character(found: re.Match[str]) -> str:
    sign = html5.get(f"{found[1]};", "") if found[1] else ""
    return sign if sign and sign not in "<&" else f"&amp;{found[0][1:]}"
