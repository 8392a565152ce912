"""Place names of a text: each with the place it stands for, its use and how exact it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from comity.core.when_where import Place, PlaceCandidate
from comity.lexicon.actors import Actors, NameMatch
from comity.lexicon.gazetteer import Gazetteer, Toponym
from comity.situate.choose import Choice, choose_all, read_setting
from comity.situate.former import in_their_time, share_left
from comity.situate.offsets import border_between, related
from comity.situate.spans import Span, find_spans
from comity.situate.usage import used_as_actor

PRECISION = {
    "country": "country", "capital": "city", "city": "city", "admin1": "province", "admin2": "district", "territory": "province",
    "region": "region", "river": "region", "lake": "region", "mountain": "region", "desert": "region", "border": "region", "front": "region",
    "island": "district", "sea": "sea", "strait": "sea",
    "quarter": "district", "base": "exact", "nuclear": "exact", "camp": "exact", "embassy": "exact", "holy": "exact", "site": "exact",
}  # fmt: skip
BESIDE = {
    "airport": "exact",
    "airfield": "exact",
    "camp": "exact",
    "district": "district",
    "quarter": "district",
    "borough": "district",
    "neighbourhood": "district",
    "neighborhood": "district",
    "suburb": "district",
    "slum": "district",
}  # what a noun beside a city's name makes of it: "Khartoum airport", "the Kreuzberg district"
AREAS = frozenset({"province", "region", "governorate", "oblast", "prefecture"})
LISTED = 5  # candidates of an unresolved name


def find_places(
    text: str,
    actors: Actors,
    gazetteer: Gazetteer,
    matches: Sequence[NameMatch],
    words: Mapping[str, frozenset[str]],
    home: str | None = None,
    published: date | None = None,
) -> tuple[Place, ...]:
    """Every place name of a text, with its use: location, or actor where an act follows ("Beijing said").

    `home` is the ISO3 code of the country in which the text was published, if known, `published` the day: names hold for a time.
    """
    spans = in_their_time(text, find_spans(text, actors, gazetteer, matches, words), gazetteer.former, published)
    if not spans:
        return ()
    choices = [
        replace(c, likelihood=round(c.likelihood * share_left(text, s, c.place, gazetteer.former, published), 3)) if c.place else c
        for s, c in zip(spans, choose_all(text, spans, read_setting(matches, spans, home), actors, gazetteer.short), strict=True)
    ]
    acting = used_as_actor(text, spans, words)
    found = [related(text, _place(text, s, c, acts)) for s, c, acts in zip(spans, choices, acting, strict=True)]
    for first, second in zip(spans, spans[1:], strict=False):
        border = border_between(text, first, second, gazetteer)
        if border:
            start, end, toponym = border
            found.append(_resolved(text[start:end], start, end, toponym, "location", 1.0))
    return tuple(sorted(found, key=lambda p: (p.start, -p.end)))


def _place(text: str, span: Span, choice: Choice, acts: bool) -> Place:
    said = text[span.start : span.end]
    use = "actor" if acts else "location"
    if choice.place is not None:
        found = _resolved(said, span.start, span.end, choice.place, use, choice.likelihood)
        if found.precision == "city" and span.kind in AREAS and span.around.before == "of":
            return replace(found, precision="province")  # "the region of Krasnodar", known by its city
        city = found.precision == "city" and span.around.before != "of"
        return replace(found, precision=BESIDE[span.kind]) if city and span.kind in BESIDE else found
    listed = tuple(PlaceCandidate(t.name, t.country, t.admin1, t.lat, t.lon, t.geonameid, share) for t, share in choice.ranked[:LISTED])
    precision = PRECISION[choice.ranked[0][0].kind]
    return Place(said, span.start, span.end, said, precision=precision, use=use, confidence=choice.likelihood, candidates=listed)


def _resolved(said: str, start: int, end: int, toponym: Toponym, use: str, likelihood: float) -> Place:
    return Place(
        text=said, start=start, end=end, name=toponym.name, country_code=toponym.country, admin1=toponym.admin1,
        lat=toponym.lat, lon=toponym.lon, geonameid=toponym.geonameid, precision=PRECISION[toponym.kind], use=use, confidence=likelihood,
    )  # fmt: skip


def filed_at(said: str, span: tuple[int, int], country: str, gazetteer: Gazetteer) -> Place | None:
    """The city of a dateline ("QUETTA, Sept 17") as a place; None where it names a state or what the gazetteer does not know."""
    found = [t for t in gazetteer.candidates(said.title()) if t.country == country and t.kind in ("city", "capital")]
    return _resolved(said, *span, found[0], "location", 1.0) if found else None
