"""Notes in OpenDocument Text (.odt). A line of the text is a paragraph or a row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.guards.xml import parse_xml
from kg.guards.zip import read_zip
from kg.model import BlockKind, Document, Source
from kg.readers.lines import Inline, Lines
from kg.readers.source_text import language_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "application/vnd.oasis.opendocument.text"
_PARTS = ("content.xml", "meta.xml", "META-INF/manifest.xml")
_SKIPPED = frozenset(("tracked-changes", "sequence-decls", "note-citation", "change-start", "change-end", "forms"))
_CHARACTERS = {"s": " ", "tab": "\t", "line-break": " "}
_ASIDE = ("text-box", "note-body", "annotation")  # text that hangs on a paragraph and follows it
_MOST_REPEATED = 64  # columns that one empty cell may stand for
_DEEPEST_HEADING = 6


def read_odt(source: Source, data: bytes) -> Document:
    """Give a note in OpenDocument Text: headings, list items, tables, text boxes, notes and comments.

    Tracked deletions are left out.

    Raises:
        ReadError: it is no OpenDocument, is damaged, is password-protected, or breaks a limit of the guards.
    """
    if not data:
        return Document(source, "", _TYPE)
    parts = read_zip(data, lambda name: name in _PARTS)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ReadError("the file is password-protected", hint="Save it without a password.")
    if "content.xml" not in parts:
        raise ReadError("the file holds no OpenDocument text", hint="Open it in LibreOffice and save it as .odt.")
    lines = Lines()
    root = parse_xml(parts["content.xml"])
    body = root.find("{*}body")
    if body is not None:
        _Reading(lines, _striking(root)).walk(body)
    return Document(
        source,
        lines.text,
        _TYPE,
        blocks=lines.blocks,
        links=lines.links,
        struck=lines.struck,
        language=language_of(lines.text),
        metadata=_properties(parts.get("meta.xml", b"")),
    )


def _properties(part: bytes) -> dict[str, str]:
    """Give what the program noted: never a date of the meeting, which is why the keys say `document`."""
    if not part:
        return {}
    root = parse_xml(part)
    found = {"document-title": root.findtext(".//{*}title"), "document-created": root.findtext(".//{*}creation-date")}
    return {key: " ".join(value.split()) for key, value in found.items() if value and value.strip()}


def _striking(root: _Element) -> frozenset[str]:
    """Give the names of the styles of a document that strike out. Source: OpenDocument 1.3, 20.398."""
    names = set()
    for style in root.iterfind("{*}automatic-styles/{*}style"):
        properties = style.find("{*}text-properties")
        if properties is not None and _attribute(properties, "text-line-through-style") not in ("", "none"):
            names.add(_attribute(style, "name"))
    return frozenset(names)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


class _Reading:
    """One pass over the body, which keeps how deep in lists it is."""

    def __init__(self, lines: Lines, striking: frozenset[str]) -> None:
        self.lines = lines
        self.striking = striking  # names of styles that strike out
        self.lists = 0
        self.is_first = False  # in a list item, before its first paragraph

    def walk(self, element: _Element) -> None:
        """Take in all paragraphs, lists and tables below an element, in order."""
        for child in element.iterchildren("*"):
            name = _local(child)
            if name == "h":
                level = _attribute(child, "outline-level")
                self.line(
                    child, "heading", min(_DEEPEST_HEADING, int(level) if level.isdecimal() and int(level) else 1)
                )
            elif name == "p":
                self.paragraph(child)
            elif name == "list":
                self.lists += 1
                self.walk(child)
                self.lists -= 1
            elif name == "table":
                self.table(child)
            elif name not in _SKIPPED:
                self.is_first = name in ("list-item", "list-header")
                self.walk(child)

    def paragraph(self, element: _Element) -> None:
        """Take in a paragraph: the first one of a list item is the item."""
        kind: BlockKind = "list_item" if self.lists and self.is_first else "paragraph"
        self.is_first = False
        self.line(element, kind, self.lists if kind == "list_item" else 0)

    def line(self, element: _Element, kind: BlockKind, level: int) -> None:
        """Take in one line, and after it what hangs on it."""
        inline = Inline()
        aside: list[_Element] = []
        self.take(element, inline, aside)
        if inline.line:
            self.lines.add(kind, inline.line, level=level, inline=inline, inside=self.lists > 0)
        for part in aside:
            lists, self.lists = self.lists, 0
            self.walk(part)
            self.lists = lists

    def take(self, element: _Element, inline: Inline, aside: list[_Element]) -> None:
        """Add the text below an element to a line, struck out where its style says so."""
        start = inline.length
        self.gather(element, inline, aside)
        if _attribute(element, "style-name") in self.striking:
            inline.strike(start)

    def gather(self, element: _Element, inline: Inline, aside: list[_Element]) -> None:
        """Add the text below an element to a line; boxes, notes and comments are set aside."""
        inline.add(element.text or "")
        for child in element.iterchildren("*"):
            name = _local(child)
            if name in _CHARACTERS:
                inline.add(_CHARACTERS[name])
            elif name in _ASIDE:
                aside.append(child)
            elif name not in _SKIPPED:
                start = inline.length
                self.take(child, inline, aside)
                if name == "a":
                    inline.link(start, _attribute(child, "href"))
            inline.add(child.tail or "")

    def table(self, element: _Element) -> None:
        """Take in a table, a line a row."""
        aside: list[_Element] = []
        rows: list[list[str]] = []
        struck: set[tuple[int, int]] = set()
        for row in element.iterdescendants("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not element:
                continue
            cells: list[str] = []
            for cell in row.iterchildren("{*}table-cell"):
                texts, is_struck = self.cell(cell, aside)
                struck |= {(len(rows), len(cells) + at) for at in range(len(texts) if is_struck else 0)}
                cells += texts
            rows.append(cells)
        has_header = element.find("{*}table-header-rows") is not None
        self.lines.add_table(rows, has_header=has_header, struck=struck)
        for part in aside:
            self.walk(part)

    def cell(self, element: _Element, aside: list[_Element]) -> tuple[list[str], bool]:
        """Give the text of a cell, as often as repeated, '' for each column it spans; and whether it is struck out."""
        inline = Inline()
        for paragraph in element.iterdescendants("{*}p", "{*}h"):
            if not any(_local(up) in _ASIDE for up in paragraph.iterancestors()):
                inline.add(" ")
                self.take(paragraph, inline, aside)
        text = inline.line.replace("\t", " ")
        repeated, spanned = (_number(element, f"number-columns-{what}") for what in ("repeated", "spanned"))
        return [text] * repeated + [""] * (spanned - 1), inline.is_struck


def _number(element: _Element, name: str) -> int:
    stated = _attribute(element, name)
    return min(_MOST_REPEATED, max(1, int(stated))) if stated.isdecimal() and len(stated) < 6 else 1  # noqa: PLR2004
