"""The parameters of an address as a Query, and a Query as the parameters of an address."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Query as Param
from fastapi import Request

from comity.core.query import Period, Query
from comity.errors import SettingsError
from comity.serve.web.grammar import YES_NO

PAGE = 50
MOST = 500
LONGEST = 300


def text(help: str, pattern: str | None = None) -> Any:
    """A parameter that is text, of reasonable length."""
    return Param(description=help, max_length=LONGEST, pattern=pattern)


Text = str | None
AsOf = Annotated[Text, text("What was known then: a day (2024-05-01), or a version of the record (v17).")]
Level = Annotated[Text, text("What is counted and listed: claim, report or event.")]
Scheme = Annotated[Text, text("Whose quad classes: plover, cameo, gdelt or phoenix.")]
Cursor = Annotated[Text, text("Where the page begins, as an earlier answer's next_url gives it.")]
Limit = Annotated[int, Param(description="Rows of a page.", ge=1, le=MOST)]


def asked_flags(
    actor: Annotated[Text, text("Who acts: CHN, China, igo:NATO, 'person:Xi Jinping'; several joined by commas.")] = None,
    recipient: Annotated[Text, text("Who is acted upon.")] = None,
    between: Annotated[Text, text("Acts of either toward the other: CHN,RUS.")] = None,
    sector: Annotated[Text, text("Sector of either side: GOV, MIL, REB …")] = None,
    type: Annotated[Text, text("Event type: CONSULT, SANCTION …")] = None,
    mode: Annotated[Text, text("Mode of the type.")] = None,
    context: Annotated[Text, text("Context of the act.")] = None,
    quad: Annotated[Text, text("Quad class 1 to 4 in the scheme.")] = None,
    scheme: Scheme = None,
    status: Annotated[Text, text("happened, planned, alleged, denied …")] = None,
    background: Annotated[Text, text("true: only what lies before the news; false: only the news.")] = None,
    date: Annotated[Text, text("When it took place: 2024, 2024-03, 2023-11..2024-02.")] = None,
    reported: Annotated[Text, text("When it was published.")] = None,
    place: Annotated[Text, text("Where: a place's name or a country's code.")] = None,
    text: Annotated[Text, text("Words that the article holds.")] = None,
    publisher: Annotated[Text, text("The site that published it.")] = None,
    min_origins: Annotated[Text, text("Only acts that so many independent origins tell of.")] = None,
    min_confidence: Annotated[Text, text("Only claims of which the coder is so sure: 0 to 1, such as 0.8.")] = None,
    dataset: Annotated[Text, text("Imported data sets to ask too: own, icews …; by default own.")] = None,
    level: Level = None,
    as_of: AsOf = None,
    order: Annotated[Text, text("date, -date, reported, -reported or id.")] = None,
) -> dict[str, str]:
    """The fields of a Query that an address gives, as text."""
    return {name: value for name, value in locals().items() if value}


def query_flags(flags: Mapping[str, str]) -> dict[str, object]:
    """Flags as `Record.query` takes them. Raises SettingsError for a yes or no that is neither."""
    values: dict[str, object] = dict(flags)
    if "background" in flags:
        if flags["background"] not in YES_NO:
            raise SettingsError(f"background is {flags['background']!r}; expected true or false.")
        values["background"] = YES_NO[flags["background"]]
    return values


def address(path: str, flags: Mapping[str, object], **more: object) -> str:
    """An address with parameters; those without a value are left out."""
    given = {name: str(value) for name, value in (dict(flags) | more).items() if value not in (None, "", ())}
    return quote(path, safe="/:") + ("?" + urlencode(given) if given else "")


def next_address(request: Request, cursor: str | None) -> str | None:
    """Where the next page of the same answer is."""
    if cursor is None:
        return None
    given = {k: v for k, v in request.query_params.items() if k != "cursor"}
    return address(request.url.path, given, cursor=cursor)


def described(query: Query) -> dict[str, object]:
    """A query as plain values, without the fields that ask for nothing; times as they are asked for, 2023-11-01..2024-02-29."""
    found: dict[str, object] = {}
    for name in Query.__dataclass_fields__:
        value = getattr(query, name)
        if isinstance(value, Period):
            value = f"{value.start or ''}..{value.end or ''}" if value.start or value.end else None
        if value not in (None, (), "") and name not in ("cursor", "limit"):
            found[name] = value
    return found
