"""Where the records are in a JSON file: in a list, in an answer of a web service, by key, or one a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import Issue
from kg.readers.json_repair import SURE, goes_on, goes_past, goes_past_line, goes_to_line, no_record, not_json
from kg.readers.json_text import COLON, COMMA, END, NAME, QUOTE, TOO_LARGE, JsonText, NotJsonError, Value
from kg.readers.publications import warning

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

#: Names under which exporters and web services put the records, or what holds them.
HOLDERS = frozenset(
    [
        "items", "results", "result", "resultList", "data", "message", "records", "references", "works", "publications",
        "hits", "docs", "documents", "response", "articles", "papers", "bibliography", "search-results", "entry",
        "entries",
    ]
)  # fmt: skip
#: Those that hold records even where the object has a title of its own.
_SURE_HOLDERS = frozenset(["items", "results", "records", "works", "publications", "docs", "documents", "entries"])
#: Names by which an object shows that it is a record.
TELLING = frozenset(
    [
        "title", "display_name", "DOI", "doi", "author", "authors", "authorships", "creators", "creator", "titles",
        "container-title", "issued", "abstract", "openalex_id", "citation-key", "dc:title", "itemType", "attributes",
        "typeDiscriminator", "titel", "auteurs", "ENTRYTYPE", "headline",
    ]
)  # fmt: skip
#: Parts of a record that have a title or DOI of their own.
_PARTS = frozenset(["reference", "references", "citations", "journal", "journalAssociation", "container", "series"])

#: What the members of a list may be wrapped in.
_WRAPPERS = ("_source", "message", "data", "work", "item", "record")

_SMALL = 1 << 18  # characters of an object that is read whole to see what it is
_DEEPEST = 5  # holders in each other


class Item(NamedTuple):
    """What is taken for a record: an object, its line, and the key it stands under ('' in a list)."""

    value: Mapping[str, Any]
    line: int
    key: str = ""


#: What is found in a JSON text.
Found = Item | Issue


@dataclass(slots=True)
class _Search:
    """The search for records in a text: how many places held some, and whether it lost its way."""

    text: JsonText
    found: int = 0
    is_lost: bool = False


def items(text: JsonText) -> Iterator[Found]:
    """Yield what is taken for records, in order, and what is wrong, at its place."""
    search, has_commas = _Search(text), False
    if not text.sign() and (text.at or text.line() > 1):
        yield Issue("there is nothing in this file", line=1, hint="Export it again.")
    while sign := text.sign():
        yield from _one(search, sign)
        after = "" if search.is_lost else text.here()
        if sign == "{" and after and text.sign() == ",":
            if not has_commas:
                yield not_json(text.wrong("a comma stands between records, which are in no list"), 1)
            text.at, has_commas = text.at + 1, True
        elif after not in ("", " ", "\t", "\r", "\n") and not sign == after == "{":
            yield from _lost(search, text.wrong("what follows here is no record"))
        search.is_lost = False


def is_record(value: Mapping[str, object]) -> bool:
    """Tell whether an object has the names that a publication has.

    >>> is_record({"title": "a"}), is_record({"id": "a", "type": "book"}), is_record({"status": "ok"})
    (True, True, False)
    """
    return not TELLING.isdisjoint(value) or ("id" in value and "type" in value)


def unwrapped(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the record that an object is wrapped around, or the object itself.

    >>> unwrapped({"_id": 1, "_source": {"title": "a"}})
    {'title': 'a'}
    """
    described = value.get("metadata")
    if isinstance(described, dict) and is_record(described):  # as Zenodo does, with the DOI beside it
        return {**value, **described}
    if TELLING.isdisjoint(value):
        for name in _WRAPPERS:
            inner = value.get(name)
            if isinstance(inner, dict) and is_record(inner):
                return inner
    return value


def _one(search: _Search, sign: str) -> Iterator[Found]:
    """Yield what a value at the top of the text holds."""
    text = search.text
    if sign == "{":
        yield from _object(search)
    elif sign == "[":
        yield from _list(search)
    else:
        try:
            value = text.peek()
        except NotJsonError as problem:
            yield from _lost(search, problem)
        else:
            yield from _taken(search, value)


def _lost(search: _Search, wrong: NotJsonError, start: int = -1, quote: str = "") -> Iterator[Issue]:
    """Yield what is wrong from a place (here, unless said), and go on at the next line that begins a record."""
    search.is_lost = True
    start = search.text.place() if start < 0 else start
    goes_to_line(search.text)
    yield not_json(wrong, search.text.place() - start, quote)


def _taken(search: _Search, value: Value, key: str = "") -> Iterator[Found]:
    """Yield a value as a record, or what it is instead, and stand behind it."""
    text = search.text
    start, text.at = text.at, value.end
    if isinstance(value.value, dict) and value.value:
        search.found += 1
        yield Item(value.value, value.line, key)
        if value.is_mended:
            hint = "Correct that character where the file was exported."
            yield warning("half a character (a lone surrogate) shows as U+FFFD", value.line, hint)
    elif value.value is None or value.value == {}:
        yield warning("here stands an empty record", value.line, "It is left out; nothing is lost.")
    else:
        yield no_record(text.text[start : value.end], value.line)


def _object(search: _Search, depth: int = 0) -> Iterator[Found]:
    """Yield the record that an object is, or those in it."""
    text = search.text
    try:
        whole = text.peek(_SMALL)
    except NotJsonError as problem:
        start = text.place()
        if depth == 0 and problem.message != TOO_LARGE and goes_past_line(text, is_sure=search.found > 0):
            yield not_json(problem, text.place() - start)
            return
    else:
        if is_record(whole.value) and not _holds_records(whole.value):
            yield from _taken(search, whole)
            return
    yield from _members(search, depth)


def _holds_records(value: Mapping[str, Any]) -> bool:
    """Tell whether an object with the names of a record is rather a list of them, with a title or author of its own."""
    holders = HOLDERS if SURE.isdisjoint(value) else _SURE_HOLDERS
    if holders.isdisjoint(value):
        return False
    return any(
        isinstance(inner, dict) or (isinstance(inner, list) and inner and isinstance(inner[0], dict))
        for name, inner in value.items()
        if name in holders
    )


def _members(search: _Search, depth: int) -> Iterator[Found]:
    """Yield the records in an object, member by member; or what the members make, where that is a record."""
    text, before = search.text, search.found
    if len(text.text) - text.at < QUOTE:
        text.fill(QUOTE)
    line, quote, start, fields = text.line(), text.quote(), text.place(), dict[str, Any]()
    text.at += 1
    try:
        for key in _keys(text):
            sign = text.here()
            if depth < _DEEPEST and _is_holder(key, sign, fields):
                yield from _list(search) if sign == "[" else _object(search, depth + 1)
            else:
                yield from _member(search, key, fields)
            if search.is_lost:
                return
    except NotJsonError as problem:
        yield from _lost(search, problem, start, quote)
        return
    if search.found == before and is_record(fields):
        search.found += 1
        yield Item(fields, line)
    elif search.found == before and depth == 0:
        yield no_record(quote[: text.place() - start], line)


def _is_holder(key: str, sign: str, fields: Mapping[str, Any]) -> bool:
    """Tell whether a member of an object holds records, given what was read of the object before."""
    if key not in HOLDERS or sign not in ("[", "{") or (key == "message" and sign == "["):
        return False
    return SURE.isdisjoint(fields) or (key in _SURE_HOLDERS and sign == "[")


def _member(search: _Search, key: str, fields: dict[str, Any]) -> Iterator[Found]:
    """Yield the records that stand under a key of their own; keep in `fields` what is none."""
    text = search.text
    value = text.peek()
    inner = value.value if isinstance(value.value, list) else [value.value]
    is_keyed = bool(inner) and all(isinstance(one, dict) and not SURE.isdisjoint(one) for one in inner)
    if not is_keyed or key in TELLING or key in _PARTS or not SURE.isdisjoint(fields):
        fields[key] = value.value
        text.at = value.end
    elif inner is value.value:
        yield from _list(search, key)
    else:
        yield from _taken(search, value, key)


def _keys(text: JsonText) -> Iterator[str]:
    """Yield the keys of an object, standing at the value of each; the value must be read before the next."""
    sign = text.sign()
    while sign == '"':
        key = str(text.value().value)
        if text.sign() != ":":
            raise text.wrong(COLON)
        text.at += 1
        text.sign()
        yield key
        sign = text.sign()
        if sign == ",":
            text.at += 1
            sign = text.sign()
            if sign != '"':
                raise text.wrong(NAME)
        elif sign != "}":
            raise text.wrong(COMMA)
    if sign != "}":
        raise text.wrong(NAME if sign else END)
    text.at += 1


def _list(search: _Search, key: str = "") -> Iterator[Found]:
    """Yield the records of the list that begins here; after an error, those that can be found behind it."""
    text, last = search.text, dict[str, Any]()
    search.found += 1
    text.at += 1
    sign = text.sign()
    if sign == "]":
        text.at += 1
        return
    while True:
        try:
            value = text.peek()
        except NotJsonError as problem:
            start, is_past = text.place(), goes_past(text, problem)
            search.is_lost = not is_past and not goes_on(text, last)
            yield not_json(problem, text.place() - start)
            if search.is_lost:
                return
            if not is_past:
                continue
        else:
            last = value.value if isinstance(value.value, dict) else last
            yield from _taken(search, value, key)
        if (yield from _is_at_end(search, last)):
            return


def _is_at_end(search: _Search, last: Mapping[str, Any]) -> Generator[Found, None, bool]:
    """Stand at the next value of a list, or behind the list; tell whether it is done, and yield what is wrong."""
    text, sign = search.text, search.text.sign()
    if sign in ("]", ","):
        text.at += 1
        if sign == ",":
            text.sign()
        return sign == "]"
    wrong, start = text.wrong(COMMA if sign else END), text.place()
    search.is_lost = sign != "{" and not goes_on(text, last)
    yield not_json(wrong, text.place() - start)
    return search.is_lost
