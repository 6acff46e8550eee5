"""Text from sources on a terminal: shown, never obeyed."""

from __future__ import annotations

import re

#: Control characters (but for tab and line end), bidirectional overrides, invisible characters, surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def tty(text: str) -> str:
    r"""Give a text in which nothing can steer the terminal: `<U+001B>` stands for what would.

    Source: ECMA-48 for C0 and C1, UAX #9 for the directional characters.

    >>> tty("a\x1b]0;b")
    'a<U+001B>]0;b'
    """
    return _UNSAFE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def tty_json(text: str) -> str:
    r"""Give a JSON text that says the same and in which nothing can steer the terminal.

    >>> tty_json('["a\u202eb"]')
    '["a\\u202eb"]'
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
