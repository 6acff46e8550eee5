"""One server that speaks the protocol of OpenAI's chat completions, asked about one excerpt at a time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from kg.guards.http import Limits, NoReplyError, is_private, post
from kg.llm.checking import WrongShapeError, check
from kg.llm.failures import UnusableError, of_reason, of_status, weak_key

if TYPE_CHECKING:
    from kg.llm.checking import Checked
    from kg.llm.excerpts import Excerpt
    from kg.workspace import ModelSettings

#: Most bytes of an answer: a thousand times what a good one takes.
SIZE_LIMIT = 4 * 1024 * 1024

#: Where a server offers a seed, the same one each time; a fixed number, but not 0, which some take for 'none'.
SEED = 1

_OK = 200


@dataclass(frozen=True, slots=True)
class Model:
    """Which model is asked where, with which key ('' for none). The key is part of nothing that is written or shown."""

    settings: ModelSettings
    key: str = ""

    def __repr__(self) -> str:
        """Give the model without its key."""
        return f"Model({self.settings!r})"


def load_prompt(language: str) -> str:
    """Give what a model is told before the text, in the language of the note."""
    name = "prompt-en.txt" if language == "en" else "prompt-nl.txt"
    return _file(name)


@cache
def _file(name: str) -> str:
    return resources.files("kg.llm").joinpath(name).read_text(encoding="utf-8")


def key_of(model: Model, excerpt: Excerpt, language: str) -> str:
    """Give the name under which an answer is kept: a hash over all that decides it."""
    settings = model.settings
    parts = [settings.address, settings.model, load_prompt(language), _file("schema.json"), excerpt.text]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def ask(model: Model, excerpt: Excerpt, language: str) -> Checked:
    """Give what holds of the model's answer on an excerpt.

    Raises:
        UnusableError: there is no answer, or none that can be used.
    """
    settings = model.settings
    try:
        reply = post(
            settings.address.rstrip("/") + "/chat/completions",
            _question(model, excerpt, language),
            {"Content-Type": "application/json", **_authorization(model)},
            Limits(settings.timeout, SIZE_LIMIT),
        )
    except NoReplyError as error:
        raise of_reason(error.reason, settings) from None
    if reply.status != _OK:
        raise of_status(reply.status)
    try:
        return check(json.loads(_content(json.loads(reply.body))), excerpt)
    except (ValueError, RecursionError):
        raise UnusableError("the answer of the language model is no JSON", _OTHER_MODEL) from None
    except WrongShapeError:
        raise UnusableError("the answer of the language model does not fit the schema", _OTHER_MODEL) from None


_OTHER_MODEL = "take a model and server that know response_format json_schema"


def _question(model: Model, excerpt: Excerpt, language: str) -> bytes:
    schema = {"name": "proposals", "strict": True, "schema": json.loads(_file("schema.json"))}
    question = {
        "model": model.settings.model,
        "messages": [
            {"role": "system", "content": load_prompt(language)},
            {"role": "user", "content": excerpt.text},
        ],
        "temperature": 0,
        "seed": SEED,
        "stream": False,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }
    return json.dumps(question).encode()


def _authorization(model: Model) -> dict[str, str]:
    """Give the header with the key.

    Raises:
        UnusableError: the key cannot be a key, or others on the way could read it.
    """
    if not model.key:
        return {}
    if not (model.key.isascii() and model.key.isprintable() and " " not in model.key):
        raise weak_key("KG_LLM_KEY holds characters that no key has", "copy the key again, without spaces or quotes")
    if not is_private(model.settings.address):
        raise weak_key(
            "the key would go over the network unencrypted", "give an address with https, or unset KG_LLM_KEY"
        )
    return {"Authorization": f"Bearer {model.key}"}


def _content(reply: object) -> str:
    """Give the text of the one answer that a reply holds.

    Raises:
        UnusableError: it holds none, or only the beginning of one.
    """
    try:
        choice = cast("Any", reply)["choices"][0]
        reason, content = choice.get("finish_reason"), choice["message"]["content"]
    except (KeyError, IndexError, TypeError, AttributeError):
        raise UnusableError("the answer of the language model is empty", _OTHER_MODEL) from None
    if reason == "length":
        hint = "let the server allow longer answers (context and output tokens)"
        raise UnusableError("the answer of the language model was cut short by the server", hint)
    if not isinstance(content, str) or not content.strip():
        raise UnusableError("the answer of the language model is empty", _OTHER_MODEL)
    return content
