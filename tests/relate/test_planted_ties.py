"""What the benchmark of planted blocs and promises measures over many seeds, over few."""

import pytest

from comity.evaluate.planted import articles
from comity.evaluate.planted_ties import FATES, planted_blocs, planted_promises
from comity.relate.accounts import accounts_in
from comity.relate.ledger import ledger

PARTIES = ("CHN", "FRA", "IND", "RUS", "USA")


@pytest.mark.parametrize("seed", range(3))
def test_planted_promises_have_the_fate_that_was_planted(seed, ontology, promise_rules):
    for case in planted_promises(seed, PARTIES, len(FATES)):
        accounts = accounts_in(articles(case.acts, ontology))
        said = {a.id for a in accounts if a.status == case.acts[0].status and a.event_type == case.acts[0].event_type}
        found = next(e for e in ledger(accounts, promise_rules, case.today).entries if e.id in said)
        assert (found.verdict, len(found.deeds)) == (case.verdict, case.verdict in ("kept", "broken", "withdrawn")), case


def test_one_seed_makes_the_same_acts_again():
    assert planted_blocs(4, (("CHN", "RUS"), ("FRA", "USA")), 0.5, 3, "2023-12-31") == planted_blocs(
        4, (("CHN", "RUS"), ("FRA", "USA")), 0.5, 3, "2023-12-31"
    )
    assert planted_promises(4, PARTIES, 9) == planted_promises(4, PARTIES, 9) != planted_promises(5, PARTIES, 9)
