"""Articles with claims whose truth is known, because it was planted: made of a seed, not of news."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comity.core.actor import Participant
from comity.core.claim import Claim, Evidence, claim_id
from comity.core.text import Document, Sentence
from comity.core.trace import Coding
from comity.core.when_where import EventDate
from comity.lexicon.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Act:
    """One act to be reported: on `day` or, if `days` is more than one, within that many days from it; by `site`, `delay` days later."""

    day: str
    event_type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mode: str | None = None
    cameo_code: str | None = None
    status: str = "happened"
    reciprocal: bool = False
    background: bool = False
    days: int = 1
    delay: int = 1
    site: str = "one.example"


def coding_of(number: int, acts: Sequence[Act], ontology: Ontology) -> Coding:
    """One article that reports some acts, a sentence each, and its coding. `number` makes its address; the first act dates it."""
    published = (date.fromisoformat(acts[0].day) + timedelta(days=acts[0].delay)).isoformat()
    said, sentences, at = "", [], 0
    for n, act in enumerate(acts):
        line = f"{' and '.join(act.actor)} {act.event_type} {' and '.join(act.recipient)} ({act.status}, {number}.{n})."
        sentences.append(Sentence(n, at, at + len(line)))
        said, at = said + line + " ", at + len(line) + 1
    document = Document(said, published, url=f"http://{acts[0].site}/{number}", site=acts[0].site, source=f"planted {number}")
    return Coding(document, tuple(sentences), tuple(_claim(document, s, a, ontology) for s, a in zip(sentences, acts, strict=True)), ())


def _claim(document: Document, sentence: Sentence, act: Act, ontology: Ontology) -> Claim:
    text = document.text
    start = text.index(f" {act.event_type} ", sentence.start) + 1
    end = start + len(act.event_type)
    actor = tuple(_party(text, sentence.start, code) for code in act.actor)
    recipient = tuple(_party(text, end, code) for code in act.recipient)
    code = act.cameo_code or ontology.mode_codes.get((act.event_type, act.mode or "")) or None
    polarity, certainty, time = ontology.axes(act.status)
    last = (date.fromisoformat(act.day) + timedelta(days=act.days - 1)).isoformat()
    when = EventDate(act.day, last, "day" if act.days == 1 else "week" if act.days <= 7 else "month", "stated", act.day)
    parties = [("actor", p) for p in actor] + [("recipient", p) for p in recipient]
    evidence = (Evidence("event", start, end, text[start:end]), *(Evidence(role, p.start, p.end, p.text) for role, p in parties))
    return Claim(
        claim_id(document.id, start, end, act.event_type, act.status), document.id, sentence.index, act.event_type, act.mode, (),
        ontology.types[act.event_type].quad, ontology.event_scale(act.event_type, act.mode), code, ontology.goldstein(code) if code else None,
        actor, recipient, act.reciprocal, act.status, polarity, certainty, time, None, None, act.background, when, None, evidence,
        "planted", "planted", 1.0,
    )  # fmt: skip


def _party(text: str, start: int, code: str) -> Participant:
    """A state by its code, an organisation by its id."""
    at = text.index(code, start)
    shared = code.partition(":")[0].upper() if ":" in code else code
    id = code if ":" in code else f"state:{code}"
    return Participant(code, at, at + len(code), id, code, shared, "GOV")


def articles(acts: Iterable[Act], ontology: Ontology) -> list[Coding]:
    """One article for each act."""
    return [coding_of(n, [act], ontology) for n, act in enumerate(acts)]
