"""The country of those who suffer: that which refugees flee, that of the place where they are struck."""

from comity.core.actor import Participant
from comity.resolve.names import reading_of
from comity.resolve.scene import Link

COUNTED = frozenset({"CVL", "LAB", "JRN", "MED", "AGR", "EDU", "REL", "SOC"})  # "ten villagers" are of the place
HURT = COUNTED | {"MIL", "COP", "UNK"}


def state_fled(link: Link, i: int) -> str | None:
    """The state that refugees leave: "refugees fled Syria", "migrants escaping from Eritrea"."""
    parse = link.parse
    verbs = [v for v in (parse.heads[i], *parse.with_dep(i, "acl", "acl:relcl")) if parse.lemmas[v] in link.scene.words["flee_verb"]]
    for t in (t for v in verbs for t in parse.children[v]):
        if t in link.names and (parse.deps[t] == "obj" or parse.cases[t] == "from"):
            reading = reading_of(link.scene, link.names[t].match, as_head=False)
            if reading and reading.kind in ("name", "territory"):
                return reading.code
    return None


def country_struck(link: Link, i: int, victims: Participant) -> str | None:
    """The country of the place that was struck, for those who suffered there: "a strike on Odesa killed four people"."""
    parse, words = link.parse, link.scene.words
    if i < 0 or victims.sector not in HURT:
        return None
    whole = parse.heads[i] if parse.cases[i] == "including" else parse.first_conjunct(i)
    if parse.deps[whole] not in ("obj", "nsubj:pass") and parse.lemmas[parse.heads[whole]] not in words["dying"]:
        return None
    for t in range(len(parse)):
        above = parse.heads[t]
        noun = parse.lemmas[above] in words["striking_noun"] and parse.cases[t] in ("on", "of", "against")
        verb = parse.lemmas[above] in words["striking_verb"] and parse.is_verb(above) and parse.deps[t] in ("obj", "nsubj:pass")
        if noun or verb:
            near = (
                t,
                *(c for c in parse.children[t] if parse.deps[c] in ("amod", "compound", "nmod:poss", "appos") or parse.cases[c] == "of"),
            )
            if code := next((code for n in near if (code := _country_of_name(link, n))), None):
                return code
    return None


def _country_of_name(link: Link, t: int) -> str | None:
    """The country of a state or city that a token names."""
    if t in link.names:
        reading = reading_of(link.scene, link.names[t].match, as_head=False)
        return reading.code if reading and reading.kind in ("name", "capital", "territory", "demonym") else None
    city = link.scene.gazetteer.best(proper_run(link, t)) if link.parse.tags[t].startswith("NNP") else None
    return city.country if city and not link.scene.gazetteer.is_chance(link.parse.words[t], city) else None


def proper_run(link: Link, t: int) -> str:
    first = t
    while first and link.parse.deps[first - 1] == "compound" and link.parse.tags[first - 1].startswith("NNP"):
        first -= 1
    return link.scene.text[link.parse.starts[first] : link.parse.ends[t]]
