"""What `comity check` prints: whether every data file is sound, and what the tables cover."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from comity.coders.model import load_model
from comity.config import Settings
from comity.errors import DataError
from comity.lexicon.actors import Actors, check_actors, load_actors
from comity.lexicon.crosswalk import load_crosswalk
from comity.lexicon.gazetteer import load_gazetteer
from comity.lexicon.language import load_language
from comity.lexicon.named_events import load_events
from comity.lexicon.offices import Office
from comity.lexicon.ontology import Ontology, check_ontology, load_ontology
from comity.lexicon.tables import read_csv
from comity.relate.indices import load_index_rules
from comity.relate.network import load_network_rules
from comity.relate.outlets import load_outlets
from comity.relate.press import load_press_rules
from comity.relate.promise_rules import load_promise_rules
from comity.relate.tie_rules import load_tie_rules
from comity.states import all_states

MINISTERS_KNOWN_TO = "2025-06"  # the month up to which the whole table was written; heads are known for longer


def check_report(settings: Settings) -> tuple[list[str], list[str]]:
    """Lines about what is there, and problems, each naming file and line."""
    lines: list[str] = []
    try:
        ontology = load_ontology(settings.data / "ontology")
        problems = [str(p) for p in check_ontology(ontology)]
        lines.append(
            f"ontology   {len(ontology.types)} types, {len(ontology.modes)} modes, {len(ontology.contexts)} contexts, {len(ontology.cameo)} CAMEO codes"
        )
        crosswalk = load_crosswalk(settings.data, ontology)
        lines.append(
            f"crosswalk  {len(crosswalk.sides)} sectors, {len(crosswalk.ids)} known groups, {len(crosswalk.acled_types)} ACLED categories"
        )
        actors = load_actors(settings.data / "actors")
        problems += [str(p) for p in check_actors(actors, ontology.sectors, ontology.codes)]
        kinds = Counter(n.kind for readings in actors.names.values() for n in readings)
        lines.append(f"actors     {len(actors.names)} names: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
        lines += coverage(actors, settings.data / "actors/office_scope.csv")
        lines.append(f"agents     {sum(map(len, actors.agents.values()))} phrases, {len(actors.modifiers)} modifiers")
        language = load_language(settings.data / "lang/en", ontology)
        entries = [t for group in language.triggers.values() for t in group]
        by_type = Counter(t.event_type for t in entries)
        lines.append(f"triggers   {len(entries)} entries: " + ", ".join(f"{t} {by_type[t]}" for t in ontology.types))
        gazetteer = load_gazetteer(settings.data / "places")
        lines.append(f"places     {len(gazetteer)} names")
        events = load_events(settings.data / "events/named_events.csv")
        lines.append(
            f"events     {len(set(events.events))} named events, {len(events.names)} spellings, {len(language.times.entries)} words of time"
        )
        model = load_model(settings.data / "models", ontology)
        lines.append(f"model      version {model.version}, {len(model.types)} types with none, {len(model.modes)} modes")
        lines.append(relation_rules(settings.data, ontology))
    except DataError as error:
        return lines, [str(error)]
    return lines, problems


def relation_rules(data: Path, ontology: Ontology) -> str:
    """What the rules and tables about relations hold. Raises DataError."""
    promises, ties = load_promise_rules(data / "rules", ontology), load_tie_rules(data / "rules/ties.toml", ontology)
    load_network_rules(data / "rules/network.toml")
    load_index_rules(data / "rules/indices.toml", ontology)
    load_press_rules(data / "rules/press.toml")
    outlets = load_outlets(data)
    return (
        f"relations  {len(promises.rules)} rules for promises, {len(promises.objects.known)} words for objects, {len(ties)} kinds of ties, "
        f"{len(outlets.domains)} domains of {len(set(outlets.domains.values()))} countries' press"
    )


def coverage(actors: Actors, scope: Path) -> list[str]:
    """How much of the time asked for is covered by known holders: per scope and office the share of all state-days.

    The time runs from the scope's year, or a state's independence, to the last month for which any holder is known. A state that has
    rows for one head only (an executive president, a realm of another crown) counts as covered by that head.
    """
    held: dict[tuple[str, str], list[Office]] = {}
    for person in actors.people.values():
        for o in person.offices:
            held.setdefault((o.code, o.office), []).append(o)
    terms = sum(map(len, held.values()))
    last = max(o.known_to for offices in held.values() for o in offices)
    lines = [
        f"offices    {len(actors.people)} people, {terms} terms, {len({c for c, _ in held})} states and organisations, known to {last}"
    ]
    states = {s.id: s for s in all_states() if s.kind == "state" and not s.end}
    for row in read_csv(scope, ("scope", "offices", "since", "states")):
        wanted = [states[i] for i in (states if row["states"] == "*" else row.parts("states"))]
        shares = []
        for office in row.parts("offices"):
            known = total = 0
            for s in wanted:
                first, end = _ordinal(max(row["since"], s.start)), _ordinal(MINISTERS_KNOWN_TO)
                other = {"head_of_state": "head_of_government", "head_of_government": "head_of_state"}.get(office, office)
                known += _days(held.get((s.id, office), held.get((s.id, other), [])), first, end)
                total += max(0, end - first)
            shares.append(f"{office.replace('_', ' ')} {100 * known / total:.0f} %")
        lines.append(f"  {row['scope']}, {len(wanted)} states from {row['since']}: " + ", ".join(shares))
    return lines


def _ordinal(day: str) -> int:
    return date.fromisoformat(day + "0000-01-01"[len(day) :]).toordinal()


def _days(terms: Iterable[Office], first: int, end: int) -> int:
    """The days from `first` to `end` that lie in at least one term."""
    covered, reached = 0, first
    for start, stop in sorted((_ordinal(o.start), _ordinal(o.end) if o.end else end) for o in terms):
        low, high = max(start, reached), min(stop, end)
        if high > low:
            covered, reached = covered + high - low, high
    return covered
