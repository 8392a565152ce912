"""Did it happen? The status of an act from negation, modals, tense and the clauses above it, with the cue words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.core.actor import Participant
from comity.core.claim import FACTS, Draft
from comity.core.parse import Parse
from comity.lexicon.language import Language
from comity.situate import holding, undoing

CLAUSE = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "acl:relcl", "parataxis", "acomp", "attr"})
PURPOSE = frozenset({"advcl", "acl", "acl:relcl", "xcomp"})
NOMINAL = frozenset({"obj", "nmod", "obl", "nsubj:pass", "appos", "dep"})
WITHOUT = frozenset({"without"})
INSTEAD = frozenset({"instead", "rather"})
PERFORMATIVE = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
AHEAD = PERFORMATIVE - {"ACCUSE", "REJECT", "REQUEST", "THREATEN"} | {
    "CONSULT",
    "COOPERATE",
    "AID",
    "RETREAT",
    "MOBILIZE",
}  # called off beforehand
CLOSING = frozenset({".", "!", "?", '"', "”", "'", "’", ":", ";"})
WEAK = FACTS  # what the words around may still change


@dataclass(frozen=True, slots=True)
class Found:
    """The status of one draft. `cues` are the tokens that say so; `content_of` the token of the act whose content this is; `conditional`
    whether an if-clause belongs to it, `claimed` whether somebody only claims it, `wished` whether somebody says that it should or must be
    done, `negated` whether the act itself is negated ("urged Israel not to attack"), `tried` whether it was set about in the past ("tried to seize")."""

    status: str
    certainty: str | None = None
    cues: tuple[int, ...] = ()
    report_verb: int | None = None
    content_of: int | None = None
    conditional: bool = False
    claimed: bool = False
    wished: bool = False
    negated: bool = False
    tried: bool = False


@dataclass(slots=True)
class _Reading:
    """The state of one climb from an act to the top of its sentence."""

    status: str
    cues: list[int]
    certainty: str | None = None
    report_verb: int | None = None
    content_of: int | None = None
    conditional: bool = False
    claimed: bool = False
    wished: bool = False
    negated: bool = False
    future: bool = False
    means: bool = False
    attempt: int | None = None


def find_status(parse: Parse, draft: Draft, by_token: Mapping[int, Draft], language: Language) -> Found:
    """The status of a draft from its own words and from everything that governs it."""
    reading = _Reading("happened", [])
    _own_words(parse, draft.token, reading, language)
    if reading.status == "happened" and holding.under_way(parse, draft.token, language):
        _set(reading, "ongoing", parse.heads[draft.token])
    if reading.status == "happened" and holding.only_intended(parse, draft.token):
        _set(reading, "planned", parse.heads[draft.token])
    if undoing.unready(parse, draft.token):
        _set(reading, "not_happened", parse.heads[draft.token])
    performed = undoing.performed(parse, draft.token)
    standing = language.words["attitude"] | language.words["standing"]
    told = performed or (parse.tags[draft.token] in ("VBZ", "VBP") and parse.lemmas[draft.token] not in standing)
    if reading.status == "ongoing" and told and draft.event_type in PERFORMATIVE:
        reading.status = "happened"  # "I pledge that": saying so does it; "in the letter he asks them to leave"
    _climb(parse, draft, by_token, reading, language)
    if performed and draft.event_type in PERFORMATIVE and reading.status == "hypothetical" and not reading.conditional:
        reading.status = "happened"  # he proposed: "I ask you to"
    alone = reading.status in WEAK and draft.event_type in AHEAD and parse.heads[draft.token] not in by_token
    if alone and (off := undoing.put_off(parse, draft.token, language)):
        _set(reading, off, parse.heads[draft.token])
    if parse.words[-1] == "?" and reading.status in (*WEAK, "planned") and reading.report_verb is None:
        _set(reading, "hypothetical", len(parse) - 1)
    return Found(
        reading.status,
        reading.certainty,
        tuple(sorted(set(reading.cues))),
        reading.report_verb,
        reading.content_of,
        reading.conditional,
        reading.claimed,
        reading.wished,
        reading.negated,
        reading.status == "planned" and reading.attempt is not None and _past(parse, reading.attempt),
    )


def _past(parse: Parse, cue: int) -> bool:
    """Whether an attempt lies in the past: "tried to seize", "an attempt to seize it failed"."""
    verb = next((t for t in (cue, *parse.ancestors(cue)) if parse.is_verb(t)), None)
    return verb is not None and (parse.tags[verb] == "VBD" or any(parse.tags[c] == "VBD" for c in parse.with_dep(verb, "aux", "aux:pass")))


def _set(reading: _Reading, status: str, cue: int) -> None:
    """Give the reading a new status; attempted counts as planned, for it was aimed at."""
    reading.status = "planned" if status == "attempted" else status
    reading.attempt = cue if status == "attempted" else reading.attempt
    reading.cues.append(cue)


def _own_words(parse: Parse, t: int, reading: _Reading, language: Language) -> None:
    """Negation, auxiliaries, adverbs and adjectives around one word, its tense and the preposition before it."""
    modal, negated = "", -1
    for c in parse.children[t]:
        word, dep = parse.words[c].lower(), parse.deps[c]
        effect = language.cues.get(word, "")
        if dep == "neg" or (effect == "not_happened" and dep in ("advmod", "neg")) or (word == "no" and dep == "det"):
            negated = c
        elif dep == "aux" and effect:
            modal = effect
            reading.cues.append(c)
        elif dep == "mark" and effect == "hypothetical":
            _set(reading, "hypothetical", c)
            reading.conditional = True
        elif dep == "advmod" and effect in ("alleged", "reported", "possible", "probable", "hypothetical"):
            _adverb(reading, effect, c)
        elif dep in ("amod", "compound") and effect and parse.is_noun(t):
            _set(reading, effect, c) if effect not in ("reported", "possible", "probable") else _adverb(reading, effect, c)
        elif undoing.negating(parse, c):
            negated = c
        elif dep == "case" and word in WITHOUT | INSTEAD:
            _set(reading, "not_happened", c)
    if parse.deps[t] == "advcl" and any(
        parse.words[m].lower() == "that" and m and parse.words[m - 1].lower() == "so" for m in parse.with_dep(t, "mark")
    ):
        _set(reading, "planned", t)
        return
    if any(
        parse.deps[c] == "advcl" and any(parse.lemmas[m] in ("if", "unless") for m in parse.with_dep(c, "mark")) for c in parse.children[t]
    ):
        reading.conditional = True
    if parse.is_verb(t):
        _tense(parse, t, reading, modal)
    elif undoing.will_be(parse, t):
        modal = "planned"  # "there will be no release"
        _set(reading, "planned", parse.heads[t])
    if negated >= 0:
        unable = any(parse.lemmas[c] in ("can", "could") or parse.words[c].lower() in ("can", "could", "ca") for c in parse.children[t])
        declined = not reading.conditional and undoing.would_not(parse, t)
        _negate(reading, "" if unable else "planned" if declined else modal, negated)  # "Kinshasa would not sit down with them"
        if unable and reading.status == "hypothetical":
            reading.status = "not_happened"


def _adverb(reading: _Reading, effect: str, cue: int) -> None:
    if effect == "alleged":
        _set(reading, "alleged", cue)
    elif effect == "hypothetical":
        _set(reading, "hypothetical", cue)
    else:
        reading.certainty = "possible" if effect == "reported" else effect
        reading.cues.append(cue)


def _tense(parse: Parse, t: int, reading: _Reading, modal: str) -> None:
    """What auxiliaries and form of a verb say."""
    auxiliaries = [c for c in parse.children[t] if parse.deps[c] in ("aux", "aux:pass")]
    words = {parse.words[c].lower() for c in auxiliaries}
    if modal in ("planned", "hypothetical", "requested"):
        perfect = "have" in words and modal == "hypothetical"
        reading.status = "hypothetical" if modal == "requested" or perfect else modal
        reading.wished = modal == "requested"
        reading.future = True
    elif reading.status == "happened" and parse.deps[t] == "root" and any(parse.tags[c] == "TO" for c in parse.children[t]):
        reading.status = "planned"  # a headline: "Romania to send ammunition"
    elif reading.status == "happened":
        progressive = parse.tags[t] == "VBG" and words & {"is", "are", "am", "'s", "’s", "'re", "’re", "been"}
        told_of = parse.words[-1] in CLOSING or parse.deps[t] != "root"  # a headline's present tells what happened
        if progressive or (parse.tags[t] in ("VBZ", "VBP") and not words and told_of):
            reading.status = "ongoing"


def _negate(reading: _Reading, modal: str, cue: int) -> None:
    reading.negated = True
    if modal == "planned" or (modal == "hypothetical" and reading.report_verb is not None):
        _set(reading, "refused", cue)
    elif reading.status in WEAK:
        _set(reading, "not_happened", cue)
    elif reading.status in ("planned", "hypothetical"):
        reading.cues.append(cue)
        reading.status = "hypothetical"


def _climb(parse: Parse, draft: Draft, by_token: Mapping[int, Draft], reading: _Reading, language: Language) -> None:
    """Go up from the act: each governing act, operator, verb or noun may change what is said of it."""
    t = draft.token
    if reading.status == "ongoing" and parse.is_noun(t):
        return  # "rules for the ongoing investigation": it is under way, whatever is done about it
    for _ in range(len(parse)):
        head, dep = parse.heads[t], parse.deps[t]
        if head == t or undoing.told_as_fact(parse, t) or undoing.in_passing(parse, t) or undoing.requited(parse, t, language):
            return
        reading.means = reading.means or (parse.tags[t] == "VBG" and parse.cases[t] == "by")
        if dep == "csubj":  # "attacking Iran would bring no peace"
            if reading.status in WEAK and any(parse.tags[c] == "MD" for c in parse.with_dep(head, "aux")):
                _set(reading, "hypothetical", head)
            return
        if dep == "conj":
            _from_conjunct(parse, t, head, reading, language)
        elif (
            undoing.tells_which(parse, t, draft.token)
            or (dep in CLAUSE or dep in NOMINAL or dep in ("nsubj", "compound", "nmod:poss"))
            and not _governed(parse, t, head, dep, by_token, reading, language, parse.first_conjunct(draft.token), draft.actor)
        ):
            return
        t = head


def _from_conjunct(parse: Parse, t: int, head: int, reading: _Reading, language: Language) -> None:
    """A verb coordinated under shared auxiliaries shares their effect: "will visit and sign"."""
    shares = parse.tags[t] == parse.tags[head] and parse.tags[t] in ("VB", "VBN", "VBG") and not parse.with_dep(t, "nsubj", "aux")
    if shares and reading.status in WEAK:
        inner = _Reading("happened", [])
        _own_words(parse, head, inner, language)
        if inner.status not in WEAK:
            reading.status, reading.future = inner.status, inner.future
            reading.cues += inner.cues


def _governed(
    parse: Parse, t: int, head: int, dep: str, by_token: Mapping[int, Draft], reading: _Reading, language: Language,
    draft_token: int, own: Sequence[Participant],
) -> bool:  # fmt: skip
    """Apply what governor `head` does to the act below; whether to climb on."""
    if _undone(parse, t, head, dep, reading, language):
        return True
    infinitive = any(parse.tags[c] == "TO" for c in parse.children[t] if c < t)
    governing = by_token.get(head)
    nominal = dep in NOMINAL
    condition = dep == "advcl" and any(parse.lemmas[c] in ("if", "unless") for c in parse.with_dep(t, "mark"))  # of it, not what it says
    if governing is not None and governing.content and not condition and holding.is_content(parse, t, dep, nominal):
        _as_content(parse, governing, head, nominal, own, reading)
        return False
    pos = "v" if parse.is_verb(head) else "a" if parse.tags[head].startswith("J") else "n"
    said = (parse.words[head].lower(), parse.lemmas[head])  # "is going to" is an operator, "go" another
    operator = next((o for word in said if (o := language.operators.get((word, pos)))), None)
    if (
        operator is not None
        and dep not in ("nsubj", "compound", "nmod:poss")
        and holding.complement_fits(operator.complement, infinitive, dep, nominal, parse, t)
    ):
        return _operate(parse, t, head, operator.effect, infinitive, nominal, reading, language)
    if dep == "advcl" and any(parse.lemmas[c] in ("if", "unless", "whether") for c in parse.with_dep(t, "mark")):
        if reading.status in WEAK:
            reading.status = "hypothetical"
        return True
    if dep == "xcomp" and parse.is_verb(head) and reading.status in ("happened", "ongoing", "planned") and governing is None:
        outer = _Reading("happened", [])
        _own_words(parse, head, outer, language)
        if outer.status in ("hypothetical", "not_happened", "refused"):
            reading.status = outer.status
            reading.cues += outer.cues
            return True
    means = reading.means and "xcomp" not in (dep, parse.deps[head])  # "acted to protect them by killing him"
    done = means or undoing.put_to_use(parse, t, language) or undoing.perfect(parse, t)
    if dep in PURPOSE and infinitive and reading.status in WEAK and not done:
        _set(reading, "planned", next(c for c in parse.children[t] if parse.tags[c] == "TO"))
    if (
        nominal
        and own
        and parse.is_noun(draft_token)
        and parse.is_verb(head)
        and governing is None
        and not holding.carries(parse, t, head, language)
    ):
        return False  # "agreed to help with Mueller's investigation": which is under way, whatever comes of the help
    if nominal and t == draft_token and parse.is_verb(head) and (dep != "obl" or parse.cases[t] in ("in", "into")) and governing is None:
        _from_carrier(parse, head, reading, language)
    return True


def _as_content(parse: Parse, governing: Draft, head: int, nominal: bool, own: Sequence[Participant], reading: _Reading) -> None:
    """What a speech act makes of the act that it holds: "urged", "refused to", "accused of"."""
    others = governing.content == "refused" and nominal and not {p.code for p in own} & {p.code for p in governing.actor}
    if governing.content == "happened" or (others and own):  # "dismissed the president's lawsuit": which had been filed
        return
    reading.content_of = head
    weak = reading.status in WEAK or (
        reading.status in ("planned", "hypothetical") and governing.content in ("planned", "threatened", "requested")
    )
    asked_not = reading.status == "not_happened" and governing.content == "requested"
    if governing.content == "planned" and (reading.negated or undoing.unready(parse, head)):  # "assured them that it would not attack"
        _set(reading, "refused", head)
    elif weak or asked_not or governing.content in ("denied", "refused"):
        _set(reading, governing.content, head)


def _undone(parse: Parse, t: int, head: int, dep: str, reading: _Reading, language: Language) -> bool:
    """Whether the clause around leaves an act undone or only thought of: "halted before attacking", "in case Russia invades"."""
    if reading.status in ("planned", "requested") and undoing.miscarried(parse, t, language):
        _set(reading, "not_happened", head)
        return True
    if reading.status not in WEAK:
        return False
    if undoing.sought_by_informers(parse, t):
        _set(reading, "hypothetical", head)
        return True
    if (
        dep == "advcl"
        and parse.cases[t] == "short of"
        or dep == "advcl"
        and parse.cases[t] == "before"
        and parse.lemmas[head] in language.words["halting_verb"]
    ):
        _set(reading, "not_happened", head)
    elif dep == "acl" and parse.lemmas[head] == "case" and parse.cases[head] == "in":
        _set(reading, "hypothetical", head)
    elif dep == "nsubj" and parse.is_noun(t) and any(parse.lemmas[c] in ("a", "an", "any") for c in parse.with_dep(t, "det")):
        would = next((c for c in parse.with_dep(head, "aux") if language.cues.get(parse.words[c].lower()) == "hypothetical"), None)
        if would is None:
            return False
        _set(reading, "hypothetical", would)
    else:
        return False
    return True


def _operate(parse: Parse, t: int, head: int, effect: str, infinitive: bool, nominal: bool, reading: _Reading, language: Language) -> bool:
    """Apply an operator ("said", "plans to", "refrained from"); negated operators leave only a possibility."""
    negated = bool(parse.with_dep(head, "neg")) or undoing.called_no(parse, head)
    if effect in ("planned", "threatened") and (
        (negated and parse.lemmas[head] in language.words["intention"]) or undoing.called_off(parse, head, language)
    ):
        effect, negated = "refused", False  # "no longer intends to leave", "dropped its threat to leave"
    if effect in ("planned", "threatened") and reading.negated and not negated:
        effect = "refused"  # "vowed that it would not cede the islands"
    if effect in ("report", "believe") or (effect == "ongoing" and parse.deps[t] == "ccomp" and not infinitive):  # "…," he continued
        if reading.report_verb is None:
            reading.report_verb = head
            if infinitive and reading.status in WEAK and not undoing.perfect(parse, t):
                reading.status = "planned"
        return True
    if effect == "alleged" and not nominal:
        reading.claimed = True
        reading.report_verb = head if reading.report_verb is None else reading.report_verb
        reading.cues.append(head)
        return True
    if effect in ("possible", "probable"):
        reading.certainty = effect
        reading.cues.append(head)
        return True
    if effect in ("ongoing", "happened"):
        outer = _Reading("happened", [])
        _own_words(parse, head, outer, language)
        if reading.status in WEAK:
            reading.status = outer.status if outer.status not in WEAK else effect
            reading.cues += outer.cues
        return True
    if effect == "attempted" and any(_failing(parse, c, language) for c in parse.conjuncts(head)):
        effect = "not_happened"  # "tried to seize a tanker but failed"
    if effect == "denied":
        reading.report_verb = head
        _set(reading, "denied", head)
        return True
    if (
        reading.status in WEAK
        or reading.status in ("planned", "hypothetical")
        and effect in ("refused", "threatened", "requested", "planned")
    ):
        _set(reading, "hypothetical" if negated else effect, head)
        outer = _Reading("happened", [])
        _own_words(parse, head, outer, language)
        if effect == "planned" and outer.status == "hypothetical":
            reading.status = "hypothetical"
    return True


def _failing(parse: Parse, verb: int, language: Language) -> bool:
    operator = language.operators.get((parse.lemmas[verb], "v"))
    bare = not parse.with_dep(verb, "xcomp", "obj", "nsubj")
    return bare and operator is not None and operator.effect == "not_happened"


def _from_carrier(parse: Parse, head: int, reading: _Reading, language: Language) -> None:
    """A nominal act shares negation, modality and tense of the verb that carries it: "will hold talks"."""
    if reading.status not in WEAK or parse.lemmas[head] not in language.words["light_verb"]:
        return
    outer = _Reading("happened", [])
    _own_words(parse, head, outer, language)
    if outer.status != "happened":
        reading.status, reading.future = outer.status, outer.future
        reading.conditional = outer.conditional or reading.conditional
        reading.cues += outer.cues
