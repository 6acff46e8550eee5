"""`kg extract --llm`: what a language model proposes beside what the rules read. It asks nobody unless told to."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import words
from kg.commands.options import help_of, language_of
from kg.errors import UsageError
from kg.guards.terminal import tty
from kg.model import Extraction
from kg.workspace import SETTINGS_FILE, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.llm import Asking, Proposed
    from kg.model import Document, Statement
    from kg.workspace import Workspace

#: The one variable that the key of a server is taken from; it stands in no file.
KEY_VARIABLE = "KG_LLM_KEY"

#: Keys of a proposal that it has in common with a statement; its model comes last.
KEYS = ("id", "kind", "type", "quote", "start", "end", "answers", "confidence")

Pair = tuple["Document", Extraction]


@dataclass(frozen=True, slots=True)
class Listed:
    """The proposals for one file, as they are shown; without `proposed` nobody was asked and nothing is shown."""

    document: Document
    proposed: Proposed | None = None
    model: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the keys that stand behind those of the rules."""
        if self.proposed is None:
            return {}
        return _as_json(self.document, self.proposed, self.model)

    def as_text(self) -> str:
        """Give the lines that stand below those of the rules."""
        return _as_text(self.document, self.proposed, self.model) if self.proposed else ""


def llm_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take `--llm`."""
    return click.option("--llm", is_flag=True, help=help_of("extract.llm"))(command)


def with_proposals(
    found: Sequence[Pair], folder: str | None, form: str, *, wanted: bool
) -> tuple[list[Pair], list[Listed]]:
    """Give what was read, with what went wrong at the model as warnings, and for each file what the model proposes.

    Raises:
        UsageError: the form has no place for proposals, or the workspace of a file does not let its text go out.
        WorkspaceError: a file lies in no workspace and none was named.
    """
    if not wanted:
        return list(found), [Listed(document) for document, _ in found]
    if form not in ("text", "json"):
        raise UsageError("proposals of a language model come as text or json only", hint="take --format text or json")
    askings = _askings([document for document, _ in found], folder)
    pairs: list[Pair] = []
    listed: list[Listed] = []
    for (document, extraction), asking in zip(found, askings, strict=True):
        from kg.llm import propose  # noqa: PLC0415

        proposed = propose(document, extraction.statements, asking)
        pairs.append((replace(document, issues=(*document.issues, *proposed.issues)), extraction))
        listed.append(Listed(document, proposed, asking.model.settings.model))
    return pairs, listed


def _askings(documents: Sequence[Document], folder: str | None) -> list[Asking]:
    """Give whom to ask for each file; all are settled before anything goes out, one server is one Asking."""
    from kg.llm import Asking, Model  # noqa: PLC0415

    key = os.environ.get(KEY_VARIABLE, "").strip()
    made: dict[Path, Asking] = {}
    found = []
    for document in documents:
        workspace = _workspace_of(document, folder)
        if workspace.root not in made:
            _check(workspace)
            made[workspace.root] = Asking(Model(workspace.settings.llm, key), workspace.cache / "llm")
        found.append(made[workspace.root])
    return found


def _workspace_of(document: Document, folder: str | None) -> Workspace:
    """Give the workspace that says whether a text may go out: that of -C, else that of the file, else the one here."""
    if folder:
        return find_workspace(Path(folder))
    place = Path(document.source.path).absolute().parent
    is_inside = any((above / "sources").is_dir() for above in (place, *place.parents))
    return find_workspace(place if is_inside else Path())


def _check(workspace: Workspace) -> None:
    """Refuse to send anything that kg.toml does not clearly let go out."""
    settings, path = workspace.settings, workspace.sources / SETTINGS_FILE
    if not settings.llm.enabled:
        hint = "put enabled = true, address and model under [llm] in kg.toml; nothing was sent"
        raise UsageError("no language model is switched on here", path=path, hint=hint)
    if not (settings.llm.address and settings.llm.model):
        hint = "put address and model under [llm] in kg.toml; nothing was sent"
        raise UsageError("it is not said which language model to ask", path=path, hint=hint)
    if settings.persons != "show" and settings.llm.persons != "send":
        hint = 'put persons = "send" under [llm] to send them all the same; nothing was sent'
        raise UsageError("notes hold names of persons, which [privacy] does not show", path=path, hint=hint)
    if settings.schools != "show" and settings.llm.schools != "send":
        hint = 'put schools = "send" under [llm] to send them all the same; nothing was sent'
        raise UsageError("notes hold names of schools, which [privacy] does not show", path=path, hint=hint)


def _type_of(statement: Statement) -> str:
    return getattr(statement, "question_type", None) or getattr(statement, "level", None) or ""


def _as_json(document: Document, proposed: Proposed, model: str) -> dict[str, Any]:
    from kg.extraction import as_json  # noqa: PLC0415
    from kg.llm import DROPPED  # noqa: PLC0415

    rows: Any = as_json(document, Extraction(statements=proposed.statements))["statements"]
    proposals = [{key: row[key] for key in KEYS} | {"model": model} for row in rows]
    counts = {
        "model": model,
        "asked": proposed.asked,
        "cached": proposed.cached,
        "known": proposed.known,
        "dropped": {reason: proposed.dropped.get(reason, 0) for reason in DROPPED},
        "failed": proposed.failed,
    }
    return {"proposals": proposals, "llm": counts}


def _as_text(document: Document, proposed: Proposed, model: str) -> str:
    from kg.text import line_starts, position_at  # noqa: PLC0415

    say, marks = words(language_of()), words("en" if document.language == "en" else "nl")
    starts = line_starts(document.text)
    mark = say["llm.proposal"].format(model)
    lines = []
    for one in proposed.statements:
        where = position_at(starts, one.span.start)
        extra = f" [{say['type.' + _type_of(one)]}]" if one.kind == "question" else ""
        answers = f" → {', '.join(one.answers)}" if one.answers else ""
        kind = say[f"kind.{one.kind}"]
        lines.append(
            f"  {where.line}:{where.column} {one.id} {mark}: {kind}{extra}{answers}: {' '.join(one.text.split())}"
        )
    if proposed.statements:
        used = dict.fromkeys(marks[f"llm.mark.{one.kind}"] for one in proposed.statements)
        lines.append(f"      → {say['llm.take'].format(', '.join(used))}")
    dropped = ", ".join(
        f"{count} {say['llm.dropped.' + reason]}" for reason, count in proposed.dropped.items() if count
    )
    lines.append(
        "  "
        + say["llm.counts"].format(
            model=model, new=len(proposed.statements), known=proposed.known, asked=proposed.asked,
            cached=proposed.cached, failed=proposed.failed, dropped=sum(proposed.dropped.values()),
        )
        + (f" ({dropped})" if dropped else "")
    )  # fmt: skip
    return "\n".join(tty(line) for line in lines) + "\n"
