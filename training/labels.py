"""What the model predicts: the codebook's type, PLOVER's own type, mode and status, as lists in the order of its outputs."""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from sentences import Sentence

DATA = Path(__file__).parent.parent / "src/comity/data/ontology"
sys.path.insert(0, str(DATA.parent.parent.parent))

from comity.lexicon.ontology import load_ontology  # noqa: E402

ONTOLOGY = load_ontology(DATA)
TYPES = (*ONTOLOGY.types, "none")
MODES = (
    "",
    *(
        f"{t}/{m}"
        for t, m in sorted(
            (row["type"], row["mode"]) for row in csv.DictReader((DATA / "modes.csv").read_text(encoding="utf-8").splitlines())
        )
    ),
)
STATUSES = ("happened", "ongoing", "planned", "threatened", "requested", "refused", "not_happened", "alleged", "denied", "hypothetical")
TABLE = {row["code"]: row["plover_type"] for row in csv.DictReader((DATA / "cameo.csv").read_text(encoding="utf-8").splitlines())}
FORCE = ("176", "191", "192")  # cyber-attack, blockade, occupation: the relation sets of the field count them as the use of force
VARIED = (
    "AGREE",
    "COERCE",
    "SANCTION",
    "RETREAT",
    "CONCEDE",
)  # types whose codes PLOVER's table spreads over several: the bare type does not tell
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Labels:
    """Positions in TYPES (twice), MODES and STATUSES; IGNORED where a sentence says nothing of it."""

    event_type: int
    plover: int
    mode: int
    status: int


NONE = Labels(TYPES.index("none"), TYPES.index("none"), IGNORED, IGNORED)


def plover_type(sentence: Sentence) -> str:
    """The type that PLOVER's published CAMEO table gives the line (promised aid is AGREE, a new embargo COERCE), but for FORCE."""
    spoken = ONTOLOGY.speech_act(sentence.status, sentence.event_type)
    if spoken and sentence.status in ("planned", "threatened", "refused"):
        return spoken
    if sentence.cameo.startswith("02"):
        return "REQUEST"
    if sentence.cameo.startswith(FORCE):
        return "ASSAULT"
    return TABLE.get(sentence.cameo) or sentence.event_type


def labels_of(sentence: Sentence) -> Labels:
    if sentence.event_type == "none":
        return NONE
    if sentence.cameo == "-":
        kind = TYPES.index(sentence.event_type)
        return Labels(kind, IGNORED if sentence.event_type in VARIED else kind, IGNORED, IGNORED)
    mode = f"{sentence.event_type}/{sentence.mode}" if sentence.mode else ""
    return Labels(TYPES.index(sentence.event_type), TYPES.index(plover_type(sentence)), MODES.index(mode), STATUSES.index(sentence.status))
