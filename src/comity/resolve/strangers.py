"""People and things of whom no side is known: a pronoun that more likely means one of them must not take a known side."""

from comity.resolve.agents import PLURAL_TAGS, first_of_name
from comity.resolve.scene import Link

PLACED = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent", "conj", "attr", "iobj", "appos"})
PERSONAL = {"he": "stranger", "she": "stranger", "it": "thing", "they": "things"}


def unknown_kind(link: Link, i: int) -> str:
    """What a token that names no participant may be to a later pronoun: `stranger`, `thing`, `things`, or ""."""
    parse = link.parse
    if parse.tags[i] == "PRP":
        return PERSONAL.get(parse.lemmas[i].lower(), "") if parse.deps[i].startswith("nsubj") else ""
    placed = parse.deps[i] in (*PLACED, "obl") or (parse.deps[i] == "nmod" and parse.cases[i] == "of" and parse.tags[i] == "NNP")
    if not parse.is_noun(i) or i in link.names or not placed or parse.words[i] in link.scene.words["calendar"]:
        return ""
    if parse.tags[i].startswith("NNP"):
        return "stranger" if _is_person(link, i) else ""
    if parse.lemmas[i] in link.scene.words["quantity"] or any(c in link.agents or c in link.names for c in parse.with_dep(i, "nmod")):
        return ""  # "thousands of workers"
    return "things" if parse.tags[i] in PLURAL_TAGS else "thing"


def _is_person(link: Link, i: int) -> bool:
    """Whether a name that no table has looks like a person's: a given name and a surname, or a surname that came with one before."""
    parse, first = link.parse, first_of_name(link, i)
    run = link.scene.text[parse.starts[first] : parse.ends[i]]
    parts = [p for p in run.split() if p not in link.scene.words["name_particle"]]
    official = any(parse.lemmas[t].lower() in link.scene.actors.agents for t in range(first, i + 1))
    if parse.tags[i] != "NNP" or parse.with_dep(i, "det") or official:
        return False
    if len(parts) == 1:
        return any(m.kind == "stranger" and (m.participant.name or "").split()[-1:] == parts for m in link.scene.memory.mentions)
    return link.scene.gazetteer.best(run) is None and all(part[0].isupper() and (not part.isupper() or part[-1] == ".") for part in parts)
