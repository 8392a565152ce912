"""The second reader: what a small trained network thinks one marked participant does to another in a sentence."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state
from tokenizers import Tokenizer

from comity.coders.seal import belongs, is_whole
from comity.errors import DataError
from comity.lexicon.ontology import Ontology

FORMAT = "1"
MODEL, TOKENIZER = "pairs-en.onnx", "pairs-en.tokenizer.json"
WITHOUT = "To go on without the model use --no-model, or Settings(model=False); to mend it install Comity again or run `make model`"
REFUSALS = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NotImplemented, state.RuntimeException)
LONGEST, DIGITS = 160, 3  # in tokens; in the decimals of a probability


class Pair(NamedTuple):
    """A sentence and the half-open offsets in it of the two participants asked about; either may be None."""

    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """Calibrated probabilities, 0 to 1, of what the pair's actor does to its recipient.

    types: the codebook's event types and "none". plover: the same after PLOVER's published table. modes: those of the likeliest type,
    "" for no mode. statuses: the status of that act.
    """

    types: dict[str, float]
    plover: dict[str, float]
    modes: dict[str, float]
    statuses: dict[str, float]

    @property
    def best(self) -> str:
        """The likeliest type, "none" included."""
        return max(self.types, key=lambda t: self.types[t])


@dataclass(frozen=True, slots=True)
class PairModel:
    """The loaded network with its labels."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    temperatures: tuple[float, ...]
    marks: tuple[int, int, int, int, int, int]
    version: str

    def read(self, pairs: Sequence[Pair]) -> list[Opinion | None]:
        """One opinion for each pair, in order; None where the two stand too far apart for the network to see both.

        Each is computed alone: a batch would save little and let neighbours touch the last digits.
        """
        return [self._read_one(pair) for pair in pairs]

    def _read_one(self, pair: Pair) -> Opinion | None:
        seen = self._encode(pair)
        if seen is None:
            return None
        ids, actor, recipient = seen
        arrays: dict[str, np.ndarray] = {name: np.zeros((1, len(ids)), np.float32) for name in ("mask", "actor", "recipient")}
        arrays["ids"] = np.array([ids], np.int64)
        arrays["mask"][:] = 1
        for name, at in (("actor", actor), ("recipient", recipient)):
            if at >= 0:
                arrays[name][0, at] = 1
        outputs = self.session.run(None, arrays)
        types, plover, modes, statuses = (_shares(out[0] / t) for out, t in zip(outputs, self.temperatures, strict=True))
        best = self.types[max(range(len(types)), key=lambda k: types[k])]
        own = {m.partition("/")[2]: p for m, p in zip(self.modes, modes, strict=True) if not m or m.startswith(best + "/")}
        return Opinion(dict(zip(self.types, types, strict=True)), dict(zip(self.types, plover, strict=True)), own,
                       dict(zip(self.statuses, statuses, strict=True)))  # fmt: skip

    def _encode(self, pair: Pair) -> tuple[list[int], int, int] | None:
        """Token ids with a mark before and after each participant, and the positions of the opening marks, -1 for none.

        Of a text longer than the network was trained on, the part around the marks; None where that part is too long itself.
        """
        begin, end, *marks = self.marks
        spans = ((pair.actor, marks[0], marks[1]), (pair.recipient, marks[2], marks[3]))
        cuts = sorted(cut for span, opening, closing in spans if span for cut in ((span[0], 1, opening), (span[1], 0, closing)))
        ids: list[int] = []
        last, marked = 0, []
        for at, _, mark in cuts:
            ids += self.tokenizer.encode(pair.text[last:at], add_special_tokens=False).ids
            marked.append(len(ids))
            ids.append(mark)
            last = at
        ids += self.tokenizer.encode(pair.text[last:], add_special_tokens=False).ids
        room = LONGEST - 2
        first, final = (marked[0], marked[-1]) if marked else (0, 0)
        if final - first >= room:
            return None
        start = max(0, min(first - (room - (final - first)) // 2, len(ids) - room))
        ids = [begin, *ids[start : start + room], end]
        actor, recipient = (ids.index(opening) if opening in ids else -1 for _, opening, _ in spans)
        return ids, actor, recipient


def _shares(logits: np.ndarray) -> list[float]:
    """Probabilities, computed in double precision and rounded so that processors rarely differ."""
    raised = np.exp(logits.astype(np.float64) - float(logits.max()))
    return [round(float(p), DIGITS) for p in raised / raised.sum()]


def load_model(folder: Path, ontology: Ontology) -> PairModel:
    """The model of a folder. Raises DataError where a file is missing, cut short, made for another version or for other types."""
    model, tokenizer = folder / MODEL, folder / TOKENIZER
    for file in (model, tokenizer):
        if not file.is_file():
            raise DataError(f"{file}: the trained model is missing. {WITHOUT}.")
    whole, words = _checked(model, tokenizer)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(whole, options, providers=["CPUExecutionProvider"])
        told = session.get_modelmeta().custom_metadata_map
    except (UnicodeDecodeError, *REFUSALS) as error:  # of a file that is whole, but made for another library
        raise _damaged(model, str(error)) from error
    if told.get("format") != FORMAT:
        raise DataError(f"{model}: the model has format {told.get('format', 'none')!r}; this version reads {FORMAT!r}. {WITHOUT}.")
    try:
        names = ("[CLS]", "[SEP]", *json.loads(told["marks"]))
        types, modes, statuses, temperatures = (tuple(json.loads(told[k])) for k in ("types", "modes", "statuses", "temperatures"))
        version = told["version"]
    except (KeyError, ValueError) as error:
        raise DataError(f"{model}: the model does not say its labels as this version reads them ({error!r}). {WITHOUT}.") from error
    if unknown := _unknown(types, modes, statuses, ontology):
        raise DataError(f"{model}: the model speaks of {', '.join(unknown)}, which the ontology does not have. {WITHOUT}.")
    marks = [words.token_to_id(t) for t in names]
    if None in marks:
        raise DataError(f"{tokenizer}: the vocabulary does not belong to the model {model.name}. {WITHOUT}.")
    return PairModel(session, words, types, modes, statuses, temperatures, tuple(marks), version)  # type: ignore[arg-type]


def _unknown(types: Sequence[str], modes: Sequence[str], statuses: Sequence[str], ontology: Ontology) -> list[str]:
    """Labels that the ontology does not have."""
    strange = [t for t in types if t != "none" and t not in ontology.types]
    strange += [m for m in modes if m and tuple(m.split("/", 1)) not in ontology.modes]
    return strange + [s for s in statuses if s not in ontology.axes_of]


def _checked(model: Path, tokenizer: Path) -> tuple[bytes, Tokenizer]:
    """The files of a model as they were sealed. A flipped weight would only make worse answers, so the checksum must tell of it."""
    try:
        whole, told = model.read_bytes(), tokenizer.read_bytes()
    except OSError as error:
        raise _damaged(Path(error.filename or model), str(error)) from error
    if not is_whole(whole):
        raise _damaged(model, "its checksum is another")
    if not belongs(told, whole):
        raise DataError(f"{tokenizer}: the vocabulary does not belong to the model {model.name}, or it is damaged. {WITHOUT}.")
    return whole, Tokenizer.from_buffer(told)


def _damaged(file: Path, told: str) -> DataError:
    brief = (told.splitlines() or ["no reason given"])[0][:120]
    return DataError(f"{file}: cannot be read as part of the trained model; it is cut short or damaged ({brief}). {WITHOUT}.")
