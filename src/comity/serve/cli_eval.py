"""The `comity eval` commands: the gate before a change, and behaviour under minimal changes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.coder import Coder
from comity.config import DATA, Settings
from comity.evaluate.behaviour import load_seeds, run
from comity.evaluate.cases import load_cases
from comity.evaluate.gate import compare, load_floors, measure, save_floors
from comity.serve import flags
from comity.serve.console import say

eval_app = typer.Typer(no_args_is_help=True, help="Measure the coder on labelled sentences.")


@eval_app.command()
def gate(
    cases: Annotated[list[Path], typer.Argument(help="TOML files of labelled cases.")],
    floors: Annotated[Path, typer.Option(help="The file of pinned floors.")],
    pin: Annotated[bool, typer.Option("--pin", help="Pin what is reached now.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Allow a floor to be lowered.")] = False,
    no_model: flags.NoModel = False,
) -> None:
    """Show each claim gained and lost since the floors were pinned; exit code 1 when one of them is broken."""
    now = measure(load_cases(cases), Coder(Settings(model=not no_model)))
    sys.stdout.write(f"{now.right} of {now.cases} cases right, {now.found} wanted claims found, {len(now.claims)} claims\n")
    same_corpus = floors.exists() and load_floors(floors).corpus == now.corpus
    broken: tuple[str, ...] = ()
    if same_corpus or (floors.exists() and not pin):
        verdict = compare(now, load_floors(floors))
        for mark, lines in (("+", verdict.gained), ("-", verdict.lost)):
            for line in lines:
                sys.stdout.write(f"{mark} {line}\n")
        broken = verdict.broken
    if pin and (not broken or lower):
        save_floors(floors, now)
        say(f"Pinned in {floors}.")
    elif broken:
        say("Below the floor: " + "; ".join(broken) + (". Pin it with --lower if that is meant." if pin else "."))
        raise typer.Exit(1)


@eval_app.command()
def behaviour(
    seeds: Annotated[Path, typer.Option(help="A CSV file of seed sentences.")] = DATA / "evaluate/behaviour_seeds.csv",
    failures: Annotated[bool, typer.Option("--failures", help="Print every sentence that fails.")] = False,
    no_model: flags.NoModel = False,
) -> None:
    """Change seed sentences minimally (passive, negated, quoted …) and show how often the claim changes as it must."""
    report = run(Coder(Settings(model=not no_model)), load_seeds(seeds))
    for change, (good, all_) in report.passed.items():
        sys.stdout.write(f"{change:20} {good:4} of {all_:4}  {100 * good / all_:5.1f} %\n")
    if failures:
        for change, text in report.failures:
            sys.stdout.write(f"{change:20} {' '.join(text.split())}\n")
