"""The dateline of a dispatch ("KABUL, April 9 (Reuters) -"): where it was filed, the home of its bare "police"."""

import re

from comity.core.actor import Participant
from comity.lexicon.actors import Actors
from comity.lexicon.gazetteer import Gazetteer

_DATELINE = re.compile(
    r"\s*([A-Z][A-Z'’. -]{2,30}?)(?:,\s*([A-Z][\w .]+?))?(?:,?\s*\(?[A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? \d{4})?\s*(?:\([^)]{2,30}\)\s*)?[-–—:]{1,2}\s"
)
_START = 90  # characters


def end_of_dateline(text: str) -> int:
    """Where the report itself begins: after the dateline, 0 where there is none."""
    found = _DATELINE.match(text[:_START])
    return found.end() if found else 0


def home_of_dateline(text: str, actors: Actors, gazetteer: Gazetteer) -> Participant | None:
    """The state of the place in capitals that opens a dispatch; None where there is no dateline."""
    found = _DATELINE.match(text[:_START])
    if found is None:
        return None
    for named in filter(None, (found[2], found[1].title())):
        reading = next((r for r in actors.names.get(named.strip(), ()) if r.kind in ("name", "capital") and not r.end), None)
        place = gazetteer.best(named.strip())
        code = reading.code if reading else place.country if place else None
        if code:
            return Participant(
                found[1], found.start(1), found.end(1), f"state:{code}", actors.state_names.get(code), code, "GOV", (), "context"
            )
    return None
