"""Why a note gives what it gives, in the words of a reader: for the terminal and for the page with the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reports.phrases import Phrases
    from kg.rules.explaining import Answer, Attempt, Cue, Explained, Weight


def reasons(told: Explained, phrases: Phrases) -> list[str]:
    """Give what is known of a sentence, a line each: rules, words of the sentence and above it, scores, weights."""
    say = phrases.say
    lines = [_attempt(one, phrases) for one in told.attempts]
    lines += [] if told.statements else [say("told.nothing")]
    lines += [say("told.cues", cues=list_cues(told.cues, phrases))] if told.cues else []
    lines += [say("told.above", cues=list_cues(told.above, phrases))] if told.above else []
    if told.best:
        scores = (
            say(
                "told.score",
                kind=say(f"told.{one.kind}"),
                chance=two(one.chance, phrases),
                least=two(one.least, phrases),
            )
            for one in told.scores
        )
        lines.append(say("told.scores", scores=", ".join(scores)))
        weights = _weights(told.weights, phrases)
        lines += [say("told.weights", kind=say(f"told.{told.best}"), weights=weights)] if weights else []
    return lines


def answer_reasons(answer: Answer, phrases: Phrases) -> list[str]:
    """Give why an insight answers a question: one line, and for what was weighed another with the weights."""
    values: dict[str, object] = {"insight": answer.insight, "question": answer.question, "rule": answer.rule}
    if answer.chance is not None and answer.least is not None:
        values |= {"chance": two(answer.chance, phrases), "least": two(answer.least, phrases)}
    weights = _weights(answer.weights, phrases)
    first = phrases.say(f"told.answer.{answer.why}", **values)
    return [first, *([phrases.say("told.weights_link", weights=weights)] if weights else [])]


def list_cues(cues: Iterable[Cue], phrases: Phrases) -> str:
    """Give cues as words with their group behind them."""
    return "; ".join(phrases.say("told.cue", words=one.words, group=one.group) for one in cues)


def two(value: float, phrases: Phrases) -> str:
    """Give a number with two decimals."""
    return f"{value:.2f}".replace(".", phrases.words["decimal"])


def _attempt(one: Attempt, phrases: Phrases) -> str:
    forms = {"won": "won", "lost": "lost_to", "dropped": "dropped_for"}
    form = forms[one.outcome] if one.statement else one.outcome
    return phrases.say(
        f"told.rule.{form}",
        rule=one.rule,
        kind=phrases.say(f"told.{one.kind}"),
        confidence=two(one.confidence, phrases),
        id=one.statement,
        rival=one.rival,
    )


def _weights(weights: Iterable[Weight], phrases: Phrases) -> str:
    return "; ".join(
        f"{one.feature} {'+' if one.weight >= 0 else '−'}{two(abs(one.weight), phrases)}" for one in weights
    )
