"""What a language gives: triggers, operators over clauses, status cues, abbreviations and the word forms of the gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from comity.lexicon.ontology import Ontology
from comity.lexicon.tables import read_csv
from comity.lexicon.times import TimeWords, load_times
from comity.lexicon.triggers import TOLD, Trigger, load_triggers

EFFECTS = frozenset({
    "report", "believe", "alleged", "denied", "planned", "threatened", "requested", "refused", "not_happened",
    "hypothetical", "attempted", "ongoing", "happened", "possible", "probable", "reported",
})  # fmt: skip
TOLD_BY = frozenset({"must", "should", "ought", "unless", "if"})  # one stands wherever "said" tells of a duty or a threat
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that governs a clause without being an act: what becomes of the act inside ("refrain from attacking")."""

    head: str
    pos: str
    complement: str
    effect: str


@dataclass(frozen=True, slots=True)
class Language:
    """The lexicon of one language, immutable.

    `lemmas` gives the head for an inflected form, for words that the parser lemmatises wrongly. `words` are the named lists
    of words.csv and place_words.csv ("abbreviation", "light_verb"…).
    """

    triggers: Mapping[str, tuple[Trigger, ...]]
    operators: Mapping[tuple[str, str], Operator]
    cues: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    context_words: Mapping[str, tuple[str, ...]]
    lemmas: Mapping[str, str]
    forms: frozenset[str]
    times: TimeWords


def load_language(folder: Path, ontology: Ontology) -> Language:
    """The lexicon in a language folder such as `data/lang/en`. Raises DataError with file and line."""
    triggers = load_triggers(folder, ontology)
    operators = {}
    for row in read_csv(folder / "operators.csv", ("head", "pos", "complement", "effect")):
        row.one_of("complement", ("inf", "that", "ger", "any"))
        operators[row["head"], row["pos"]] = Operator(row["head"], row["pos"], row["complement"], row.one_of("effect", EFFECTS))
    cues = {row["cue"]: row.one_of("effect", EFFECTS) for row in read_csv(folder / "cues.csv", ("cue", "effect"))}
    words: dict[str, list[str]] = {}
    for file in ("words.csv", "place_words.csv"):
        for row in read_csv(folder / file, ("list", "word")):
            words.setdefault(row["list"], []).append(row["word"])
    contexts: dict[str, list[str]] = {}
    for row in read_csv(folder / "context_words.csv", ("word", "context")):
        contexts.setdefault(row["word"], []).append(row.one_of("context", ontology.contexts))
    irregular: dict[str, set[str]] = {}
    for row in read_csv(folder / "irregular.csv", ("lemma", "forms")):
        irregular.setdefault(row["lemma"], set()).update(row["forms"].split())
    return Language(
        triggers=triggers,
        operators=MappingProxyType(operators),
        cues=MappingProxyType(cues),
        words=MappingProxyType({name: frozenset(listed) for name, listed in words.items()}),
        context_words=MappingProxyType({w: tuple(c) for w, c in contexts.items()}),
        lemmas=MappingProxyType(
            {f: head for head in triggers for f in sorted(inflect(head, irregular.get(head, ()))) if f not in triggers}
        ),
        forms=frozenset(
            f for head, own in triggers.items() if not all(_told(t) for t in own) for f in inflect(head, irregular.get(head, ()))
        )
        | TOLD_BY,
        times=load_times(folder / "times.csv"),
    )


def _told(trigger: Trigger) -> bool:
    """Whether an entry needs a clause of duty or threat, without which its verb only reports."""
    return any(c.slot == "comp" and not c.negated and c.words <= TOLD for c in trigger.conditions)


def inflect(lemma: str, irregular: Iterable[str] = ()) -> set[str]:
    """Every form a regular verb, noun or adjective of this lemma can take, and the irregular ones given."""
    if lemma.endswith("man"):
        return {lemma, lemma[:-3] + "men"}
    forms = {lemma, lemma + "s", lemma + "ed", lemma + "ing", *irregular}
    if lemma.endswith("e"):
        forms |= {lemma + "d", lemma[:-1] + "ing"}
        if lemma.endswith("ie"):
            forms.add(lemma[:-2] + "ying")
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        forms.add(lemma + "es")
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    if len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS:
        forms |= {lemma + lemma[-1] + "ing", lemma + lemma[-1] + "ed"}
    return forms
