"""How long a made-up GDELT file of N rows takes to import into a record, and again when all its rows are known.

usage: python bench/imports.py [rows, 100000 by default] [seed]
Like a day of GDELT it names few actors and places often and many seldom, has three rows an article, and one row in five is a statement.
Seconds are of the clock and of the CPU; memory is the highest of the process.
"""

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from comity import Record, Settings, states
from comity.exports.gdelt import COLUMNS
from comity.lexicon.crosswalk import bundled_crosswalk

ACTORS, PLACES = 6_000, 8_000
ROLES = ("GOV", "GOV", "GOV", "", "", "MIL", "COP", "CVL", "OPP", "REB", "BUS", "JUD", "MED", "EDU")


def write_file(file: Path, rows: int, seed: int = 1) -> None:
    """A file in GDELT's 2.0 layout; the same rows and seed give the same file."""
    chance = random.Random(seed)
    countries = [s for s in states.all_states() if s.cameo and s.fips and not s.end]
    codes = [c.code for c in bundled_crosswalk().ontology.cameo.values() if len(c.code) > 2]
    spoken, done = ([c for c in codes if (c < "02") is wanted] for wanted in (True, False))
    actors = [_actor(chance, n, countries) for n in range(ACTORS)]
    places = [_place(chance, n, countries) for n in range(PLACES)]
    with file.open("w", encoding="utf-8") as out:
        for number in range(rows):
            code = chance.choice(spoken if chance.random() < 0.2 else done)
            day = f"202404{chance.choice(('09', '09', '09', '08', '02')):0>2}"
            cells = {
                "GLOBALEVENTID": 1_000_000_000 + number, "SQLDATE": day, "MonthYear": day[:6], "Year": day[:4], "FractionDate": "2024.2712",
                "IsRootEvent": 1, "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "QuadClass": 1, "GoldsteinScale": 1.0,
                "NumMentions": 4, "NumSources": 1, "NumArticles": 4, "AvgTone": round(chance.uniform(-9, 5), 12), "DATEADDED": "20240409001500",
                "SOURCEURL": f"https://news{number // 3 % 97}.example.org/2024/04/09/article-{number // 3}.html",
                **_named("Actor1", _often(chance, actors)), **_named("Actor2", _often(chance, actors)),
                **_named("ActionGeo_", _often(chance, places)),
            }  # fmt: skip
            out.write("\t".join(str(cells.get(column, "")) for column in COLUMNS) + "\n")


def _often(chance: random.Random, values: list[dict[str, object]]) -> dict[str, object]:
    """One of the values, the first ones far more often than the last."""
    return values[int(len(values) * chance.random() ** 4)]


def _named(who: str, cells: dict[str, object]) -> dict[str, object]:
    return {who + name: cell for name, cell in cells.items()}


def _actor(chance: random.Random, number: int, countries: list[states.State]) -> dict[str, object]:
    country, role = chance.choice(countries).cameo, chance.choice(ROLES)
    return {"Code": country + role, "Name": f"ACTOR {number}", "CountryCode": country, "Type1Code": role}


def _place(chance: random.Random, number: int, countries: list[states.State]) -> dict[str, object]:
    country = chance.choice(countries)
    lat, lon = round(chance.uniform(-60, 70), 4), round(chance.uniform(-180, 180), 4)
    return {
        "Type": 4, "FullName": f"Town {number}, Province {number % 40}, {country.name}", "CountryCode": country.fips,
        "ADM1Code": f"{country.fips}{number % 40:02}", "Lat": lat, "Long": lon, "FeatureID": -number,
    }  # fmt: skip


def main(rows: str = "100000", seed: str = "1") -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.csv"
        write_file(file, int(rows), int(seed))
        record = Record(Path(folder) / "record", Settings(model=False))
        figures: dict[str, object] = {"rows": int(rows), "megabytes": round(file.stat().st_size / 1e6, 1)}
        for name in ("first", "again"):
            clock, cpu = time.perf_counter(), time.process_time()
            done = record.import_file(file, "gdelt")
            figures[name] = {
                "seconds": round(time.perf_counter() - clock, 1), "cpu": round(time.process_time() - cpu, 1),
                "added": done.added, "claims": done.claims, "known": done.known, "wrong": done.wrong,
            }  # fmt: skip
        figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
