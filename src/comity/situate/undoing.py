"""Small words and verbs that undo a plan, infinitives that look back, and clauses that no verb above touches."""

from comity.core.parse import Parse
from comity.lexicon.language import Language


def called_no(parse: Parse, head: int) -> bool:
    """Whether a verb or noun is undone by "no": "no longer plans to", "has no intention of"."""
    words = [parse.words[c].lower() for c in parse.children[head]]
    longer = any(parse.words[c].lower() == "longer" and c and parse.words[c - 1].lower() == "no" for c in parse.children[head])
    return longer or (parse.is_noun(head) and "no" in words)


def called_off(parse: Parse, noun: int, language: Language) -> bool:
    """Whether a plan, promise or threat was dropped: "dropped its threat to leave"."""
    verb = parse.heads[noun]
    return parse.is_noun(noun) and parse.deps[noun] in ("obj", "nsubj:pass") and parse.lemmas[verb] in language.words["calling_off"]


def perfect(parse: Parse, t: int) -> bool:
    """Whether an infinitive looks back: "is reported to have killed"."""
    return any(parse.deps[c] == "aux" and parse.lemmas[c] == "have" for c in parse.children[t])


def negating(parse: Parse, c: int) -> bool:
    """Whether a word beside a verb undoes it: "no weapons", "nobody", "neither side", "found not guilty"."""
    dep, below = parse.deps[c], [parse.words[d].lower() for d in parse.children[c]]
    if dep in ("obj", "nsubj:pass") and any(parse.words[d].lower() == "no" for d in parse.with_dep(c, "det")):
        return True
    if dep.startswith("nsubj") and parse.words[min(parse.subtree(c))].lower() == "not":
        return True  # "not a single family will be deported"
    if dep.startswith("nsubj") and ("neither" in below or "no" in below or parse.words[c].lower() in ("nobody", "none")):
        return True
    return dep == "xcomp" and parse.tags[c] == "JJ" and "not" in below


def tells_which(parse: Parse, t: int) -> bool:
    """Whether a clause only tells which thing is meant, whatever becomes of it: "asked for the bodies of soldiers killed there"."""
    reduced = parse.deps[t] == "acl" and parse.tags[t] == "VBN" and not parse.with_dep(t, "aux", "mark", "nsubj")
    return reduced or parse.deps[t] == "acl:relcl"


def will_be(parse: Parse, noun: int) -> bool:
    """Whether a noun stands in "there will be", "there is to be"."""
    verb = parse.heads[noun]
    there = [v for v in (verb, parse.heads[verb]) if parse.lemmas[v] == "be" and parse.with_dep(v, "expl")]
    ahead = ("will", "would", "wo", "shall", "to")
    return parse.deps[noun] == "attr" and bool(there) and any(parse.words[c].lower() in ahead for c in parse.with_dep(verb, "aux"))
