"""A self-contained HTML page: each article with underlined evidence and a card for every claim."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader

from comity.core.trace import Coding
from comity.serve.article import ICONS, paragraphs, quotes, side, whys
from comity.serve.table import STATUS_WORD, interval


def write_page(codings: Sequence[Coding]) -> str:
    """The page for one or several codings: no script or style from elsewhere, all text escaped."""
    environment = Environment(loader=PackageLoader("comity.serve"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    articles = [(coding, paragraphs(coding)) for coding in codings]
    return environment.get_template("page.html").render(
        articles=articles, icons=ICONS, status_word=STATUS_WORD, interval=interval, quotes=quotes, side=side, whys=whys
    )
