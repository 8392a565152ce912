"""How well planted blocs, press bias and promises are found again, over many seeds.

usage: python bench/planted_ties.py [RUNS]
Blocs and promises are counted straight from the planted acts; the press through a record a run.
"""

import json
import sys
import tempfile
from pathlib import Path

from comity import Record, Settings
from comity.evaluate.planted import articles
from comity.evaluate.planted_ties import Planted, planted_blocs, planted_press, planted_promises
from comity.lexicon.ontology import Ontology, load_ontology
from comity.record.intake import begin, take_codings
from comity.relate.accounts import accounts_in
from comity.relate.blocs import adjusted_rand, blocs
from comity.relate.ledger import ledger
from comity.relate.network import Arc, Network, Rules, load_network_rules, ties_of
from comity.relate.promise_rules import load_promise_rules

SETTINGS = Settings(model=False)
DAY = "2023-12-31"
BLOCS = (
    ("AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "USA"), ("BLR", "CHN", "IRN", "PRK", "RUS", "SYR", "VEN"), ("BRA", "EGY", "IDN", "IND", "NGA", "ZAF"),
)  # fmt: skip
SITES = ("chinadaily.com.cn", "timesofindia.indiatimes.com", "bbc.co.uk")


def main(runs: int = 30) -> None:
    ontology = load_ontology(SETTINGS.data / "ontology")
    rules = load_network_rules(SETTINGS.data / "rules/network.toml")
    for contrast in (0.0, 0.1, 0.2, 0.4, 0.6, 0.8):
        print(json.dumps({"blocs": "contrast", "contrast": contrast} | _blocs(contrast, runs, ontology, rules)))
    for bias in (0.0, 0.4, 0.8):
        print(json.dumps({"press": "bias", "bias": bias, "runs": runs, "called different": _press(bias, runs, ontology)}))
    print(json.dumps({"promises": "planted"} | _promises(runs, ontology)))


def _blocs(contrast: float, runs: int, ontology: Ontology, rules: Rules) -> dict[str, object]:
    stable, right, scores = 0, 0, []
    for seed in range(runs):
        planted = planted_blocs(seed, BLOCS, contrast, 6, DAY)
        found = blocs(_network(planted, ontology, rules))
        score = adjusted_rand([m.bloc for m in found.best.members], [planted.bloc_of[m.party] for m in found.best.members])
        scores.append(score)
        stable += found.verdict == "stable"
        right += found.verdict == "stable" and score > 0.9
    return {"runs": runs, "mean adjusted Rand": round(sum(scores) / runs, 3), "called stable": stable, "stable and above 0.9": right}


def _network(planted: Planted, ontology: Ontology, rules: Rules) -> Network:
    sums: dict[tuple[str, str], list[float]] = {}
    for act in planted.acts:
        scale = ontology.event_scale(act.event_type, act.mode)
        cell = sums.setdefault((act.actor[0], act.recipient[0]), [0, 0, 0.0, 0.0])
        cell[0 if scale > 0 else 1] += 1
        cell[2 if scale > 0 else 3] += abs(scale)
    arcs = tuple(Arc(a, b, int(g + w), int(g), int(w), good, bad, DAY) for (a, b), (g, w, good, bad) in sorted(sums.items()))
    return Network(DAY, "2023-01-01", "claim", arcs, ties_of(arcs, rules), (), rules)


def _press(bias: float, runs: int, ontology: Ontology) -> int:
    called = 0
    for seed in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            record = Record(Path(folder) / "record", SETTINGS)
            take_codings(
                record._lake, articles(planted_press(seed, "CHN", "IND", SITES, bias, 120, DAY), ontology), "full", begin(SETTINGS)
            )
            called += record.press("CHN", "IND").divergences[0].verdict == "differ"
    return called


def _promises(runs: int, ontology: Ontology) -> dict[str, object]:
    rules = load_promise_rules(SETTINGS.data / "rules", ontology)
    total = right = linked = linked_right = 0
    for seed in range(runs):
        for case in planted_promises(seed, [p for bloc in BLOCS for p in bloc], 27):
            accounts = accounts_in(articles(case.acts, ontology))
            promise = next(
                a for a in accounts if a.status in ("planned", "threatened", "refused") and a.event_type == case.acts[0].event_type
            )
            (entry,) = (e for e in ledger(accounts, rules, case.today).entries if e.id == promise.id)
            total, right = total + 1, right + (entry.verdict == case.verdict)
            linked += entry.verdict in ("kept", "broken", "withdrawn")
            linked_right += entry.verdict in ("kept", "broken", "withdrawn") and entry.verdict == case.verdict
    return {"promises": total, "verdict right": right, "decided": linked, "decided right": linked_right}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
