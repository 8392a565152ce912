"""Which states and organisations a document names, and where: what tells a pair without acts from a pair nobody wrote about."""

from comity.core.actor import UNKNOWN
from comity.core.trace import Coding
from comity.lexicon.actors import Actors
from comity.record.shape import Mention


def find_mentions(coding: Coding, actors: Actors) -> tuple[Mention, ...]:
    """Every code, and the id of every organisation, that a document's names may stand for on its date."""
    found: dict[str, set[int]] = {}
    sentences, at = coding.sentences, 0
    for match in actors.find(coding.document.text):
        while at < len(sentences) and sentences[at].end <= match.start:
            at += 1
        if at == len(sentences) or match.start < sentences[at].start:
            continue
        for reading in match.readings:
            if reading.code and reading.code != UNKNOWN and reading.holds_on(coding.document.published):
                key = reading.id if reading.kind == "organisation" else reading.code
                found.setdefault(key, set()).add(sentences[at].index)
    return tuple(Mention(code, tuple(sorted(where))) for code, where in sorted(found.items()))
