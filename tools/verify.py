"""Check claims against their articles without Comity: is every quoted word literally there?

usage: comity code ARTICLES --format jsonl | python tools/verify.py [CODINGS.jsonl]
Each line is one coding (document with its text, claims with their evidence). Prints the figures; exit code 1 if any claim fails.
"""

import json
import sys
from pathlib import Path

ROLES = {"event", "actor", "recipient", "date", "place", "status", "speaker"}


def faults(claim: dict, document: dict) -> list[str]:
    """What is wrong with one claim's evidence."""
    text, found = document["text"], []
    if claim["document_id"] != document["id"]:
        found.append("document_id is another document's")
    for item in claim["evidence"]:
        if item["role"] not in ROLES:
            found.append(f"unknown role {item['role']!r}")
        if not item["quote"] or text[item["start"] : item["end"]] != item["quote"]:
            found.append(f"{item['role']} quote {item['quote']!r} is not at {item['start']}-{item['end']}")
    quoted = {(i["role"], i["start"], i["end"]) for i in claim["evidence"]}
    if sum(role == "event" for role, _, _ in quoted) != 1:
        found.append("not exactly one event span")
    for role in ("actor", "recipient"):
        found += [f"{role} {p['text']!r} has no quote" for p in claim[role] if (role, p["start"], p["end"]) not in quoted]
    if claim["attributed_to"] and not any(role == "speaker" for role, _, _ in quoted):
        found.append("speaker has no quote")
    if claim["date"]["text"] and claim["date"]["basis"] != "inherited" and not any(role == "date" for role, _, _ in quoted):
        found.append("date has no quote")
    return found


def main(lines: list[str]) -> int:
    claims = wrong = 0
    for line in lines:
        coding = json.loads(line)
        for claim in coding["claims"]:
            claims, problems = claims + 1, faults(claim, coding["document"])
            wrong += bool(problems)
            for problem in problems:
                print(f"{claim['id']}: {problem}")
    print(f"{claims - wrong} of {claims} claims verify")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main((Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else sys.stdin.read()).split("\n")[:-1]))
