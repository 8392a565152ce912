"""A replication bundle: claims, evidence and documents as CSV, their codebook, settings, actor tables, hashes and a citation, in one zip.

It holds one sentence a claim and no article: `documents.csv` has the hash of each text, by which somebody who has the article can check
every quote in `evidence.csv`. The same input gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from comity.coders.model import MODEL, TOKENIZER, load_model
from comity.config import Settings
from comity.core.trace import Coding
from comity.errors import InputError
from comity.exports.csv_table import csv_line, write_csv
from comity.exports.flat import COLUMNS, MEANING
from comity.lexicon.ontology import Ontology, load_ontology

EVIDENCE = ("claim_id", "document_id", "role", "start", "end", "quote")
DOCUMENTS = ("document_id", "source_file", "url", "published", "title", "site", "language", "characters", "sha256", "claims", "rejections")
MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: no clock may change the bytes
README = """# Political event claims, coded with Comity {version}

- `claims.csv`: one line a claim; `codebook.md` explains every column and code. `status` says whether the act happened.
- `evidence.csv`: the words that prove each slot, with their offsets (code points, end exclusive) in the article's text.
- `documents.csv`: the articles, by the SHA-256 of their UTF-8 text; the texts themselves are not included.
- `settings.json`, `actors/`: how the claims were made. `SHA256SUMS`: check with `sha256sum -c SHA256SUMS`.
"""
CITATION = """cff-version: 1.2.0
message: If you use these data, please cite them and the program that coded them.
type: dataset
title: Political event claims coded with Comity {version} ({claims} claims in {documents} documents, {hash})
authors:
  - name: the persons who selected and coded the documents
references:
  - type: software
    title: Comity
    version: {version}
    license: Apache-2.0
    authors:
      - name: The Comity authors
"""


@dataclass(slots=True)
class Beside:
    """The tables that grow while the claims are written, so that the codings are gone through once."""

    claims: int = 0
    evidence: list[str] = field(default_factory=lambda: [csv_line(EVIDENCE)])
    documents: list[str] = field(default_factory=lambda: [csv_line(DOCUMENTS)])

    def over(self, codings: Iterable[Coding]) -> Iterator[Coding]:
        """The same codings, noted on their way."""
        for coding in codings:
            self.claims += len(coding.claims)
            self.evidence += map(csv_line, _evidence(coding))
            self.documents.append(csv_line(_document(coding)))
            yield coding


def write_bundle(codings: Iterable[Coding], settings: Settings, version: str) -> bytes:
    """The zip file. Raises InputError when a file of own actors can no longer be read."""
    beside = Beside()
    claims = [line.encode("utf-8", "replace") for line in write_csv(beside.over(codings))]
    files = {
        "claims.csv": b"".join(claims),
        "evidence.csv": "".join(beside.evidence).encode("utf-8", "replace"),
        "documents.csv": "".join(beside.documents).encode("utf-8", "replace"),
        "codebook.md": write_codebook(load_ontology(settings.data / "ontology")).encode(),
        "settings.json": _settings(settings, version),
        "README.md": README.format(version=version).encode(),
        **_actor_tables(settings),
    }
    digest = hashlib.sha256(files["claims.csv"]).hexdigest()[:16]
    told = CITATION.format(version=version, claims=beside.claims, documents=len(beside.documents) - 1, hash=digest)
    files["CITATION.cff"] = told.encode()
    files["SHA256SUMS"] = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    return _zip(files)


def write_codebook(ontology: Ontology) -> str:
    """What every column of the claims means, and every code that can stand in it, as Markdown."""
    out = ["# Codebook\n", "## Columns of claims.csv\n", "Several values in a cell are joined by `; `; an empty cell is unknown or none.\n"]
    out += [f"- `{column}` ({kind}): {MEANING[column]}" for column, kind in COLUMNS.items()]
    types = {t.name: f"{t.summary} Quad {t.quad}, scale {t.scale}." for t in ontology.types.values()}
    statuses = {status: ", ".join(sorted({" ".join(axes) for axes in allowed})) for status, allowed in ontology.axes_of.items()}
    for title, codes in (
        ("Event types", types), ("Statuses, with the polarity, certainty and time they go with", statuses), ("Contexts", ontology.contexts),
        ("Sectors", ontology.sectors), ("Codes beside ISO 3166-1 alpha-3", ontology.codes),
    ):  # fmt: skip
        out += [f"\n## {title}\n", *(f"- `{code}`: {meaning}" for code, meaning in codes.items())]
    modes = [f"- `{mode}` of {t}" for t, mode in ontology.modes]
    return "\n".join([*out, "\n## Modes\n", *modes, ""])


def _evidence(coding: Coding) -> Iterator[Sequence[object]]:
    return ((c.id, c.document_id, e.role, e.start, e.end, e.quote) for c in coding.claims for e in c.evidence)


def _document(coding: Coding) -> Sequence[object]:
    d = coding.document
    digest = hashlib.sha256(d.text.encode("utf-8", "surrogatepass")).hexdigest()
    counts = len(coding.claims), len(coding.rejections)
    return d.id, d.source, d.url, d.published, d.title, d.site, d.language, len(d.text), digest, *counts


def _settings(settings: Settings, version: str) -> bytes:
    """Every setting by its name, files and folders without their paths; and which trained model read along, if one did."""
    shape = {"comity": version} | {f.name: _told(getattr(settings, f.name)) for f in fields(settings)}
    if settings.model:
        folder = settings.data / "models"
        hashes = {name: hashlib.sha256(_read(folder / name)).hexdigest() for name in (MODEL, TOKENIZER)}
        shape["model_used"] = {"version": load_model(folder, load_ontology(settings.data / "ontology")).version, "sha256": hashes}
    return (json.dumps(shape, indent=2, ensure_ascii=False) + "\n").encode()


def _told(value: Any) -> Any:
    """A setting as JSON can hold it."""
    if isinstance(value, tuple):
        return [_told(v) for v in value]
    return value.name if isinstance(value, Path) else value


def _actor_tables(settings: Settings) -> dict[str, bytes]:
    """The bundled actor tables, and the user's own with their place in the order in which they override each other."""
    files = {f"actors/{path.name}": path for path in sorted((settings.data / "actors").glob("*.csv"))}
    files |= {f"actors/own/{n}-{path.name}": path for n, path in enumerate(settings.actors, 1)}
    return {name: _read(path) for name, path in files.items()}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). It was used to code; put it back and try again.") from error


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            bundle.writestr(entry, files[name])
    return out.getvalue()
