"""Second persons in a quotation are whom the speaker speaks to: "said to Biden: I support your candidacy"."""

from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.resolve.coref import refer
from comity.resolve.scene import Link

SECOND = frozenset({"you", "your", "yours"})
SPOKEN_TO = frozenset({"say", "write", "speak", "reply"})  # to somebody
TOLD = frozenset({"tell", "ask", "assure", "promise", "warn"})  # somebody


def second_persons(link: Link, heads: dict[int, tuple[Participant, ...]]) -> None:
    """Give "you" and "your" the participant to whom their sentence is said."""
    parse = link.parse
    for i in range(len(parse)):
        if parse.lemmas[i].lower() not in SECOND or not parse.tags[i].startswith("PRP") or i in heads:
            continue
        speaking = (v for v in (*parse.ancestors(i), *range(i, -1, -1)) if parse.is_verb(v))  # a quotation may hang anywhere
        told = next((t for v in speaking for t in _told(parse, v) if t in heads and t < i), None)
        if told is not None:
            heads[i] = tuple(refer(p, link.scene.text, parse.starts[i], parse.ends[i], 0.9) for p in heads[told])


def _told(parse: Parse, verb: int) -> list[int]:
    """Whom a verb of speech addresses."""
    if parse.lemmas[verb] in SPOKEN_TO:
        return [c for c in parse.children[verb] if parse.cases[c] == "to"]
    return parse.with_dep(verb, "obj", "iobj") if parse.lemmas[verb] in TOLD else []
