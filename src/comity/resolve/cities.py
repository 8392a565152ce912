"""Places in a sentence that are no participants, and cities that something is done to."""

from collections.abc import Collection

from comity.core.actor import Participant
from comity.resolve.agents import LARGE
from comity.resolve.scene import Link
from comity.resolve.sufferers import proper_run

FAMOUS = 1_000_000


def place_countries(link: Link, taken: Collection[int]) -> dict[int, str]:
    """The countries of the places named in a sentence that are no participants: "seized Goma", "a blast in Lashkar Gah"."""
    parse, gazetteer = link.parse, link.scene.gazetteer
    found = {}
    for t in range(len(parse)):
        capital = t in link.names and link.names[t].head == t and link.names[t].match.readings[0].kind == "capital"
        known = (t in taken or t in link.names or t in link.agents) and not capital
        if known or parse.tags[t] != "NNP" or parse.deps[t] == "compound":
            continue
        if not parse.cases[t] and parse.deps[t] not in ("obj", "nsubj:pass", "conj", "appos"):
            continue
        name = proper_run(link, t)
        if parse.words[t] in link.scene.words["calendar"] or gazetteer.is_word(name) or gazetteer.is_personal(name):
            continue
        inside = next((p for p in gazetteer.candidates(name) if p.country in link.scene.codes), None)
        best = gazetteer.best(name)
        place = best if best and best.population > FAMOUS else inside or best  # "Miraflores" in an article on Colombia
        if place and place.country:
            found[t] = place.country
    return found


def city_at(link: Link, i: int) -> tuple[Participant, ...]:
    """A city that something is done to ("shelled Kharkiv", "the port of Odesa"): on the side of its state, sector unknown.

    Cities of states where many share a surname with people must be very large.
    """
    parse = link.parse
    if parse.deps[i] not in ("obj", "nsubj:pass", "conj", "nmod", "obl") or (
        parse.cases[i] and parse.cases[i] not in ("of", "on", "against")
    ):
        return ()
    name = proper_run(link, i)
    gazetteer = link.scene.gazetteer
    cities = [t for t in gazetteer.candidates(name) if t.kind in ("city", "capital")]  # "Homs" before its governorate
    city = next((t for t in cities if t.population > FAMOUS or t.country in link.scene.codes), cities[0] if cities else None)
    if city is None or city.country is None or city.population < LARGE:
        return ()
    if gazetteer.is_chance(name, city):
        return ()
    if city.country in link.scene.words["anglophone"] and city.population < 10 * LARGE:
        return ()
    end = parse.ends[i]
    return (Participant(name, end - len(name), end, None, city.name, city.country, "UNK"),)
