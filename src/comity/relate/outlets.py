"""Which country a publisher writes from: a bundled table of outlets, the named media among the actors, and the user's own lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from comity import states
from comity.lexicon.tables import read_csv

COLUMNS = ("domain", "name", "country")


@dataclass(frozen=True, slots=True)
class Outlets:
    """Countries by domain, and by name in lower case."""

    domains: Mapping[str, str]
    names: Mapping[str, str]

    def country(self, site: str | None, url: str | None) -> str | None:
        """The country of who published: by the site's name, else by the domain of the site or address; None where it is not known."""
        if site and site.casefold() in self.names:
            return self.names[site.casefold()]
        for host in (site, urlsplit(url).hostname if url else None):
            parts = (host or "").casefold().split(".")
            for n in range(len(parts) - 1):
                if ".".join(parts[n:]) in self.domains:
                    return self.domains[".".join(parts[n:])]
        return None


def load_outlets(data: Path, own: Path | None = None) -> Outlets:
    """The outlets of a data folder with a user's file laid over them (columns domain, name, country; one of the first two may be empty).

    Raises DataError that names file and line.
    """
    domains: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in read_csv(data / "actors/enterprises.csv", ("name", "aliases", "code", "sector")):
        if row["sector"] == "JRN" and len(row["code"]) == 3:
            names |= {name.casefold(): row["code"] for name in (row["name"], *row.parts("aliases"))}
    known = {s.id for s in states.all_states()}
    for path in [data / "press/outlets.csv", *([own] if own else [])]:
        for row in read_csv(path, COLUMNS):
            if row["country"] not in known:
                raise row.wrong("country", "the code of a state, such as FRA")
            if not row["domain"] and not row["name"]:
                raise row.wrong("domain", "a domain, or a name in the next cell")
            if row["domain"]:
                domains[row["domain"].casefold()] = row["country"]
            if row["name"]:
                names[row["name"].casefold()] = row["country"]
    return Outlets(domains, {n: c for n, c in names.items() if c in known})
