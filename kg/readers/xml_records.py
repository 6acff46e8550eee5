"""Publications in XML, as answers of OAI-PMH and SRU, or as libraries and reference managers export them.

Records are found one after another, so that a file may be of any size and a broken record costs only itself.
Source: OAI-PMH 2.0; SRU 1.2 and 2.0; xml_dialects for the kinds of records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Issue
from kg.readers.publications import shortened, warning
from kg.readers.streams import QUOTED, text_stream
from kg.readers.xml_dialects import KNOWN, LISTS, WANTED, dialect_of
from kg.readers.xml_elements import Element, Outer, elements
from kg.readers.xml_fields import find, first, local_name, text_of
from kg.readers.xml_mending import parsed
from kg.readers.xml_tags import tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lxml.etree import _Element

    from kg.records import Publication

_DECLARED = re.compile(rb"<\?xml[^<>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
#: Errors of OAI-PMH that only say that there is nothing. Source: OAI-PMH 2.0, section 3.6.
_NOTHING = ("noRecordsMatch", "noSetHierarchy")
#: Lines and columns in a message of the parser, which count from the beginning of the record.
_PLACE = re.compile(r",? (?:try|use) XML_PARSE_HUGE.*|,? (?:on |at )?line \d+|, column \d+|\(<string>[^)]*\)")
_HELD = 100
_MOST_BROKEN = 10_000
_AGAIN = "Download or export the file again, or mend the record."


def xml_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the publications of an XML file, in order, duplicates included, and what is wrong with it.

    Deleted records of OAI-PMH are none.

    Raises:
        ReadError: it is no XML, holds no kind of record that is known, or says only what went wrong at a server.
    """
    head = stream.read(4096)
    declared = _DECLARED.search(head)
    text = text_stream(stream, declared[1].decode() if declared else "")
    yield from text.issues
    reading = _Reading(is_blank=not head.strip(b"\xef\xbb\xbf \t\r\n"))
    try:
        for found in elements(tags(text.pieces()), WANTED):
            yield from reading.take(found)
            if reading.broken > _MOST_BROKEN:
                what = f"more than {_MOST_BROKEN} records are broken; the rest was not read"
                yield Issue(what, hint="Download or export the file again.")
                return
        yield from reading.end()
    except ReadError as error:
        if not reading.count:
            raise
        yield Issue(error.message, line=error.line, hint=error.hint)


@dataclass(slots=True)
class _Reading:
    """What was seen so far.

    `held` are errors of a server, until it is clear whether there are records as well; `strangers` records of no known
    kind, until it is clear whether this is a list of publications at all.
    """

    is_blank: bool
    is_known: bool = False
    root: Outer | None = None
    count: int = 0
    broken: int = 0
    held: list[Issue] = field(default_factory=list)
    strangers: list[Issue] = field(default_factory=list)
    goes_on: Issue | None = None

    def take(self, found: Element | Outer | Issue) -> Iterator[Publication | Issue]:
        """Yield what an element gives."""
        if isinstance(found, Issue):
            self.broken += 1
            yield found
            return
        self.root = self.root or Outer(found.name, found.line, 0)
        if isinstance(found, Outer):
            self.is_known = self.is_known or found.name in LISTS
            self.goes_on = None if found.name == "OAI-PMH" else self.goes_on
        elif found.name == "error":
            self.held += _server_error(found) if found.outside == "OAI-PMH" else []
        elif found.name == "resumptionToken":
            self.goes_on = _more(found)
        else:
            yield from self.record(found)
        if self.is_known:
            yield from self.strangers
            self.strangers.clear()
        if self.count:
            yield from self.held
            self.held.clear()

    def record(self, element: Element) -> Iterator[Publication | Issue]:
        """Yield the publication of a record, and what is wrong with it."""
        try:
            tree, is_mended = parsed(element)
        except ReadError as error:
            self.broken += 1
            reason = _PLACE.sub("", error.message.rpartition("XML: ")[2]).strip()
            what = f"the record cannot be read, on line {error.line}: {reason}"
            yield Issue(what, line=element.line, hint=_AGAIN, quote=element.text[:QUOTED])
            return
        record, identifier = _described(tree)
        dialect = dialect_of(record) if record is not None else None
        if record is not None and dialect:
            self.count, self.is_known = self.count + 1, True
            publication, issues = dialect(record, element.line)
            yield replace(publication, id=identifier or publication.id)
            yield from issues
            if is_mended:
                yield warning("the record has signs that XML does not allow; they were mended", element.line, _AGAIN)
        elif not _is_deleted(tree):
            self.strangers += [_stranger(element, tree if record is None else record)][: _HELD - len(self.strangers)]

    def end(self) -> Iterator[Issue]:
        """Yield what the file says of itself as a whole.

        Raises:
            ReadError: nothing in it can be read.
        """
        if self.root is None and not self.is_blank and not self.broken:
            raise ReadError("this is no XML: it has no tags", line=1, hint="Download or export the file again.")
        if self.root and not self.is_known and not self.broken:
            what = f"this XML is <{shortened(self.root.name)}>, in which no publications are known"
            raise ReadError(what, line=self.root.line, hint=f"Known are {KNOWN}.")
        if self.held:
            yield from self.held[1:]
            issue = self.held[0]
            raise ReadError(issue.message, line=issue.line, hint=issue.hint)
        if self.goes_on:
            yield self.goes_on


def _described(record: _Element) -> tuple[_Element | None, str]:
    """Give the element that describes the publication, and the identifier that a server gives its record.

    What is packed (DIDL, oai_datacite) is unpacked: the first description in it counts.
    """
    holders = [*find(record, "metadata"), *find(record, "recordData")]
    if local_name(record) != "record" or not (holders or find(record, "header")):
        return record, ""
    inner = [one for holder in holders for one in holder.iter() if one is not holder]
    described = next((one for one in inner if dialect_of(one)), next(iter(inner), None))
    return described, first(record, "header/identifier")


def _is_deleted(record: _Element) -> bool:
    return any(header.get("status") == "deleted" for header in find(record, "header"))


def _stranger(element: Element, record: _Element) -> Issue:
    what = f"<{shortened(local_name(record))}> is no kind of record that is known and is left out"
    return Issue(what, line=element.line, hint=f"Known are {KNOWN}.", quote=element.text[:QUOTED])


def _server_error(element: Element) -> list[Issue]:
    code, text = _attribute_and_text(element, "code")
    if code in _NOTHING:
        return []
    what = f"the server answered with the error {code}"
    if text:
        what = f"the server answered with the error {code}: {shortened(text)}"
    return [Issue(what, line=element.line, hint="Ask the server again, from the beginning.")]


def _more(element: Element) -> Issue | None:
    """Give a warning where a list goes on in a next answer. Source: OAI-PMH 2.0, section 3.5."""
    size, token = _attribute_and_text(element, "completeListSize")
    if not token:
        return None
    what = "the list goes on at the server: this is a part of it"
    if size.isdigit():
        what = f"the list of {size} goes on at the server: this is a part of it"
    return warning(what, element.line, "Fetch the rest with the resumptionToken, and put it beside this file.")


def _attribute_and_text(element: Element, name: str) -> tuple[str, str]:
    try:
        tree, _ = parsed(element)
    except ReadError:
        return "", ""
    return tree.get(name) or "", text_of(tree)
