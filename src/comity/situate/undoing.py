"""Small words and verbs that undo a plan, infinitives that look back, and clauses that no verb above touches."""

from comity.core.parse import Parse
from comity.lexicon.language import Language

FACTUAL = frozenset({"after", "before", "when", "because", "since", "once", "although", "though"})
HINTS = frozenset({"information", "tip", "clue", "hint", "evidence"})


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


def tells_which(parse: Parse, t: int, act: int) -> bool:
    """Whether a clause only tells which thing is meant, whatever becomes of it: "asked for the bodies of soldiers killed there"."""
    reduced = parse.deps[t] == "acl" and parse.tags[t] == "VBN" and not parse.with_dep(t, "aux", "mark", "nsubj")
    return reduced or (parse.deps[t] == "acl:relcl" and not (t == act and _to_do(parse, t)))  # "a zone to repatriate them"


def _to_do(parse: Parse, t: int) -> bool:
    return parse.tags[t] == "VB" and any(parse.tags[c] == "TO" for c in parse.children[t])


def told_as_fact(parse: Parse, t: int) -> bool:
    """Whether a clause in the past only tells when or why something is to be done: "flew there to meet him after soldiers seized boats".

    Not below "would", where the past looks ahead: "would leave after the captives were freed".
    """
    if parse.deps[t] != "advcl" or not _to_do(parse, parse.heads[t]):
        return False
    opening = {parse.words[c].lower() for c in parse.with_dep(t, "mark", "advmod")} | {parse.cases[t]}
    helpers = parse.with_dep(t, "aux", "aux:pass")
    past = parse.tags[t] == "VBD" or any(parse.tags[h] == "VBD" for h in helpers)
    return past and not opening.isdisjoint(FACTUAL) and not any(parse.tags[h] == "MD" for h in helpers)


def in_passing(parse: Parse, t: int) -> bool:
    """Whether a participle, or the same verb said once more, goes on with the act above and is not what that is about:
    "asked for help, asking voters to come", "I am asking all, I am asking you"."""
    head = parse.heads[t]
    if parse.deps[t] == "advcl" and parse.tags[t] == "VBG":
        return not parse.cases[t] and not parse.with_dep(t, "mark") and head < t and parse.lemmas[head] == parse.lemmas[t]
    again = parse.deps[t] == "ccomp" and t < head and parse.lemmas[head] == parse.lemmas[t]
    return again and not parse.with_dep(t, "mark")


def requited(parse: Parse, t: int, language: Language) -> bool:
    """Whether an act is what revenge is taken for: it is over, whatever becomes of the revenge."""
    return parse.cases[t] in ("for", "over") and parse.lemmas[parse.heads[t]] in language.words["requital"]


def miscarried(parse: Parse, noun: int, language: Language) -> bool:
    """Whether the plan or vote that an act hangs on came to nothing: "the vote to expel Russia failed"."""
    verb = parse.heads[noun]
    return parse.is_noun(noun) and parse.deps[noun].startswith("nsubj") and parse.lemmas[verb] in language.words["miscarrying_verb"]


def performed(parse: Parse, verb: int) -> bool:
    """Whether somebody does a thing by saying that he does: "I ask", "we are urging"."""
    helpers = parse.with_dep(verb, "aux")
    own = any(parse.lemmas[s] in ("i", "we") for s in parse.with_dep(verb, "nsubj"))
    return own and not parse.with_dep(verb, "neg", "mark") and not any(parse.tags[h] == "MD" for h in helpers)


def unready(parse: Parse, word: int) -> bool:
    """Whether an adjective is denied by the verb beside it: "is not prepared to send troops"."""
    return parse.tags[word].startswith("J") and parse.deps[word] == "acomp" and bool(parse.with_dep(parse.heads[word], "neg"))


def put_off(parse: Parse, noun: int, language: Language) -> str:
    """What becomes of an act that its doer calls off or puts off: "cancelled the withdrawal" refuses it, "postponed the withdrawal" only plans
    it; "" elsewhere."""
    verb = parse.heads[noun]
    if not parse.is_noun(noun) or parse.deps[noun] not in ("obj", "nsubj:pass") or not parse.is_verb(verb):
        return ""
    particles = {parse.words[c].lower() for c in parse.with_dep(verb, "prt")}
    lemma = parse.lemmas[verb]
    if lemma in language.words["postponing"] or (lemma, particles) in (("put", {"off"}), ("push", {"back"})):
        return "planned"
    return "refused" if lemma in language.words["cancelling"] or (lemma, particles) == ("call", {"off"}) else ""


def sought_by_informers(parse: Parse, noun: int) -> bool:
    """ "Information leading to his capture" is asked for: nobody was captured."""
    verb = parse.heads[noun]
    leading = parse.cases[noun] == "to" and parse.lemmas[verb] == "lead" and parse.tags[verb] == "VBG" and parse.deps[verb] == "acl"
    return leading and parse.lemmas[parse.heads[verb]] in HINTS


def put_to_use(parse: Parse, t: int, language: Language) -> bool:
    """Whether an infinitive on a noun tells what was done: "used the network to thank them", "the first president to refuse"."""
    thing, marks = parse.heads[t], [c for c in parse.with_dep(t, "aux", "mark") if parse.tags[c] == "TO"]
    ranked = [thing] if parse.deps[t] in ("acl", "acl:relcl") else []
    ranked += [marks[0] - 1] if marks and marks[0] else []  # "the third president to be impeached", read as its subject
    ranked = [n for n in ranked if parse.lemmas[n] not in language.words["time_noun"] | language.words["calendar"]]  # "met last week to"
    if any(parse.is_noun(n) and parse.lemmas[c] in language.words["rank_word"] for n in ranked for c in parse.children[n]):
        return True
    return parse.deps[t] in ("acl", "acl:relcl") and parse.deps[thing] == "obj" and parse.lemmas[parse.heads[thing]] == "use"


def will_be(parse: Parse, noun: int) -> bool:
    """Whether a noun stands in "there will be", "there is to be"."""
    verb = parse.heads[noun]
    there = [v for v in (verb, parse.heads[verb]) if parse.lemmas[v] == "be" and parse.with_dep(v, "expl")]
    ahead = ("will", "would", "wo", "shall", "to")
    return parse.deps[noun] == "attr" and bool(there) and any(parse.words[c].lower() in ahead for c in parse.with_dep(verb, "aux"))


def would_not(parse: Parse, verb: int) -> bool:
    """Whether a denied "would" tells that somebody declined, as it does in a main clause: "Kinshasa would not sit down with the rebels"."""
    helpers, top = parse.with_dep(verb, "aux"), parse.first_conjunct(verb)
    willing = any(parse.words[c].lower() in ("would", "'d", "’d") for c in helpers) and not any(parse.lemmas[c] == "have" for c in helpers)
    return willing and parse.heads[top] == top
