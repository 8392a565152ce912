"""A user's own actors: they override and extend, a wrong file is refused whole, and dictionaries of older coders come in."""

import pytest

import comity
from comity.changes import find_changes
from comity.config import DATA
from comity.lexicon.petrarch import import_dictionary

HEADER = "name,kind,code,sector,start,end,aliases\n"


@pytest.fixture
def own(tmp_path):
    def write(lines, name="own.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes((HEADER + lines).encode(encoding))
        return path

    return write


def sides(coder, text, date="2024-04-09"):
    return [(p.text, p.code, p.sector) for p in coder.participants(text, published=date)]


def test_own_lines_override_and_extend(coder, own):
    path = own(
        "Sergey Lavrov,person,FRA,GOV,2010-01-01,,Lavrov\nBlue Line,actor,LBN,MIL,,,\ngilet jaune,agent,,CVL,,,gilets jaunes\nMoscow,nothing,,,,,\n"
    )
    mine = coder.with_actors(path)
    assert sides(mine, "Lavrov met Blue Line and the gilets jaunes.") == [
        ("Lavrov", "FRA", "GOV"), ("Blue Line", "LBN", "MIL"), ("gilets jaunes", "FRA", "CVL"),
    ]  # fmt: skip
    assert sides(mine, "Moscow attacked Kyiv.") == [("Kyiv", "UKR", "GOV")]
    assert sides(mine, "Macron met Scholz.") == sides(coder, "Macron met Scholz.")
    assert sides(coder, "Moscow attacked Kyiv.")[0] == ("Moscow", "RUS", "GOV"), "the coder it came from is unchanged"


@pytest.mark.parametrize(("date", "code"), [("1995-01-01", None), ("2005-01-01", "FRA"), ("1980-01-01", "DEU"), ("2000-06-01", None)])
def test_dated_roles_win_over_the_default_and_null_roles_silence(coder, own, date, code):
    mine = coder.with_actors(own("Zorbania,actor,---,,1990,2000,\nZorbania,actor,FRA,GOV,2001,,\nZorbania,actor,DEU,GOV,,,\n"))
    found = [c for text, c, _ in sides(mine, "Zorbania attacked Spain.", date) if text == "Zorbania"]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ("Alpha,actor,GER,GOV,,,\n", ":2: code is 'GER'", "perhaps DEU"),
        ("Alpha,actor,FRA,XXX,,,\n", ":2: sector is 'XXX'", "one of AGR"),
        ("Alpha,king,FRA,GOV,,,\n", ":2: kind is 'king'", "person, actor"),
        ("Alpha,actor,FRA,GOV,2010-13-01,,\n", ":2: start is '2010-13-01'", "2024-04-09"),
        ("Alpha,actor,FRA,GOV,2010,2001,\n", ":2: end is '2001'", "not before the start"),
        ("Alpha,person,FRA,GOV,,,\n", ":2: start is ''", "took the office"),
        ("Alpha,actor,FRA\tGOV,,,,\n", ":2: a cell holds a tab", "Replace"),
        ("Alpha,actor,FRA,GOV,,\n", ":2: 6 cells", "header has 7"),
        ("Alpha,actor,FRA,GOV,,,\nAlpha,actor,FRA,GOV,,,\n", ":3: name is 'Alpha'", "already in line 2"),
        ("Alpha,actor,FRA,GOV,2010,2015,\nAlpha,actor,FRA,MIL,2012,,\n", ":3: start is '2012'", "line 2 has FRA GOV until 2015"),
        ("A1,actor,FRA,GOV,2009,2010,\nA1,actor,DEU,MIL,2010-05-01,,\n", ":3: start is '2010-05-01'", "until 2010"),
        ("A1,actor,FRA,GOV,,,\nA1,actor,DEU,MIL,,,\n", ":3: start is ''", "line 2 has FRA GOV"),
        ("A1,actor,FRA,GOV,,,\nA1,group,FRA,GOV,2010,,\n", ":3: kind is 'group'", "one kind for all lines"),
        ("the,actor,FRA,GOV,,,\n", ":2: name is 'the'", "short common words"),
        ("A1,actor,org:Gazprom,BUS,,,\n", ":2: code is 'org:Gazprom'", "igo:NATO"),
        ("gilet,agent,FRA,CVL,,,\n", ":2: kind is 'agent'", "no code and no dates"),
        ("Alpha,actor,FRA,GOV,,,Xi\nBeta,actor,DEU,GOV,,,Xi\n", ":3: name is 'Beta'", "'Xi' belongs to 'Alpha' in line 2"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_line_and_allowed_values(coder, own, line, place, expected):
    path = own(line)
    with pytest.raises(comity.DataError) as error:
        coder.with_actors(path)
    assert f"{path}{place}" in str(error.value)
    assert expected in str(error.value)
    assert sides(coder, "Moscow attacked Kyiv.")[0] == ("Moscow", "RUS", "GOV")


def test_wrong_encoding_and_missing_column_are_told(coder, own, tmp_path):
    with pytest.raises(comity.DataError, match="is not UTF-8"):
        coder.with_actors(own("Côte,actor,CIV,GOV,,,\n", encoding="latin-1"))
    bare = tmp_path / "bare.csv"
    bare.write_text("name,code\nAlpha,FRA\n")
    with pytest.raises(comity.DataError, match="column 'kind' is missing"):
        coder.with_actors(bare)
    with pytest.raises(comity.DataError, match="cannot be read"):
        coder.with_actors(tmp_path / "absent.csv")


ACTORS = """# a comment
<!-- over two
lines -->
BARACK_OBAMA_ [USAELI <090120] ; who
+OBAMA_
\t[USAGOV 20090120-170120]
[USAELI > 170120]
EUROPEAN_ECONOMIC_COMMUNITY [IGOEUREEC 820701-821231][IGOEUREEC 19870701 - 871231]
ROMANIA_ [ROM]
CÔTE_D'IVOIRE [CIV]
MERCHANTS_ [FRO/BIL/SAM]
BAD_DATE_ [FRAGOV 1990010112-1991]
NO_CODE_
BACKWARDS_ [FRA 200101-190101]
UNKNOWN_ [XYZ]
NULL_ [--- <19900101]
OBAMA_ [KENGOV]
TWICE_ [FRAGOV 19900101-20000101]
\t[FRAMIL 950101-20050101]
OPEN_ [FRA
"""
AGENTS = """!PERSON! = MAN, WOMAN
CONGRESS!PERSON! {} [~LEG]
AID_AGENCY {AID_AGENCIES} [NGO~]
JUDGE [~JUD]
FOO [BAR]
LORD!X! [~JUD]
"""


def test_a_petrarch_actor_dictionary_comes_in_with_a_report(tmp_path, coder):
    source = tmp_path / "actors.txt"
    source.write_bytes(ACTORS.encode("latin-1"))
    imported = import_dictionary(source, DATA / "actors")
    assert ("Barack Obama", "actor", "USA", "ELI", "", "2009-01-20", "Obama;OBAMA") in imported.rows
    assert ("Barack Obama", "actor", "USA", "GOV", "2009-01-20", "2017-01-20", "Obama;OBAMA") in imported.rows
    assert ("European Economic Community", "actor", "IGO", "UNK", "1987-07-01", "1987-12-31", "") in imported.rows
    assert ("Romania", "actor", "ROU", "GOV", "", "", "") in imported.rows
    assert ("Côte D'Ivoire", "actor", "CIV", "GOV", "", "", "") in imported.rows
    assert ("Null", "actor", "---", "", "", "1990-01-01", "NULL") in imported.rows  # four letters: also an abbreviation
    told = "\n".join(imported.problems)
    for line in (11, 12, 13, 14, 15, 17, 19, 20):
        assert f"{source}:{line}:" in told, line
    own = tmp_path / "own.csv"
    own.write_text(imported.to_csv(), encoding="utf-8")
    mine = coder.with_actors(own)
    assert sides(mine, "Obama met Macron.", "2012-01-01")[0] == ("Obama", "USA", "GOV")
    assert sides(mine, "Obama met Macron.", "2020-01-01")[0] == ("Obama", "USA", "ELI")


def test_a_petrarch_agent_dictionary_comes_in_with_a_report(tmp_path, coder):
    source = tmp_path / "agents.txt"
    source.write_text(AGENTS)
    imported = import_dictionary(source, DATA / "actors")
    assert {r[0] for r in imported.rows} == {"congressman", "congresswoman", "aid agency", "judge"}
    assert [p.split(": ", 1)[0] for p in imported.problems] == [f"{source}:5", f"{source}:6"]
    own = tmp_path / "own.csv"
    own.write_text(imported.to_csv())
    assert sides(coder.with_actors(own), "The French judge met the aid agencies.")[0] == ("French judge", "FRA", "JUD")


def test_what_a_change_would_do_is_shown_before(coder, own):
    document = comity.Document("Zorbania attacked Spain. Lavrov praised China. Macron praised China.", "2024-04-09")
    mine = coder.with_actors(own("Zorbania,actor,FRA,MIL,,,\nLavrov,nothing,,,,,\nMacron,actor,DEU,GOV,,,\n"))
    changes = list(find_changes([coder.code_document(document)], [mine.code_document(document)]))
    told = [(c.kind, (c.after or c.before).event_type, c.sentence.split()[0]) for c in changes]
    assert told == [("added", "ASSAULT", "Zorbania"), ("removed", "SUPPORT", "Lavrov"), ("altered", "SUPPORT", "Macron")]
    assert not list(find_changes([coder.code_document(document)], [coder.code_document(document)]))


def test_the_commands(run_comity, own, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Zorbania attacked Spain on Monday. Zorbania condemned France.")
    unknown = run_comity("actors", "unknown", str(article), "--published", "2024-04-09")
    assert "    2  Zorbania" in unknown.stdout
    suggestion = next(line for line in unknown.stdout.splitlines() if line.startswith("Zorbania,"))
    path = own(suggestion + "\n")
    assert run_comity("actors", "check", str(path)).returncode == 0, "the suggested line is a sound one"
    tried = run_comity("actors", "try", str(path), str(article), "--published", "2024-04-09")
    assert "~ altered" in tried.stdout
    assert "Nothing was saved" in tried.stderr
    coded = run_comity("code", str(article), "--published", "2024-04-09", "--format", "jsonl", "--actors", str(path))
    assert '"own:Zorbania"' in coded.stdout
    wrong = own("Alpha,actor,GER,GOV,,,\n", "wrong.csv")
    refused = run_comity("actors", "check", str(wrong))
    assert refused.returncode == 1
    assert "wrong.csv:2: code is 'GER'" in refused.stderr
    source = tmp_path / "phoenix.txt"
    source.write_bytes(ACTORS.encode("latin-1"))
    made = run_comity("actors", "import", str(source), "-o", str(tmp_path / "made.csv"))
    assert made.returncode == 0
    assert "problems" in made.stderr
    assert run_comity("actors", "check", str(tmp_path / "made.csv")).returncode == 0


@pytest.mark.parametrize(
    ("line", "text", "absent"),
    [
        ("Lavrov,nothing,,,,,\n", "Russia attacked Kyiv. Lavrov praised China.", "Lavrov"),
        ("Emmanuel Macron,nothing,,,,,Macron\n", "France agreed. Macron praised China.", "Macron"),
        ("Moscow,nothing,,,,,\n", "Ukraine attacked Moscow.", "Moscow"),
        ("Zorb,nothing,,,2020,2025,\n", "Zorb attacked Ukraine.", "Zorb"),
    ],
)
def test_what_is_nobody_is_not_found_by_another_way(coder, own, line, text, absent):
    assert absent not in [t for t, _, _ in sides(coder.with_actors(own(line)), text)]


def test_a_users_person_is_not_taken_for_a_bundled_namesake(coder, own):
    mine = coder.with_actors(own("Anton Testov,person,FRA,GOV,2000-01-01,,Bush;Lavrov\n"))
    assert sides(mine, "Bush condemned Iraq. The United States agreed.", "2005-01-01")[0] == ("Bush", "FRA", "GOV")
    assert sides(mine, "Russian Foreign Minister Lavrov met Wang Yi.", "2012-01-01")[0][1] == "FRA"


def test_an_agent_of_ones_own_is_a_person_where_the_bundled_one_is(coder, own):
    mine = coder.with_actors(own("foreign minister,agent,,GOV,,,\n"))
    assert sides(mine, "The former French foreign minister condemned Spain.")[0][2] == "ELI"


@pytest.mark.parametrize(
    "dictionary",
    [
        "FOO_BAR_ [FRAGOV 990631-000101]\nBAZ_QUX_ [FRAGOV]\n",
        "JOHN_SMITH_ [USAGOV 900101-950101]\n+JACK_SMITH_\nJOHN SMITH_ [USAGOV 900101-950101]\n+JOHNNY_SMITH_\n",
        "AGENT_ONE {} [~GOV]\nAGENT ONE_ {AGENTS_TWO} [~GOV]\nTEACHER [~EDU]\nTEACHER [~LAB]\n",
        "FOO_BAR_ [FRA]\n\t[FRAOPP]\n",
        "ÅLAND_ISLANDS_ [FINGOV]\nSTRAY_ONE_ [~GOV]\n",
    ],
)
def test_what_is_imported_can_be_used(coder, tmp_path, dictionary):
    source, made = tmp_path / "dictionary.txt", tmp_path / "made.csv"
    source.write_text(dictionary, encoding="utf-8")
    imported = import_dictionary(source, DATA / "actors")
    made.write_text(imported.to_csv(), encoding="utf-8")
    assert imported.rows
    coder.with_actors(made)


def test_an_unclosed_quotation_mark_is_told(coder, tmp_path):
    path = tmp_path / "open.csv"
    path.write_text(HEADER + '"Open,actor,FRA,GOV,,,\n' + "x" * 140_000)
    with pytest.raises(comity.DataError, match="open.csv:"):
        coder.with_actors(path)
