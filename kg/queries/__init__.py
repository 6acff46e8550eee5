"""The saved queries: one `.rq` file a question. Its header says what it answers and what it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

    from kg.stores import Row, Store

_HEADER = re.compile(r"#\s*(nl|en|param\s+\w+\s+\w+)\s*:\s*(.*)")

#: Types that a parameter may have, as its header spells them.
PARAMETER_TYPES = ("iri", "string", "date", "integer")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that may be bound from outside: `# param asOf date: meaning`."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its question in each language. `text` is whole and runs as it is on any SPARQL 1.1 engine."""

    name: str
    text: str
    question: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()


def query_names() -> list[str]:
    """Give the names of the saved queries, sorted."""
    files = resources.files(__name__).iterdir()
    return sorted(file.name[:-3] for file in files if file.name.endswith(".rq"))


@cache
def load_query(name: str) -> SavedQuery:
    """Give a saved query by its name.

    Raises:
        UsageError: there is no such query; the hint names the ones there are.
    """
    if name not in query_names():
        raise UsageError(f"there is no saved query '{name}'", hint=f"choose one of: {', '.join(query_names())}")
    text = resources.files(__name__).joinpath(f"{name}.rq").read_text(encoding="utf-8")
    return parse_query(name, text)


def parse_query(name: str, text: str) -> SavedQuery:
    r"""Give a query with what its header says.

    >>> parse_query("x", "# en: Which?\n# param theme iri: a theme\nSELECT * {}").parameters
    (Parameter(name='theme', type='iri', meaning='a theme'),)
    """
    question, parameters = {}, []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found = _HEADER.match(line)
        if found and found[1].startswith("param"):
            _, parameter, kind = found[1].split()
            parameters.append(Parameter(parameter, kind, found[2].strip()))
        elif found:
            question[found[1]] = found[2].strip()
    return SavedQuery(name, text, question, tuple(parameters))


def bind(query: SavedQuery, values: Mapping[str, str | Sequence[str]]) -> str:
    """Give the text of a query in which parameters stand as terms, written by the RDF library, never pasted as text.

    A query takes a parameter by the line `VALUES ?name { UNDEF }`, so that it also runs as it is, on any engine.
    Several values give the rows of each.

    Raises:
        UsageError: the query has no such parameter, or the value is not of its type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    text = query.text
    for name, value in values.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"query '{query.name}' has no parameter '{name}'", hint=f"it has: {names}")
        terms = " ".join(str(_term(known[name], one)) for one in ([value] if isinstance(value, str) else value))
        text = text.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {terms} }}")
    return text


def _term(parameter: Parameter, value: str) -> NamedNode | Literal:
    from pyoxigraph import Literal, NamedNode  # noqa: PLC0415  (kg queries lists without an engine)

    from kg.vocabulary import PREFIXES  # noqa: PLC0415

    xsd = PREFIXES["xsd"]
    try:
        if parameter.type == "iri":
            return NamedNode(value)
        if parameter.type == "date":
            return Literal(str(date.fromisoformat(value)), datatype=NamedNode(xsd + "date"))
        if parameter.type == "integer":
            return Literal(int(value))
    except ValueError as error:
        raise UsageError(
            f"parameter '{parameter.name}' is no {parameter.type}: {value}", hint=parameter.meaning
        ) from error
    return Literal(value)


def ask(store: Store, name: str, **values: str | Sequence[str]) -> list[Row]:
    """Give the rows of a saved query, its parameters bound as terms.

    Raises:
        UsageError: there is no such query or parameter.
    """
    query = load_query(name)
    return store.ask(bind(query, values))


def value_of(row: Row, name: str) -> str:
    """Give the value of a variable as a string, '' where it has none."""
    term = row.get(name)
    return "" if term is None else term.value
