"""Why each claim, and why each silence: the text behind `comity explain`."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from comity.core.parse import Parse
from comity.core.trace import Coding, Rejection, SentenceTrace
from comity.serve.table import date_text, headline, status_text


def explain_text(coding: Coding, number: int | None = None) -> Iterator[RenderableType]:
    """For each sentence (or only number `number`, from 1): text, parse, readings, claims or the reason for none."""
    for conflict in (r for r in coding.rejections if r.reason == "date_conflict"):
        yield Text(f"date: {conflict.detail}", "yellow")
    if not coding.traces:
        for rejection in coding.rejections:
            yield Text(f"nothing coded: {rejection.reason}" + (f" ({rejection.detail})" if rejection.detail else ""))
    for trace in coding.traces:
        if number is None or trace.sentence.index == number - 1:
            yield from _sentence(coding, trace)


def _sentence(coding: Coding, trace: SentenceTrace) -> Iterator[RenderableType]:
    sentence = trace.sentence
    quote = " ".join(coding.document.text[sentence.start : sentence.end].split())
    yield Text.assemble((f"[{sentence.index + 1}] ", "bold"), quote)
    claims = [c for c in coding.claims if c.sentence == sentence.index]
    rejections = [r for r in coding.rejections if r.sentence == sentence.index and r.reason != "date_conflict"]
    if trace.parse is not None and (claims or trace.readings):
        yield Padding(parse_tree(trace.parse), (0, 0, 0, 4))
    for claim in claims:
        line = Text.assemble(
            ("    ✓ ", "green"),
            headline(claim),
            "  ",
            status_text(claim).plain.replace("\n", ", "),
            "  ",
            date_text(claim.date).plain.replace("\n", ", "),
        )
        where = next((r.where for r in trace.readings if r.kept and claim.rule.endswith(r.rule)), "")
        line.append(f"\n        because: {claim.rule}" + (f"  ({where})" if where else ""), "dim")
        cues = ", ".join(f"“{e.quote}”" for e in claim.quoted("status"))
        if cues:
            line.append(f"\n        status from: {cues}", "dim")
        for person in (*claim.actor, *claim.recipient):
            line.append(
                f"\n        {person.text!r} is {person.code} {person.sector} by {person.resolved_by}"
                + (f" ({person.name})" if person.name else ""),
                "dim",
            )
        yield line
    for reading in trace.readings:
        if not reading.kept:
            yield Text(
                f"    ✗ “{coding.document.text[reading.start : reading.end]}” as {reading.rule}{f' ({reading.where})' if reading.where else ''}: {reading.why}",
                "yellow",
            )
    if not claims:
        yield Text(f"    – nothing coded: {silence(rejections)}", "dim")
    yield Text()


def silence(rejections: Iterable[Rejection]) -> str:
    """Why a sentence gave nothing, in words."""
    told = dict.fromkeys(r.reason.replace("_", " ") + (f" ({r.detail})" if r.detail else "") for r in rejections)
    return "; ".join(told) or "no trigger fits"


def parse_tree(parse: Parse) -> Tree:
    """The dependency tree, one branch a root."""
    roots = [i for i, h in enumerate(parse.heads) if h == i]
    top = Tree(Text("parse", "dim"), guide_style="dim")
    for root in roots:
        _grow(top, parse, root)
    return top


def _grow(tree: Tree, parse: Parse, i: int) -> None:
    case = f"({parse.cases[i]})" if parse.cases[i] else ""
    branch = tree.add(Text.assemble((f"{parse.deps[i]}{case} ", "dim"), parse.words[i], (f"  {parse.lemmas[i]}/{parse.tags[i]}", "dim")))
    for c in parse.children[i]:
        if parse.deps[c] not in ("punct", "case", "det"):
            _grow(branch, parse, c)
