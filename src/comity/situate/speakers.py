"""Whose word it is: the speaker of a report, and whether that makes an act happened or only alleged."""

from collections.abc import Collection

from comity.core.actor import UNKNOWN, Participant, SentenceActors
from comity.core.claim import Draft
from comity.core.parse import Parse

PARTISAN = frozenset({"OPP", "REB", "UAF", "PRE", "CVL", "PTY"})
COUNTING = frozenset({"GOV", "COP", "MIL", "MED", "JUD"})  # who counts victims and blames nobody: "officials claimed that 90 were wounded"
CONFLICT = frozenset({3, 4})


def find_speaker(parse: Parse, token: int, report_verb: int | None, actors: SentenceActors) -> tuple[Participant | None, int | None]:
    """The participant who reports the act at `token` and the token that names the speaker; (None, token) for unnamed sources."""
    if report_verb is not None:
        for s in parse.with_dep(report_verb, "nsubj", "obl:agent"):
            if parse.words[s].lower() not in ("it", "that", "which") or s in actors.heads:
                return next(iter(actors.heads.get(s, ())), None), s
    for i in range(len(parse)):
        if parse.cases[i] in ("according to", "per") and (parse.heads[i] in (token, *parse.ancestors(token))):
            return next(iter(actors.heads.get(i, ())), None), i
    return None, None


def judge(
    draft: Draft,
    quad: int,
    status: str,
    speaker: Participant | None,
    lemma: str,
    claimed: bool,
    unnamed: Collection[str],
    third_party: Collection[str],
    state_press: Collection[str],
) -> str:
    """happened stays happened on the word of the doer's own side or of a third party, such as reporters; a party to the conflict only
    alleges, and so does a state's press (`state_press`: words that tell it)."""
    if status not in ("happened", "ongoing"):
        return status
    own = speaker is not None and any(_same_side(speaker, a) for a in draft.actor)
    counting = speaker is not None and speaker.sector in COUNTING and all(r.code == speaker.code for r in draft.recipient)
    toll = counting and not draft.actor and draft.event_type == "ASSAULT"  # its own dead, not the enemy's
    if claimed:
        return status if own or toll else "alleged"
    if lemma in unnamed:
        return "alleged"
    if quad not in CONFLICT or own or speaker is None or lemma in third_party:
        return status
    if speaker.sector == "JRN" and not any(w in state_press for w in (*speaker.text.split(), *(speaker.name or "").split())):
        return status
    against_own = any(r.code == speaker.code for r in draft.recipient) and all(a.code != speaker.code for a in draft.actor)
    opposed = bool(draft.actor) and (any(_same_side(speaker, r) for r in draft.recipient) or (against_own and speaker.code != UNKNOWN))
    return "alleged" if opposed or (speaker.sector in PARTISAN and bool(draft.actor)) else status


def _same_side(a: Participant, b: Participant) -> bool:
    if a.code == UNKNOWN or a.code != b.code:
        return False
    if a.code in ("IGO", "NGO", "IMG", "MNC"):
        return a.id == b.id
    official = {"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "UNK"}
    return a.sector == b.sector or {a.sector, b.sector} <= official
