"""Which things people called the same: merges followed to where they end, splits that undo them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Issue
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.curation import Curation

#: What was merged, to the next thing on its way and the decision that says so.
Merged = dict[Iri, tuple[Iri, "Curation"]]


def end_of(merged: Mapping[Iri, tuple[Iri, Curation]], thing: Iri) -> Iri:
    """Give what a thing was merged into, in the end; itself where it was not."""
    while thing in merged:
        thing = merged[thing][0]
    return thing


def follow_merges(rows: Sequence[Curation], kind_of: Callable[[Iri], str]) -> tuple[Merged, list[Issue]]:
    """Give what was merged into what, and the merges that cannot be followed: those are left out.

    `rows` are the decisions that count, in their order; `kind_of` gives `Question` or `Publication`, and '' for what
    stands in no source any more. What was merged into such a thing goes where that one went, or stays.
    """
    merged: Merged = {}
    issues: list[Issue] = []
    for row in rows:
        one, other = Iri(row.subject), Iri(row.object)
        kinds = {kind_of(one), kind_of(other)}
        if row.verb == "merge" or (row.verb == "accept" and kinds == {"Question"}):
            if kinds == {"Question", "Publication"}:
                message = "this merges a question and a publication and is left out"
                issues.append(Issue(message, row.line, "withdraw it"))
            elif _leads_to(merged, other, one):
                issues.append(Issue("this merge closes a circle and is left out", row.line, "withdraw it"))
            else:
                merged[one] = other, row
        elif row.verb == "split" and merged.get(one, (other,))[0] == other:
            merged.pop(one, None)
    followed = {one: (_standing(merged, one, kind_of), row) for one, (_, row) in merged.items()}
    return {one: found for one, found in followed.items() if found[0] != one}, issues


def _leads_to(merged: Merged, thing: Iri, other: Iri) -> bool:
    """Tell whether one thing is another, or was merged into it, if only on the way to a third."""
    while thing != other and thing in merged:
        thing = merged[thing][0]
    return thing == other


def _standing(merged: Merged, thing: Iri, kind_of: Callable[[Iri], str]) -> Iri:
    """Give the next thing on the way of the merges that stands in a source, or the thing itself."""
    following = thing
    while following in merged:
        following = merged[following][0]
        if kind_of(following):
            return following
    return thing
