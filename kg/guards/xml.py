"""The only place that parses XML and HTML: no entities, no document type, no network, no deep nesting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree, html

from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

_DEEPEST = 128
_DEEPEST_HTML = 256
_PROLOG = re.compile(rb"(?:\s+|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)*<!", re.DOTALL)
_BEGINNING = 65_536  # bytes: a document type stands before the first element
_EMPTY = "<html><body></body></html>"


def parse_xml(data: bytes) -> _Element:
    """Give the root of an XML document.

    Raises:
        ReadError: it is not well-formed, has a document type (and so could hold entities), or is nested too deeply.
    """
    _refuse_document_type(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise _not_well_formed(problem) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse(1)
    _check_depth(root, _DEEPEST)
    return root


def xml_text(element: _Element) -> str:
    """Give an element as XML that stands by itself: with the namespaces that hold in it, without what follows it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def xml_events(pieces: Iterable[bytes]) -> Iterator[XmlEvent]:
    """Yield the elements of an XML document as they begin and end; no tree of it is kept.

    Raises:
        ReadError: as `parse_xml`, after what stands before the place where it goes wrong.
    """
    target = _Events()
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        for number, piece in enumerate(pieces):
            if number == 0:
                _refuse_document_type(piece)
            parser.feed(piece)
            yield from target.taken()
        parser.close()
        yield from target.taken()
    except (etree.XMLSyntaxError, ValueError) as problem:
        yield from target.taken()
        raise _not_well_formed(problem) from problem


class XmlEvent(NamedTuple):
    """An element that begins (`text` is None) or ends: its name without namespace, and the text right inside it."""

    name: str
    text: str | None
    attributes: Mapping[str, str]


class _Events:
    """What the parser tells, until it is taken."""

    def __init__(self) -> None:
        self._events: list[XmlEvent] = []
        self._texts: list[list[str]] = []

    def taken(self) -> list[XmlEvent]:
        events, self._events = self._events, []
        return events

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        self._texts.append([])
        if len(self._texts) > _DEEPEST:
            raise _too_deep(None)
        self._events.append(XmlEvent(_local(tag), None, {_local(name): str(value) for name, value in attrib.items()}))

    def data(self, data: str | bytes) -> None:
        if self._texts:
            self._texts[-1].append(str(data))

    def end(self, tag: str | bytes) -> None:
        self._events.append(XmlEvent(_local(tag), "".join(self._texts.pop()), {}))

    def comment(self, text: str | bytes) -> None:
        pass

    def doctype(self, *_: object) -> None:
        _refuse(1)

    def close(self) -> None:
        self._texts.clear()


def _local(name: str | bytes) -> str:
    return str(name).rpartition("}")[2]


def parse_html(text: str) -> _Element:
    """Give the root of an HTML page. Tags that do not fit are mended, as a browser does.

    Raises:
        ReadError: it is nested too deeply.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    raw = text.replace("\x00", "\ufffd").encode("utf-8", errors="replace")
    try:
        root = html.document_fromstring(raw or _EMPTY, parser=parser)
    except etree.ParserError:  # nothing but white space or comments
        root = html.document_fromstring(_EMPTY)
    for entry in parser.error_log:
        if "depth" in entry.message.lower():
            raise _too_deep(entry.line)
    _check_depth(root, _DEEPEST_HTML)
    return root


def _not_well_formed(problem: Exception) -> ReadError:
    return ReadError(
        f"this is not well-formed XML: {_short(problem)}",
        line=getattr(problem, "lineno", None),
        hint="Export or save the file again.",
    )


def _refuse_document_type(data: bytes) -> None:
    head = data[:_BEGINNING].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")
    head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    found = _PROLOG.match(head)
    if found:
        _refuse(head.count(b"\n", 0, found.end()) + 1)


def _refuse(line: int) -> None:
    raise ReadError(
        "the XML has a document type (DOCTYPE), which is refused because it can hold entities",
        line=line,
        hint="Remove the <!DOCTYPE ...> part, or export the file again.",
    )


def _check_depth(root: _Element, deepest: int) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            raise _too_deep(element.sourceline)


def _too_deep(line: int | None) -> ReadError:
    return ReadError("the file is nested too deeply", line=line, hint="Export or save the file again.")


def _short(problem: Exception) -> str:
    return str(problem).splitlines()[0][:120] if str(problem) else "it ends too early"
