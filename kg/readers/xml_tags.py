"""The tags of an XML text one after another, also where it is broken; what stands between them is never looked into.

No library does this: each stops at the first mistake, and what follows it would be lost. Whole elements go to lxml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAG = re.compile(
    r"<(?:(?P<opener>!--|!\[CDATA\[|\?)|(?P<doctype>!DOCTYPE\b)|(?P<end>/)?(?P<name>[^\W\d][\w:.\-]*)"
    r"(?P<attributes>(?>[^<>\"']+|\"[^\"<]*\"|'[^'<]*')*)>)"
)
_CLOSING = {"!--": "-->", "![CDATA[": "]]>", "?": "?>"}
#: A document type that only names a file, which is never fetched. What has a `[` declares entities.
_DOCTYPE = re.compile(r"<!DOCTYPE(?>[^\[\]<>\"']+|\"[^\"]*\"|'[^']*')*>")
_LONGEST = 1 << 17  # characters: what is longer is no tag

#: What a tag is; `text` where it is none.
Kind = Literal["start", "end", "empty", "text"]


class Tag(NamedTuple):
    """A tag, with the text between it and the tag before: `text` is all of that, `before` how much of it is no tag.

    The texts of all tags together are the whole file. `line` is where the tag begins, or the text that is no tag.
    """

    kind: Kind
    name: str
    attributes: str
    text: str
    before: int
    line: int


def tags(pieces: Iterable[str]) -> Iterator[Tag]:
    r"""Yield the tags of a text that comes in pieces, with `\n` for every line end.

    Comments, CDATA sections and `<?...?>` are text.

    Raises:
        ReadError: it has a document type that declares entities.

    >>> [(tag.kind, tag.name, tag.text) for tag in tags(["<a>1 < 2<b", "/></a>"])]
    [('start', 'a', '<a>'), ('text', '', '1 < 2'), ('empty', 'b', '<b/>'), ('end', 'a', '</a>')]
    """
    cutter = _Cutter()
    for piece in _with_newlines(pieces):
        yield from cutter.feed(piece)
    yield from cutter.feed("", is_last=True)


def _with_newlines(pieces: Iterable[str]) -> Iterator[str]:
    r"""Yield the pieces with `\n` for `\r\n` and `\r`. Source: XML 1.0, section 2.11."""
    held = ""
    for piece in chain(pieces, [""]):
        text = held + piece
        held = "\r" if piece and text.endswith("\r") else ""
        text = text[:-1] if held else text
        yield text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass(slots=True)
class _Cutter:
    """What was not cut yet, and the line it begins on. `closing` ends the comment or the like that is open."""

    rest: str = ""
    line: int = 1
    closing: str = ""

    def feed(self, piece: str, *, is_last: bool = False) -> Iterator[Tag]:
        """Yield the tags that end in the next piece."""
        text, at, kept = self.rest + piece, 0, -1
        while at < len(text):
            found = None if self.closing else _TAG.search(text, at)
            if found and found["doctype"]:
                end = self._after_doctype(text, at, found.start(), is_last=is_last)
                kept = found.start() if end == at else -1
            else:
                end = self._closed(text, at) if self.closing else found.end() if found else at
            if end == at:
                break
            self.closing = _CLOSING[found["opener"]] if found and found["opener"] else ""
            yield self._tag(found, text[at:end], found.start() - at if found else 0)
            at = end
        if kept < 0:
            kept = len(text) if is_last else max(at, self._kept(text, at))
        if kept > at:
            yield self._tag(None, text[at:kept], 0)
        self.rest = text[kept:]

    def _closed(self, text: str, at: int) -> int:
        end = text.find(self.closing, at)
        return at if end < 0 else end + len(self.closing)

    def _after_doctype(self, text: str, at: int, begun: int, *, is_last: bool) -> int:
        """Give where a document type ends, `at` where more must be read to know.

        Raises:
            ReadError: it declares entities, or never ends.
        """
        if whole := _DOCTYPE.match(text, begun):
            return whole.end()
        if not is_last and len(text) - begun < _LONGEST and "[" not in text[begun:]:
            return at
        raise ReadError(
            "the XML has a document type (DOCTYPE), which is refused because it can hold entities",
            line=self.line + text.count("\n", at, begun),
            hint="Remove the <!DOCTYPE ...> part, or export the file again.",
        )

    def _kept(self, text: str, at: int) -> int:
        """Give from where the text must be looked at again, with what follows."""
        if self.closing:
            return len(text) - len(self.closing) + 1
        begun = text.rfind("<", at)
        return begun if begun >= 0 and len(text) - begun < _LONGEST else len(text)

    def _tag(self, found: re.Match[str] | None, text: str, before: int) -> Tag:
        line = self.line + text.count("\n", 0, before)
        self.line = line + text.count("\n", before)
        if found is None or not found["name"]:
            return Tag("text", "", "", text, 0, line)
        attributes = found["attributes"]
        kind: Kind = "end" if found["end"] else "empty" if attributes.endswith("/") else "start"
        return Tag(kind, found["name"], attributes.removesuffix("/"), text, before, line)
