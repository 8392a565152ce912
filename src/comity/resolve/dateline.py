"""The dateline of a dispatch ("KABUL, April 9 (Reuters) -"): where it was filed, the home of its bare "police"."""

import re

from comity.core.actor import Participant
from comity.lexicon.actors import Actors
from comity.lexicon.gazetteer import Gazetteer

_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z'’./ -]{2,30}?)(?:,\s*(?P<area>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}))??"
    r"(?P<day>,?\s*\(?[A-Z][a-z]{2,8}\.? \d{1,2})?(?P<year>,? \d{4})?\s*(?P<agency>\([^)]{2,30}\)\s*)?[-–—:]{1,2}\s"
)
_START = 90  # characters


def find_dateline(text: str, actors: Actors, gazetteer: Gazetteer, after: int = 0) -> tuple[int, Participant | None]:
    """Where the report begins, and the state of the place in capitals before it; (0, None) where there is no dateline.

    It opens the text, or follows `after` the headline.
    Words in capitals before a dash are a dateline only if they name a city, or any place with a day or an agency beside it.
    """
    found = _DATELINE.match(text, after, after + _START)
    if found is None:
        return 0, None
    marked = any(found[part] for part in ("day", "year", "agency"))
    for named in filter(None, (found["area"], *found["place"].title().split("/"))):
        readings = actors.names.get(named.strip(), ())
        state = next((r for r in readings if r.kind == "name" and not r.end), None)
        capital = next((r for r in readings if r.kind == "capital" and not r.end), None)
        city = gazetteer.best(named.strip())
        if capital or (city and not state and city.country) or (state and marked):
            code = (capital or state).code if capital or state else city.country if city else None  # type: ignore[union-attr]
            at = found.span("place")
            return found.end(), Participant(
                found["place"], *at, f"state:{code}", actors.state_names.get(code or ""), code or "", "GOV", (), "context"
            )
    return 0, None
