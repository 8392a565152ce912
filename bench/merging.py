"""How near merging comes to what people say tells of one act: B³ over tests/cases/reports.toml, or another FILE of that form.

usage: python bench/merging.py [FILE] [--errors] [--model]
"""

import json
import sys
from pathlib import Path

from comity import Coder, Settings
from comity.config import DATA
from comity.evaluate.merging import load_reports, measure
from comity.merge.rules import load_rules

REPORTS = Path(__file__).parents[1] / "tests/cases/reports.toml"


def main(*flags: str) -> None:
    files = [Path(f) for f in flags if not f.startswith("--")] or [REPORTS]
    found = measure(load_reports(files[0]), Coder(Settings(model="--model" in flags)), load_rules(DATA / "rules/merge.toml"))
    figures = {"precision": found.precision, "recall": found.recall, "f1": found.f1}
    print(
        json.dumps(
            {k: round(100 * v, 1) for k, v in figures.items()}
            | {"reports": found.reports, "uncoded": found.uncoded, "sets_wrong": len(found.wrong)}
        )
    )
    if "--errors" in flags:
        print("\n".join(found.wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
