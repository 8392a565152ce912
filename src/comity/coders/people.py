"""The people that a noun phrase names, those to whom a thing belongs, and the state of a place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from comity.coders.slots import Control, filler
from comity.core.actor import Participant, SentenceActors
from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.lexicon.language import Language


@dataclass(frozen=True, slots=True)
class View:
    """One sentence as the coder sees it."""

    sentence: Sentence
    parse: Parse
    actors: SentenceActors
    language: Language
    whose: dict[int, str]
    control: Control


def state_at(view: View, place: int) -> list[Participant]:
    """The state of a place that a token or what modifies it names."""
    found = []
    for t in (place, *view.parse.children[place]):
        found += [p for p in view.actors.heads.get(t, ()) if (p.id or "").startswith("state:")]
        if t in view.actors.places:
            start, end = view.parse.starts[t], view.parse.ends[t]
            found.append(Participant(view.parse.words[t], start, end, code=view.actors.places[t]))
    return [replace(p, sector="UNK", resolved_by="context", confidence=0.7) for p in found]


def participants_at(view: View, c: int) -> tuple[Participant, ...]:
    """The participants that a noun phrase and those coordinated with it name."""
    parse = view.parse
    found: list[Participant] = []
    joined = [
        m
        for m in parse.children[c]
        if m < c
        and m in view.actors.heads
        and (
            (parse.deps[m] in ("nmod", "compound", "nmod:poss") and parse.with_dep(m, "cc"))
            or (parse.words[m + 1] == "-" and m + 2 == c)  # "Turkish-Libyan"
        )
    ]
    for t in (
        *joined,
        c,
        *parse.conjuncts(c),
    ):  # joined: "Xi and Russian President Putin", which the parser hangs on Putin
        if t in view.actors.heads:
            found += view.actors.heads[t]
            found += [p for n in parse.with_dep(t, "nmod") if parse.cases[n] == "including" for p in participants_at(view, n)]
        elif view.parse.lemmas[t] in view.language.words["partitive"] or view.parse.tags[t] == "CD":
            named = [p for n in parse.with_dep(t, "appos") if n in view.actors.heads for p in view.actors.heads[n]]
            found += named or [p for n in parse.with_dep(t, "nmod") if parse.cases[n] in ("of", "from") for p in participants_at(view, n)]
        else:
            found += [p for n in parse.with_dep(t, "appos") if n in view.actors.heads for p in view.actors.heads[n]]
            found += [
                p for n in parse.with_dep(t, "nmod") if parse.cases[n] in view.language.words["example"] for p in participants_at(view, n)
            ]
    return tuple(found)


def of_owners(view: View, c: int, taken: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Those to whom a noun belongs that is no participant itself: "China's policy", "Russian positions", "the policy of China"."""
    parse = view.parse
    if c in view.actors.heads or not parse.is_noun(c) or parse.lemmas[c] in view.language.words["kin"] or parse.lemmas[c] == "exception":
        return ()  # "his father" is not he, and "with the exception of Sudan" not with Sudan
    known = {(p.id, p.code, p.sector) for p in taken}
    near = [
        m
        for m in parse.children[c]
        if parse.deps[m] in ("nmod:poss", "amod", "compound") or (parse.deps[m] == "nmod" and parse.cases[m] in ("", "of"))
    ]
    if parse.lemmas[c] in view.language.words["traffic"]:
        near += [m for m in parse.with_dep(c, "nmod") if parse.cases[m] in ("from", "to", "with")]  # "a ban on flights from Chad"
    if parse.lemmas[c] in view.language.words["undergone_noun"]:
        near = [m for m in near if parse.cases[m] != "of"]  # "demanded the release of prisoners": not of them
    if parse.lemmas[c] in view.language.words["striking_noun"]:  # "the bombing of a clinic by the army killed six": not by the clinic
        by = filler(parse, c, "by", view.control)
        near = [m for m in near if parse.cases[m] != "of"] + by
        near += [k for m in by if m not in view.actors.heads for k in parse.with_dep(m, "amod", "compound", "nmod:poss")]
    near += [k for m in near if parse.deps[m] == "compound" for k in parse.with_dep(m, "amod", "compound")]  # "a Sudanese Antonov plane"
    near += [
        k
        for m in near
        if parse.cases[m] == "of"
        and m not in view.actors.heads
        and parse.lemmas[c] in view.language.words["traffic"] | view.language.words["handing_over"]
        for k in parse.with_dep(m, "amod", "compound", "nmod:poss")
    ]  # "imports of Lithuanian beef"
    near += [
        k for m in parse.with_dep(c, "acl") if parse.tags[m] == "VBN" for k in parse.with_dep(m, "obl:agent")
    ]  # "a lawsuit filed by Texas"
    near += [k for m in parse.with_dep(c, "acl") if parse.lemmas[m] == "belong" for k in parse.with_dep(m, "obl")]  # "belonging to Chad"
    owners = [t for m in near for t in (m, *parse.conjuncts(m))]
    named = [t for t in owners if any(parse.lemmas[d] in ("the", "this", "that") for d in parse.with_dep(t, "det"))]
    found = [p for t in owners for p in view.actors.heads.get(t, ()) if t in named or (p.start, p.end) not in view.actors.weak]
    states = {f"state:{p.code}" for p in taken if p.sector == "GOV"}  # "the minister repeated China's call" is not said to China
    return tuple(p for p in found if (p.id, p.code, p.sector) not in known and p.id not in states)


def distinct(people: Iterable[Participant]) -> tuple[Participant, ...]:
    seen: dict[tuple[int, int, str | None, str], Participant] = {}
    for p in people:
        seen.setdefault((p.start, p.end, p.id, p.code), p)
    return tuple(seen.values())
