"""Why there is no answer of a model, said so that a person can act on it. Nothing that a server says is repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Issue

if TYPE_CHECKING:
    from kg.guards.http import Reason
    from kg.workspace import ModelSettings


class UnusableError(Exception):
    """A model gave no answer that can be used.

    Args:
        message: what is wrong, one sentence.
        hint: what to do, one sentence.
        is_lasting: whether the next question would fare the same, so that it need not be asked.
    """

    def __init__(self, message: str, hint: str, *, is_lasting: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.is_lasting = is_lasting

    def issue(self, line: int | None) -> Issue:
        """Give it as a warning: what the rules found does not suffer from it."""
        return Issue(self.message, None if self.is_lasting else line, self.hint, is_error=False)


def weak_key(message: str, hint: str) -> UnusableError:
    """Give a failure of the key itself."""
    return UnusableError(message, hint, is_lasting=True)


def of_reason(reason: Reason, settings: ModelSettings) -> UnusableError:
    """Give what it means that no reply came."""
    address, seconds = settings.address, f"{settings.timeout:g}"
    if reason == "late":
        hint = "give it more time (timeout under [llm] in kg.toml), or take a smaller model"
        return UnusableError(f"the language model gave no answer within {seconds} seconds", hint, is_lasting=True)
    if reason == "large":
        hint = "take another model: a good answer is a thousand times smaller"
        return UnusableError("the answer of the language model is larger than 4 MB", hint)
    if reason == "broken":
        return UnusableError("the answer of the language model was broken off", "look at the server, and try again")
    if reason == "certificate":
        hint = "let the server have a certificate that this machine knows, or name its authority in SSL_CERT_FILE"
        return UnusableError(f"the certificate of {address} cannot be trusted", hint, is_lasting=True)
    hint = "is it running, and is the address under [llm] in kg.toml right?"
    return UnusableError(f"there is no language model at {address}", hint, is_lasting=True)


def of_status(status: int) -> UnusableError:
    """Give what it means that a server answers with a status other than 200."""
    if status in range(300, 400):
        hint = "put its final address under [llm] in kg.toml: kg sends a note nowhere else"
        return UnusableError(f"the language model wants to be asked elsewhere ({status})", hint, is_lasting=True)
    if status in (401, 403):
        return UnusableError(f"the language model refuses the key ({status})", "check KG_LLM_KEY", is_lasting=True)
    if status == 404:  # noqa: PLR2004
        hint = "check address and model under [llm] in kg.toml"
        return UnusableError("the server does not know this address or this model (404)", hint, is_lasting=True)
    if status == 429:  # noqa: PLR2004
        hint = "try again later; answers that did come are kept"
        return UnusableError(
            "the language model is too busy, or your allowance is used up (429)", hint, is_lasting=True
        )
    if status in range(400, 500):
        hint = "check whether this server and model know response_format json_schema"
        return UnusableError(f"the language model does not take the question ({status})", hint)
    hint = "look at the server, or try again later"
    return UnusableError(f"the language model fails ({status})", hint, is_lasting=True)
