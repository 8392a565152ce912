"""What a document has mentioned so far, for pronouns, short names and bare agents."""

from dataclasses import dataclass, field, replace

from comity.core.actor import UNKNOWN, Participant

NEAR = 3  # sentences back that a pronoun may look


@dataclass(frozen=True, slots=True)
class Mention:
    """One participant at its place: `kind` is state, organisation, person, group (several people) or population."""

    sentence: int
    token: int
    participant: Participant
    kind: str
    subject: bool
    plural: bool
    clause: int = -1


@dataclass(slots=True)
class Memory:
    """The mentions of a document in text order, and the people it introduced by name. Local to one document."""

    mentions: list[Mention] = field(default_factory=list)
    people: dict[str, Participant] = field(default_factory=dict)
    agents: dict[str, Participant] = field(default_factory=dict)
    home: Participant | None = None
    scene: tuple[int, str] | None = None  # the last sentence that named a place, and its country

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)

    def introduce(self, name: str, person: Participant) -> None:
        """Remember a person's full name, its last part and its first (the family name in Chinese and Korean)."""
        parts = name.split()
        self.people[name] = person
        self.people.setdefault(parts[-1], person)
        self.people.setdefault(parts[0], person)

    def latest(self, kinds: tuple[str, ...], sentence: int, *, plural: bool | None = None, clause: int = -2) -> Participant | None:
        """The likeliest antecedent: near, and rather a subject; not an argument of the same clause."""
        best, best_score = None, -99.0
        for n, m in enumerate(reversed(self.mentions)):
            if sentence - m.sentence > NEAR:
                break
            if m.kind not in kinds or (plural is not None and m.plural != plural) or (m.sentence == sentence and m.clause == clause):
                continue
            score = -1.2 * (sentence - m.sentence) + (1.0 if m.subject else 0.0) - 0.01 * n
            if score > best_score:
                best, best_score = m.participant, score
        return best

    def latest_pair(self, sentence: int, kinds: tuple[str, ...]) -> tuple[Participant, ...]:
        """The two different states (or people) mentioned together last: "the two countries", "both leaders"."""
        for back in range(NEAR + 2):
            pair: dict[str, Participant] = {}
            for m in self.mentions:
                key = m.participant.code if m.participant.code != UNKNOWN else ""
                if m.sentence == sentence - back and m.kind in kinds and key and key not in ("WST",):
                    pair.setdefault(key, m.participant)
            if len(pair) >= 2:
                chosen = list(pair.values())[:2]
                return tuple(chosen)
        return ()


def as_state(participant: Participant) -> Participant:
    """The state on whose side a participant is: for "the two countries" after two people were named."""
    if participant.code.isalpha() and participant.id and participant.id.startswith("person:"):
        return replace(participant, id=f"state:{participant.code}", name=None, sector="GOV", other_sectors=())
    return participant
