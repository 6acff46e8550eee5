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
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}")


def language_tag(stated: str) -> str:
    """Give the tag of a language that is stated as a tag or by its name, in lower case, or ''.

    >>> language_tag("Dutch"), language_tag("en_US"), language_tag("?")
    ('nl', 'en-us', '')
    """
    bare = re.split(r"[;,/]", stated.strip().lower())[0].strip().replace("_", "-")
    if bare in _NAMES:
        return _NAMES[bare]
    return bare if _TAG.fullmatch(bare) else ""
