"""Garden paths of the small parser, mended by what English allows: each repair names the sentence it was made for."""

from collections.abc import Sequence

from comity.parsers.predicated import told_of

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
        if not tags[i].startswith("V") and deps[i] == "root" and any(h == i and deps[c] == "aux" for c, h in enumerate(heads)):
            tags[i] = "VB"  # "did not back Azerbaijan"
        if (
            deps[i] == "root"
            and tags[i] == "JJ"
            and words[i].endswith("ed")
            and any(h == i and deps[c] == "obj" for c, h in enumerate(heads))
        ):
            tags[i] = "VBD"  # "Latvia annexed Fiji"
        if words[i].lower() == "outside":
            _outside(i, tags, deps, heads, cases)
        if tags[i] == "VB" and i and words[i][0].isupper() and words[i - 1].lower() == "to" and heads[i - 1] == i:
            tags[i], deps[i], cases[i], deps[i - 1] = "NNP", "obl", "to", "case"  # "delivered jets to Denmark"
        if deps[i] == "xcomp" and tags[i] == "NN" and words[i].endswith("ing"):
            tags[i] = "VBG"  # "denied slamming Denmark"
        if deps[i] == "dep" and tags[i].startswith("V") and i < heads[i] and tags[heads[i]].startswith("V"):
            deps[i] = "ccomp"  # "Norway shared intelligence," a diplomat said
        if deps[i] == "conj" and tags[i] in ("VBN", "VBD"):
            _clause_after_preposition(i, words, deps, heads, cases)
        told_of(i, words, lemmas, tags, deps, heads)
        if deps[i] == "advcl" and tags[i] == "VB" and lemmas[heads[i]] == "be":
            deps[i] = "xcomp"  # "were to expel"
        if deps[i] in ("root", "ccomp") and tags[i].startswith("V"):
            _speaker_at_the_end(i, tags, deps, heads, cases)
            _speaker_as_apposition(i, words, deps, heads)
            _name_before_apposition(i, words, tags, deps, heads)
            if lemmas[i] == "say":
                _said_noun(i, tags, deps, heads)
        elif deps[i] in ("root", "ccomp") and tags[i].startswith("N"):
            if deps[i] == "root":
                _verb_after_apposition(i, words, tags, deps, heads)
                _reduced_relative(i, tags, deps, heads)
            _participle_for_verb(i, words, tags, deps, heads)
        gerund = tags[i] == "VBG" or (tags[i] == "NN" and words[i].endswith("ing"))
        if gerund and deps[i] in ("amod", "compound") and i and lemmas[i - 1] in TAKES_GERUND and tags[i - 1].startswith("V"):
            _gerund_object(i, words, tags, deps, heads)
        if tags[i] == "NN" and deps[i] in ("advcl", "ccomp", "acl:relcl"):
            _noun_for_verb(i, tags, deps, heads)
        if tags[i].startswith("V"):
            _arguments(i, words, tags, deps, heads, cases)
        if tags[i].startswith("NNP") and deps[i] == "appos":
            _two_titled_names(i, tags, deps, heads)
        if words[i].lower() == "order" and cases[i] == "in":
            _in_order_to(i, tags, deps, heads)
        if words[i].lower() == "short" and heads[i] != i:
            _short_of(i, deps, heads, cases)


def _arguments(verb: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """Subjects and objects that the parser gave to another verb, or to none."""
    _name_beside_day(verb, tags, deps, heads, cases)
    _only_object(verb, deps, heads)
    _given_time(verb, words, tags, deps, heads)
    _named_object(verb, tags, deps, heads, cases)
    _participle_as_finite(verb, words, tags, deps, heads)
    _relative_object(verb, tags, deps, heads)
    _clause_after_and(verb, tags, deps, heads)
    _told_beside_foretold(verb, tags, deps, heads)


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


def _speaker_as_apposition(verb: int, words: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Thailand shelled Cambodia, a newspaper in Geneva wrote": Cambodia was shelled, the newspaper wrote.

    An apposition would end with a comma; without one it is the subject, and what stood before it the object of the verb before.
    """
    subject = next((c for c, h in enumerate(heads) if h == verb and deps[c] == "nsubj" and c < verb), None)
    if subject is None or words[verb - 1] == ",":
        return
    speaker = next((c for c in range(subject + 1, verb) if deps[c] == "appos" and _below(heads, c, subject)), None)
    told = (
        heads[verb]
        if deps[verb] == "ccomp"
        else next((c for c, h in enumerate(heads) if h == verb and deps[c] == "ccomp" and c < verb), None)
    )
    if speaker is None or told is None or told > subject or "," not in words[subject:speaker]:
        return
    deps[subject], heads[subject] = "obj", told
    deps[speaker], heads[speaker] = "nsubj", verb
    if deps[verb] == "ccomp":
        deps[verb], heads[verb] = deps[told], heads[told] if heads[told] != told else verb
        deps[told], heads[told] = "ccomp", verb


def _participle_for_verb(noun: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "Iran armed Yemeni rebels": a sentence without a verb has its participle for one, the nouns around for subject and object."""
    children = [c for c, h in enumerate(heads) if h == noun and c != noun]
    verb = next(
        (c for c in children if c < noun and deps[c] == "amod" and (tags[c] == "VBN" or (tags[c] == "JJ" and words[c].endswith("ed")))),
        None,
    )
    if verb is None or any(tags[c] in ("VBD", "VBZ", "VBP", "MD") and _below(heads, c, noun) for c in range(len(words))):
        return
    own = [c for c, h in enumerate(heads) if h == verb and (deps[c] == "nsubj" or (deps[c] == "npadvmod" and tags[c] == "NNP"))]
    before = [c for c in children if c < verb and tags[c].startswith("N") and deps[c] in ("compound", "nmod", "nsubj", "npadvmod", "amod")]
    subject = (own or before)[-1:]
    if not subject:
        return
    for c in children:
        if c < verb and c not in subject:
            heads[c] = subject[0]
    tags[verb], deps[verb], heads[verb] = "VBD", deps[noun], heads[noun] if heads[noun] != noun else verb
    deps[noun], heads[noun] = "obj", verb
    deps[subject[0]], heads[subject[0]] = "nsubj", verb


def _below(heads: Sequence[int], token: int, top: int) -> bool:
    """Whether a token stands below another."""
    for _ in range(len(heads)):
        if token == top:
            return True
        if heads[token] == token:
            return False
        token = heads[token]
    return False


def _verb_after_apposition(noun: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "Jordan, once a quiet voice, sheltered Syrian refugees": what follows the commas, or the name, is the verb of a verbless sentence."""
    if any(tags[c] in ("VBD", "VBZ", "VBP", "MD") and not (deps[c] == "amod" and tags[c] == "VBD") for c in range(len(words))):
        return
    after = [c for c in range(noun + 1, len(words)) if words[c - 1] == "," or c == noun + 1]
    verb = next((c for c in after if tags[c] in ("VBN", "VBD") or (tags[c] == "JJ" and words[c].endswith("ed"))), None)
    if verb is None or deps[verb] not in ("amod", "acl", "conj"):
        return
    below = heads[verb]
    if deps[verb] == "amod" and below > verb:
        deps[below], heads[below] = "obj", verb
    for c in range(len(words)):
        if heads[c] == noun and c > verb and c != below:
            heads[c] = verb
    tags[verb], deps[verb], heads[verb] = "VBD", "root", verb
    deps[noun], heads[noun] = "nsubj", verb


def _name_before_apposition(verb: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "Malaysia, once a quiet voice, hailed Singapore": the name is the subject, the voice an apposition."""
    name = next((c for c, h in enumerate(heads) if h == verb and deps[c] == "npadvmod" and tags[c].startswith("NNP")), None)
    subject = next((c for c, h in enumerate(heads) if h == verb and deps[c] == "nsubj"), None)
    if name is None or subject is None or not name < subject < verb or words[name + 1] != "," or words[verb - 1] != ",":
        return
    deps[name] = "nsubj"
    deps[subject], heads[subject] = "appos", name


def _clause_after_preposition(verb: int, words: Sequence[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "was arrested after the mayor, a liberal, was stabbed": the mayor was stabbed, not the one arrested."""
    children = [c for c, h in enumerate(heads) if h == verb and c < verb]
    first = min([c for c in children if deps[c].startswith("aux")], default=verb)
    if any(deps[c] in SUBJECTS for c in children) or words[first - 1] != ",":
        return
    noun = next((c for c, h in enumerate(heads) if h == heads[verb] and c < first and cases[c] in ("after", "before", "as", "when")), None)
    if noun is None or words[noun + 1] != "," or any(h == heads[verb] and deps[c] == "cc" for c, h in enumerate(heads)):
        return
    deps[verb] = "advcl"
    deps[noun], heads[noun], cases[noun] = "nsubj:pass" if first != verb else "nsubj", verb, ""


def _said_noun(verb: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "said the coast guard trained with": nobody says a guard; the guard trained."""
    noun = next((c for c, h in enumerate(heads) if h == verb and deps[c] == "obj" and c > verb), None)
    told = next((c for c, h in enumerate(heads) if h == noun and deps[c] == "acl" and tags[c] == "VBN"), None) if noun is not None else None
    if noun is None or told is None or any(h == told and deps[c] == "obl:agent" for c, h in enumerate(heads)):
        return
    tags[told], deps[told], heads[told] = "VBD", "ccomp", verb
    deps[noun], heads[noun] = "nsubj", told


def _gerund_object(gerund: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "France denied holding talks": not talks that hold, but what France denied."""
    noun, verb = heads[gerund], gerund - 1
    if heads[noun] != verb or deps[noun] != "obj" or noun < gerund or words[noun] in ("right", "rights"):
        return
    tags[gerund], deps[gerund], heads[gerund] = "VBG", "xcomp", verb
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


def _outside(word: int, tags: list[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "Rallied outside parliament": no parliament that is outside."""
    noun = heads[word]
    if deps[word] == "amod" and deps[noun] == "obj" and heads[noun] == word - 1:
        tags[word], deps[word], deps[noun], cases[noun] = "IN", "case", "obl", "outside"


def _short_of(short: int, deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "stopped short of expelling the ambassador"."""
    for c, h in enumerate(heads):
        if h == short and cases[c] == "of":
            deps[c], heads[c], cases[c] = "advcl", heads[short], "short of"


def _relative_object(verb: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "fighters which, the statement said, the allies refused to take": a clause with a subject of its own has the relative as object."""
    own = [c for c, h in enumerate(heads) if h == verb and c != verb and c < verb and deps[c] == "nsubj"]
    relative = next((c for c in own if tags[c] in ("WDT", "WP")), None)
    if relative is not None and len(own) > 1:
        below = [c for c, h in enumerate(heads) if h == verb and c > verb and deps[c] == "xcomp" and tags[c] == "VB"]
        deps[relative], heads[relative] = "obj", below[0] if below else verb


def _clause_after_and(verb: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "had defeated the rebels and Norway would be sending ships": the name before "would" is its subject, nobody defeated."""
    if deps[verb] != "conj" or not tags[heads[verb]].startswith("V"):
        return
    children = [c for c, h in enumerate(heads) if h == verb and c < verb]
    first = min([c for c in children if deps[c].startswith("aux")], default=verb)
    finite = tags[first] in ("MD", "VBD", "VBZ", "VBP")
    noun, cc = first - 1, first - 2
    if not finite or any(deps[c] in SUBJECTS for c in children) or noun < 2 or deps[noun] != "conj" or not tags[noun].startswith("N"):
        return
    while cc > 0 and heads[cc] == noun:
        cc -= 1
    if deps[cc] != "cc" or heads[noun] >= cc or tags[heads[noun]].startswith("V"):
        return
    deps[noun], heads[noun], heads[cc] = "nsubj", verb, heads[verb]


def _told_beside_foretold(verb: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "predicted Zambia would lose and asked Kenya for help", "urged Zambia to wait and met Kenya": a finite verb goes on with the
    finite one above, not with an infinitive."""
    inner = heads[verb]
    outer = heads[inner]
    own = [c for c, h in enumerate(heads) if h == verb and c < verb and deps[c] in (*SUBJECTS, "aux", "aux:pass")]
    bare = tags[inner] == "VB" and any(h == inner and tags[c] in ("MD", "TO") for c, h in enumerate(heads))
    if (
        deps[verb] == "conj"
        and tags[verb] == "VBD"
        and not own
        and bare
        and deps[inner] in ("ccomp", "xcomp", "advcl")
        and tags[outer] == "VBD"
    ):
        for c, h in enumerate(heads):
            if h == inner and deps[c] == "cc" and c < verb:
                heads[c] = outer
        heads[verb] = outer


def _named_object(verb: int, tags: list[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "called Costa a clown": a name before the article belongs to the verb, not to what he is called."""
    for noun in (c for c, h in enumerate(heads) if h == verb and deps[c] == "xcomp" and tags[c].startswith("N")):
        article = next((c for c, h in enumerate(heads) if h == noun and deps[c] == "det"), noun)
        for c in range(verb + 1, article):
            if heads[c] == noun and deps[c] in ("nmod", "compound") and tags[c].startswith("NNP") and not cases[c]:
                heads[c], deps[c] = verb, "obj"


def _two_titled_names(name: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "Kenyan President William Ruto and Ugandan President Yoweri Museveni spoke": two names, each with its title."""
    title = heads[name]
    whole = heads[title]
    joined = next((c for c, h in enumerate(heads) if h == name and deps[c] == "conj" and name < c < whole), None)
    if joined is None or not title < name < whole or deps[title] not in ("compound", "nmod") or not tags[whole].startswith("NNP"):
        return
    deps[name], heads[name] = deps[whole], heads[whole] if heads[whole] != whole else name
    deps[whole], heads[whole] = "conj", name
    deps[title], heads[title] = "compound", name
    deps[joined], heads[joined] = "compound", whole
    for c, h in enumerate(heads):
        if c < title and h == whole:
            heads[c] = name


def _noun_for_verb(noun: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "when the Islamic State overran Mosul": a clause whose noun has a subject and an object has it for a verb."""
    below = {deps[c] for c, h in enumerate(heads) if h == noun and c != noun}
    if "nsubj" in below and "obj" in below:
        tags[noun] = "VBD"


def _name_beside_day(verb: int, tags: list[str], deps: list[str], heads: list[int], cases: list[str]) -> None:
    """ "ETA on Monday announced a ceasefire": the name before the day is the subject of a verb that has none."""
    children = [c for c, h in enumerate(heads) if h == verb and c != verb]
    if tags[verb] not in ("VBD", "VBZ") or any(deps[c] in SUBJECTS for c in children) or deps[verb] == "acl:relcl":
        return
    name = next(
        (c for c in children if c < verb and deps[c] in ("advmod", "npadvmod") and tags[c].startswith("NNP") and not cases[c]), None
    )
    if name is not None and not any(c < name for c in children):
        deps[name] = "nsubj"


def _only_object(verb: int, deps: list[str], heads: list[int]) -> None:
    """ "sent the aircraft carrier Independence towards Taiwan": what is sent is no recipient where nothing else is sent."""
    below = [c for c, h in enumerate(heads) if h == verb and c > verb]
    given = next((c for c in below if deps[c] == "iobj"), None)
    if given is not None and not any(deps[c] in ("obj", "ccomp", "xcomp", "parataxis", "attr", "acomp") for c in below):
        deps[given] = "obj"


def _given_time(verb: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "gave the ambassador 48 hours to leave": the hours are given, to the ambassador."""
    below = [c for c, h in enumerate(heads) if h == verb and c > verb]
    time = next((c for c in below if deps[c] == "npadvmod" and words[c] in ("hours", "days", "weeks", "months")), None)
    given = next((c for c in below if deps[c] == "obj"), None)
    if words[verb] in ("give", "gives", "gave", "given", "giving") and time and given and given < time and tags[given].startswith("N"):
        deps[given], deps[time] = "iobj", "obj"


def _participle_as_finite(verb: int, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "said the deal struck with Beijing on Monday gives away a pass": the deal gives away, and struck says which deal."""
    if tags[verb] not in ("VBD", "VBP") or deps[verb] not in ("ccomp", "root"):
        return
    children = [c for c, h in enumerate(heads) if h == verb and c != verb]
    noun = next((c for c in children if deps[c] == "nsubj" and c < verb and tags[c] in ("NN", "NNS")), None)
    if noun is None or any(deps[c] in ("obj", "aux", "cc", "xcomp") or (deps[c] == "prt" and c > verb) for c in children):
        return
    for later in range(verb + 1, len(heads)):
        own = [c for c, h in enumerate(heads) if h == later and c < later]
        first = min([c for c in own if deps[c].startswith("aux")], default=later)
        finite = tags[first] in ("MD", "VBD", "VBZ", "VBP") and tags[later].startswith("V")
        beside = heads[later] in (verb, heads[verb]) and later != heads[verb] and deps[later] in ("ccomp", "conj", "advcl")
        if (
            finite
            and beside
            and not any(deps[c] in (*SUBJECTS, "mark", "cc") for c in own)
            and words[first - 1] not in (",", "and", "or", "but")
        ):
            if any(deps[c] == "cc" and verb < c < later for c, h in enumerate(heads) if h in (verb, heads[verb])):
                return
            deps[later], heads[later] = deps[verb], heads[verb] if heads[verb] != verb else later
            tags[verb], deps[verb], heads[verb] = "VBN", "acl", noun
            deps[noun], heads[noun] = "nsubj", later
            for c in own:
                heads[c] = verb if deps[c] == "obl" and c < first else heads[c]
            return
