"""The flags by which commands take a Query: one Annotated name a field, given to a command by `asks`."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from types import MappingProxyType
from typing import Annotated, Any

import typer

NoModel = Annotated[bool, typer.Option("--no-model", help="Patterns alone, without the trained model.")]
RecordDir = Annotated[str, typer.Option("--record", help="The folder of the record, or its address (s3://…).", show_default=False)]
To = Annotated[
    str, typer.Option("--to", help="The folder of the record, or its address (s3://…); it is made where there is none.", show_default=False)
]
Dir = Annotated[str, typer.Argument(help="The folder of the record, or its address (s3://…).", show_default=False)]
Many = list[str] | None
Actor = Annotated[Many, typer.Option(help="Who acts: CHN, China, NATO, 'person:Xi Jinping'; several by commas.")]
Recipient = Annotated[Many, typer.Option(help="Who is acted upon.")]
Between = Annotated[str | None, typer.Option(help="Acts of either toward the other: CHN,RUS.")]
Sector = Annotated[Many, typer.Option(help="Sector of either side: GOV, MIL, REB …")]
Type = Annotated[Many, typer.Option(help="Event type: CONSULT, SANCTION …")]
Mode = Annotated[Many, typer.Option(help="Mode of the type.")]
Context = Annotated[Many, typer.Option(help="Context of the act.")]
Quad = Annotated[Many, typer.Option(help="Quad class 1 to 4 (phoenix also 0), in the scheme of --scheme.")]
Scheme = Annotated[str | None, typer.Option(help="Whose quad classes: plover, cameo, gdelt or phoenix.")]
Status = Annotated[Many, typer.Option(help="happened, planned, alleged, denied …")]
Background = Annotated[bool | None, typer.Option("--background/--no-background", help="Only what lies before the news, or only the news.")]
Date = Annotated[str | None, typer.Option(help="When it took place: 2024, 2024-03, 2023-11..2024-02.")]
Reported = Annotated[str | None, typer.Option(help="When it was published.")]
PlaceFlag = Annotated[Many, typer.Option("--place", help="Where: a place's name, a country's code.")]
Text = Annotated[str | None, typer.Option(help="Words that the article holds.")]
Publisher = Annotated[Many, typer.Option(help="The site that published it.")]
MinOrigins = Annotated[int | None, typer.Option(min=1, help="Only acts that so many independent origins tell of.")]
MinConfidence = Annotated[float | None, typer.Option(min=0, max=1, help="Only claims of which the coder is so sure: 0 to 1, such as 0.8.")]
Dataset = Annotated[Many, typer.Option(help="Whose claims: comity (the default), gdelt, icews, polecat, phoenix; several by commas.")]
AsOf = Annotated[str | None, typer.Option(help="What was known then: a day, or a version such as v17.")]
Order = Annotated[str | None, typer.Option(help="date, -date, reported, -reported or id.")]
Cursor = Annotated[str | None, typer.Option(help="Continue where the page before ended.")]
Limit = Annotated[int | None, typer.Option(help="At most so many.")]
Level = Annotated[str | None, typer.Option(help="What is counted: claim, report or event.")]
Unit = Annotated[str, typer.Option(help="directed or undirected pairs, or one party: actor, recipient, party (either).")]
Every = Annotated[str, typer.Option("--period", help="day, week, month, quarter or year.")]
Split = Annotated[str, typer.Option(help="Also a count for each type, quad class (of --scheme) or status.")]
System = Annotated[str, typer.Option(help="Whose members have zeros: gw, cow, iso, or none.")]
RowsOf = Annotated[str, typer.Option("--rows", help="observed units, or all of the state system.")]
Normalise = Annotated[str, typer.Option(help="none, or the share of all acts (volume) or of those of a fixed panel of sources (panel).")]
Sources = Annotated[Many, typer.Option(help="The sites of the fixed panel; by default those with an article in every period.")]
Done = Annotated[bool, typer.Option("--done/--any-status", help="Only happened and ongoing acts that are not background, or all.")]
Columns = Annotated[
    Many, typer.Option("--column", help="FIELD=NAME: which column of a table is text, published, title, url, site, language, id.")
]
QUESTION: Mapping[str, Any] = MappingProxyType(
    {
        "actor": Actor, "recipient": Recipient, "between": Between, "sector": Sector, "type": Type, "mode": Mode, "context": Context, "quad": Quad,
        "scheme": Scheme, "status": Status, "background": Background, "date": Date, "reported": Reported, "place": PlaceFlag, "text": Text,
        "publisher": Publisher, "min_origins": MinOrigins, "min_confidence": MinConfidence, "dataset": Dataset, "level": Level, "as_of": AsOf, "order": Order, "cursor": Cursor,
        "limit": Limit,
    }
)  # fmt: skip
WHICH = tuple(QUESTION)[: tuple(QUESTION).index("dataset")]  # what narrows down the acts that are asked for
Asked = Mapping[str, Any]  # the fields of a Query as they were typed, None where they were not
Command = Callable[..., None]


def asks(*fields: str) -> Callable[[Command], Command]:
    """Give a command a flag for each of these fields of a Query, all optional; what is typed comes as a mapping to its parameter `asked`."""

    def with_flags(command: Command) -> Command:
        own = [p for p in signature(command, eval_str=True).parameters.values() if p.name != "asked"]
        flags = [Parameter(f, Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=QUESTION[f]) for f in fields]

        @wraps(command)
        def run(**given: Any) -> None:
            asked = {f: given.pop(f, None) for f in fields}
            command(**given, asked=asked)

        run.__signature__ = signature(command).replace(parameters=[*own, *flags])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*own, *flags)} | {"return": None}
        return run

    return with_flags
