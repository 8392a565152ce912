"""What a verb or noun holds of an act below it: as its content, as its complement, or as the noun that it carries."""

from comity.core.parse import Parse
from comity.lexicon.language import Language

BESIDE = frozenset({"despite", "after", "before", "during", "since", "amid", "following", "because of", "in spite of", "given"})


def carries(parse: Parse, t: int, head: int, language: Language) -> bool:
    """Whether a verb only carries the noun: "will hold talks", "the attack was cancelled"."""
    light = parse.lemmas[head] in language.words["light_verb"]
    return light or parse.deps[t].startswith("nsubj") or parse.lemmas[head] in ("be", "have") or parse.cases[t] in ("in", "into")


def is_content(parse: Parse, t: int, dep: str, nominal: bool) -> bool:
    """Whether a complement (not a side remark) of a speech act holds this act."""
    if dep == "advcl":
        return parse.cases[t] in ("for", "of", "from", "with", "to", "into", "over", "against", "about") or any(
            parse.tags[c] == "TO" for c in parse.children[t]
        )
    if nominal:
        return dep == "obj" or parse.cases[t] in ("for", "of", "with", "to", "on", "about", "from")
    return True


def _set_off(parse: Parse, clause: int) -> bool:
    """Whether a comma parts a clause from its verb."""
    tokens = parse.subtree(clause)
    return "," in (parse.words[t] for t in (min(tokens) - 1, max(tokens) + 1) if 0 <= t < len(parse))


def complement_fits(complement: str, infinitive: bool, dep: str, nominal: bool, parse: Parse, t: int) -> bool:
    """Whether a clause or noun stands where an operator's complement does."""
    if dep == "advcl" and not infinitive and not parse.cases[t] and parse.with_dep(t, "mark"):
        return False  # "vowed support, while Russia called for"
    if dep == "advcl" and parse.tags[t] == "VBG" and not parse.cases[t] and _set_off(parse, t):
        return False  # "refusing to leave, he agreed to talks"
    if nominal and parse.cases[t] in BESIDE:
        return False  # "was denied entry despite a lawsuit"
    if complement == "any":
        return True
    if complement == "inf":
        return infinitive
    if complement == "ger":
        return parse.tags[t] == "VBG" or nominal
    return (dep in ("ccomp", "parataxis", "acl") and not infinitive) or (nominal and complement != "that")
