"""Notes in HTML. A line of the text is a block as a reader sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.guards.xml import parse_html
from kg.model import BlockKind, Document, Issue, Source
from kg.readers.lines import Inline, Lines
from kg.readers.source_text import language_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_-]{3,20})""", re.IGNORECASE)
_HEAD = 4096  # bytes; HTML wants the declaration in the first 1024
_DECLARED = re.compile(
    r"(?:windows|cp)-?125\d|iso-?8859-\d{1,2}|koi8-[ru]|gbk|gb2312|gb18030|big5|shift_jis|euc-(?:jp|kr)"
)
_SKIPPED = frozenset(
    ["script", "style", "template", "head", "iframe", "object", "embed", "svg", "math", "textarea", "select", "button"]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(_HEADINGS) | frozenset(
    [
        "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "ul", "blockquote", "caption",
    ]
)  # fmt: skip


def read_html(source: Source, data: bytes) -> Document:
    """Give a note in HTML: headings, list items, tables, quotes and links; scripts and styles left out.

    Raises:
        ReadError: it is nested deeper than 256.
    """
    markup, issues = _decoded(data)
    root = parse_html(markup)
    reading = _Reading()
    reading.block(root)
    reading.flush()
    lines = reading.lines
    title = " ".join((root.findtext(".//title") or "").split())
    return Document(
        source,
        lines.text,
        "text/html",
        blocks=lines.blocks,
        links=lines.links,
        struck=lines.struck,
        language=language_of(lines.text, root.get("lang") or ""),
        metadata={"document-title": title} if title else {},
        issues=issues,
    )


def _decoded(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """Give the text as UTF-8 or by its mark; else as the page declares; else by a guess."""
    text, issues = text_of(data)
    declared = _META.search(data[:_HEAD])
    if not issues or not declared:
        return text, issues
    name = declared[1].decode("ascii").lower()
    if not _DECLARED.fullmatch(name):
        return text, issues
    encoding = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
    try:
        what = f"not UTF-8; read as {encoding}, which the page declares"
        return data.decode(encoding), (Issue(what, hint="Save the file as UTF-8.", is_error=False),)
    except (UnicodeDecodeError, LookupError):
        return text, issues


class _Reading:
    """One pass over the page, which keeps the line that is being gathered."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.inline = Inline()
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.lists = 0
        self.items = 0
        self.quotes = 0
        self.breaks = 0
        self.struck = 0  # elements that strike out what stands in them

    def flush(self) -> None:
        """End the line that is being gathered."""
        inline, line = self.inline, self.inline.line
        self.inline = Inline()
        self.breaks = 0
        if line:
            kind = "quote" if self.kind == "paragraph" and self.quotes else self.kind
            self.lines.add(kind, line, level=self.level, inline=inline, inside=self.items > 0)
            if self.kind == "list_item":
                self.kind, self.level = "paragraph", 0

    def text(self, text: str | None) -> None:
        """Add text to the line."""
        if text:
            start = self.inline.length
            self.inline.add(text)
            if self.struck:
                self.inline.strike(start)
            if text.strip():
                self.breaks = 0

    def block(self, element: _Element) -> None:
        """Take in an element and all below it, without what follows it."""
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _SKIPPED or not name:
            return
        self.struck += _strikes(element)
        self.element(element, name)
        self.struck -= _strikes(element)

    def element(self, element: _Element, name: str) -> None:
        """Take in an element by what it is."""
        if name == "table":
            self.flush()
            self.table(element)
        elif name == "br":
            self.line_break()
        elif name == "input" and element.get("type") == "checkbox":
            self.inline.add("☑ " if element.get("checked") is not None else "☐ ")
        elif name in _BLOCKS:
            self.flush()
            self.inside(element, name)
        else:
            self.inside_line(element, name)

    def inside(self, element: _Element, name: str) -> None:
        """Take in a block element, with the kind that it gives to its text."""
        before = (self.kind, self.level)
        self.lists += name in ("ul", "ol")
        self.items += name == "li"
        self.quotes += name == "blockquote"
        if name in _HEADINGS:
            self.kind, self.level = "heading", _HEADINGS[name]
        elif name == "li":
            self.kind, self.level = "list_item", max(1, self.lists)
        elif name == "pre":
            self.kind, self.level = "code", 0
        self.children(element)
        self.flush()
        self.lists -= name in ("ul", "ol")
        self.items -= name == "li"
        self.quotes -= name == "blockquote"
        self.kind, self.level = before if name in _HEADINGS or name in ("li", "pre") else (self.kind, self.level)

    def inside_line(self, element: _Element, name: str) -> None:
        """Take in an element that stands in a line."""
        start, line = self.inline.length, self.inline
        self.children(element)
        target = element.get("href") or "" if name == "a" else ""
        if target.strip("#") and line is self.inline:
            self.inline.link(start, target.strip())

    def children(self, element: _Element) -> None:
        """Take in the text and the elements below an element."""
        self.text(element.text)
        for child in element.iterchildren():
            self.block(child)
            self.text(child.tail)

    def line_break(self) -> None:
        """Take in a line break: a space, but two of them part paragraphs, as people use them."""
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        else:
            self.inline.add(" ")

    def table(self, element: _Element) -> None:
        """Take in a table, a line a row. One that holds a table is for layout: its cells are read as blocks."""
        if next(element.iterdescendants("table"), None) is not None:
            self.children(element)
            self.flush()
            return
        for caption in element.iterdescendants("caption"):
            self.children(caption)
            self.flush()
        rows: list[list[str]] = []
        struck: set[tuple[int, int]] = set()
        marked = False
        for row in element.iterdescendants("tr"):
            cells = list(row.iterchildren("td", "th"))
            marked = marked or (not rows and bool(cells) and all(cell.tag == "th" for cell in cells))
            struck |= {(len(rows), place) for place, cell in enumerate(cells) if self.struck or _is_struck(cell)}
            rows.append([" ".join(_visible(cell).split()) for cell in cells])
        self.lines.add_table(rows, has_header=marked, struck=struck)


def _strikes(element: _Element) -> bool:
    """Tell whether an element strikes out what stands in it. Source: HTML 4.5.5 and 4.7.2; CSS text-decoration."""
    return element.tag in ("s", "del", "strike") or "line-through" in (element.get("style") or "").lower()


def _is_struck(element: _Element) -> bool:
    """Tell whether all text of a cell is struck out."""
    if _strikes(element):
        return True
    children = [child for child in element.iterchildren() if isinstance(child.tag, str)]
    bare = (element.text or "").strip() or any((child.tail or "").strip() for child in element.iterchildren())
    return bool(children) and not bare and all(_is_struck(child) or not _visible(child).strip() for child in children)


def _visible(element: _Element) -> str:
    """Give the text of a cell; elements that are blocks are parted by a space."""
    parts = [element.text or ""]
    for child in element.iterchildren():
        name = child.tag if isinstance(child.tag, str) else ""
        if name and name not in _SKIPPED:
            gap = " " if name in _BLOCKS or name == "br" else ""
            parts += [gap, _visible(child), gap]
        parts.append(child.tail or "")
    return "".join(parts)
