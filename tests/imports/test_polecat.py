"""POLECAT: types and modes as they are, compounds told apart where their cells agree."""


def people(side):
    return [(p.text, p.code, p.sector, p.id) for p in side]


def test_types_modes_contexts_and_places_are_taken_over(read):
    protest = read("polecat", "polecat.txt")[0].claims[0]
    assert (protest.event_type, protest.mode, protest.context, protest.quad) == ("PROTEST", "demo", ("human_rights", "legal"), 4)
    assert (protest.cameo_code, protest.goldstein, protest.event_scale) == (None, None, -5.0)
    assert people(protest.actor) == [("estudiantes", "MEX", "EDU", None)] and protest.actor[0].other_sectors == ("CVL",)
    assert people(protest.recipient) == [("el gobierno mexicano", "MEX", "GOV", "wikipedia:Government_of_Mexico")]
    place = protest.place
    assert (place.name, place.admin1, place.country_code, place.geonameid, place.precision) == (
        "Guadalajara", "Jalisco", "MEX", 4005539, "city",
    )  # fmt: skip


def test_a_compound_is_told_apart_where_its_cells_have_as_many_values(read):
    visit = read("polecat", "polecat.txt")[1].claims[0]
    assert [(p.name, p.code, p.sector) for p in visit.actor] == [("Brazil", "BRA", "GOV"), ("Argentina", "ARG", "GOV")]
    assert people(visit.recipient) == [("la ONU", "IGO", "UNK", "igo:UN")]


def test_states_are_kept_where_names_cannot_be_assigned(read):
    coerce = read("polecat", "polecat.txt")[2]
    assert [(p.code, p.sector) for p in coerce.claims[0].actor] == [("RUS", "GOV"), ("UKR", "MIL")]
    assert (coerce.claims[0].place.country_code, coerce.claims[0].recipient) == ("XKX", ())


def test_what_the_manual_does_not_have_is_told_and_left_out(read):
    ban, unknown = read("polecat", "polecat.txt")[2:]
    assert [r.detail for r in ban.rejections] == ["Event Mode COERCE 'ban'", "Contexts 'humanitarian'"]
    assert (ban.claims[0].mode, ban.claims[0].context) == (None, ("legal",))
    assert [r.detail for r in unknown.rejections] == ["Recipient Sector 'HUH'", "Recipient Country 'XQZ'"]
    assert people(unknown.claims[0].actor) == [("unos desconocidos", "---", "UNK", None)]


def test_each_row_has_a_document_of_its_own_that_only_names_it(read):
    first, *_ = codings = read("polecat", "polecat.txt")
    assert len({c.document.id for c in codings}) == 4
    assert (first.document.url, first.document.published, first.document.language) == ("polecat:20230504-1-a", "2023-05-04", "es")
