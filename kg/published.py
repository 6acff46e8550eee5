"""The graph of a workspace without names, for what leaves it: who is named is read from the notes themselves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.guards import atomic
from kg.guards.iri import make_iri
from kg.plan import list_sources
from kg.publishing.folding import fold_words
from kg.publishing.graph import common_words, published_texts, redact_store, texts_of
from kg.publishing.leaving import names_left, refuse_names
from kg.publishing.names import Found, find_persons, join, person_in_file_name, persons_in_value
from kg.publishing.people import Person, is_telling, person_of
from kg.publishing.redaction import Others, Persons, Redactor, make_redactor
from kg.publishing.schools import school_codes, school_names
from kg.readers import HEAD, LARGEST_NOTE, RECORDS, form_of, read
from kg.reading import package_hash
from kg.vocabulary import expand
from kg.workspace import DECISIONS_FILE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.guards.worker import Worker
    from kg.model import Source
    from kg.stores import Store
    from kg.stores.oxigraph import OxigraphStore
    from kg.workspace import Settings, Workspace

#: Modules and data of which a change can change who is found in a note.
_FINDING = ("published.py", "publishing", "readers", "text.py", "guards")
#: Seconds that the names of a note may take to find.
_PATIENCE = 60.0
#: Values of the graph where a person is expected.
_PERSONAL = frozenset(map(expand, ("kt:agent", "kt:by")))
_HASH, _DETAIL = expand("kt:sha256"), expand("kt:detail")


@dataclass(frozen=True, slots=True)
class Hiding:
    """What may not be seen: `persons` is show, initials or hide; `schools` is show or code."""

    persons: Persons = "hide"
    schools: str = "show"

    @property
    def is_needed(self) -> bool:
        """Tell whether anything is hidden."""
        return (self.persons, self.schools) != ("show", "show")


@dataclass(frozen=True, slots=True)
class Published:
    """The graph without names. `places` counts the texts that changed; `unread` are notes that cannot be read.

    `originals` maps a path that was changed to the one in sources/.
    """

    store: OxigraphStore
    redactor: Redactor
    places: int
    unread: tuple[str, ...]
    originals: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Give a hash of all that is hidden, and of how."""
        return hashlib.sha256(repr(self.redactor).encode()).hexdigest()


def hiding_of(settings: Settings) -> Hiding:
    """Give what kg.toml wants hidden."""
    return Hiding(cast("Persons", settings.persons), settings.schools)


def publish(workspace: Workspace, store: Store, worker: Worker, hiding: Hiding) -> Published:
    """Give the graph without the names that may not be seen."""
    redactor, unread = find_redactor(workspace, store, worker, hiding)
    found = redact_store(store, redactor, workspace.settings.base)
    return Published(found.store, redactor, found.places, unread, {new: old for old, new in found.names.items()})


def check_leaving(data: bytes, published: Published, base: str) -> None:
    """Refuse bytes in which a name stands that is hidden; authors and titles of publications are no secret.

    Raises:
        UsageError: there is one.
    """
    found = list(names_left(data, published.redactor))
    if found:
        refuse_names(found, published_texts(published.store, base))


def find_redactor(
    workspace: Workspace, store: Store, worker: Worker, hiding: Hiding
) -> tuple[Redactor, tuple[str, ...]]:
    """Give what hides the names of a workspace, and the sources that could not be read to find them."""
    settings = workspace.settings
    found, unread = Found(), tuple[str, ...]()
    if hiding.persons != "show":
        known, unread = _found_in_notes(workspace, worker)
        found = join([*known.values(), *_found_in_graph(store, settings.base, known), _told(settings)])
    schools = list(school_names(store))
    people = _without_kept(found.people, schools, settings.keep)
    people += [person for name in settings.names if (person := person_of(name))]
    others, codes = dict.fromkeys([*schools, *settings.keep], ""), dict[str, str]()
    if hiding.schools == "code":
        named, codes = school_codes(store, settings.base, settings.language)
        others |= named
    families = {word for person in people for word in person.family}
    common = common_words((text for _, _, text in texts_of(store, settings.base)), families)
    redactor = make_redactor(
        people, found.handles, Others(others, codes), settings=(hiding.persons, settings.language), common=common
    )
    return redactor, unread


def names_in_note(source: Source, path: Path) -> Found:
    """Give who a source names; nobody where it is no note. Meant for a worker process.

    Raises:
        ReadError: it cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LARGEST_NOTE + 1)
    if source.path.suffix == ".ttl" or form_of(source, data[:HEAD]) in RECORDS:
        return Found()
    document = read(source, data)
    front = "\n".join(f"{key}: {value}" for key, value in document.metadata.items())
    return join([find_persons(document.text), find_persons(front)])


def _found_in_notes(workspace: Workspace, worker: Worker) -> tuple[dict[str, Found], tuple[str, ...]]:
    """Give who the notes name, by the hash of a note, from a cache where they did not change; and what was not read."""
    sources, issues = list_sources(workspace.sources)
    cache, recipe = workspace.cache / "names.json", package_hash(_FINDING)
    known, current = _read_cache(cache, recipe), dict[str, Found]()
    unread = [path for path in issues if not path.endswith("/")]
    for source in sources:
        try:
            current[source.sha256] = known.get(source.sha256) or worker.call(
                "kg.published:names_in_note", source, workspace.sources / source.path, seconds=_PATIENCE
            )
        except KgError:
            unread.append(str(source.path))
    if current != known:
        atomic.write_file(cache, _cache_bytes(current, recipe))
    named = Found(frozenset(one for source in sources for one in person_in_file_name(str(source.path))))
    return {**current, "": named}, tuple(sorted(unread))


def _read_cache(path: Path, recipe: str) -> dict[str, Found]:
    try:
        told = json.loads(path.read_bytes())
        rows = told["found"].items() if told["recipe"] == recipe else ()
        return {
            key: Found(
                frozenset(Person(*map(tuple, person)) for person in row[0]), frozenset(row[1]), frozenset(row[2])
            )
            for key, row in rows
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return {}


def _cache_bytes(found: Mapping[str, Found], recipe: str) -> bytes:
    rows = {
        key: [
            [[one.given, one.particles, one.family] for one in sorted(row.people)],
            sorted(row.handles),
            sorted(row.bodies),
        ]
        for key, row in sorted(found.items())
    }
    return json.dumps({"recipe": recipe, "found": rows}, ensure_ascii=False).encode()


def _found_in_graph(store: Store, base: str, read: Container[str]) -> Iterator[Found]:
    """Yield who the graph names where a person is expected, in decisions, and in notes that are others now."""
    stale = {quad.graph_name for quad in store.match(predicate=_HASH) if _hash_of(quad) not in read}
    whole = {graph.value for graph in stale if isinstance(graph, ox.NamedNode)} | {
        make_iri(base, "graph", DECISIONS_FILE)
    }
    for graph, predicate, text in texts_of(store, base):
        if predicate in _PERSONAL:
            yield from persons_where_expected(text)
        elif predicate == _DETAIL:
            yield join(persons_in_value(part.partition("=")[2]) for part in text.split(";"))
        elif graph in whole:
            yield find_persons(text)


def _hash_of(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, ox.Literal) else ""


def persons_where_expected(stated: str) -> Iterator[Found]:
    """Yield who acts or decided; a word without a capital that is no role is how a system knows somebody.

    >>> [sorted(found.handles) for found in persons_where_expected("vproef2")]
    [[], ['vproef2']]
    """
    found = persons_in_value(stated)
    yield found
    words = fold_words(stated)
    if not found.people and stated.islower() and len(stated.split()) == 1 and all(map(is_telling, words)):
        yield Found(handles=frozenset([stated]))


def _told(settings: Settings) -> Found:
    """Give who kg.toml names."""
    return join([find_persons(settings.name), *persons_where_expected(settings.by)])


def _without_kept(people: Iterable[Person], names: Iterable[str], keep: Iterable[str]) -> list[Person]:
    """Give the persons whose name in full does not stand in that of a school or a place, or in what is no person."""
    kept = {tuple(fold_words(name)) for name in keep}
    names_said = [*map(fold_words, names), *map(list, kept)]
    parts = {part for words in names_said for size in range(2, len(words) + 1) for part in _runs(words, size)}
    return [one for one in people if (*one.given, *one.particles, *one.family) not in kept | parts]


def _runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + size]) for start in range(len(words) - size + 1))
