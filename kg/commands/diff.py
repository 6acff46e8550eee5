"""`kg diff`: what changed between two meetings, dates or revisions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    as_of_option,
    help_of,
    language_of,
    report_options,
    workspace_option,
    workspace_to_read,
    write_bytes,
    write_rows,
    write_text,
)
from kg.commands.publishing import is_published, publish_option, shown, store_to_read, wished
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.changes import Change, Changes

#: Columns of a row, in order.
COLUMNS = ("change", "text", "before", "after", "when", "asked")


@click.command("diff", cls=Spoken, help=help_of("diff"))
@click.argument("start", required=False, default="", metavar=words()["metavar.from"])
@click.argument("end", required=False, default="", metavar=words()["metavar.to"])
@click.option("--school", default="", help=help_of("diff.school"))
@click.option("--silent", default=2, type=click.IntRange(1, 99), metavar="K", help=help_of("diff.silent"))
@as_of_option
@report_options("html")
@publish_option
@workspace_option
def diff_command(  # noqa: PLR0913  (one parameter an option)
    *, start: str, end: str, school: str, silent: int, as_of: str, form: str, output: str | None, folder: str | None
) -> None:
    """Tell what changed."""
    from kg.changes import compare  # noqa: PLC0415
    from kg.facts import check_date  # noqa: PLC0415
    from kg.gaps import find_school  # noqa: PLC0415
    from kg.periods import find_period  # noqa: PLC0415
    from kg.reports import ReportSettings  # noqa: PLC0415
    from kg.reports.changes import draw_changes  # noqa: PLC0415
    from kg.reports.material import gather  # noqa: PLC0415

    if as_of and end:
        raise UsageError("there are two ends: TO and --as-of", hint="leave one of them out")
    until = check_date(as_of) if as_of else end
    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        where = None if is_published(workspace) else workspace  # revisions hold names that nobody knows any more
        period = find_period(where, store, wished(start), wished(until))
        brin = find_school(store, wished(school)) if school else ""
        found = compare(period.before, period.after, silent=silent)
        if form in ("md", "html"):
            day = period.after.day if until else ""
            own = workspace.settings
            settings = ReportSettings(language_of(workspace), shown(own.name), base=own.base, as_of=day)
            material = gather(store, settings)
            files = draw_changes(material, found, period.after, silent=silent, school=brin)
            write_bytes(files[f"changes.{form}"], output)
            return
    found = found.of_school(brin) if brin else found
    if form == "json":
        write_text(json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n", output)
        return
    say = words(language_of(workspace))
    rows: list[dict[str, object]] = list(_rows(found, say))
    write_rows(rows, {key: say[f"column.{key}"] for key in COLUMNS}, form, output)


def _rows(found: Changes, say: Mapping[str, str]) -> Iterator[dict[str, object]]:
    from kg.changes import LISTS  # noqa: PLC0415

    for name in LISTS:
        for one in found.of(name):
            yield _row(name, one, say)


def _row(name: str, one: Change, say: Mapping[str, str]) -> dict[str, object]:
    moved = name not in ("new", "asked_again", "silent")
    return {
        "question": one.question,
        "change": say[f"diff.{name}"],
        "text": one.text,
        "before": say[f"status.{one.before}"] if moved and one.before else "",
        "after": say[f"status.{one.after}"] if one.after else "",
        "when": one.since if moved else one.touched if name == "silent" else "",
        "asked": one.raised,
    }
