"""Put the checksum of the shipped model and its tokenizer into the model's file; `ship.py` ends with it, and it may be run again at any time.

usage: python training/seal.py
"""

from pathlib import Path

from comity.coders.model import MODEL, TOKENIZER
from comity.coders.seal import sealed

TARGET = Path(__file__).parent.parent / "src/comity/data/models"


def seal(folder: Path) -> None:
    """Seal the model of a folder."""
    model = folder / MODEL
    model.write_bytes(sealed(model.read_bytes(), (folder / TOKENIZER).read_bytes()))


if __name__ == "__main__":
    seal(TARGET)
