"""What is told as lying ahead: deadlines, “would” after a report, and harm under a condition."""

from comity.core.parse import Parse
from comity.situate.dates.meanings import Bounded, Meaning
from comity.situate.status import Found


def deadline(meaning: Meaning) -> bool:
    """Whether a time is the one by which what is promised is due, not that of the promise: "promised coal by 31 July"."""
    return isinstance(meaning, Bounded) and meaning.word in ("by", "before", "until")


def foretelling(parse: Parse, report: int) -> bool:
    """Whether "would" after a report is what then lay ahead: "said it would leave", "let them know that it would leave"."""
    return parse.tags[report] == "VBD" or parse.is_noun(report) or parse.lemmas[report] in ("know", "understand")


def announced(found: Found, own_harm: bool) -> str:
    """What "announced that it would (not) leave" says, and "that it would attack unless"."""
    if found.conditional:
        return "threatened" if own_harm else "hypothetical"
    return "refused" if found.negated else "planned"
