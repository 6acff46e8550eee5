"""How each kind of server is asked, and where the records stand in its answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from kg.lookup.words import SearchWords
    from kg.workspace import LookupSource

#: Records that a server is asked for at once.
AT_ONCE = 25

#: A record larger than this, in characters, is left out.
LARGEST = 1_000_000

_LONGEST_TOKEN = 2000  # characters of a resumptionToken: servers write some tens


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one answer: records, each value as the server wrote it, and how many could not be used.

    `token` asks an OAI-PMH server for the rest; `error` is the code of what it has against the question.
    """

    records: tuple[str, ...] = ()
    unusable: int = 0
    token: str = ""
    error: str = ""


def question_address(source: LookupSource, words: SearchWords) -> str:
    """Give the address that asks a server for words; of an OAI-PMH server, for all it has.

    What the address of kg.toml asks for already (a filter, a set, a number of rows) is kept.
    """
    search, number = _SEARCH[source.kind](words)
    return _with(source.address, search, number)


def more_address(source: LookupSource, token: str) -> str:
    """Give the address of what follows, which by OAI-PMH 2.0, section 3.5 names the token and nothing else."""
    parts = urlsplit(source.address)
    return urlunsplit(parts._replace(query=urlencode({"verb": "ListRecords", "resumptionToken": token})))


def _with(address: str, search: Mapping[str, str], defaults: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(parts._replace(query=urlencode({**defaults, **told, **search})))


def _openalex(words: SearchWords) -> tuple[dict[str, str], dict[str, str]]:
    # Source: developers.openalex.org, "Search": words that nothing joins must all occur.
    quoted = (f'"{one}"' if " " in one else one for one in words.sent)
    return {"search": " OR ".join(quoted)}, {"per-page": str(AT_ONCE)}


def _crossref(words: SearchWords) -> tuple[dict[str, str], dict[str, str]]:
    return {"query.bibliographic": " ".join(words.sent)}, {"rows": str(AT_ONCE)}


def _oai(_: SearchWords) -> tuple[dict[str, str], dict[str, str]]:
    return {"verb": "ListRecords"}, {"metadataPrefix": "oai_dc"}


_SEARCH: Mapping[str, Callable[[SearchWords], tuple[dict[str, str], dict[str, str]]]] = {
    "openalex": _openalex,
    "crossref": _crossref,
    "oai": _oai,
}

#: Where the list of records stands in an answer.
_LISTS: Mapping[str, tuple[str, ...]] = {"openalex": ("results",), "crossref": ("message", "items")}


def split_answer(kind: str, data: bytes) -> Answer:
    """Give what stands in an answer of a kind of server.

    Raises:
        ReadError: it is no such answer.
    """
    return _split_xml(data) if kind == "oai" else _split_json(data, _LISTS[kind])


def suffix_of(kind: str) -> str:
    """Give the suffix of a file with records of a kind of server."""
    return ".xml" if kind == "oai" else ".json"


def compose(kind: str, records: Sequence[str]) -> str:
    r"""Give the text of a file with records, in their order; each begins on a line of its own.

    >>> compose("crossref", ["{}", "{}"])
    '[\n{},\n{}\n]\n'
    """
    if kind == "oai":
        return f"{_XML_HEAD}\n" + "\n".join(records) + f"\n{_XML_END}\n"
    return "[\n" + ",\n".join(records) + "\n]\n"


def line_ranges(kind: str, records: Sequence[str]) -> Iterator[range]:
    """Yield for each record the lines of the composed text that it stands on."""
    line = 1 + (_XML_HEAD if kind == "oai" else "[").count("\n") + 1
    for record in records:
        end = line + record.count("\n") + 1
        yield range(line, end)
        line = end


_XML_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<ListRecords>"""
_XML_END = "</ListRecords>\n</OAI-PMH>"


def _split_json(data: bytes, keys: Sequence[str]) -> Answer:
    try:
        value: Any = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ReadError("the answer is no JSON", hint=_WRONG_ADDRESS) from None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, list):
        raise ReadError("the answer holds no list of publications", hint=_WRONG_ADDRESS)
    records = [_record(one) for one in value]
    usable = tuple(one for one in records if one)
    return Answer(usable, len(records) - len(usable))


_WRONG_ADDRESS = "check its address under [lookup.sources] in kg.toml, or try again later"


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _record(value: object) -> str:
    """Give a record as JSON, one field a line, so that git shows what differs; '' where it cannot be used."""
    if not isinstance(value, dict) or not value:
        return ""
    try:
        fields = [f" {json.dumps(key)}: {_json(one)}" for key, one in value.items()]
    except (ValueError, RecursionError):  # a number that JSON cannot write
        return ""
    text = "{\n" + ",\n".join(fields) + "\n}"
    return text if len(text) <= LARGEST else ""


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode()  # half a character stays the escape that it was


def _split_xml(data: bytes) -> Answer:
    from kg.guards.xml import parse_xml  # noqa: PLC0415  (lxml is loaded when XML is met)

    root = parse_xml(data)
    if _name(root) != "OAI-PMH":
        raise ReadError("the answer is no OAI-PMH", hint=_WRONG_ADDRESS)
    found: list[str] = []
    unusable, token, error = 0, "", ""
    for part in root:
        error = error or (str(part.get("code") or "?") if _name(part) == "error" else "")
        for one in part if _name(part) == "ListRecords" else ():
            if _name(one) == "resumptionToken":
                token = (one.text or "").strip()
            elif _name(one) == "record" and not _is_deleted(one):
                text = _xml(one)
                found += [text] * bool(text)
                unusable += not text
    return Answer(tuple(found), unusable, token if len(token) <= _LONGEST_TOKEN else "", error)


def _xml(element: _Element) -> str:
    from kg.guards.xml import xml_text  # noqa: PLC0415

    text = xml_text(element)
    return text if len(text) <= LARGEST else ""


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_deleted(record: _Element) -> bool:
    return any(_name(part) == "header" and part.get("status") == "deleted" for part in record)
