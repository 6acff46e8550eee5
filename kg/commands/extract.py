"""`kg extract`: what would be read from a note. Touches nothing, needs no workspace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.model import llm_option, with_proposals
from kg.commands.options import (
    help_of,
    lang_option,
    language_of,
    outer_folder,
    output_option,
    the_workspace,
    workspace_option,
    write_text,
)
from kg.guards.terminal import tty
from kg.words.errors import translate

if TYPE_CHECKING:
    from kg.model import Document, Extraction


@click.command("extract", cls=Spoken, help=help_of("extract"))
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar=words()["metavar.files"])
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text", help=help_of("format"))
@click.option("--explain", is_flag=True, help=help_of("extract.explain"))
@llm_option
@output_option
@lang_option
@workspace_option
def extract_command(
    *, files: tuple[str, ...], form: str, explain: bool, llm: bool, output: str | None, folder: str | None
) -> int:
    """Show what would be read."""
    from kg.extraction import as_json, extract_files  # noqa: PLC0415

    outer = outer_folder(folder)
    context = None
    if outer:
        from kg.refresh import read_context  # noqa: PLC0415

        context = read_context(the_workspace(outer))
    found, proposals = with_proposals(list(extract_files(files, context)), outer, form, wanted=llm)
    if form == "json":
        rows = [as_json(*pair) | more.as_json() for pair, more in zip(found, proposals, strict=True)]
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    elif form == "turtle":
        from kg.reading import describe_alone  # noqa: PLC0415
        from kg.workspace import DEFAULT_BASE  # noqa: PLC0415

        text = "".join(describe_alone(document, extraction, DEFAULT_BASE) for document, extraction in found)
    else:
        listed = zip(found, proposals, strict=True)
        text = "".join(_as_text(*pair, explain=explain) + more.as_text() for pair, more in listed)
    write_text(text, output)
    return int(any(issue.is_error for document, _ in found for issue in document.issues))


def _as_text(document: Document, extraction: Extraction, *, explain: bool) -> str:
    from kg.text import line_starts, position_at  # noqa: PLC0415

    say = words(language_of())
    starts = line_starts(document.text)
    lines = [str(document.source.path)]
    meeting = extraction.meeting
    if meeting is not None:
        number = f" ({meeting.number})" if meeting.number is not None else ""
        lines.append(f"  {say['kind.Meeting']}: {meeting.title}{number} {meeting.held or ''}".rstrip())
    for s in extraction.statements:
        where = position_at(starts, s.span.start)
        kind = say[f"kind.{s.kind}"]
        extra = f" [{say['type.' + s.question_type]}]" if s.kind == "question" else ""  # type: ignore[attr-defined]
        answers = f" → {', '.join(s.answers)}" if s.answers else ""
        lines.append(f"  {where.line}:{where.column} {s.id} {kind}{extra}{answers}: {' '.join(s.text.split())}")
        if explain:
            lines.append(f"      {say['extract.rule']}: {s.rule} ({s.confidence:.2f})")
    if document.records:
        lines.append("  " + say["extract.records"].format(len(document.records)))
    if not (extraction.statements or document.records):
        lines.append("  " + say["extract.nothing"])
    for issue in document.issues:
        kind = say["error" if issue.is_error else "warning"]
        line = f":{issue.line}" if issue.line is not None else ""
        lines.append(f"  {kind}{line}: {translate(issue.message, language_of())}")
        if issue.hint:
            lines.append(f"      → {translate(issue.hint, language_of())}")
    return "\n".join(tty(line) for line in lines) + "\n"
