"""Which column of a table is the text, the date, the address: guessed from names, or told by the user."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from comity.config import DATA
from comity.core.text import Document
from comity.errors import InputError, SettingsError
from comity.lexicon.tables import read_csv
from comity.readers.boilerplate import find_boilerplate
from comity.readers.items import Item

FIELDS = ("text", "published", "title", "url", "site", "language", "id")
_PLAIN_DATES = ("%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d%H%M%S")


def parse_columns(told: Collection[str]) -> dict[str, str]:
    """The mapping that `--column FIELD=NAME` flags spell. Raises SettingsError."""
    found = {}
    for flag in told:
        field, sign, name = flag.partition("=")
        if not sign or field not in FIELDS or not name:
            raise SettingsError(f"--column is {flag!r}; expected FIELD=NAME with one of the fields {', '.join(FIELDS)}.")
        found[field] = name
    return found


def guess_columns(names: Collection[str], told: Mapping[str, str], where: str) -> dict[str, str]:
    """For each field the column that holds it: as told, else by its usual names, whatever their case.

    Raises InputError where a column that was told is missing or none can be the text.
    """
    for field, name in told.items():
        if name not in names:
            raise InputError(f"{where}: there is no column {name!r} for {field}; the columns are {', '.join(names)}. Mend --column.")
    found = {}
    by_name = {n.strip().lower().replace(" ", "_").replace("-", "_"): n for n in reversed(list(names))}
    for field in FIELDS:
        usual = next((by_name[u] for u in _usual()[field] if u in by_name), None)
        if field in told or (usual and usual not in told.values()):
            found[field] = told.get(field) or str(usual)
    if "text" not in found:
        raise InputError(
            f"{where}: none of the columns {', '.join(names) or '(there are none)'} looks like the text. Name it with --column text=NAME."
        )
    return found


def show_columns(columns: Mapping[str, str], names: Collection[str]) -> str:
    """The mapping in words: what was read from where, and what was left."""
    left = [n for n in names if n not in columns.values()]
    told = ", ".join(f"{field} = {name}" for field, name in columns.items())
    return told + (f"; not read: {', '.join(left)}" if left else "") + ". Change it with --column FIELD=NAME."


def row_item(row: Mapping[str, Any], columns: Mapping[str, str], file: str, place: str) -> Item:
    """The article of one row, or why there is none."""
    name = f"{file}:{place}"
    values = {field: row.get(column) for field, column in columns.items()}
    text, id = values["text"], values.get("id")
    key = f"{file}#{id}" if id not in (None, "") else None
    if not isinstance(text, str) or not text.strip():
        told = "is empty" if text is None or text == "" or isinstance(text, str) else f"is {type(text).__name__}, not text"
        return Item(name, None, key, f"{name}: the column {columns['text']!r} {told}. Expected an article's text.")
    try:
        published = published_date(values.get("published"), name)
    except InputError as error:
        return Item(name, None, key, str(error))
    title, url, site, language = (_text(values.get(f)) for f in ("title", "url", "site", "language"))
    return Item(name, Document(text, published, title, url, site, language, find_boilerplate(text), name), key)


def published_date(value: Any, name: str) -> str | None:
    """The ISO date in a cell: ISO with or without time, RFC 2822, year/month/day, 20240409, or a date value. Raises InputError."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    for parse in (_iso, _mail, *(lambda t, f=f: datetime.strptime(t, f).date() for f in _PLAIN_DATES)):
        try:
            return parse(text).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    raise InputError(f"{name}: the date {value!r} is none; expected year-month-day such as 2024-04-09.")


def _iso(text: str) -> date:
    return date.fromisoformat(text[:10]) if "-" in text[:10] else date.fromisoformat("")


def _mail(text: str) -> date:
    return parsedate_to_datetime(text).date()


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    """For each field the names its column usually has, the likeliest first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_csv(DATA / "rules/columns.csv", ("field", "column", "source")):
        field = row.one_of("field", FIELDS)
        found[field] = (*found.get(field, ()), row["column"])
    return found
