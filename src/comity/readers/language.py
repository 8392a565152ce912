"""Which language a text is in: plainly English text is recognised by its function words, the rest by py3langid."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

FUNCTION_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "he",
        "his",
        "her",
        "she",
        "they",
        "their",
        "has",
        "have",
        "had",
        "be",
        "been",
        "are",
        "were",
        "will",
        "would",
        "which",
        "who",
        "not",
        "but",
        "or",
        "an",
        "this",
        "its",
        "said",
    ]
)
ENOUGH = 0.2
SOME = 0.1
BRIEF = 40  # words
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def detect_language(text: str) -> str:
    """The ISO 639-1 code of a text's language; a text of fewer than four words counts as English if it is in Latin script."""
    words = [w.lower() for w in _WORD.findall(text[:20_000])]
    if not words:
        return "en"
    share = sum(w in FUNCTION_WORDS for w in words) / len(words)
    if share >= ENOUGH:
        return "en"
    if len(words) < 12 and text.isascii():
        return "en"
    language, _ = _identifier().classify(text[:5_000])
    if language == "pcm" and len(words) < BRIEF and share >= SOME:
        return "en"  # a brief report full of foreign names looks like Nigerian Pidgin
    return str(language)
