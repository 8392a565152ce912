"""A brief as Markdown, as one HTML file that prints on two pages, and as PDF."""

import io
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib import import_module
from typing import Any

from comity.relate.brief import Brief, Footnote, Paragraph
from comity.relate.months import Figure

HEADS = ("coop.", "conflict", "material conflict")
STYLE = """@page { size: A4; margin: 16mm } body { font: 10pt/1.4 Georgia, serif; max-width: 178mm; margin: 1.5em auto; padding: 0 1em; color: #111; background: #fff }
h1 { font-size: 16pt; margin: 0 0 .4em } h2 { font-size: 11pt; margin: 1.1em 0 .3em } p { margin: .3em 0 } .lead { font-size: 12pt } svg { width: 100%; height: auto }
table { border-collapse: collapse; width: 100%; font: 8.5pt/1.3 sans-serif } th, td { padding: .15em .5em; text-align: right; border-bottom: .5pt solid #ccc }
th:first-child, td:first-child { text-align: left } ol { padding-left: 1.6em; font-size: 8pt; line-height: 1.3 } sup a { text-decoration: none; color: #0072b2 }
.small { font-size: 8.5pt; color: #444 } @media print { body { margin: 0; padding: 0 } }"""


def as_markdown(brief: Brief) -> bytes:
    """Words, the table and the footnotes; charts need a page."""
    lines = [f"# {brief.title}", ""]
    lines += [line for p in brief.opening for line in (_marked(p), "")]
    lines += ["## Turning points", "", *(f"- {_marked(p)}" for p in brief.turns), ""]
    if brief.latest:
        lines += ["## Latest material acts", "", *(f"- {_marked(p)}" for p in brief.latest), ""]
    lines += ["## Promises and deeds", "", *(f"- {_marked(p)}" for p in brief.promises), ""]
    sides = [f"{brief.relation.names[p]}: " for p in (brief.relation.one, brief.relation.two)]
    lines += ["## By quarter", "", "| | " + " | ".join(s + h for s in sides for h in HEADS) + " |", "|---|" + "---:|" * 6]
    lines += [f"| {q.name} | " + " | ".join(map(str, q.figures)) + " |" for q in brief.quarters]
    lines += ["", brief.counted.text, ""]
    lines += [f"[^{n.number}]: {_quoted(n)}" for n in brief.footnotes]
    return ("\n".join(lines) + "\n").encode()


def _marked(paragraph: Paragraph) -> str:
    return paragraph.sentence.text + "".join(f"[^{n}]" for n in paragraph.notes)


def _quoted(note: Footnote) -> str:
    quote = f"“{note.quote}”" if note.quote else "(the record does not keep this article's text)"
    return f"{quote} {note.source}{f', {note.published}' if note.published else ''}. Claim {note.claim}."


def as_html(brief: Brief) -> bytes:
    """One file without scripts or anything from elsewhere; a number carries the ids of the acts that it counts."""
    body = [f"<h1>{escape(brief.title)}</h1>"]
    body += [f'<p class="{"lead" if n == 0 else ""}">{_linked(p)}</p>' for n, p in enumerate(brief.opening)]
    body += [_svg(brief, "flow"), "<h2>Turning points</h2>", *(f"<p>{_linked(p)}</p>" for p in brief.turns)]
    body += ["<h2>Where they stand</h2>", _svg(brief, "state")]
    if brief.latest:
        body += ["<h2>Latest material acts</h2>", *(f"<p>{_linked(p)}</p>" for p in brief.latest)]
    body += ["<h2>Promises and deeds</h2>", *(f"<p>{_linked(p)}</p>" for p in brief.promises)]
    sides = "".join(f'<th colspan="3">{escape(brief.relation.names[p])}</th>' for p in (brief.relation.one, brief.relation.two))
    heads = "".join(f"<th>{h}</th>" for h in HEADS * 2)
    rows = "".join(f"<tr><td>{q.name}</td>{''.join(f'<td>{_number(f)}</td>' for f in q.figures)}</tr>" for q in brief.quarters)
    body += [
        "<h2>By quarter</h2>",
        f"<table><thead><tr><th></th>{sides}</tr><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>",
    ]
    body += [f'<p class="small">{escape(brief.counted.text)}</p>']
    if brief.footnotes:
        body += [
            "<h2>Footnotes</h2>",
            "<ol>" + "".join(f'<li id="note-{n.number}">{escape(_quoted(n))}</li>' for n in brief.footnotes) + "</ol>",
        ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(brief.title)}</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{chr(10).join(body)}\n</body></html>\n'.encode()


def _linked(paragraph: Paragraph) -> str:
    words = "".join(_number(p) if isinstance(p, Figure) else escape(p) for p in paragraph.sentence.parts)
    return words + "".join(f'<sup><a href="#note-{n}">{n}</a> </sup>' for n in paragraph.notes)


def _number(figure: Figure) -> str:
    if figure.value is None:
        return "no data"
    return f'<data value="{figure.value}" data-acts="{" ".join(figure.ids)}">{figure}</data>'


def _svg(brief: Brief, kind: str) -> str:
    text = _picture(brief, kind, "svg").decode()
    return text[text.index("<svg") :]


def _picture(brief: Brief, kind: str, format: str) -> bytes:
    """A chart as a file of a format, the same bytes for the same brief."""
    out = io.BytesIO()
    metadata = {"svg": {"Date": None}, "png": {"Software": None}}[format]
    with import_module("matplotlib").rc_context({"svg.hashsalt": f"{brief.title} {kind}", "svg.fonttype": "none"}):
        brief.relation.plot(kind).savefig(out, format=format, dpi=200, metadata=metadata)
    return out.getvalue()


def as_pdf(brief: Brief) -> bytes:
    """Two pages of A4, by reportlab; the same bytes for the same brief."""
    pages, styles = import_module("reportlab.platypus"), import_module("reportlab.lib.styles").getSampleStyleSheet()
    out = io.BytesIO()
    document = pages.SimpleDocTemplate(out, pagesize=(595, 842), leftMargin=45, rightMargin=45, topMargin=40, bottomMargin=40, title=brief.title, invariant=1)  # fmt: skip
    styles["Title"].fontSize, styles["Title"].alignment = 15, 0
    styles["Normal"].fontSize, styles["Normal"].leading = 9, 11.5
    document.build(_flowables(brief, pages, styles))
    return out.getvalue()


def _flowables(brief: Brief, pages: Any, styles: Any) -> list[Any]:
    def text(words: str, style: str = "Normal") -> Any:
        return pages.Paragraph(escape(words), styles[style])

    def noted(paragraph: Paragraph) -> Any:
        return pages.Paragraph(escape(paragraph.sentence.text) + "".join(f"<super>{n} </super>" for n in paragraph.notes), styles["Normal"])

    def chart(kind: str) -> Any:
        return pages.Image(io.BytesIO(_picture(brief, kind, "png")), width=490, height=252)

    parts = [
        text(brief.title, "Title"),
        *map(noted, brief.opening),
        chart("flow"),
        text("Turning points", "Heading3"),
        *map(noted, brief.turns),
    ]
    parts += [text("Where they stand", "Heading3"), chart("state")]
    if brief.latest:
        parts += [text("Latest material acts", "Heading3"), *map(noted, brief.latest)]
    parts += [text("Promises and deeds", "Heading3"), *map(noted, brief.promises)]
    sides = [brief.relation.names[p] for p in (brief.relation.one, brief.relation.two)]
    rows = [["", sides[0], "", "", sides[1], "", ""], ["", *HEADS * 2], *([q.name, *map(str, q.figures)] for q in brief.quarters)]
    small = [("FONTSIZE", (0, 0), (-1, -1), 7.5), ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]  # fmt: skip
    parts += [text("By quarter", "Heading3"), pages.Table(rows, style=small, hAlign="LEFT"), text(brief.counted.text)]
    notes: Sequence[Any] = [text(f"{n.number}. {_quoted(n)}") for n in brief.footnotes]
    return [*parts, *([text("Footnotes", "Heading3"), *notes] if notes else [])]


WRITERS: Mapping[str, Callable[[Brief], bytes]] = {"html": as_html, "md": as_markdown, "pdf": as_pdf}
