"""The parts of a Word package beside its text: relationships and styles."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.guards.xml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from kg.model import BlockKind

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s*([1-9])", re.IGNORECASE)
_TITLES = ("title", "titel")
_DEEPEST_HEADING = 6
_DEEPEST_STYLE = 10  # styles that are based on styles: Word itself stops at 10


def relationships(parts: Mapping[str, bytes]) -> tuple[str, dict[str, str]]:
    """Give the name of the main part, and the targets of its outside links by their ids.

    Raises:
        ReadError: a relationship leads out of the package, or there is no Word document in it.
    """
    main = ""
    links: dict[str, str] = {}
    for name in sorted(part for part in parts if part.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in parse_xml(parts[name]).iterchildren("{*}Relationship"):
            target = relation.get("Target") or ""
            if (relation.get("TargetMode") or "").lower() == "external":
                links[relation.get("Id") or ""] = target
                continue
            inside = _inside(folder, target)
            if name == "_rels/.rels" and (relation.get("Type") or "").endswith("/officeDocument"):
                main = inside
    main = main or "word/document.xml"
    if main not in parts:
        raise ReadError("the file holds no Word document", hint="Open it in Word and save it as .docx.")
    return main, links


def _inside(folder: str, target: str) -> str:
    """Give the part that a relationship means, or refuse one that leads out of the package."""
    bare = target.replace("\\", "/").partition("#")[0]
    path = posixpath.normpath(bare.lstrip("/") if bare.startswith("/") else posixpath.join(folder, bare))
    if path.startswith("..") or ":" in bare.partition("/")[0]:
        raise ReadError(
            "the file is not safe to read: a relationship leads out of it",
            hint="Open it in the program that made it and save it again.",
        )
    return path


@dataclass(frozen=True, slots=True)
class Styles:
    """What paragraph styles say of the blocks that have them: heading level or list level by style id."""

    headings: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, int] = field(default_factory=dict)

    def kind_of(self, paragraph: _Element) -> tuple[BlockKind, int]:
        """Give the kind and level of a paragraph, from its own marks first and else from its style."""
        style = _value(paragraph, "{*}pPr/{*}pStyle")
        outline = _value(paragraph, "{*}pPr/{*}outlineLvl")
        if outline.isdecimal() and int(outline) < _DEEPEST_HEADING:
            return "heading", int(outline) + 1
        if style in self.headings:
            return "heading", self.headings[style]
        number = paragraph.find("{*}pPr/{*}numPr")
        if number is not None:
            return _item(_value(number, "{*}numId"), _value(number, "{*}ilvl"))
        return ("list_item", self.lists[style]) if style in self.lists else ("paragraph", 0)


def styles_of(part: bytes) -> Styles:
    """Give the styles of a document that are headings or list items; a style takes after the one it is based on."""
    if not part:
        return Styles()
    styles = {_attribute(style, "styleId"): style for style in parse_xml(part).iterchildren("{*}style")}
    headings: dict[str, int] = {}
    lists: dict[str, int] = {}
    for name in styles:
        heading, item = _meaning(name, styles)
        if heading:
            headings[name] = heading
        elif item:
            lists[name] = item
    return Styles(headings, lists)


def _meaning(name: str, styles: Mapping[str, _Element]) -> tuple[int, int]:
    """Give heading level and list level of a style, 0 where it has none."""
    item = 0
    for _ in range(_DEEPEST_STYLE):
        style = styles.get(name)
        if style is None:
            break
        heading = _heading(style)
        if heading:
            return heading, 0
        number = style.find("{*}pPr/{*}numPr")
        if number is not None and not item:
            item = _item("1", _value(number, "{*}ilvl"))[1]
        name = _value(style, "{*}basedOn")
    return 0, item


def _heading(style: _Element) -> int:
    outline = _value(style, "{*}pPr/{*}outlineLvl")
    if outline.isdecimal() and int(outline) < _DEEPEST_HEADING:
        return int(outline) + 1
    name = _value(style, "{*}name")
    found = _HEADING.fullmatch(name)
    if found:
        return min(_DEEPEST_HEADING, int(found[1]))
    return 1 if name.lower() in _TITLES else 0


def _item(number: str, level: str) -> tuple[BlockKind, int]:
    if number == "0":  # Word's way to say: no list here, whatever the style says
        return "paragraph", 0
    return "list_item", (int(level) if level.isdecimal() and len(level) < 3 else 0) + 1  # noqa: PLR2004


def _value(element: _Element, path: str) -> str:
    found = element.find(path)
    return _attribute(found, "val") if found is not None else ""


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
