"""Text from sources in XML that we write: every character may stand there, and none turns the line around."""

from __future__ import annotations

import re

#: What XML 1.0 does not allow (section 2.2), and the controls that it discourages.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Marks that set the direction of what follows. Source: UAX #9.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def xml_text(text: str) -> str:
    r"""Give a text as an XML file can hold it: U+FFFD stands for each character that it cannot.

    >>> xml_text("a\x00b\ud800<c>")
    'a\ufffdb\ufffd<c>'
    """
    return _NOT_XML.sub("\ufffd", text)


def one_line(text: str) -> str:
    r"""Give a text on one line, for an element of its own, in its own direction.

    >>> one_line("a\u202eb\n c")
    'ab c'
    """
    return " ".join(_DIRECTIONS.sub("", xml_text(text)).split())
