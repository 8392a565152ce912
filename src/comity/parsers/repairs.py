"""Garden paths of the small parser, mended by what English allows: each repair names the sentence it was made for."""

from collections.abc import Sequence

TAKES_GERUND = frozenset(
    {
        "deny",
        "admit",
        "avoid",
        "consider",
        "suggest",
        "propose",
        "recommend",
        "resume",
        "regret",
        "acknowledge",
        "risk",
        "oppose",
        "favour",
        "favor",
    }
)
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def repair(words: Sequence[str], lemmas: Sequence[str], tags: list[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """Mend a relabelled parse in place."""
    for i in range(len(words)):
        if deps[i] == "root" and tags[i].startswith("V"):
            _speaker_at_the_end(i, tags, deps, heads, cases)
        elif deps[i] == "root" and tags[i].startswith("N"):
            _reduced_relative(i, tags, deps, heads)
        if tags[i] == "VBG" and deps[i] in ("amod", "compound") and i and lemmas[i - 1] in TAKES_GERUND and tags[i - 1].startswith("V"):
            _gerund_object(i, deps, heads)
        if words[i].lower() == "order" and cases[i] == "in":
            _in_order_to(i, tags, deps, heads)
        if words[i].lower() == "short" and heads[i] != i:
            _short_of(i, deps, heads, cases)


def _speaker_at_the_end(verb: int, tags: list[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "Iran sold oil to Syria, a newspaper in Geneva wrote": the newspaper is the subject of "wrote", no apposition to Syria."""
    children = [c for c, h in enumerate(heads) if h == verb and c != verb]
    content = next((c for c in children if deps[c] == "ccomp" and c < verb), None)
    if content is None or any(deps[c] in SUBJECTS for c in children):
        return
    t = verb - 1
    while t > content and deps[t] not in ("appos", "conj"):
        if heads[t] >= verb or heads[t] == t:
            return
        t = heads[t] if heads[t] < t or deps[heads[t]] in ("appos", "conj") else t - 1
    if t > content and tags[t].startswith("N") and not cases[t]:
        deps[t], heads[t] = "nsubj", verb


def _reduced_relative(noun: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "Riot police charged at protesters": a sentence of one noun phrase has its participle for a verb."""
    after = [c for c, h in enumerate(heads) if h == noun and c > noun]
    verb = next((c for c in after if deps[c] == "acl" and tags[c] == "VBN"), None)
    if verb is None or any(tags[c] in ("VBD", "VBZ", "VBP", "MD") and deps[c] != "conj" for c in after):
        return
    if any(deps[c] == "obl:agent" for c, h in enumerate(heads) if h == verb):
        return
    tags[verb], deps[verb], heads[verb] = "VBD", "root", verb
    deps[noun], heads[noun] = "nsubj", verb
    for c in after:
        if c > verb:
            heads[c] = verb


def _gerund_object(gerund: int, deps: list[str], heads: list[int]) -> None:
    """ "France denied holding talks": not talks that hold, but what France denied."""
    noun, verb = heads[gerund], gerund - 1
    if heads[noun] != verb or deps[noun] != "obj" or noun < gerund:
        return
    deps[gerund], heads[gerund] = "xcomp", verb
    deps[noun], heads[noun] = "obj", gerund
    for c, h in enumerate(heads):
        if h == verb and c > noun and deps[c] == "obl":
            heads[c] = gerund


def _in_order_to(order: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "in order to send aid": a purpose, no order."""
    for c, h in enumerate(heads):
        if h == order and deps[c] == "acl" and tags[c] == "VB":
            deps[c], heads[c] = "advcl", heads[order]
            deps[order] = "fixed"


def _short_of(short: int, deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "stopped short of expelling the ambassador"."""
    for c, h in enumerate(heads):
        if h == short and cases[c] == "of":
            deps[c], heads[c], cases[c] = "advcl", heads[short], "short of"
