"""The commands by which a person decides: one line each in decisions.csv."""

from __future__ import annotations

from datetime import date

import click

from kg.cli_words import Spoken, words
from kg.commands.options import help_of, language_of, the_workspace, workspace_option
from kg.guards.terminal import tty


def _carry_out(verb: str, subject: str, target: str, detail: dict[str, str], options: dict[str, str | None]) -> None:
    """Write a decision and say what came of it. The date is today's: a person decides now."""
    from kg.deciding import Wish, apply, record  # noqa: PLC0415
    from kg.facts import check_date  # noqa: PLC0415
    from kg.text import first_day  # noqa: PLC0415

    workspace = the_workspace(options.get("folder"))
    for stated in filter(None, (options.get("on"), first_day(detail.get("until", "")))):
        check_date(stated)
    wish = Wish(
        verb, subject, target, {key: value for key, value in detail.items() if value},
        by=options.get("by") or "", on=options.get("on") or date.today().isoformat(),  # noqa: DTZ011  (the day here)
        note=options.get("note") or "",
    )  # fmt: skip
    decided = record(workspace, wish)
    say = words(language_of(workspace))
    row = decided.curation
    click.echo(say["decided.new" if decided.is_new else "decided.before"].format(row.id, tty(row.by), row.verb))
    if options.get("later"):
        return
    for changed in apply(workspace, decided):
        change = f"{say['status.' + changed.before]} → {say['status.' + changed.after]}"
        click.echo(f"  {tty(' '.join(changed.text.split()))}: {change}")


def _command(verb: str, *parameters: click.Parameter) -> click.Command:
    """Give the command for a verb: what it takes, and the options of every decision."""

    def callback(**given: str | tuple[str, ...] | None) -> None:
        options = {key: given.pop(key) for key in ("by", "on", "note", "folder", "later")}
        subject, target = str(given.pop("subject") or ""), str(given.pop("object", None) or "")
        detail = {k.replace("_", "-"): ",".join(v) if isinstance(v, tuple) else str(v or "") for k, v in given.items()}
        _carry_out(verb, subject, target, detail, {k: str(v) if v else None for k, v in options.items()})

    shared = [
        click.Option(["--by"], help=help_of("decide.by")),
        click.Option(["--on"], metavar="DATE", help=help_of("decide.on")),
        click.Option(["--note"], help=help_of("decide.note")),
        click.Option(["--later"], is_flag=True, help=help_of("decide.later")),
    ]
    made: click.Command = workspace_option(
        Spoken(verb, params=[*parameters, *shared], callback=callback, help=help_of(verb))
    )
    return made


def _named(name: str, what: str) -> click.Argument:
    return click.Argument([name], metavar=words()[f"metavar.{what}"])


_SUBJECT = _named("subject", "question")

accept_command = _command(
    "accept", _SUBJECT, _named("object", "evidence"),
    click.Option(["--stance"], type=click.Choice(["supports", "disputes", "background"]), default="supports",
                 help=help_of("accept.stance")),
)  # fmt: skip
reject_command = _command("reject", _SUBJECT, _named("object", "evidence"))
merge_command = _command("merge", _SUBJECT, _named("object", "question"))
split_command = _command("split", _SUBJECT, _named("object", "question"))
answer_command = _command(
    "answer", _SUBJECT, click.Option(["--rests-on"], multiple=True, help=help_of("answer.rests_on"))
)
research_command = _command(
    "research", _SUBJECT,
    click.Option(["--researcher"], help=help_of("research.researcher")),
    click.Option(["--until"], metavar="DATE", help=help_of("research.until")),
)  # fmt: skip
retire_command = _command("retire", _SUBJECT)
reopen_command = _command("reopen", _SUBJECT)
theme_command = _command("theme", _SUBJECT, _named("object", "theme"))
type_command = _command("type", _SUBJECT, _named("object", "type"))
grade_command = _command("grade", _named("subject", "publication"), _named("object", "grade"))
school_command = _command("school", _SUBJECT, _named("object", "school"))
hide_command = _command("hide", _named("subject", "anything"))
withdraw_command = _command("withdraw", _named("subject", "decision"))
