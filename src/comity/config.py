"""Settings: one frozen value, passed in; nothing is read from the environment."""

from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be changed about coding.

    data: the folder with all tables and the model, laid out as the bundled one. longest_sentence: words beyond which a sentence is refused
    (reason too_long) instead of parsed. english_only: refuse documents in other languages (reason not_english). actors: files of own
    actors that override and extend the bundled ones, a later file the earlier. model: whether the trained reader judges and adds to what
    the patterns find; without it the record is complete, only smaller.
    """

    data: Path = DATA
    actors: tuple[Path, ...] = ()
    longest_sentence: int = 150
    english_only: bool = True
    model: bool = True
