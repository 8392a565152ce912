"""What `comity check` prints: whether every data file is sound, and what the tables cover."""

from collections import Counter

from comity.config import Settings
from comity.errors import DataError
from comity.lexicon.actors import check_actors, load_actors
from comity.lexicon.gazetteer import load_gazetteer
from comity.lexicon.language import load_language
from comity.lexicon.ontology import check_ontology, load_ontology


def check_report(settings: Settings) -> tuple[list[str], list[str]]:
    """Lines about what is there, and problems, each naming file and line."""
    lines: list[str] = []
    try:
        ontology = load_ontology(settings.data / "ontology")
        problems = [str(p) for p in check_ontology(ontology)]
        lines.append(
            f"ontology   {len(ontology.types)} types, {len(ontology.modes)} modes, {len(ontology.contexts)} contexts, {len(ontology.cameo)} CAMEO codes"
        )
        actors = load_actors(settings.data / "actors")
        problems += [str(p) for p in check_actors(actors, ontology.sectors, ontology.codes)]
        kinds = Counter(n.kind for readings in actors.names.values() for n in readings)
        lines.append(f"actors     {len(actors.names)} names: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
        held = [o for offices in actors.offices.values() for o in offices]
        lines.append(f"offices    {len(actors.offices)} people, {len(held)} terms, {len({o.code for o in held})} states and organisations")
        lines.append(f"agents     {sum(map(len, actors.agents.values()))} phrases, {len(actors.modifiers)} modifiers")
        language = load_language(settings.data / "lang/en", ontology)
        entries = [t for group in language.triggers.values() for t in group]
        by_type = Counter(t.event_type for t in entries)
        lines.append(f"triggers   {len(entries)} entries: " + ", ".join(f"{t} {by_type[t]}" for t in ontology.types))
        gazetteer = load_gazetteer(settings.data / "places")
        lines.append(f"places     {len(gazetteer.places)} names")
    except DataError as error:
        return lines, [str(error)]
    return lines, problems
