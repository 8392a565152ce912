"""Claims as tables for a terminal of 100 columns."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.core.trace import Coding
from comity.core.when_where import EventDate

STATUS_STYLE = {
    "happened": "green", "ongoing": "green", "planned": "cyan", "threatened": "magenta", "requested": "blue", "refused": "yellow",
    "not_happened": "yellow", "alleged": "bright_black", "denied": "bright_black", "hypothetical": "bright_black",
}  # fmt: skip
STATUS_WORD = {"not_happened": "not done"}
ROLE_STYLE = {"event": "bold underline", "actor": "cyan", "recipient": "magenta"}


def coding_table(coding: Coding, number_from: int = 1) -> RenderableType:
    """The claims of one document, sentence by sentence: the marked sentence, below it who → act → whom, status, when, where."""
    parts: list[RenderableType] = []
    numbered = list(enumerate(coding.claims, number_from))
    for sentence, group in groupby(numbered, key=lambda pair: pair[1].sentence):
        claims = list(group)
        parts += [Padding(marked_sentence(coding, sentence, [c for _, c in claims]), (1, 0, 0, 0)), _rows(claims)]
    return Group(*parts)


def _rows(numbered: Sequence[tuple[int, Claim]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width, ratio in ((4, None), (None, 1), (20, None), (17, None), (12, None)):
        table.add_column(width=width, ratio=ratio, justify="right" if width == 4 else "left")
    for n, claim in numbered:
        table.add_row(Text(str(n), "bold"), headline(claim), status_text(claim), date_text(claim.date), place_text(claim))
    return table


def headline(claim: Claim) -> Text:
    """ "CHN (Xi Jinping) ↔ RUS (Lavrov)  CONSULT" and the like."""
    text = Text()
    if claim.reciprocal:
        text.append(" ↔ ".join(map(label, claim.actor)), "cyan")
        text.append(f"  {_type(claim)}", "bold")
        return text
    text.append(_labels(claim.actor) or "(unknown)", "cyan")
    text.append(f"  {_type(claim)}", "bold")
    if claim.recipient:
        text.append(" → ")
        text.append(_labels(claim.recipient), "magenta")
    return text


def _type(claim: Claim) -> str:
    return f"{claim.event_type}/{claim.mode}" if claim.mode else claim.event_type


def label(person: Participant) -> str:
    """Code and sector with the words of the text: "RUS GOV ‘Lavrov’"."""
    code = person.id.removeprefix("igo:") if person.code == "IGO" and person.id else person.code
    return (
        f"{code} {person.sector} ‘{' '.join(person.text.split())}’"
        if person.sector != "UNK"
        else f"{code} ‘{' '.join(person.text.split())}’"
    )


def _labels(people: Iterable[Participant]) -> str:
    return ", ".join(map(label, people))


def status_text(claim: Claim) -> Text:
    """The status in words, who says so, and whether it is background."""
    text = Text(STATUS_WORD.get(claim.status, claim.status), STATUS_STYLE[claim.status])
    if claim.attributed_to:
        text.append(f"\nsays {' '.join(claim.attributed_to.text.split())}", "dim")
    if claim.background:
        text.append(", background", "dim")
    return text


def date_text(date: EventDate) -> Text:
    """The interval as exactly as it is known; a bare bound is shown as such."""
    if date.basis == "publication":
        bound = f"by {date.end}" if date.end else f"from {date.start}" if date.start else "unknown"
        return Text(bound, "dim")
    return Text(interval(date)).append("" if date.basis == "stated" else f" {date.basis}", "dim")


def interval(date: EventDate) -> str:
    """ "2024-04-08", "2022-03", "2022", or "start – end"."""
    if date.start == date.end or not date.start or not date.end:
        return date.start or date.end or "unknown"
    if date.precision == "year" and date.start[5:] == "01-01" and date.end[5:] == "12-31":
        return date.start[:4]
    if date.precision == "month" and date.start[:7] == date.end[:7]:
        return date.start[:7]
    return f"{date.start} – {date.end}"


def place_text(claim: Claim) -> Text:
    if claim.place is None:
        return Text("–", "dim")
    country = f" {claim.place.country_code}" if claim.place.country_code and claim.place.precision != "country" else ""
    return Text(claim.place.name + country)


def marked_sentence(coding: Coding, number: int, claims: Sequence[Claim]) -> Text:
    """A sentence with the acts, actors and recipients of its claims marked."""
    sentence = coding.sentences[number]
    raw = coding.document.text[sentence.start : sentence.end]
    text = Text(raw.replace("\n", " ").replace("\r", " "), "dim")
    for role in ("recipient", "actor", "event"):
        for e in (e for claim in claims for e in claim.quoted(role)):
            if sentence.start <= e.start and e.end <= sentence.end:
                text.stylize(f"not dim {ROLE_STYLE[role]}", e.start - sentence.start, e.end - sentence.start)
    return text


def summary(codings: Sequence[Coding]) -> str:
    """ "12 claims in 1 article; 9 asserted as done" """
    claims = [c for coding in codings for c in coding.claims]
    done = sum(c.status in ("happened", "ongoing") for c in claims)
    articles = f"{len(codings)} article{'s' * (len(codings) != 1)}"
    return f"{len(claims)} claim{'s' * (len(claims) != 1)} in {articles}; {done} asserted as happened or ongoing, {len(claims) - done} not"
