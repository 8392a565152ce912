"""What a question about relations asks of a record: whom, on which day; and what the record can say of it."""

from datetime import date
from typing import Any

from comity.core.query import Query
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology
from comity.record.ask import known
from comity.record.check import code_of
from comity.record.lake import Lake


def day_of(name: str, value: str | None) -> str | None:
    """A day as text. Raises SettingsError."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{name} is {value!r}; expected a day such as 2024-05-01.") from error


def reported_days(lake: Lake, as_of: str | int | None) -> tuple[str | None, str | None]:
    """The first and last day on which an article of the record was published, as it was known at a time; None where there is none."""
    asked = known(lake, as_of)
    sql = "SELECT CAST(min(reported) AS VARCHAR), CAST(max(reported) AS VARCHAR) FROM documents"
    first, last = lake.fetch(asked.sql(sql), asked.values)[0]
    return first, last


def standing_day(lake: Lake, value: str | None, as_of: str | int | None) -> str | None:
    """The day on which a question stands: the one given, else that of the last report. Raises SettingsError for a day before the first."""
    wanted = day_of("date", value)
    first, last = reported_days(lake, as_of)
    if wanted and first and wanted < first:
        raise SettingsError(f"date is {wanted}; the record's first article is of {first}. Give that day or a later one.")
    return wanted or last


def checked_as_of(value: str | int | None) -> str | int | None:
    """A day or version as a query reads it. Raises SettingsError."""
    return Query(as_of=value).as_of


def party(name: str | None, ontology: Ontology) -> str | None:
    """The code or id of a state or body. Raises SettingsError for an unknown name and for a person, who acts for somebody."""
    code = code_of(name, ontology) if name else None
    if code and code.startswith(("person:", "state:")):
        raise SettingsError(f"{name!r} is a person or an inner id; expected a state or a body for which people act, such as CHN or NATO.")
    return code


def about(one: str | None, two: str | None, named: bool = False) -> tuple[list[str], dict[str, Any]]:
    """The SQL conditions for claims of one party, or between two.

    An act whose other side nobody names may be between them; with `named` only those count in which both are.
    """
    if one is None:
        return [], {}
    if two is None:
        return ["(list_contains(actor_keys, $one) OR list_contains(recipient_keys, $one))"], {"one": one}
    if one == two:
        raise SettingsError(f"{one!r} is given twice; expected two different parties.")
    across = "(list_contains(actor_keys, ${0}) AND list_contains(recipient_keys, ${1}))"
    mutual = "(list_contains(actor_keys, $one) AND list_contains(actor_keys, $two))"
    beside = "(list_contains(recipient_keys, $one) AND list_contains(recipient_keys, $two))"  # as those between whom a third one mediates
    both = f"({across.format('one', 'two')} OR {across.format('two', 'one')} OR {mutual} OR {beside})"
    if named:
        return [both], {"one": one, "two": two}
    alone = "(NOT reciprocal AND len(recipient_keys) = 0 AND (list_contains(actor_keys, $one) OR list_contains(actor_keys, $two)))"
    return [f"({both} OR {alone})"], {"one": one, "two": two}
