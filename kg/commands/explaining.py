"""Why a question stands where it stands, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.account import Account, Cause, Ground
    from kg.dossier import Grade

#: Characters of a title or a question within a sentence.
_SHORT = 80


def explain(account: Account, say: Mapping[str, str]) -> list[str]:
    """Give the sentences: status and what gave it, kind of gap, strength, and the publications behind them."""
    lines = [_status(account, say)]
    if account.cause is not None and account.cause.note:
        lines.append(say["why.note"].format(account.cause.note))
    lines += [say[f"why.gap.{kind}"] for kind in account.kinds]
    lines += _strength(account, say)
    return [*lines, *(f"  {_ground(ground, say)}" for ground in account.grounds)]


def explain_grade(grade: Grade, say: Mapping[str, str]) -> str:
    """Give the sentence that says what a publication rests on, and who says so."""
    name = say[f"grade.{grade.value}"] if grade.value else "–"
    if grade.given_by:
        read = say[f"grade.{grade.by_record}"] if grade.by_record else "–"
        return say["why.grade.given"].format(
            grade=name, by=grade.given_by, place=_place(grade.path, grade.line), read=read
        )
    return say["why.grade.read"].format(grade=name)


def _status(account: Account, say: Mapping[str, str]) -> str:
    since = say["why.since"].format(account.since) if account.since else ""
    status = say[f"status.{account.status}"] + since
    if account.cause is None:
        return f"{status}."
    return f"{status}: {_cause(account.cause, say)} ({_place(account.cause.path, account.cause.line)})."


def _cause(cause: Cause, say: Mapping[str, str]) -> str:
    detail = cause.detail or {}
    rests_on, researcher, until = (detail.get(key, "") for key in ("rests-on", "researcher", "until"))
    sentence = say[f"why.{cause.how}"].format(by=cause.by, text=_short(cause.text))
    for key, value in (("rests_on", rests_on), ("researcher", researcher), ("until", until)):
        if value:
            sentence += say[f"why.{key}"].format(value)
    return sentence


def _strength(account: Account, say: Mapping[str, str]) -> list[str]:
    strength = account.strength
    if strength.given_by:
        place = _place(strength.path, strength.line)
        lines = [say["why.strength.given"].format(strength.value, by=strength.given_by, place=place)]
    else:
        lines = [say["why.strength.rule"].format(strength.value)]
    counted = [say[f"why.count.{name}"].format(n) for name, n in strength.counts.items() if n]
    if counted:
        by_rule = say["why.strength.counts"].format(", ".join(counted), strength.by_rule)
        lines.append(by_rule)
    return lines


def _ground(ground: Ground, say: Mapping[str, str]) -> str:
    about = [say[f"stance.{ground.stance}"]]
    if ground.grade:
        about.append(say[f"grade.{ground.grade}"] + (f" ({ground.given_by})" if ground.given_by else ""))
    about += [ground.issued[:4]] if ground.issued else []
    about += list(ground.sectors)
    who = say["why.accepted"].format(by=ground.by, date=ground.date, place=_place(ground.path, ground.line))
    return f"· {_short(ground.title)}: {', '.join(about)}; {who}"


def _place(path: str, line: int | None) -> str:
    return f"sources/{path}" + (f":{line}" if line is not None else "")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
