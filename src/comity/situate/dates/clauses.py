"""What a clause or phrase beside an act tells of its time: "since the vote on Monday", "after it was published", "has since been freed"."""

from dataclasses import replace
from datetime import date

from comity.core.parse import SUBJECTS, Parse
from comity.core.when_where import EventDate
from comity.situate.dates.act import NEWS_DAYS, Dated, Timeline, date_act, event_date
from comity.situate.dates.spans import Span

NEAR = 400  # characters back to the time that "since" counts from
BEGINNING = frozenset({"begin", "start", "erupt"})


def act_date(line: Timeline, event: int, ahead: bool) -> Dated | None:
    """The date of an act by its own expressions, else, for what is done, by a clause beside it."""
    dated = date_act(line, event, ahead)
    if dated is not None:
        return _lasting(line, event, dated)
    return None if ahead else _after_clause(line, event) or _since(line, event)


def _after_clause(line: Timeline, event: int) -> Dated | None:
    """“resigned after the recording was published on Wednesday”: between that day and the publication, no one knows when."""
    for clause in line.parse.with_dep(event, "advcl"):
        if _marked(line.parse, clause, "after"):
            found = date_act(line, clause, False, 1)
            first = found.span.first if found and found.span.precision == "day" else None
            if found and first and line.published and (line.published - first).days <= NEWS_DAYS:
                return _up_to_now(found, line.published, "unknown")
    return None


def _since(line: Timeline, event: int) -> Dated | None:
    """“have been arrested since the protests began in June”, "since the vote on 20 May", "have since spread": from that time to the publication."""
    parse = line.parse
    verb = parse.heads[event] if parse.is_noun(event) and parse.deps[event] in SUBJECTS else event
    if not _perfect(parse, verb):
        return None
    if verb == event:
        clauses = [c for c in parse.with_dep(event, "advcl") if _marked(parse, c, "since")]
        nouns = [c for c in parse.with_dep(event, "obl") if parse.cases[c] == "since"]
        for beginning in (*clauses, *nouns):
            found = date_act(line, beginning, False, 1)
            if found and line.published and found.span.first and found.span.first <= line.published:
                return _up_to_now(found, line.published, found.span.precision)
    told = line.before() if any(parse.words[c].lower() == "since" for c in parse.with_dep(verb, "advmod")) else None
    if told and line.published and told.span.first and parse.starts[0] - told.end <= NEAR:
        span = Span(told.span.first, line.published, told.span.precision)
        return Dated(event_date(span, "inherited", told.text, None), span, ((told.start, told.end),))
    return None


def _lasting(line: Timeline, event: int, dated: Dated) -> Dated:
    """“since the protests began in June” tells when they began; they went on up to what is told beside it."""
    parse, clause = line.parse, line.parse.heads[event]
    began = parse.is_noun(event) and parse.deps[event] in SUBJECTS and parse.lemmas[clause] in BEGINNING and _marked(parse, clause, "since")
    if began and parse.deps[clause] == "advcl" and _perfect(parse, parse.heads[clause]) and line.published and dated.span.first:
        return _up_to_now(dated, line.published, dated.span.precision)
    return dated


def bound_by_sequel(line: Timeline, event: int) -> Dated | None:
    """The bound of an act that a clause puts before a dated one: "after he had sacked her, the army moved on 15 November"."""
    parse, verb = line.parse, line.parse.heads[event]
    if parse.deps[event] != "advcl" or not _marked(parse, event, "after") or parse.tags[verb] != "VBD":
        return None
    found = date_act(line, verb, False)
    last = found.span.last if found else None
    if found is None or last is None or line.published is None or last >= line.published:
        return None
    when = EventDate(None, last.isoformat(), "unknown", "publication", found.date.text, found.date.anchor)
    return replace(found, date=when, span=Span(None, last, "unknown"))


def _up_to_now(found: Dated, published: date, precision: str) -> Dated:
    span = Span(found.span.first, published, precision)
    return replace(found, date=event_date(span, found.date.basis, found.date.text, found.date.anchor), span=span)


def _marked(parse: Parse, clause: int, word: str) -> bool:
    return any(parse.words[m].lower() == word for m in parse.with_dep(clause, "mark"))


def _perfect(parse: Parse, verb: int) -> bool:
    return any(parse.lemmas[c] == "have" and parse.tags[c] in ("VBP", "VBZ") for c in parse.with_dep(verb, "aux"))
