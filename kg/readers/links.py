"""Links in the text of a note: Markdown links, bare URLs, wiki links, citation keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Link
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# Every repeat is bounded or cannot overlap with what follows it, so that the time is linear in the text.
_LINK = re.compile(
    r"\[\[(?P<wiki>[^\[\]|\r\n]{1,300})(?:\|(?P<label>[^\[\]\r\n]{1,300}))?\]\]"
    r"|\[(?P<text>[^\[\]]{1,500})\]\([ ]{0,3}<?(?P<target>(?:[^()\s<>]|\([^()\s<>]{0,500}\)){0,2000})>?"
    r"(?:[ ]{1,3}\"[^\"\r\n]{0,500}\")?[ ]{0,3}\)"
    r"|\[(?P<keys>[^\[\]@\r\n]{0,100}@[^\[\]\r\n]{1,500})\]"
    r"|(?P<url>https?://[^\s<>\[\]\"'|`]{1,2000})"
)
_KEY = re.compile(r"(?<![\w.])@([\w][\w:.#$%&+?<>~/-]*)")


def find_links(text: str) -> Iterator[Link]:
    """Yield the links of a text, in order; the span is what a reader sees of each.

    >>> [link.target for link in find_links("[a](http://x.nl/b) [[noot|zie]] [@jansen2020, p. 3]")]
    ['http://x.nl/b', 'noot', 'jansen2020']
    """
    for found in _LINK.finditer(text):
        if found["wiki"] is not None:
            yield _wiki(found)
        elif found["text"] is not None:
            yield Link(Span(*found.span("text")), found["target"])
        elif found["keys"] is not None:
            yield from _citations(found)
        else:
            yield _url(found)


def _wiki(found: re.Match[str]) -> Link:
    span = Span(*found.span("label" if found["label"] is not None else "wiki"))
    target = found["wiki"].strip()
    if target.startswith("@"):
        return Link(span, target[1:], "citation")
    return Link(span, target, "wiki")


def _citations(found: re.Match[str]) -> Iterator[Link]:
    for key in _KEY.finditer(found.string, *found.span("keys")):
        bare = key[1].rstrip(".:;,?")
        yield Link(Span(key.start(), key.start(1) + len(bare)), bare, "citation")


def _url(found: re.Match[str]) -> Link:
    bare = found["url"].rstrip(".,;:!?*_~")
    while bare.endswith(")") and bare.count("(") < bare.count(")"):
        bare = bare[:-1].rstrip(".,;:!?*_~")
    return Link(Span(found.start(), found.start() + len(bare)), bare, "url")
