"""`kg gaps`: the questions that nobody has answered yet."""

from __future__ import annotations

import sys
from dataclasses import asdict
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
)
from kg.commands.publishing import publish_option, shown, store_to_read, wished
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.gaps import Gap, GapFilter
    from kg.reports import ReportSettings
    from kg.stores import Store
    from kg.workspace import Workspace

#: What questions can be put together by, and the columns of each table with the words for their headings.
GROUPS: dict[str, dict[str, str]] = {
    "question": {
        name: name for name in ("priority", "text", "type", "status", "schools", "raised", "insights", "evidence")
    },
    "theme": {"total": "total", "highest": "highest", "label": "label", "questions": "questions", "texts": "which"},
    "school": {"total": "total", "highest": "highest", "label": "label", "questions": "questions", "texts": "which"},
    "publication": {"title": "title", "accepted_for": "accepted", "proposed_for": "proposed"},
}

#: Formats that give the whole report, with all groups, to the file that it is in outputs/.
WHOLE = {"html": "gaps.html", "xlsx": "gaps.xlsx"}


@click.command("gaps", cls=Spoken, help=help_of("gaps"))
@click.option("--theme", default="", help=help_of("gaps.theme"))
@click.option("--school", default="", help=help_of("gaps.school"))
@click.option("--since", default="", metavar="DATE", help=help_of("gaps.since"))
@as_of_option
@click.option("--status", default="", help=help_of("gaps.status"))
@click.option("--type", "question_type", default="", help=help_of("gaps.type"))
@click.option("--kind", default="", help=help_of("gaps.kind"))
@click.option("--group", type=click.Choice([*GROUPS]), default="question", help=help_of("gaps.group"))
@report_options(*WHOLE)
@publish_option
@workspace_option
def gaps_command(  # noqa: PLR0913  (one parameter an option)
    *,
    theme: str,
    school: str,
    since: str,
    as_of: str,
    status: str,
    question_type: str,
    kind: str,
    group: str,
    form: str,
    output: str | None,
    folder: str | None,
) -> None:
    """List the unanswered questions."""
    from kg.gaps import GapFilter  # noqa: PLC0415

    if form == "xlsx" and output is None and is_terminal():
        raise UsageError("a spreadsheet cannot be shown on a terminal", hint="name a file: -o gaps.xlsx")
    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        filters = GapFilter(
            theme=wished(theme), school=wished(school), since=since, status=status, type=question_type, kind=kind
        )
        settings = _settings(workspace, as_of, filters)
        if form in WHOLE:
            from kg.reports import draw_report  # noqa: PLC0415

            write_bytes(draw_report("gaps", store, settings)[WHOLE[form]], output)
            return
        rows = _questions(store, settings, form) if group == "question" else _grouped(store, settings, group)
    say = words(settings.language)
    if form == "json":
        only_shown = {"accepted_for", "proposed_for"}
        rows = [{key: value for key, value in row.items() if key not in only_shown} for row in rows]
    write_rows(rows, {key: say[f"column.{word}"] for key, word in GROUPS[group].items()}, form, output)


def is_terminal() -> bool:
    """Tell whether a person looks at what is written."""
    return sys.stdout.isatty()


def _settings(workspace: Workspace, as_of: str, filters: GapFilter) -> ReportSettings:
    from kg.reports import ReportSettings  # noqa: PLC0415

    name, base = shown(workspace.settings.name), workspace.settings.base
    return ReportSettings(language_of(workspace), name, base=base, as_of=as_of, filters=filters)


def _questions(store: Store, settings: ReportSettings, form: str) -> list[Mapping[str, object]]:
    """Give a row a question; for people with words in place of notations."""
    from kg.gaps import find_gaps  # noqa: PLC0415

    say = words(settings.language)
    rows: list[dict[str, object]] = [
        asdict(gap) for gap in find_gaps(store, as_of=settings.as_of, filters=settings.filters)
    ]
    if form != "json":
        for row in rows:
            row["type"], row["status"] = say[f"type.{row['type']}"], say[f"status.{row['status']}"]
    return list(rows)


def _grouped(store: Store, settings: ReportSettings, group: str) -> list[Mapping[str, object]]:
    """Give a row a theme, a school or a publication; publications that nobody uses come last."""
    from kg.reports.grouping import by_school, by_theme, publications_of  # noqa: PLC0415
    from kg.reports.material import gather  # noqa: PLC0415

    material = gather(store, settings)
    gaps = material.gaps(settings.filters)
    if group == "publication":
        used, unused = publications_of(material, gaps)
        return [
            {
                "publication": one.publication,
                "title": one.title,
                "accepted": _iris(one.accepted),
                "proposed": _iris(one.proposed),
                "accepted_for": "; ".join(gap.text for gap in one.accepted),
                "proposed_for": "; ".join(gap.text for gap in one.proposed),
            }
            for one in (*used, *unused)
        ]
    return [
        {
            group: one.key,
            "label": one.label,
            "questions": len(one.gaps),
            "total": one.total,
            "highest": one.most,
            "which": _iris(one.gaps),
            "texts": [gap.text for gap in one.gaps],
        }
        for one in (by_theme if group == "theme" else by_school)(material, gaps)
    ]


def _iris(gaps: tuple[Gap, ...]) -> list[str]:
    return [gap.question for gap in gaps]
