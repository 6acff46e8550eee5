"""The gap report as Markdown, to paste into a mail or a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.markdown import cell, inline, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.reports.gap_page import GapPage
    from kg.reports.material import Material
    from kg.reports.phrases import Phrases
    from kg.reports.views import QuestionView, Quote


def gaps_markdown(material: Material, page: GapPage) -> str:
    """Give the report as Markdown, every text from a source escaped."""
    phrases = material.phrases
    lines = [f"# {phrases.say('gaps.title')}", "", *_head(material, page)]
    if page.listed:
        lines += ["", f"## {phrases.say('gaps.by_priority')}", "", *_table(phrases, page.listed)]
    if len(page.listed) > page.full_listed:
        lines += ["", phrases.say("gaps.short", n=page.full_listed)]
    for name, views in page.groups:
        lines += ["", f"## {phrases.label('types', name)}", "", phrases.label("asks", name)]
        lines += _questions(phrases, views)
    for key, means, part in (
        ("gaps.process", "asks.process", page.process),
        ("gaps.evidenced", "gaps.evidenced_means", page.evidenced),
    ):
        if part.full:
            lines += ["", f"## {phrases.say(key)}", "", phrases.say(means), *_questions(phrases, part.full)]
            lines += _listed("", [inline(view.text) for view in part.rest])
    lines += _beside(phrases, page)
    lines += ["", f"## {phrases.say('gaps.how')}", "", phrases.say("gaps.how_means"), ""]
    lines += [f"- {rule}" for rule in page.rules]
    return "\n".join([*lines, "", phrases.say("made_by"), ""])


def _beside(phrases: Phrases, page: GapPage) -> list[str]:
    """Give what stands beside the questions: themes, schools and publications that nothing leads to."""
    lines: list[str] = []
    if page.settled:
        lines += ["", f"## {phrases.say('gaps.settled')}", "", phrases.say("gaps.settled_means"), ""]
        lines += [f"- {inline(view.text)} ({phrases.lower(view.status)})" for view in page.settled]
    if page.themes:
        lines += ["", f"## {phrases.say('gaps.themes_title')}", "", phrases.say("gaps.themes_means"), ""]
        lines += [f"- {inline(theme)}: {phrases.count('gaps.themes_count', n)}" for theme, n in page.themes]
    if page.silent:
        lines += ["", f"## {phrases.say('gaps.silent')}", "", phrases.say("gaps.silent_means"), ""]
        lines += [f"- {inline(school)}: {phrases.count('gaps.asked_open', n)}" for school, _, n in page.silent]
    if page.unused.total:
        lines += ["", f"## {phrases.say('gaps.unused')}", "", phrases.count("gaps.unused_means", page.unused.total), ""]
        lines += [f"- {inline(', '.join(filter(None, (u.authors, u.year, u.title))))}" for u in page.unused.first]
        left = page.unused.total - len(page.unused.first)
        lines += [f"- {phrases.say('and_more', n=left)}"] if left else []
    return lines


def _head(material: Material, page: GapPage) -> list[str]:
    phrases = material.phrases
    lines = [inline(material.settings.name), ""] if material.settings.name else []
    lines += [f"{material.standing()}."]
    if page.selection:
        lines += ["", phrases.say("selection", filters=inline(page.selection))]
    lines += ["", phrases.count("gaps.lead", len(page.listed)), ""]
    lines += [f"- {number}: {status}" for status, number in page.statuses]
    lines += ["", inline(page.searched.sentence), *filter(None, [page.searched.when])]
    return [*lines, phrases.say("gaps.searched_means")] if page.searched.total else lines


def _table(phrases: Phrases, views: Iterable[QuestionView]) -> list[str]:
    names = ("gaps.points", "gaps.question", "gaps.kind_of_question", "gaps.status")
    head = [row(*(phrases.say(name) for name in names)), "| ---: | --- | --- | --- |"]
    return head + [row(view.points, cell(view.text), view.type, view.status) for view in views]


def _questions(phrases: Phrases, views: Iterable[QuestionView]) -> list[str]:
    lines: list[str] = []
    for view in views:
        lines += ["", f"### {inline(view.text)}", "", *_facts(phrases, view)]
        lines += _quotes(phrases.count("gaps.quotes", len(view.wordings)), () if view.source else view.wordings)
        lines += _quotes(phrases.say("gaps.said"), view.insights)
        lines += _listed(phrases.say("gaps.publications"), _references(view))
        lines += _listed(phrases.count("gaps.proposals", len(view.proposals)), _waiting(phrases, view))
    return lines


def _facts(phrases: Phrases, view: QuestionView) -> list[str]:
    kind = view.kinds if view.gap.status == "evidenced" else ()
    status = f"{view.status} ({inline(view.since)})" if view.since else view.status
    pairs = [
        ("gaps.research", inline(view.research)),
        ("gaps.themes", inline(", ".join(view.themes))),
        ("gaps.asked_by", inline(", ".join(name for name, _ in view.schools))),
        ("gaps.raised", ", ".join(view.raised) or phrases.say("undated")),
        ("gaps.source", inline(view.source.place) if view.source else ""),
    ]
    if view.gap.type != "process":
        points = " + ".join(f"{points} {name}" for name, points in view.parts)
        pairs = [("gaps.status", "; ".join([status, *kind])), *pairs, ("gaps.priority", f"{view.points} = {points}")]
    return [f"- {phrases.say(key)}: {value}" for key, value in pairs if value]


def _quotes(title: str, quotes: Sequence[Quote]) -> list[str]:
    lines: list[str] = []
    for quote in quotes:
        source = ", ".join(inline(part) for part in (quote.kind, quote.by, quote.event, quote.place, quote.day) if part)
        lines += ["", f"> {inline(quote.text)}", f"> ({source})"]
    return ["", f"**{title}**", *lines] if lines else []


def _listed(title: str, items: Sequence[str]) -> list[str]:
    head = ["", f"**{title}**"] if title else []
    return [*head, "", *(f"- {item}" for item in items)] if items else []


def _references(view: QuestionView) -> list[str]:
    return [
        f"{inline(', '.join(part for part in (item.authors, item.year, item.title, item.doi) if part))} ({item.about})"
        for item in view.references
    ]


def _waiting(phrases: Phrases, view: QuestionView) -> list[str]:
    return [
        " ".join(
            part
            for part in (
                item.asks,
                inline(item.about),
                f"({phrases.say('proposal.because', words=inline(item.because))})" if item.because else "",
            )
            if part
        )
        for item in view.proposals
    ]
