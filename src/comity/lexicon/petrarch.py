"""PETRARCH and Phoenix actor and agent dictionaries, turned into lines of an own actors file, with a report of what was malformed.

The format is that of the published OEDA dictionaries: a primary phrase, `+` synonyms, bracketed codes with date restrictions whose ends
are inclusive; agents with `~` beside their code, plurals in braces and `!SETS!`. Comments start with `#` or `;`, or stand in `<!-- -->`.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from comity.errors import DataError
from comity.lexicon.own_actors import COLUMNS, aliases_of, claimed_twice, overlapping
from comity.lexicon.tables import Row, read_csv

INTERNATIONAL = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "MNC", "IMG": "IMG", "INT": "---", "UIS": "---"}
NULL = frozenset({"---", "+++"})
SHORT = 5  # letters up to which a single word may also be an abbreviation
SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "del", "la", "le", "el", "al", "von", "van", "der", "bin", "ibn"}
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"\[([^\[\]]*)\]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_SET = re.compile(r"!(\w+)!\s*=\s*(.+)")
_USE = re.compile(r"!(\w+)!")
_RESTRICTION = re.compile(r"([^\s<>-]+|---|\+\+\+)\s*(?:([<>])\s*(\d+)|(\d+)\s*-\s*(\d+))?$")


@dataclass(slots=True)
class _Record:
    """A primary phrase with its synonyms and codes, each (line, code, start, end)."""

    line: int
    phrases: list[str]
    roles: list[tuple[int, str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a dictionary became: lines of an own file (columns of COLUMNS), and a message for every line that was left out."""

    rows: tuple[tuple[str, ...], ...]
    problems: tuple[str, ...]

    def to_csv(self) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows((COLUMNS, *self.rows))
        return out.getvalue()


def import_dictionary(path: Path, data: Path) -> Imported:
    """Read an actor or agent dictionary; which of the two it is, its codes tell (`~`). `data` is the folder of actor tables.

    Nothing malformed is guessed at: it is left out and reported. Raises DataError when the file cannot be read.
    """
    try:
        data_read = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}). Expected a PETRARCH actor or agent dictionary.") from error
    try:
        text = data_read.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data_read.decode("latin-1")  # as the published files are
    sectors = {r["role"]: r["sector"] for r in read_csv(data / "cameo_roles.csv", ("role", "sector"))}
    lines = _lines(text.replace("\0", ""))
    agents = sum(bool(re.search(r"\[\s*~|~\s*\]", line)) for _, line in lines)
    if 2 * agents > sum("[" in line for _, line in lines):
        return _agents(path, lines, sectors)
    states: dict[str, str] = {}
    for row in read_csv(data / "states.csv", ("id", "iso3", "former_iso3", "cameo")):
        states |= {code: row["id"] for code in (row["cameo"], row["former_iso3"], row["iso3"], row["id"]) if code}
    return _actors(path, lines, sectors, states)


def _lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines without comments and blank ones; a comment over several lines keeps the count."""
    text = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
    numbered = ((n, re.split("[#;]", line, maxsplit=1)[0].rstrip()) for n, line in enumerate(re.split(r"\r\n|\r|\n", text), 1))
    return [(n, line) for n, line in numbered if line.strip()]


def _actors(path: Path, lines: Iterable[tuple[int, str]], sectors: Mapping[str, str], states: Mapping[str, str]) -> Imported:
    problems: list[str] = []
    rows: list[Row] = []
    for record in _records(path, lines, problems):
        if not record.roles:
            problems.append(f"{path}:{record.line}: {record.phrases[0]!r} has no code that can be read; left out.")
        names = list(dict.fromkeys(n for p in record.phrases for n in _written(p)))
        for line, code, start, end in record.roles:
            found = _meaning(code, sectors, states)
            if isinstance(found, str):
                problems.append(f"{path}:{line}: code {code!r} of {record.phrases[0]!r} {found}; left out.")
            elif names:
                cells = (names[0], "actor", *found, start, end, ";".join(names[1:]))
                rows.append(Row(path, line, dict(zip(COLUMNS, cells, strict=True))))
    return Imported(_without_conflicts(rows, problems), tuple(problems))


def _without_conflicts(rows: Sequence[Row], problems: list[str]) -> tuple[tuple[str, ...], ...]:
    """The cells of all lines that an own file may hold together: the earlier of two that contradict each other stays."""
    rows = _merged(rows)
    contradicting = list(overlapping(rows))
    dropped = {id(r) for r, _ in contradicting}
    kept = [r for r in rows if id(r) not in dropped]
    rivals: dict[tuple[str, int], set[str]] = {}
    for row, alias, problem in claimed_twice(kept):
        rivals.setdefault((row["name"], row.line), set()).add(alias)
        problems.append(f"{_said(problem)}; the alias is left out.")
    problems += [f"{_said(p)}; the role is left out." for _, p in contradicting]
    found: dict[tuple[str, ...], None] = {}
    for row in kept:
        names = [n for n in aliases_of(row) if n not in rivals.get((row["name"], row.line), ())]
        if names:
            found[names[0], *(row[c] for c in COLUMNS[1:-1]), ";".join(names[1:])] = None
    return tuple(found)


def _merged(rows: Iterable[Row]) -> list[Row]:
    """Lines that say the same of the same name become one with all its aliases."""
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[c] for c in COLUMNS[:-1])
        first = found.setdefault(key, row)
        aliases = dict.fromkeys((*first.parts("aliases"), *row.parts("aliases")))
        found[key] = Row(first.file, first.line, {**first.cells, "aliases": ";".join(aliases)})
    return list(found.values())


def _said(problem: DataError) -> str:
    return str(problem).removesuffix(" Mend the line and try again.").rstrip(".")


def _records(path: Path, lines: Iterable[tuple[int, str]], problems: list[str]) -> Iterator[_Record]:
    record: _Record | None = None
    for n, line in lines:
        phrase = line.split("[", 1)[0].strip()
        if phrase and not phrase.startswith("+"):
            if record:
                yield record
            record = _Record(n, [phrase])
        elif record is None:
            problems.append(f"{path}:{n}: {line.strip()!r} stands before any actor; expected a name at the start of the line.")
            continue
        elif phrase:
            record.phrases.append(phrase.lstrip("+"))
        assert record is not None
        if line.count("[") != line.count("]"):
            problems.append(f"{path}:{n}: {line.strip()!r} has a bracket that is not closed; expected [CODE DATES].")
            continue
        for code in _CODE.findall(line):
            role = _role(code.strip())
            if isinstance(role, str):
                problems.append(f"{path}:{n}: [{code}] {role}; left out.")
            else:
                record.roles.append((n, *role))
    if record:
        yield record


def _role(text: str) -> tuple[str, str, str] | str:
    """(code, start, end) of the inside of a bracket, or what is wrong with it."""
    found = _RESTRICTION.match(text)
    if not found:
        return "is no code with one date restriction; expected CODE, CODE <DATE, CODE >DATE or CODE DATE-DATE"
    code, sign, only, first, last = found.groups()
    days = [_day(d) for d in (only, first, last) if d]
    if not all(days):
        return "has a date that is none; expected YYMMDD or YYYYMMDD"
    if sign:
        return (code, "", days[0]) if sign == "<" else (code, days[0], "")
    start, end = days if days else ("", "")
    return (code, start, end) if start <= end else f"ends {end} before it starts {start}"


def _day(digits: str) -> str:
    """An ISO date of YYMMDD (00 to 30 are this century) or YYYYMMDD; months and days of 00 leave it at the year or month; "" if wrong."""
    if len(digits) == 6:
        digits = ("20" if digits[:2] <= "30" else "19") + digits
    if len(digits) != 8:
        return ""
    year, month, day = digits[:4], digits[4:6], digits[6:]
    if month == "00":
        return year
    try:
        date.fromisoformat(f"{year}-{month}-{'01' if day == '00' else day}")
    except ValueError:
        return ""
    return f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def _meaning(code: str, sectors: Mapping[str, str], states: Mapping[str, str]) -> tuple[str, str] | str:
    """Our code and sector for a CAMEO actor code, or why there is none."""
    if code in NULL:
        return "---", ""
    if "/" in code:
        return "stands for several actors at once"
    blocks = [code[k : k + 3] for k in range(0, len(code), 3)]
    first = INTERNATIONAL.get(blocks[0]) or states.get(blocks[0])
    if len(blocks[-1]) != 3:
        return "is not made of blocks of three letters"
    if first is None and blocks[0] not in sectors:
        return f"begins with {blocks[0]!r}, which is no country, international code or role"
    sector = next((sectors[b] for b in blocks if sectors.get(b)), "GOV" if blocks[0] in states and len(blocks) == 1 else "UNK")
    return first or "---", sector


def _written(phrase: str) -> Iterator[str]:
    """How news would write an upper-case phrase: in title case, a short single word also as an abbreviation."""
    words = phrase.replace("_", " ").split()
    if not words or _USE.search(phrase):
        return
    title = [w if "." in w else w.lower() if k and w.lower() in SMALL_WORDS else _titled(w) for k, w in enumerate(words)]
    yield " ".join(title)
    if len(words) == 1 and ("." in words[0] or (len(words[0]) <= SHORT and words[0].isalpha() and words[0].isupper())):
        yield words[0]


def _titled(word: str) -> str:
    capitals = "-".join(p[:1].upper() + p[1:].lower() for p in word.split("-"))
    return capitals[:2] + capitals[2:].title() if capitals[1:2] in ("'", "’") else capitals  # "D'Ivoire"


def _agents(path: Path, lines: Iterable[tuple[int, str]], sectors: Mapping[str, str]) -> Imported:
    problems: list[str] = []
    sets: dict[str, list[str]] = {}
    rows: dict[str, tuple[str, ...]] = {}
    for n, line in lines:
        defined = _SET.match(line.strip())
        if defined:
            sets[defined[1]] = [w.strip() for w in defined[2].split(",") if w.strip()]
            continue
        codes = _CODE.findall(line)
        phrase = re.split(r"[\[{]", line, maxsplit=1)[0].strip()
        if len(codes) != 1 or not phrase or "~" not in codes[0]:
            problems.append(f"{path}:{n}: {line.strip()!r} is no agent; expected PHRASE [~CODE] or PHRASE [CODE~].")
            continue
        code = codes[0].strip().replace("~", "")
        sector = next(
            (sectors[b] for b in (code[k : k + 3] for k in range(0, len(code), 3)) if sectors.get(b)), "SOC" if code == "NGO" else ""
        )
        if not sector:
            problems.append(f"{path}:{n}: code {code!r} of {phrase!r} has no role among {', '.join(sectors)}; left out.")
            continue
        unknown = [s for s in _USE.findall(phrase) if s not in sets]
        if unknown:
            problems.append(f"{path}:{n}: the set !{unknown[0]}! of {phrase!r} is not defined before; left out.")
            continue
        irregular = _BRACES.search(line)
        for spelled in _expanded(phrase, sets):
            plural = irregular[1].replace("_", " ").lower().strip() if irregular and "!" not in phrase else ""
            first = rows.setdefault(spelled, (spelled, "agent", "", sector, "", "", plural))
            if first[3] != sector:
                problems.append(f"{path}:{n}: {spelled!r} is {first[3]} in an earlier line and {sector} here; left out.")
    return Imported(tuple(rows.values()), tuple(problems))


def _expanded(phrase: str, sets: Mapping[str, list[str]]) -> Iterator[str]:
    """A phrase with each of its sets replaced by each of their words, in lower case."""
    use = _USE.search(phrase)
    if use is None:
        yield phrase.replace("_", " ").strip().lower()
        return
    for word in sets[use[1]]:
        yield from _expanded(phrase[: use.start()] + word + phrase[use.end() :], sets)
