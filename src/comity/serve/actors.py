"""What the `comity actors` commands print."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.changes import Change, differing
from comity.config import Settings
from comity.errors import DataError
from comity.lexicon.actors import load_actors
from comity.lexicon.ontology import load_ontology
from comity.lexicon.own_actors import COLUMNS, allowed_in, scan_own
from comity.serve.table import headline
from comity.unresolved import Mentions

MARK = {"added": "+", "removed": "-", "altered": "~"}


def unknown_lines(mentions: Mentions, top: int) -> Iterator[str]:
    """Each name with its count and a sentence, and last the lines for an own file, ready to be copied."""
    shown = mentions.unresolved[:top]
    for u in shown:
        yield f"{u.count:5}  {u.name}"
        yield f"       {shortened(u.sentence, 90)}"
    if shown:
        yield ""
        yield "Lines for a file of your own actors; complete code and sector, drop what is no actor:"
        yield ",".join(COLUMNS)
        yield from (u.suggestion for u in shown)


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Each change with its sentence, the claim before and after."""
    sentence = None
    for change in changes:
        if (change.source, change.sentence) != sentence:
            sentence = (change.source, change.sentence)
            yield ""
            yield f"{change.source}: {shortened(change.sentence, 220)}" if change.source else shortened(change.sentence, 220)
        sides = list(dict.fromkeys(headline(c).plain + f"  [{c.status}]" for c in (change.before, change.after) if c))
        told = (
            "  =>  ".join(sides) if len(sides) > 1 or change.kind != "altered" else f"{sides[0]}  ({', '.join(differing(change))} differ)"
        )
        yield f"  {MARK[change.kind]} {change.kind:8}{told}"


def check_lines(file: Path, settings: Settings) -> tuple[list[str], list[DataError]]:
    """What a file of own actors holds, and everything wrong with it."""
    ontology = load_ontology(settings.data / "ontology")
    allowed = allowed_in(load_actors(settings.data / "actors"), ontology.sectors, ontology.codes)
    rows, problems = scan_own(file, allowed)
    names = {r["name"] for r in rows}
    return [f"{file}: {len(rows)} lines, {len(names)} names, {len(problems)} problems"], problems


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"
