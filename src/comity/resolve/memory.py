"""What a document has mentioned so far, for pronouns, short names and bare agents."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from comity.core.actor import UNKNOWN, Participant
from comity.core.parse import Parse

UNKNOWNS = {"person": "stranger", "organisation": "thing", "group": "things"}
UNPARSED = -1
NEAR = 3  # sentences back that a pronoun may look


@dataclass(frozen=True, slots=True)
class Mention:
    """One participant at its place: `kind` is state, organisation, person, group (several people) or population.

    Kinds of which no side is known, `stranger` (a person), `thing` and `things`, only keep pronouns from those of whom one is.
    """

    sentence: int
    token: int
    participant: Participant
    kind: str
    subject: bool
    clause: int = UNPARSED
    owners: tuple[Participant, ...] = ()  # whose a thing is
    setting: bool = False  # only where something is: "in Vienna"
    main: bool = True  # in the main clause
    held: bool = False  # somebody captured them


@dataclass(slots=True)
class Memory:
    """The mentions of a document in text order, and the people it introduced by name. Local to one document."""

    mentions: list[Mention] = field(default_factory=list)
    people: dict[str, Participant] = field(default_factory=dict)
    agents: dict[str, Participant] = field(default_factory=dict)
    home: Participant | None = None
    scene: tuple[int, str] | None = None  # the last sentence that named a place, and its country
    titles: dict[str, Participant] = field(default_factory=dict)  # who was last called "president", "minister"
    groups: dict[str, tuple[Participant, ...]] = field(default_factory=dict)  # who of several sides were last called "ministers"
    homonyms: dict[str, str] = field(default_factory=dict)  # which id an ambiguous name has in this document, "" for no actor

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)

    def introduce(self, name: str, person: Participant) -> None:
        """Remember a person's full name, its last part and its first (the family name in Chinese and Korean)."""
        parts = name.split()
        self.people[name] = person
        self.people.setdefault(parts[-1], person)
        self.people.setdefault(parts[0], person)
        for part in parts[1:-1]:
            if part[0].isupper() and not part.endswith("."):
                self.people.setdefault(part, person)  # "Luk" after "John Luk Jok"

    def latest(
        self,
        kinds: tuple[str, ...],
        sentence: int,
        *,
        clause: int | None = None,
        female: bool | None = None,
        names: frozenset[str] = frozenset(),
        barred: frozenset[str] = frozenset(),
    ) -> tuple[Participant, float] | None:
        """The likeliest antecedent with a confidence: near, rather a subject, not an argument of the same clause.

        `female` tells "she" from "he"; `names` are the first names of women, which only "she" may take. A pronoun, which
        has a `clause`, may also mean somebody or something without a known side: then None. It means nobody of `barred`.
        """
        if clause is not None:
            kinds = (*kinds, *(unknown for kind, unknown in UNKNOWNS.items() if kind in kinds))
        scored: list[tuple[float, Participant]] = []
        strange: list[tuple[float, Participant]] = []
        for n, m in enumerate(reversed(self.mentions)):
            if sentence - m.sentence > NEAR:
                break
            if m.kind not in kinds or (m.sentence == sentence and m.clause == clause) or (m.setting and clause is not None):
                continue
            person = m.participant
            if person.id in barred or person.name in barred:
                continue
            if female is not None and person.name and (person.name.split()[0] in names) and not female:
                continue
            fit = 1.5 if female and person.name and person.name.split()[0] in names else 0.0
            score = -1.2 * (sentence - m.sentence) + (1.0 if m.subject else 0.0) + fit - 0.01 * n
            if m.kind in UNKNOWNS.values():
                rather = 0.5 if m.kind == "things" and not m.subject else 0.0  # "they" are rather people
                strange.append((score - rather, person))
            else:
                scored.append((score, person))
        stranger = max(strange, key=lambda s: s[0], default=None)
        if stranger and all(stranger[0] > score for score, _ in scored):
            return (stranger[1], 0.6) if stranger[1].code != UNKNOWN else None
        if not scored:
            return None
        best, person = max(scored, key=lambda s: s[0])
        rivals = [s for s, p in scored if (p.id or p.code) != (person.id or person.code)]
        margin = min(1.0, best - max(rivals)) if rivals else 1.0
        return person, round(0.6 + 0.3 * margin, 2)

    def beside(self, person: Participant) -> tuple[Participant, ...]:
        """A participant with those joined to it as one subject: "the minister and his French and Greek counterparts … They"."""
        at = next(m for m in reversed(self.mentions) if m.participant == person)
        same = [m.participant for m in self.mentions if (m.sentence, m.clause) == (at.sentence, at.clause) and m.subject]
        sides = {p.id or p.code: p for p in same if p.code != UNKNOWN}
        return tuple(sides.values()) if at.subject and len(sides) > 1 else (person,)

    def captive(self, kinds: tuple[str, ...], sentence: int, barred: frozenset[str]) -> tuple[Participant, float] | None:
        """Who was captured last: whom "freed them", "he was released" mean."""
        near = (
            m
            for m in reversed(self.mentions)
            if m.held and m.kind in kinds and sentence - m.sentence <= NEAR and m.participant.id not in barred
        )
        found = next(near, None)
        return (found.participant, 0.8) if found else None

    def was_captured(self, words: tuple[int, int] | None) -> bool:
        """Whether the words that a pronoun refers to name somebody who was captured."""
        return any(m.held and (m.participant.start, m.participant.end) == words for m in self.mentions)

    def subjects(self, sentence: int, tokens: Collection[int]) -> frozenset[str]:
        """The ids of who is named at some tokens of a sentence."""
        named = (m.participant.id for m in self.mentions if m.sentence == sentence and m.token in tokens)
        return frozenset(id for id in named if id)

    def nearest(self, kinds: tuple[str, ...], sentence: int) -> tuple[Participant, float] | None:
        """The last of these kinds that a sentence has mentioned so far, with a confidence."""
        found = next((m for m in reversed(self.mentions) if m.kind in kinds), None)
        return (found.participant, 0.7) if found and found.sentence == sentence else None

    def owners_of_thing(self, sentence: int, clause: int) -> tuple[Participant, ...]:
        """Whose the thing is that "it" means: the last thing named before a clause, in its sentence."""
        for m in reversed(self.mentions):
            if m.sentence != sentence:
                break
            if m.kind == "thing" and m.clause != clause:
                return m.owners
        return ()

    def doers(self, sentence: int, clause: int) -> tuple[Participant, ...]:
        """Who did what was told last before a clause: the subjects of the nearest clause, in this sentence or one of the two before.

        Empty where that was somebody without a known side, or where the sentence before was not parsed.
        """
        for m in reversed(self.mentions):
            if sentence - m.sentence > 2 or m.clause == UNPARSED:
                return ()
            if m.subject and m.main and (m.sentence, m.clause) != (sentence, clause):
                same = [n for n in self.mentions if (n.sentence, n.clause) == (m.sentence, m.clause) and n.subject]
                known = m.kind not in UNKNOWNS.values() and m.participant.code != UNKNOWN
                return tuple({n.participant.id or n.participant.code: n.participant for n in same}.values()) if known else ()
        return ()

    def coordinated(self, sentence: int, parse: Parse, before: int) -> tuple[Participant, ...]:
        """Several sides joined as one subject earlier in a sentence: whose "their" then is."""
        groups: dict[int, dict[str, Participant]] = {}
        for m in self.mentions:
            if m.sentence == sentence and m.token < before and m.subject and m.participant.code != UNKNOWN:
                groups.setdefault(parse.first_conjunct(m.token), {}).setdefault(m.participant.id or m.participant.code, m.participant)
        joined = [tuple(g.values()) for g in groups.values() if len(g) > 1]
        return joined[-1] if joined else ()

    def latest_pair(
        self, sentence: int, kinds: tuple[str, ...], count: int = 2, *, together: bool = False, clause: int = UNPARSED
    ) -> tuple[Participant, ...]:
        """The two (or more) different states or people mentioned last: "the two countries", "the three leaders".

        `together`: in one clause, as "they" must be ("Xi met Putin. They agreed …"). Nobody who is the subject of the `clause` in which they
        stand, "Brazil and Chile called on both sides".
        """
        own = {
            m.participant.code for m in self.mentions if (m.sentence, m.clause) == (sentence, clause) and m.subject and clause != UNPARSED
        }
        for back in range(NEAR + 2):
            pairs: dict[int, dict[str, Participant]] = {}
            for m in self.mentions:
                key = m.participant.code if m.participant.code not in (UNKNOWN, *own) else ""
                if m.sentence == sentence - back and m.kind in kinds and key and key not in ("WST",):
                    pairs.setdefault(m.clause if together else UNPARSED, {}).setdefault(key, m.participant)
            found = next((p for p in pairs.values() if len(p) >= count), None)
            if found:
                people = tuple(found.values())
                return people[-count:] if own else people[:count]  # whom a third party speaks to is named after it
        return ()


def as_state(participant: Participant) -> Participant:
    """The state on whose side a participant is: for "the two countries" after two people were named."""
    if participant.code.isalpha() and participant.id and participant.id.startswith("person:"):
        return replace(participant, id=f"state:{participant.code}", name=None, sector="GOV", other_sectors=())
    return participant
