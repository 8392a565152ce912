"""What somebody is found, held as or given, which the parser takes for a part of his name or for a time."""

from collections.abc import Sequence

DECLARING = frozenset({"find", "declare", "deem", "consider", "rule", "judge", "pronounce"})


def told_of(i: int, words: Sequence[str], lemmas: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Mend in place what token `i` says of somebody, or gives him."""
    if deps[i] == "ccomp" and tags[i] == "JJ" and lemmas[heads[i]] in DECLARING:
        _small_clause(i, deps, heads)
    if words[i] in ("hostage", "captive") and deps[i] == "obj":
        _held_hostage(i, deps, heads, tags)
    if lemmas[i] in ("give", "hand") and tags[i].startswith("V"):
        _given_time(i, deps, heads, tags)


def _given_time(verb: int, deps: list[str], heads: list[int], tags: list[str]) -> None:
    """ "gave the envoy two days to leave", "was given ten years": the time is what is given, the person to whom."""
    to = next(
        (c for c, h in enumerate(heads) if h == verb and (deps[c] == "nsubj:pass" or (deps[c] in ("obj", "iobj") and c > verb))), None
    )
    times = [c for c, h in enumerate(heads) if to is not None and h == verb and deps[c] == "npadvmod" and c > max(to, verb)]
    counted = [t for t in times if any(h == t and (tags[c] == "CD" or deps[c] == "det") for c, h in enumerate(heads))]
    if to is not None and counted:
        deps[to], deps[counted[0]] = deps[to] if deps[to] == "nsubj:pass" else "iobj", "obj"


def _held_hostage(noun: int, deps: list[str], heads: list[int], tags: list[str]) -> None:
    """ "held four sailors hostage": they are held, as hostages."""
    people = next((c for c in range(noun - 1, 0, -1) if heads[c] == noun and deps[c] == "compound" and tags[c] in ("NN", "NNS")), None)
    if people is None or people != noun - 1:
        return
    for c, h in enumerate(heads):
        if h == noun and c < people:
            heads[c] = people
    deps[people], heads[people], deps[noun] = "obj", heads[noun], "xcomp"


def _small_clause(word: int, deps: list[str], heads: list[int]) -> None:
    """ "found the president guilty": he is the object of the verb, and what he is found hangs on it."""
    below = [c for c, h in enumerate(heads) if h == word]
    if any(deps[c] in ("mark", "aux", "cop") for c in below):
        return
    for c in below:
        if deps[c] == "nsubj" and c < word:
            deps[c], heads[c], deps[word] = "obj", heads[word], "xcomp"
