"""What the beginning of a file looks like, where its suffix does not say what it is."""

from __future__ import annotations

import re

from kg.guards.decode import decode

_RIS = re.compile(r"(?m)^[ \t\ufeff]*TY[ \u00a0]{1,3}-(?: |$)|^TY(?: {2}-|-[A-Z]{3,6}\s*$)")
_TAGGED = (
    ("RIS", ".ris", _RIS),
    ("Web of Science", ".ciw", re.compile(r"(?m)^PT [A-Z]\s*$")),
    ("MEDLINE", ".nbib", re.compile(r"(?m)^\ufeff?(?:PMID- \d|PMC - PMC\d|OWN - )")),
    ("Refer", ".enw", re.compile(r"(?m)^\ufeff?%(?:0 |[AT] [^\n]*\n(?:[^\n]+\n)*?%[ATDJBI] )")),
)
_ENTRY = re.compile(r"(?m)^[ \t]*@[a-zA-Z]+[ \t]*\{[^\s,{}]+,")
_CELLS = re.compile(r"[^\t\n]+(?:\t[^\t\n]*){2,}")
_BRIN = re.compile(
    r"(?i)^[\"']?(?:brin|instellingscode|brinnummer|vestigingscode)\b|[;,\t][\"']?(?:brin|instellingscode|brinnummer)\b"
)


def is_ris(head: bytes) -> bool:
    r"""Tell whether a file has a line that begins a RIS record.

    >>> is_ris(b"TY  - JOUR\n"), is_ris(b"een notitie")
    (True, False)
    """
    return bool(_RIS.search(_text(head)))


def tagged_form(text: str) -> tuple[str, str] | None:
    r"""Give name and suffix of the format of tagged lines that a text looks like, or None.

    >>> tagged_form("FN ISI Export Format\nPT J\nAU Test, J"), tagged_form("een notitie")
    (('Web of Science', '.ciw'), None)
    """
    return next(((name, suffix) for name, suffix, looks in _TAGGED if looks.search(text)), None)


def is_web_of_science(head: bytes) -> bool:
    """Tell whether a file begins as what Web of Science exports as plain text."""
    return _is_tagged(head, ".ciw")


def is_medline(head: bytes) -> bool:
    """Tell whether a file begins as what PubMed exports."""
    return _is_tagged(head, ".nbib")


def is_refer(head: bytes) -> bool:
    """Tell whether a file begins as what EndNote exports as Refer."""
    return _is_tagged(head, ".enw")


def _is_tagged(head: bytes, suffix: str) -> bool:
    found = tagged_form(_text(head))
    return found is not None and found[1] == suffix


def is_bibtex(head: bytes) -> bool:
    r"""Tell whether a file has a line that begins a BibTeX entry.

    >>> is_bibtex(b"@book{test, title = {a}}"), is_bibtex(b"mail naar a@b{c}")
    (True, False)
    """
    return bool(_ENTRY.search(_text(head)))


def is_table(head: bytes) -> bool:
    r"""Tell whether the first line of a file is a header with tabs.

    >>> is_table(b"PT\tAU\tTI\nJ\tTest, J\tProef\n"), is_table(b"een notitie")
    (True, False)
    """
    return bool(_CELLS.match(_text(head).lstrip("\ufeff\r\n")))


def _text(head: bytes) -> str:
    return decode(head).text.replace("\r\n", "\n").replace("\r", "\n")


def is_school_register(head: bytes) -> bool:
    """Tell whether the first line of a table names a column with BRIN codes.

    >>> is_school_register(b"brin,name"), is_school_register(b"title,doi")
    (True, False)
    """
    lines = decode(head).text.splitlines()
    return bool(lines and _BRIN.search(lines[0]))


def is_anything(_head: bytes) -> bool:
    """Tell that the folder alone decides."""
    return True
