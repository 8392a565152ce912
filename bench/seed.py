"""Does Comity read the article it began with? Checks the facts on ../shared/news/xi-lavrov.txt where it exists.

usage: python bench/seed.py
The article is not ours to publish; tests/test_sample_article.py asserts the same facts on an article of our own.
"""

import sys
from pathlib import Path

import comity

ARTICLE = Path(__file__).resolve().parents[2] / "shared/news/xi-lavrov.txt"


def main() -> int:
    if not ARTICLE.exists():
        print(f"{ARTICLE} is not here; nothing to check")
        return 0
    coding = comity.Coder().code(ARTICLE.read_text(encoding="utf-8"), published="2024-04-09")
    text = coding.document.text

    def has(
        event_type,
        *,
        sides=frozenset(),
        recipient=None,
        status=None,
        words="",
        background=None,
        speaker=None,
        date=None,
    ):
        for c in coding.claims:
            actor, other = {p.code for p in c.actor}, {p.code for p in c.recipient}
            sentence = coding.sentences[c.sentence]
            if (
                c.event_type == event_type and set(sides) <= actor | other and (recipient is None or recipient in other)
                and (status is None or c.status in status) and words in text[sentence.start : sentence.end]
                and (background is None or c.background == background) and (speaker is None or (c.attributed_to and c.attributed_to.code == speaker))
                and (date is None or (c.date.start, c.date.end, c.date.precision) == date)
            ):  # fmt: skip
                return True
        return False

    year = ("2022-01-01", "2022-12-31", "year")
    done = ("happened", "ongoing")
    facts = {
        "Xi met Lavrov": has("CONSULT", sides={"CHN", "RUS"}, words="recently met", status=done),
        "Russia invaded Ukraine": has("ASSAULT", sides={"RUS"}, recipient="UKR", status=done),
        "Lavrov admires China": has("SUPPORT", sides={"RUS"}, recipient="CHN", status=done),
        "joint exercises": has("COOPERATE", sides={"CHN", "RUS"}, words="joint military exercises", status=done),
        "no arms or military support": has("AID", sides={"CHN", "RUS"}, status=("not_happened",)),
        "China backed Moscow": has("SUPPORT", sides={"CHN"}, recipient="RUS", words="diplomatically", status=done),
        "China blamed the West": has("ACCUSE", sides={"CHN"}, recipient="WST", status=done),
        "economic ties go on": has("COOPERATE", sides={"CHN", "RUS"}, words="economic ties", status=("ongoing",)),
        "India's too": has("COOPERATE", sides={"IND", "RUS"}, words="economic ties"),
        "call for a ceasefire": has("REQUEST", sides={"CHN"}, words="ceasefire", status=done),
        "planned exchanges and visits": has("CONSULT", sides={"CHN", "RUS"}, words="future visits", status=("planned",), speaker="CHN"),
        "which is an agreement": has("AGREE", sides={"CHN", "RUS"}, words="future visits"),
        "Putin in Beijing in 2022": has("CONSULT", sides={"RUS"}, recipient="CHN", background=True, date=year),
        "the pact of 2022": has("SUPPORT", sides={"RUS", "CHN"}, words="pact", background=True, date=year),
        "Biden urged China": has("REQUEST", sides={"USA"}, recipient="CHN", status=done),
        "nothing done to North Korea": not any(
            "PRK" in {p.code for p in (*c.actor, *c.recipient)} and c.status in done for c in coding.claims
        ),
        "nothing from navigation": all(coding.sentences[c.sentence].end <= text.index("Share.") for c in coding.claims),
    }
    for fact, read in facts.items():
        print("yes" if read else "NO ", fact)
    print(f"{sum(facts.values())} of {len(facts)} facts, {len(coding.claims)} claims")
    return 0 if all(facts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
