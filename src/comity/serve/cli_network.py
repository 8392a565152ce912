"""The command about who stands with whom: network."""

import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.core.wire import dumps
from comity.errors import SettingsError
from comity.exports.ties_graph import ties_gexf, ties_graphml
from comity.relate.blocs import Blocs, Partition, blocs
from comity.relate.network import Network
from comity.relate.standing import Alignment, Triad, alignment, balance, brokers
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import WIDTH, counted, say
from comity.serve.output import check_target, put

network_app = typer.Typer()
One = Annotated[str | None, typer.Argument(help="With a second one: how alike the two act.", show_default=False)]
Two = Annotated[str | None, typer.Argument(help="The other one.", show_default=False)]
Day = Annotated[str | None, typer.Option("--date", help="The day of the network; default: that of the last report.")]
Window = Annotated[int | None, typer.Option(help="How many days before it count; default: as the rules say.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout.")]


class NetworkFormat(StrEnum):
    """What `comity network` can print."""

    table = "table"
    jsonl = "jsonl"
    graphml = "graphml"
    gexf = "gexf"


@network_app.command()
@flags.asks("level", "sector", "type", "publisher", "as_of")
def network(
    record: flags.RecordDir,
    asked: flags.Asked,
    one: One = None,
    two: Two = None,
    date: Day = None,
    window: Window = None,
    format: Annotated[NetworkFormat, typer.Option(help="A page in words, the ties as rows, or a graph file.")] = NetworkFormat.table,
    output: Output = None,
) -> None:
    """Show who stands with whom on a day: blocs and how sure they are, strained triads, brokers; or how alike two parties act."""
    if (one is None) != (two is None):
        raise SettingsError(f"{one!r} is given alone; expected two parties to compare, or none for the whole network.")
    check_target(output, format.value, False)
    kept = opened(record)
    pair = kept.query(between=(one, two)).between if one and two else None
    found = kept.network(date, window, kept.query(**asked))
    if pair:
        compared = alignment(found, *pair)
        put([dumps(compared) + "\n"] if format is NetworkFormat.jsonl else alignment_lines(compared), output)
    elif format is NetworkFormat.jsonl:
        put((dumps(tie) + "\n" for tie in found.ties), output)
    elif format is NetworkFormat.table:
        put(network_lines(found), output)
    else:
        best = blocs(found).best if len(found.parties) >= found.rules["blocs"]["least"] else None
        put((ties_graphml if format is NetworkFormat.graphml else ties_gexf)(found, best), output)
    say(
        f"{len(found.parties)} parties, {counted(len(found.ties), 'tie')} from acts of {found.start} to {found.date}; counted are {found.level}s"
    )


def network_lines(network: Network) -> Iterator[str]:
    """A network in words."""
    signs = [t.sign for t in network.ties]
    yield f"{counted(len(network.ties), 'tie')}: {signs.count(1)} friendly, {signs.count(-1)} hostile, {signs.count(0)} mixed\n"
    if len(network.parties) >= network.rules["blocs"]["least"]:
        yield from bloc_lines(blocs(network))
    else:
        yield f"too few parties for blocs: {len(network.parties)}, needed are {network.rules['blocs']['least']}\n"
    found = balance(network)
    if found.share is None:
        yield "no three parties are all tied to one another, so nothing is said of balance\n"
    else:
        yield f"balance: {found.balanced} of {found.triads} triads ({100 * found.share:.0f} %; by weight {100 * (found.weighted or 0):.0f} %)\n"
        for triad in found.strained:
            yield f"    strained: {triad_words(triad)}\n"
    for broker in brokers(network):
        told = [f"friendly with both sides of {broker.pairs} hostile ties"] * bool(broker.pairs)
        told += [f"{broker.mediations} acts of mediation"] * bool(broker.mediations)
        yield f"between others: {broker.party}, {', '.join(told)}\n"


def bloc_lines(found: Blocs) -> Iterator[str]:
    """The partitions in words, the best with its members."""
    best = found.best
    yield f"{_heading(best)}; drawn again: {best.fewest} to {best.most} blocs, agreement {best.agreement:.2f}\n"
    if best.verdict != "unstable":
        for bloc in best.blocs:
            firm = {m.party: m.firm for m in best.members}
            names = ", ".join(p if firm[p] else f"{p}?" for p in bloc)
            yield textwrap.fill(names, WIDTH, initial_indent="    ", subsequent_indent="      ") + "\n"
        if any(not m.firm for m in best.members):
            yield "    ? a party that falls to other blocs nearly as often\n"
    others = [f"{len(p.blocs)} at {p.resolution:g} ({p.verdict}, {p.agreement:.2f})" for p in found.partitions if p is not best]
    yield textwrap.fill("other resolutions: " + "; ".join(others), WIDTH, subsequent_indent="    ") + "\n"


def _heading(best: Partition) -> str:
    if best.verdict == "unstable":
        return "blocs: unstable, none is shown"
    return (
        f"{len(best.blocs)} bloc{'s' * (len(best.blocs) > 1)}, stable"
        if best.verdict == "stable"
        else "one bloc: nothing divides the network"
    )


def triad_words(triad: Triad) -> str:
    """A triad with the signs of its ties."""
    a, b, c = triad.parties
    marks = {1: "+", -1: "−"}
    return ", ".join(f"{p} {marks[s]} {q}" for (p, q), s in zip(((a, b), (a, c), (b, c)), triad.signs, strict=True))


def alignment_lines(found: Alignment) -> Iterator[str]:
    """How alike two parties act, in words."""
    if found.kappa is None or found.low is None or found.high is None:
        reason = (
            f"they share {len(found.targets)} third parties, needed are {found.needed}"
            if len(found.targets) < found.needed
            else "they treat everybody the same"
        )
        yield f"{found.one} and {found.two}: nothing can be said; {reason}\n"
        return
    how = "act alike" if found.low > 0 else "act contrarily" if found.high < 0 else "act alike or not, one cannot tell,"
    yield f"{found.one} and {found.two} {how} towards third parties:\n"
    yield f"    kappa {found.kappa:.2f} (95 %: {found.low:.2f} to {found.high:.2f}), pi {found.pi:.2f}; 1 is the same, 0 what chance gives\n"
    yield (
        textwrap.fill(
            f"{len(found.targets)} third parties: " + ", ".join(found.targets), WIDTH, initial_indent="    ", subsequent_indent="    "
        )
        + "\n"
    )
