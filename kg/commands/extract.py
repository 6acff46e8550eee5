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
    write_bytes,
    write_pieces,
)
from kg.guards.terminal import tty
from kg.words.errors import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.commands.model import Listed
    from kg.model import Context, Document, Extraction, Statement
    from kg.rules.explaining import Explanation

    #: What a file gives, and why where that was asked.
    Told = tuple[Document, Extraction, Explanation | None]

FORMS = ("text", "json", "turtle", "html")


@click.command("extract", cls=Spoken, help=help_of("extract"))
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar=words()["metavar.files"])
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help=help_of("format"))
@click.option("--explain", is_flag=True, help=help_of("extract.explain"))
@llm_option
@output_option
@lang_option
@workspace_option
def extract_command(
    *, files: tuple[str, ...], form: str, explain: bool, llm: bool, output: str | None, folder: str | None
) -> int:
    """Show what would be read."""
    from kg.extraction import explain_files, extract_files  # noqa: PLC0415

    outer = outer_folder(folder)
    context = None
    if outer:
        from kg.refresh import read_context  # noqa: PLC0415

        context = read_context(the_workspace(outer))
    if form == "json" and not (explain or llm):
        return _stream(files, context, output)
    told: list[Told]
    if explain or form == "html":
        told = list(explain_files(files, context))
    else:
        told = [(*pair, None) for pair in extract_files(files, context)]
    pairs, proposals = with_proposals([(document, found) for document, found, _ in told], outer, form, wanted=llm)
    told = [(*pair, why) for pair, (_, _, why) in zip(pairs, told, strict=True)]
    write_bytes(_written(told, proposals, form, explain=explain), output)
    return int(any(issue.is_error for document, _, _ in told for issue in document.issues))


def _stream(files: Sequence[str], context: Context | None, output: str | None) -> int:
    """Write JSON while files are read."""
    from kg.listing import Listing  # noqa: PLC0415

    listing = Listing(files, context)
    write_pieces((piece.encode("utf-8", "backslashreplace") for piece in listing.pieces()), output)
    return int(listing.has_failed)


def _written(told: Sequence[Told], proposals: Sequence[Listed], form: str, *, explain: bool) -> bytes:
    """Give what was read in one of the forms."""
    if form == "html":
        from kg.reports.marked import marked_page  # noqa: PLC0415

        asked = [(document, extraction, why) for document, extraction, why in told if why is not None]
        return marked_page(asked, language_of(), explain=explain)
    if form == "json":
        from kg.extraction import as_json  # noqa: PLC0415

        found = [as_json(document, extraction, why) for document, extraction, why in told]
        found = [one | more.as_json() for one, more in zip(found, proposals, strict=True)]
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    elif form == "turtle":
        from kg.reading import describe_alone  # noqa: PLC0415
        from kg.workspace import DEFAULT_BASE  # noqa: PLC0415

        text = "".join(describe_alone(document, extraction, DEFAULT_BASE) for document, extraction, _ in told)
    else:
        listed = zip(told, proposals, strict=True)
        text = "".join(_as_text(*one) + more.as_text() for one, more in listed)
    return text.encode("utf-8", "backslashreplace")


def _as_text(document: Document, extraction: Extraction, why: Explanation | None) -> str:
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
        extra = f" [{' · '.join(task)}]" if s.kind == "action" and (task := _task(s)) else extra
        answers = f" → {', '.join(s.answers)}" if s.answers else ""
        lines.append(f"  {where.line}:{where.column} {s.id} {kind}{extra}{answers}: {' '.join(s.text.split())}")
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
    if why is not None and document.blocks:
        lines += _as_told(document, why)
    return "\n".join(tty(line) for line in lines) + "\n"


def _task(action: Statement) -> list[str]:
    """Give who does something and by when, as far as the text says so."""
    return [value for name in ("agent", "due") if (value := getattr(action, name))]


def _as_told(document: Document, why: Explanation) -> list[str]:
    """Give a line for each sentence, and below it what is known of it; then why answers are answers."""
    from kg.reports.phrases import Phrases  # noqa: PLC0415
    from kg.reports.reasons import answer_reasons, reasons  # noqa: PLC0415
    from kg.text import line_starts, position_at  # noqa: PLC0415

    phrases, starts = Phrases.of(language_of()), line_starts(document.text)
    lines = [f"  {phrases.say('told.by_sentence')}"]
    for told in why.sentences:
        where = position_at(starts, told.span.start)
        lines.append(f"  {where.line}:{where.column} {' '.join(told.span.of(document.text).split())}")
        lines += [f"      {line}" for line in reasons(told, phrases)]
    if why.answers:
        lines.append(f"  {phrases.say('told.answers')}")
    for answer in why.answers:
        first, *more = answer_reasons(answer, phrases)
        lines += [f"  {first}", *(f"      {line}" for line in more)]
    return lines
