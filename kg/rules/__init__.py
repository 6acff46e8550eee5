"""Rules: a Document becomes Statements. A rule is a function in a file here and a line in RULES."""

from __future__ import annotations

from kg.model import Context, Document, Extraction
from kg.rules.actions import (
    find_agreed_doers,
    find_doers,
    find_errands,
    find_inline,
    find_plans,
    find_task_lists,
    find_tasks,
)
from kg.rules.answers import find_answer_sections, find_below, find_nested, find_replies, linked_by_rules
from kg.rules.decisions import find_agreed, find_decided_items
from kg.rules.documents import find_named_documents
from kg.rules.factors import find_factors
from kg.rules.finish import finished
from kg.rules.found import Found, Rule, Trace
from kg.rules.insights import find_judged, find_listed, find_named, find_said
from kg.rules.linking import link
from kg.rules.marks import find_checkboxes, find_columns, find_marks, find_signs
from kg.rules.meeting import find_meeting
from kg.rules.mentions import find_publications
from kg.rules.note import make_note
from kg.rules.questions import find_asked, find_inverted, find_quoted, find_reported, find_stated, find_unmarked
from kg.rules.schools import find_schools
from kg.rules.scoring import Weights, load_weights, score
from kg.rules.visits import find_reflections, find_visit_answers

#: The rules in the order in which they may claim a passage. What a writer marked comes first; then what a list is
#: for; then what words say most clearly: a question mark, a plan, an agreement, a reported question, a reply, a
#: judgement. Mentions and factors share passages with the rest.
RULES: tuple[Rule, ...] = (
    find_checkboxes,
    find_columns,
    find_signs,
    find_marks,
    find_inline,
    find_named,
    find_quoted,
    find_task_lists,
    find_asked,
    find_visit_answers,
    find_reflections,
    find_plans,
    find_reported,
    find_decided_items,
    find_agreed_doers,
    find_agreed,
    find_doers,
    find_unmarked,
    find_inverted,
    find_stated,
    find_errands,
    find_tasks,
    find_answer_sections,
    find_below,
    find_nested,
    find_replies,
    find_listed,
    find_said,
    find_judged,
    find_factors,
    find_publications,
    find_named_documents,
    find_schools,
)

_NO_CONTEXT = Context()


def extract(
    document: Document,
    context: Context = _NO_CONTEXT,
    weights: tuple[Weights, Weights] | None = None,
    trace: Trace | None = None,
    rules: tuple[Rule, ...] = RULES,
) -> Extraction:
    """Give what a note states, in the order of the text. Never raises on any text.

    `weights` of the scorer and of the links take the place of those that come with the package.
    A `trace` learns what happened on the way; `kg.rules.explaining` tells it. `rules` may leave out some of RULES.
    """
    note = make_note(document, context)
    found = Found(trace)
    for rule in rules:
        made = list(rule(note, found))
        if trace is not None:
            trace.watch(rule, note, found, made)
        found.take(made)
    scorer, linker = weights or (load_weights("scorer"), load_weights("answers"))
    score(note, found, scorer)
    link(note, found, linked_by_rules(note, found), linker)
    meeting = find_meeting(note)
    return Extraction(meeting, finished(note, found, meeting.held if meeting else None))
