"""Cells for spreadsheets: a text stays a text, whatever it begins with."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What makes a spreadsheet take a cell for a formula, also after white space, with the full-width signs.
#: Source: OWASP, CSV Injection.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: object) -> str | int | float:
    """Give a value that no spreadsheet takes for a formula: a text that looks like one gets `'` in front.

    Numbers stay numbers. Line ends become LF. Control characters, which XLSX does not allow, become U+FFFD.

    >>> safe_cell("=1+1"), safe_cell("- een streepje"), safe_cell(-2), safe_cell("vraag")
    ("'=1+1", "'- een streepje", -2, 'vraag')
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = _CONTROL.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Give rows as CSV with a header and LF line ends, each cell safe.

    Source: RFC 4180, but for its line ends.

    >>> csv_text(["a", "b"], [["=x", 1]])
    "a,b\n'=x,1\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()
