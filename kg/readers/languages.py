"""Languages of publications as BCP 47 writes them."""

from __future__ import annotations

import re

_NAMES = {
    "dutch": "nl", "nederlands": "nl", "dut": "nl", "nld": "nl", "flemish": "nl",
    "english": "en", "engels": "en", "eng": "en", "american": "en", "british": "en", "usenglish": "en",
    "ukenglish": "en", "german": "de", "ngerman": "de", "deutsch": "de", "duits": "de", "ger": "de", "deu": "de",
    "french": "fr", "francais": "fr", "frans": "fr", "fre": "fr", "fra": "fr", "spanish": "es", "spa": "es",
    "italian": "it", "ita": "it", "portuguese": "pt", "por": "pt", "chinese": "zh", "chi": "zh", "zho": "zh",
    "russian": "ru", "rus": "ru", "polish": "pl", "pol": "pl", "turkish": "tr", "swedish": "sv", "swe": "sv",
    "danish": "da", "norwegian": "no", "finnish": "fi", "japanese": "ja", "korean": "ko", "frisian": "fy",
}  # fmt: skip
_NONE = frozenset(["und", "mul", "mis", "zxx"])
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}")


def language_tag(stated: str) -> str:
    """Give the language that is stated as a tag or by its name, without its country, or ''.

    Source: BCP 47, section 2.2.1; ISO 639-2 for what says that there is no one language.

    >>> language_tag("Dutch"), language_tag("nl-NL"), language_tag("en_US"), language_tag("und"), language_tag("?")
    ('nl', 'nl', 'en', '', '')
    """
    bare = re.split(r"[;,/]", stated.strip().lower())[0].strip().replace("_", "-")
    if bare in _NAMES:
        return _NAMES[bare]
    main = bare.partition("-")[0]
    return _NAMES.get(main, main) if _TAG.fullmatch(bare) and main not in _NONE else ""
