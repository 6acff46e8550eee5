"""Notes in Word (.docx). A line of the text is a paragraph or a row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.xml import parse_xml
from kg.guards.zip import read_zip
from kg.model import Document, Source
from kg.readers.docx_parts import Styles, relationships, styles_of
from kg.readers.lines import Inline, Lines
from kg.readers.source_text import language_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = ("footnotes", "endnotes", "comments")
_SKIPPED = frozenset(
    ("del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr", "instrText", "delText", "tblPr", "tblGrid")
)
_CHARACTERS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_OWN_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(source: Source, data: bytes) -> Document:
    """Give a note in Word: headings, list items, tables, text boxes, insertions; notes and comments at the end.

    Deletions are left out. Nothing that a relationship points to is fetched.

    Raises:
        ReadError: it is no Word document, is damaged, is password-protected, or breaks a limit of the guards.
    """
    if not data:
        return Document(source, "", _TYPE)
    parts = read_zip(data, lambda name: name.endswith((".xml", ".rels")))
    main, links = relationships(parts)
    folder = main.rpartition("/")[0]
    styles = styles_of(parts.get(f"{folder}/styles.xml", b""))
    lines = Lines()
    _Reading(lines, styles, links).walk(parse_xml(parts[main]))
    for name in _NOTES:
        part = parts.get(f"{folder}/{name}.xml")
        if part:
            _Reading(lines, styles, {}).walk(parse_xml(part))
    return Document(
        source,
        lines.text,
        _TYPE,
        blocks=lines.blocks,
        links=lines.links,
        struck=lines.struck,
        language=language_of(lines.text),
        metadata=_properties(parts.get("docProps/core.xml", b"")),
    )


def _properties(part: bytes) -> dict[str, str]:
    """Give what the program noted: never a date of the meeting, which is why the keys say `document`."""
    if not part:
        return {}
    root = parse_xml(part)
    found = {"document-title": root.findtext("{*}title"), "document-created": root.findtext("{*}created")}
    return {key: " ".join(value.split()) for key, value in found.items() if value and value.strip()}


def local(element: _Element) -> str:
    """Give the name of an element without its namespace; strict and transitional Word differ only there."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str:
    """Give an attribute by its name without namespace, or ''."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


class _Reading:
    """One pass over a part of the document."""

    def __init__(self, lines: Lines, styles: Styles, links: Mapping[str, str]) -> None:
        self.lines = lines
        self.styles = styles
        self.links = links

    def walk(self, element: _Element) -> None:
        """Take in all paragraphs and tables below an element, in order."""
        for child in element.iterchildren("*"):
            name = local(child)
            if name == "p":
                self.paragraph(child)
            elif name == "tbl":
                self.table(child)
            elif name not in _SKIPPED and attribute(child, "type") not in _OWN_NOTES:
                self.walk(child)

    def paragraph(self, element: _Element) -> None:
        """Take in one paragraph, and after it the text boxes that hang on it."""
        inline = Inline()
        boxes: list[_Element] = []
        self.gather(element, inline, boxes)
        if inline.line:
            kind, level = self.styles.kind_of(element)
            self.lines.add(kind, inline.line, level=level, inline=inline)
        for box in boxes:
            self.walk(box)

    def gather(self, element: _Element, inline: Inline, boxes: list[_Element]) -> None:
        """Add the text below an element to a line; text boxes are set aside."""
        for child in element.iterchildren("*"):
            name = local(child)
            if name == "t":
                inline.add(child.text or "")
            elif name in _CHARACTERS:
                inline.add(_CHARACTERS[name])
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "hyperlink":
                start = inline.length
                self.gather(child, inline, boxes)
                inline.link(start, self.links.get(attribute(child, "id"), ""))
            elif name not in _SKIPPED:
                start = inline.length
                self.gather(child, inline, boxes)
                if name == "r" and _is_struck(child):
                    inline.strike(start)

    def table(self, element: _Element) -> None:
        """Take in a table, a line a row; a cell that spans columns counts for each."""
        boxes: list[_Element] = []
        rows: list[list[str]] = []
        struck: set[tuple[int, int]] = set()
        for row in _below(element, "tr"):
            cells: list[str] = []
            for cell in _below(row, "tc"):
                inline = self.cell(cell, boxes)
                struck |= {(len(rows), len(cells))} if inline.is_struck else set()
                cells += [inline.line.replace("\t", " "), *[""] * (_spanned(cell) - 1)]
            rows.append(cells)
        first = next(iter(_below(element, "tr")), None)
        marked = first is not None and first.find("{*}trPr/{*}tblHeader") is not None
        self.lines.add_table(rows, has_header=marked, struck=struck)
        for box in boxes:
            self.walk(box)

    def cell(self, element: _Element, boxes: list[_Element]) -> Inline:
        """Give a cell, its paragraphs parted by a space."""
        inline = Inline()
        for paragraph in element.iter("{*}p"):
            if not any(local(up) == "txbxContent" for up in paragraph.iterancestors()):
                inline.add(" ")
                self.gather(paragraph, inline, boxes)
        return inline


def _is_struck(run: _Element) -> bool:
    """Tell whether a run is struck through, once or twice. Source: ECMA-376, 17.3.2.37 and 17.3.2.9."""
    marks = [mark for name in ("strike", "dstrike") if (mark := run.find(f"{{*}}rPr/{{*}}{name}")) is not None]
    return any(attribute(mark, "val") not in ("0", "false", "off") for mark in marks)


def _below(element: _Element, wanted: str) -> list[_Element]:
    """Give rows or cells, those inside insertions and content controls included."""
    found: list[_Element] = []
    for child in element.iterchildren("*"):
        name = local(child)
        if name == wanted:
            found.append(child)
        elif name in ("ins", "sdt", "sdtContent", "customXml"):
            found += _below(child, wanted)
    return found


def _spanned(cell: _Element) -> int:
    span = cell.find("{*}tcPr/{*}gridSpan")
    number = attribute(span, "val") if span is not None else ""
    return min(int(number), 63) if number.isdecimal() and int(number) else 1  # 63: Word's own limit of columns
