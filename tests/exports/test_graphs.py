"""GraphML, GEXF and GeoJSON, read back with the standard library."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from comity.core.when_where import EventDate, Place
from comity.exports.geojson import write_geojson
from comity.exports.gexf import write_gexf
from comity.exports.graphml import write_graphml
from comity.exports.network import build_graph

GRAPHML = {"g": "http://graphml.graphdrawing.org/xmlns"}
GEXF = {"g": "http://gexf.net/1.3"}


def parse(lines):
    return ElementTree.fromstring("".join(lines).encode())


def test_graphml_round_trip(sample, make_claim, code, people):
    codings = [*sample, *code(make_claim(actor=(people["NATO"],), recipient=(people["REBELS"],)))]
    graph, root = build_graph(codings), parse(write_graphml(codings))
    names = {k.get("id"): (k.get("for"), k.get("attr.name")) for k in root.iterfind("g:key", GRAPHML)}
    assert [n.get("id") for n in root.iterfind(".//g:node", GRAPHML)] == [n.id for n in graph.nodes]
    edges = list(root.iterfind(".//g:edge", GRAPHML))
    assert [(e.get("id"), e.get("source"), e.get("target")) for e in edges] == [(e.id, e.source, e.target) for e in graph.edges]
    for edge, xml in zip(graph.edges, edges, strict=True):
        data = {names[d.get("key")][1]: d.text for d in xml.iterfind("g:data", GRAPHML)}
        claim = edge.entry.claim
        assert data["claim"] == claim.id and data["type"] == claim.event_type and float(data["event_scale"]) == claim.event_scale
        assert data.get("date_start") == claim.date.start


def test_gexf_round_trip_with_time(sample):
    graph, root = build_graph(sample), parse(write_gexf(sample))
    top = root.find("g:graph", GEXF)
    assert (root.get("version"), top.get("mode"), top.get("timeformat"), top.get("defaultedgetype")) == (
        "1.3",
        "dynamic",
        "date",
        "directed",
    )
    titles = {a.get("id"): a.get("title") for a in root.find(".//g:attributes[@class='edge']", GEXF)}
    edges = list(root.iterfind(".//g:edge", GEXF))
    assert len(edges) == len(graph.edges) > 10
    ids = {n.get("id") for n in root.iterfind(".//g:node", GEXF)}
    for edge, xml in zip(graph.edges, edges, strict=True):
        assert {xml.get("source"), xml.get("target")} <= ids
        assert (xml.get("start"), xml.get("end")) == (edge.entry.claim.date.start, edge.entry.claim.date.end)
        for day in filter(None, (xml.get("start"), xml.get("end"))):
            date.fromisoformat(day)
        values = {titles[v.get("for")]: v.get("value") for v in xml.iter("{http://gexf.net/1.3}attvalue")}
        assert values["type"] == xml.get("kind") == edge.entry.claim.event_type


def test_graphs_hold_only_what_is_done_and_has_two_sides(make_claim, code, people):
    met = make_claim(actor=(people["CHE"], people["ROU"]), recipient=(), reciprocal=True)
    claims = (met, make_claim("ASSAULT", "alleged"), make_claim("AID", background=True), make_claim("AGREE", recipient=()))
    graph = build_graph(code(*claims))
    assert [(e.source, e.target) for e in graph.edges] == [("CHE GOV", "ROU MIL"), ("ROU MIL", "CHE GOV")]


def test_hostile_names_make_no_broken_xml(make_claim, code, people):
    hostile = replace(people["NOBODY"], text='<a href="x">&\x00\x1b\ufffe]]>')
    for write in (write_graphml, write_gexf):
        root = parse(write(code(make_claim(actor=(hostile,)))))
        assert any('<a href="x">&]]>' in (n.get("id") or "") for n in root.iter() if n.tag.endswith("node"))


def test_geojson_says_how_exact_a_place_is_and_pins_no_country(make_claim, code):
    country = Place("Ukraine", 40, 47, "Ukraine", "UKR", None, 49.0, 32.0, None, "country")
    claims = (make_claim(), make_claim("AID", "planned", place=country), make_claim("ACCUSE", place=None))
    features = json.loads("".join(write_geojson(code(*claims))))["features"]
    assert [f["properties"]["precision"] for f in features] == ["city", "country"]
    assert [f["geometry"] and f["geometry"]["coordinates"] for f in features] == [[30.5238, 50.4547], None]
    assert [f["properties"]["status"] for f in features] == ["happened", "planned"]
    assert features[0]["type"] == "Feature" and features[0]["id"] == claims[0].id
    assert json.loads("".join(write_geojson([]))) == {"type": "FeatureCollection", "features": []}


def test_an_open_date_stays_open_on_the_time_line(make_claim, code):
    root = parse(write_gexf(code(make_claim(date=EventDate(None, "2024-04-09")))))
    (edge,) = root.iterfind(".//g:edge", GEXF)
    assert (edge.get("start"), edge.get("end")) == (None, "2024-04-09")
