"""Queries of other people: checked, run in a process that can be stopped, and given in the formats of the standard."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyoxigraph as ox

#: Formats of an answer.
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")

#: Rows that a query may give; more are cut off, and that is said.
ROW_LIMIT = 100_000

#: Seconds that a query may take.
TIME_LIMIT = 10.0

#: Brackets may nest this deep: the engine itself crashes on some thousands.
DEEPEST = 128

#: What a query may not hold: it would fetch from elsewhere, or change something.
_FORBIDDEN = {
    "SERVICE", "LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "USING", "WITH",
}  # fmt: skip

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

#: Strings, IRIs, comments, names with a prefix and variables are no keywords. Source: SPARQL 1.1, section 19.8.
_PATTERN = r"""(?P<skip>\"\"\"(?:[^\\"]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^\\']|\\.|'(?!''))*'''
    |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|\#[^\n\r]*|[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<iri><[^<>"{}|^`\\\s]*>|[\w.-]*:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)|(?P<word>[A-Za-z]\w*)
    |(?P<open>[{(\[])|(?P<close>[})\]])|(?P<bang>!)|(?P<space>\s+)|(?P<other>.)"""

#: Whether `<'` begins an IRI or compares with a string depends on the grammar, so that a query is read both ways.
_TOKENS = tuple(
    re.compile(pattern, re.VERBOSE | re.DOTALL) for pattern in (_PATTERN, _PATTERN.replace('<[^<>"{}', "<[^<>'\"{}"))
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: the bytes of the format asked for, or rows for a table; and whether rows were cut off."""

    data: bytes = b""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    is_cut: bool = False


def check_query(text: str) -> None:
    """Refuse what would reach outside the graph, change it, or crash the engine; escapes are seen through.

    Raises:
        UsageError: the query holds such a thing; the message names it and its line.
    """
    plain = _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)
    for version in dict.fromkeys((plain, text)):
        for tokens in _TOKENS:
            _check_tokens(version, tokens)


def _check_tokens(text: str, tokens: re.Pattern[str]) -> None:
    depth = bangs = 0
    for token in tokens.finditer(text):
        kind = token.lastgroup or ""
        if kind == "word" and token[0].upper() in _FORBIDDEN:
            raise UsageError(
                f"a query may not use {token[0].upper()}",
                line=text.count("\n", 0, token.start()) + 1,
                hint="kg asks only the graph of this workspace, and changes nothing by a query",
            )
        bangs = bangs + 1 if kind == "bang" else bangs if kind == "space" else 0
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if max(depth, bangs) > DEEPEST:
            line = text.count("\n", 0, token.start()) + 1
            raise UsageError(f"the query nests deeper than {DEEPEST}", line=line, hint="write it less nested")


def _graphs_named(text: str) -> Iterator[tuple[str, int]]:
    """Yield what follows each FROM or FROM NAMED, as written, with its line."""
    before = ""
    for token in _TOKENS[0].finditer(text):
        if token.lastgroup == "iri" and before in ("FROM", "FROM NAMED"):
            yield token[0], text.count("\n", 0, token.start()) + 1
        if token.lastgroup not in ("space", "skip"):
            word = token[0].upper()
            before = "FROM NAMED" if (before, word) == ("FROM", "NAMED") else word


def _has_dataset(engine: ox.Store, text: str) -> bool:
    """Tell whether a query chooses graphs by FROM; one that is not in the workspace is refused, not empty."""
    named = list(_graphs_named(text))
    prefixes = dict(re.findall(r"(?i)\bPREFIX\s+([\w.-]*:)\s*<([^<>\s]*)>", text))
    known = {graph.value for graph in engine.named_graphs() if hasattr(graph, "value")} if named else set()
    for written, line in named:
        prefix, colon, local = written.partition(":")
        graph = written[1:-1] if written.startswith("<") else prefixes.get(prefix + colon, written) + local
        if graph not in known:
            raise UsageError(
                f"there is no graph '{graph}' here", line=line,
                hint="kg asks only the graph of this workspace, and changes nothing by a query",
            )  # fmt: skip
    return bool(named)


def run_query(store: str, files: Sequence[str | bytes], text: str, form: str, limit: int = ROW_LIMIT) -> Answer:
    """Give the answer to a query, from a store on disk or else from graph files. Meant for a worker process.

    A file is a path to TriG, or N-Quads.

    Raises:
        UsageError: this is no SPARQL query, with line and column; or the format does not fit its answer.
    """
    import pyoxigraph as ox  # noqa: PLC0415

    check_query(text)
    engine = _open(store, files)
    try:
        found = engine.query(text, use_default_graph_as_union=not _has_dataset(engine, text))
    except SyntaxError as error:
        raise _syntax(error, text) from None
    if isinstance(found, ox.QuerySolutions):
        return _solutions(found, form, limit)
    if isinstance(found, ox.QueryTriples):
        return _triples(found, form, limit)
    return _boolean(bool(found), form)


def _triples(found: ox.QueryTriples, form: str, limit: int) -> Answer:
    import pyoxigraph as ox  # noqa: PLC0415

    if form not in ("table", "turtle"):
        raise UsageError(f"a graph cannot be written as {form}", hint="take turtle")
    triples = list(islice(found, limit + 1))
    data = ox.serialize(triples[:limit], format=ox.RdfFormat.TURTLE, prefixes=_prefixes())
    return Answer(data or b"", is_cut=len(triples) > limit)


def _open(store: str, files: Sequence[str | bytes]) -> ox.Store:
    import pyoxigraph as ox  # noqa: PLC0415

    if store:
        return ox.Store.read_only(store)
    engine = ox.Store()
    for file in files:
        if isinstance(file, bytes):
            engine.bulk_load(input=file, format=ox.RdfFormat.N_QUADS)
        else:
            engine.bulk_load(path=file, format=ox.RdfFormat.TRIG)
    return engine


def _prefixes() -> dict[str, str]:
    from kg.vocabulary import PREFIXES  # noqa: PLC0415

    return PREFIXES


def _syntax(error: SyntaxError, text: str) -> UsageError:
    found = re.search(r"at (\d+):(\d+)", str(error))
    line, column = (int(found[1]), int(found[2])) if found else (error.lineno or 1, error.offset or 1)
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1][:200]
    message = re.sub(r"^error at \d+:\d+: ", "", str(error.msg))
    return UsageError(f"this is no SPARQL: {message}", line=line, hint=f"{shown}\n      {' ' * (column - 1)}^")


def _solutions(found: ox.QuerySolutions, form: str, limit: int) -> Answer:
    names = tuple(variable.value for variable in found.variables)
    rows: list[list[object]] = []
    is_cut = False
    for row in found:
        if len(rows) == limit:
            is_cut = True
            break
        rows.append([row[name] for name in names])
    if form == "table":
        return Answer(columns=names, rows=tuple(tuple(_shown(t) for t in row) for row in rows), is_cut=is_cut)
    if form not in _WRITERS:
        raise UsageError(f"rows cannot be written as {form}", hint="take table, csv, tsv, json or xml")
    return Answer(_WRITERS[form](names, rows).encode("utf-8", "backslashreplace"), is_cut=is_cut)


def _shown(term: object) -> str:
    from kg.vocabulary import compact  # noqa: PLC0415

    value = getattr(term, "value", None)
    return "" if term is None else compact(value) if value is not None else str(term)


def _boolean(value: bool, form: str) -> Answer:  # noqa: FBT001  (the answer itself)
    word = str(value).lower()
    written = {
        "json": f'{{"head": {{}}, "boolean": {word}}}\n',
        "xml": f"{_XML_HEAD}<head/>\n<boolean>{word}</boolean></sparql>\n",
        "turtle": "",
    }.get(form, f"{word}\n")
    if not written:
        raise UsageError(f"yes or no cannot be written as {form}", hint="take table, csv, tsv, json or xml")
    return Answer(written.encode())


def _csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Source: SPARQL 1.1 Query Results CSV and TSV Formats, section 3; cells are kept from being formulas."""
    from kg.guards.cells import csv_text  # noqa: PLC0415

    return csv_text(names, [[getattr(t, "value", "") if t is not None else "" for t in row] for row in rows])


def _tsv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Source: the same, section 4: terms as Turtle writes them."""
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if t is None else str(t) for t in row) for row in rows]
    return "\n".join(lines) + "\n"


def _json(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Source: SPARQL 1.1 Query Results JSON Format."""
    bindings = [{n: _json_term(t) for n, t in zip(names, row, strict=True) if t is not None} for row in rows]
    table = {"head": {"vars": list(names)}, "results": {"bindings": bindings}}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: object) -> dict[str, str]:
    import pyoxigraph as ox  # noqa: PLC0415

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif not term.datatype.value.endswith("XMLSchema#string"):
            found["datatype"] = term.datatype.value
        return found
    return {"type": "bnode", "value": str(getattr(term, "value", term))}


_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Source: SPARQL Query Results XML Format (Second Edition)."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    body = []
    for row in rows:
        cells = "".join(
            f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>"
            for n, t in zip(names, row, strict=True)
            if t is not None
        )
        body.append(f"<result>{cells}</result>")
    return f"{_XML_HEAD}<head>{head}</head>\n<results>\n" + "\n".join(body) + "\n</results></sparql>\n"


def _xml_term(term: object) -> str:
    parts = _json_term(term)
    value = escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", parts["value"]))
    if parts["type"] != "literal":
        return f"<{parts['type']}>{value}</{parts['type']}>"
    name, key = ("xml:lang", "xml:lang") if "xml:lang" in parts else ("datatype", "datatype")
    extra = f" {name}={quoteattr(parts[key])}" if key in parts else ""
    return f"<literal{extra}>{value}</literal>"


_WRITERS = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}
