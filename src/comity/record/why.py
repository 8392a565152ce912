"""Why a record holds nothing, or only this, about two actors in a time: silence told apart by its cause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from comity.core.claim import FACTS
from comity.core.query import Period, Query
from comity.record.ask import Asked, conditions_of, known
from comity.record.lake import Lake

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that names both and was not coded: the reason, and where it stands."""

    reason: str
    document_id: str
    source: str | None
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What there is about a pair in a time.

    `verdict` is no_coverage (no article of that time), unknown_actor, not_named (articles, but none names both), co_mention (both named,
    never in one sentence), uncoded (sentences name both, none gave a claim between them; `reasons` has those of the codebook, no_frame
    where no entry fits, and other_act where the sentence tells of others' acts), filtered (only claims that do not count as done) or coded.
    """

    verdict: str
    articles: int
    naming: Mapping[str, int]
    naming_both: int
    sentences_with_both: int
    reasons: Mapping[str, int]
    passages: tuple[Passage, ...]
    done: int
    set_aside: Mapping[str, int]
    notes: tuple[str, ...] = ()


def why(lake: Lake, one: str, two: str, period: Period, as_of: str | int | None = None) -> Silence:
    """Tell what the record has about two codes or ids in a time of publication."""
    asked = _steps(lake, one, two, period, as_of)
    values = asked.values
    articles, first, second, naming = lake.fetch(
        asked.sql("SELECT count(*), count(ones), count(twos), list(id) FILTER (ones IS NOT NULL AND twos IS NOT NULL) FROM named"), values
    )[0]  # fmt: skip
    both = len(naming or ())
    values = {**values, "naming": naming or []}
    shared = lake.fetch(asked.sql("SELECT count(*) FROM shared"), values)[0][0] if both else 0
    reasons, passages = _refused(lake, asked, values) if shared else ({}, ())
    counted = lake.fetch(asked.sql("SELECT status, background, count(*) FROM between_them GROUP BY ALL ORDER BY ALL"), values)
    done = sum(n for status, background, n in counted if status in FACTS and not background)
    aside = {("background " if background else "") + status: n for status, background, n in counted if background or status not in FACTS}
    verdict = (
        "coded" if done else "filtered" if aside else "no_coverage" if not articles else "not_named" if not both
        else "uncoded" if shared else "co_mention"
    )  # fmt: skip
    return Silence(
        verdict, articles, {one: first, two: second}, both, shared, reasons, passages, done, aside,
    )  # fmt: skip


def _refused(lake: Lake, asked: Asked, values: Mapping[str, object]) -> tuple[Mapping[str, int], tuple[Passage, ...]]:
    """Why sentences that name both gave nothing, and the first of them."""
    reasons = dict(lake.fetch(asked.sql("SELECT reason, count(*) FROM refused GROUP BY reason ORDER BY count(*) DESC, reason"), values))
    first = "SELECT reason, document_id, source, published, said FROM refused ORDER BY published, document_id, sentence"
    rows = lake.fetch(asked.sql(f"{first} LIMIT {SHOWN}"), values)
    return reasons, tuple(Passage(*row) for row in rows)


def unknown_actor(notes: Sequence[str]) -> Silence:
    """The answer where a name means nobody; `notes` say what was expected."""
    return Silence("unknown_actor", 0, {}, 0, 0, {}, (), 0, {}, tuple(notes))


def _steps(lake: Lake, one: str, two: str, period: Period, as_of: str | int | None) -> Asked:
    asked = known(lake, as_of, "claims", "rejections")
    query = replace(Query(), between=(one, two), reported=period)
    conditions, values = conditions_of(query, {})
    within = " AND ".join(c for c in conditions if "reported" in c) or "true"
    sentences_of = "[m.sentences FOR m IN mentions IF m.code = {}][1]"
    among = "{} IN (SELECT unnest($naming::VARCHAR[]))"  # the articles that name both: found first, so that only they are read whole
    named = (
        f"SELECT id, batch, source, published, text, sentences, {sentences_of.format('$one')} AS ones, {sentences_of.format('$two')} AS twos "
        f"FROM documents WHERE {within}"
    )
    shared = (
        "SELECT id, batch, source, published, s AS sentence, "
        "substr(text, sentences[s + 1].start + 1, sentences[s + 1].end - sentences[s + 1].start) AS said "
        "FROM (SELECT *, unnest(list_intersect(ones, twos)) AS s FROM named WHERE {})"
    ).format(among.format("id"))
    refused = (
        "SELECT COALESCE(r.reason, CASE WHEN c.id IS NULL THEN 'no_frame' ELSE 'other_act' END) AS reason, s.id AS document_id, s.source, "
        "s.published, s.sentence, s.said FROM shared s LEFT JOIN (SELECT document_id, sentence, arg_min(reason, position) AS reason "
        f"FROM rejections WHERE {among.format('document_id')} GROUP BY ALL) r ON r.document_id = s.id AND r.sentence = s.sentence "
        f"LEFT JOIN (SELECT document_id, sentence, any_value(id) AS id FROM claims WHERE {among.format('document_id')} GROUP BY ALL) c "
        "ON c.document_id = s.id AND c.sentence = s.sentence "
        "WHERE NOT EXISTS (SELECT 1 FROM between_them b WHERE b.document_id = s.id AND b.sentence = s.sentence)"
    )
    steps = (
        *asked.steps,
        ("named", named),
        ("shared", shared),
        ("between_them", f"SELECT * FROM claims WHERE {' AND '.join(conditions)}"),
        ("refused", refused),
    )
    return Asked(steps, {**asked.values, **values, "naming": []})
