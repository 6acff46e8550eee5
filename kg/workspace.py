"""Where things are: the folder with sources/, its settings, and the places of what is derived."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import WorkspaceError
from kg.guards.http import is_address
from kg.guards.iri import is_iri, make_iri
from kg.model import Issue
from kg.vocabulary import Iri

#: Files at the top of sources/ that are not read as notes or publications.
SETTINGS_FILE, IDENTITIES_FILE, DECISIONS_FILE = "kg.toml", "identities.csv", "decisions.csv"

#: Base of the IRIs of a table that has not chosen one.
DEFAULT_BASE = "urn:kg:"

#: Graphs that are no source's, and the most bytes of a name, so that `.trig` can stand behind it.
_RESERVED, _LONGEST = ("derived", "ontology"), 240

#: A problem of a file or folder that the system does not open.
CLOSED = Issue("cannot be opened", hint="check the link or who may read it")

#: A source larger than this is named, not read.
SIZE_LIMIT = 8 * 1024 * 1024 * 1024

_CHOICES = {
    ("language",): ("nl", "en"),
    ("privacy", "persons"): ("show", "initials", "hide"),
    ("privacy", "schools"): ("show", "code"),
    ("llm", "persons"): ("keep", "send"),
    ("llm", "schools"): ("keep", "send"),
}

#: Kinds of server that can be asked for publications; a name may go on behind a dash (`oai-hbo`).
LOOKUP_KINDS = ("openalex", "crossref", "oai")

#: Days that an answer of such a server is kept: as told, and at most.
_KEEP, _LONGEST_KEEP = 7.0, 365.0

_SOURCE_NAME = re.compile(rf"(?:{'|'.join(LOOKUP_KINDS)})(?:-[a-z0-9]{{1,20}})?")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}", re.ASCII)

#: Seconds that a language model may take for one answer: as told, at least and at most.
_TIMEOUT, _SHORTEST, _LONGEST_WAIT = 60.0, 0.01, 3600.0


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What kg.toml says of a language model: whether, where and which; `timeout` in seconds for one answer.

    `persons` and `schools` ("keep" or "send") tell whether a note goes out that [privacy] would not show whole.
    """

    enabled: bool = False
    address: str = ""
    model: str = ""
    timeout: float = _TIMEOUT
    persons: str = "keep"
    schools: str = "keep"


@dataclass(frozen=True, slots=True)
class LookupSource:
    """A server that can be asked for publications: what kg.toml calls it, and its address."""

    name: str
    address: str

    @property
    def kind(self) -> str:
        """Give how it is spoken to: one of LOOKUP_KINDS."""
        return self.name.partition("-")[0]


@dataclass(frozen=True, slots=True)
class LookupSettings:
    """Whom `kg lookup` may ask, in the order of kg.toml; nobody, and it asks nothing.

    `mail` tells those servers who asks; `keep` is for how many days an answer is not asked again.
    """

    sources: tuple[LookupSource, ...] = ()
    mail: str = ""
    keep: float = _KEEP


@dataclass(frozen=True, slots=True)
class Settings:
    """What kg.toml says; every line of it may be left out. `names` are persons to hide, `keep` is what is no person."""

    name: str = ""
    base: str = DEFAULT_BASE
    language: str = "nl"
    persons: str = "show"
    schools: str = "show"
    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    by: str = ""
    llm: ModelSettings = field(default_factory=ModelSettings)
    lookup: LookupSettings = field(default_factory=LookupSettings)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with sources/, and what it is called."""

    root: Path
    settings: Settings

    @property
    def sources(self) -> Path:
        """Give the folder of what people write and export."""
        return self.root / "sources"

    @property
    def outputs(self) -> Path:
        """Give the folder of all that is derived."""
        return self.root / "outputs"

    @property
    def cache(self) -> Path:
        """Give the folder of what may be thrown away: store, lock, the next outputs."""
        return self.root / ".kg"

    @property
    def search_index(self) -> Path:
        """Give the folder of the index in which publications are found."""
        return self.cache / "search"

    def iri(self, *parts: str) -> Iri:
        """Give an IRI below the base of this table."""
        return make_iri(self.settings.base, *parts)


def find_workspace(start: Path) -> Workspace:
    """Give the workspace that `start` lies in: the nearest folder, upwards, that has sources/.

    Raises:
        WorkspaceError: there is none, or its kg.toml cannot be used.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "sources").is_dir():
            return Workspace(folder, read_settings(folder / "sources" / SETTINGS_FILE))
    raise WorkspaceError(
        "no workspace here or above: no folder with sources/", path=start, hint="make one with: kg init"
    )


def read_settings(path: Path) -> Settings:
    """Give what a kg.toml says.

    Raises:
        WorkspaceError: it is no TOML, or a value is none of the possible ones.
    """
    data = read_whole(path)
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else data.count(b"\n") + 1 if "end of document" in str(error) else None
        raise WorkspaceError(f"is not TOML: {error}", path=path, line=line, hint="mend or remove that line") from None
    for keys, choices in _CHOICES.items():
        value = _at(table, keys)
        if value is not None and value not in choices:
            name = ".".join(keys)
            raise WorkspaceError(f"{name} is '{value}'", path=path, hint=f"choose one of: {', '.join(choices)}")
    base = str(table.get("base", DEFAULT_BASE))
    if not is_iri(base) or base[-1] not in "/#:":
        raise WorkspaceError(f"base is '{base}'", path=path, hint="give an absolute IRI that ends in / or # or :")
    return Settings(
        name=str(table.get("name", "")),
        base=base,
        language=str(table.get("language", "nl")),
        persons=str(_at(table, ("privacy", "persons")) or "show"),
        schools=str(_at(table, ("privacy", "schools")) or "show"),
        names=_list_of_names(table, "names", path),
        keep=_list_of_names(table, "keep", path),
        by=str(table.get("by", "")),
        llm=_model_settings(table, path),
        lookup=_lookup_settings(table, path),
    )


def _list_of_names(table: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    told = _at(table, ("privacy", key))
    if told is None:
        return ()
    if not isinstance(told, list) or not all(isinstance(name, str) for name in told):
        hint = 'write it as ["first name", "second name"]'
        raise WorkspaceError(f"privacy.{key} is no list of names", path=path, hint=hint)
    return tuple(told)


def _model_settings(table: dict[str, Any], path: Path) -> ModelSettings:
    def given(key: str, default: object) -> Any:  # noqa: ANN401  (TOML holds any value)
        value = _at(table, ("llm", key))
        return default if value is None else value

    enabled, address, timeout = given("enabled", default=False), str(given("address", "")), given("timeout", _TIMEOUT)
    if not isinstance(enabled, bool):
        raise WorkspaceError(f"llm.enabled is '{enabled}'", path=path, hint="write true or false, without quotes")
    if address and not is_address(address):
        hint = "give an address such as http://localhost:11434/v1, without name, password or question mark"
        raise WorkspaceError("llm.address is no address of a server", path=path, hint=hint)
    is_number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not is_number or not _SHORTEST <= timeout <= _LONGEST_WAIT:
        raise WorkspaceError(f"llm.timeout is '{timeout}'", path=path, hint="give a number of seconds, at most 3600")
    return ModelSettings(
        enabled=enabled,
        address=address,
        model=str(given("model", "")),
        timeout=float(timeout),
        persons=str(given("persons", "keep")),
        schools=str(given("schools", "keep")),
    )


def _lookup_settings(table: dict[str, Any], path: Path) -> LookupSettings:
    told = table.get("lookup", {})
    if not isinstance(told, dict) or not isinstance(told.get("sources", {}), dict):
        hint = "write [lookup] and [lookup.sources] above its lines"
        raise WorkspaceError("lookup is no table", path=path, hint=hint)
    for key in sorted(told.keys() - {"mail", "keep", "sources"}):
        raise WorkspaceError(f"lookup.{key} is not known", path=path, hint="choose one of: mail, keep, sources")
    mail, keep = told.get("mail", ""), told.get("keep", _KEEP)
    if mail and not (isinstance(mail, str) and _MAIL.fullmatch(mail)):
        raise WorkspaceError("lookup.mail is no mail address", path=path, hint='write it as "name@example.org"')
    is_number = isinstance(keep, int | float) and not isinstance(keep, bool)
    if not is_number or not 0 <= keep <= _LONGEST_KEEP:
        raise WorkspaceError(f"lookup.keep is '{keep}'", path=path, hint="give a number of days, at most 365")
    sources = tuple(_lookup_source(name, address, path) for name, address in told.get("sources", {}).items())
    return LookupSettings(sources, str(mail), float(keep))


def _lookup_source(name: str, address: object, path: Path) -> LookupSource:
    if not _SOURCE_NAME.fullmatch(name):
        hint = "call it openalex, crossref or oai; a dash and letters may follow, as in oai-hbo"
        raise WorkspaceError(f"lookup.sources.{name} is not known", path=path, hint=hint)
    if not (isinstance(address, str) and is_address(address, with_query=True)):
        hint = "give an address such as https://api.openalex.org/works, without name or password"
        raise WorkspaceError(f"lookup.sources.{name} is no address of a server", path=path, hint=hint)
    return LookupSource(name, address)


def problem_of(path: Path, root: Path) -> Issue | None:
    """Tell why a file below sources/ (`root`) cannot be a source; None where it can."""
    try:
        status = path.stat()
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return CLOSED
    relative = path.relative_to(root)
    if not inside:
        return Issue("is a link that leads out of sources/", hint="put the file itself here")
    if not stat.S_ISREG(status.st_mode):
        return Issue("is no file", hint="remove it from sources/; a link to a folder is not followed")
    if status.st_size > SIZE_LIMIT:
        return Issue(f"is larger than {SIZE_LIMIT >> 30} GB", hint="split it")
    return _name_problem(relative)


def _name_problem(relative: Path) -> Issue | None:
    """Tell why a name cannot be that of a source: kg could not write its graph under it."""
    if any("\ud800" <= char <= "\udfff" or char < " " for char in str(relative)):
        return Issue("has a name that cannot be written down", hint="rename it with plain letters")
    if len(os.fsencode(relative.name)) > _LONGEST:
        return Issue("has too long a name", hint=f"rename it: at most {_LONGEST} bytes")
    if str(relative) in _RESERVED or any(part.endswith(".trig") for part in relative.parts[:-1]):
        return Issue("has a name that kg itself needs", hint="rename it")
    return None


def read_whole(path: Path) -> bytes:
    """Give what a file that must not be misread holds; b'' where it is not there.

    Raises:
        WorkspaceError: it is there, but cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise WorkspaceError(f"cannot be read: {error.strerror}", path=path, hint="check who may read it") from None


def _at(table: dict[str, Any], keys: tuple[str, ...]) -> Any:  # noqa: ANN401  (TOML holds any value)
    value: Any = table
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
