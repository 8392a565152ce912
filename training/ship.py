"""Calibrate a trained reader on held-out sentences, write it as the shipped files, and say in the model card what it is worth.

usage: python training/ship.py --model FOLDER … [--layers 6] [--hold=-05]

Of several folders, the steps of one training, the mean of their weights is shipped.
"""

import argparse
import collections
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from examples import MARKS, Example, encode, plain
from export import export, label, pruned, small_tokenizer
from labels import IGNORED, MODES, STATUSES, TYPES
from lexicon import lexicon_sentences
from network import Reader
from seal import TARGET, seal
from sentences import FOLDER, PAIRS, parse_pair, read_sentences
from train import BASE, SIZES, report, tokenizer_of

FILE = TARGET / "pairs-en.onnx"
TEMPLATE = Path(__file__).parent / "card.md"
CARD = Path(__file__).parent.parent / "docs/model.md"
PLOT = CARD.parent / "model-reliability.svg"


def temperature(logits: torch.Tensor, gold: torch.Tensor) -> float:
    """The divisor of the logits under which the held-out labels are likeliest."""
    told = gold != IGNORED
    tried = [0.5 + 0.05 * k for k in range(51)]
    return min(tried, key=lambda t: torch.nn.functional.cross_entropy(logits[told] / t, gold[told]).item())


def reliability(shares: torch.Tensor, gold: torch.Tensor) -> list[tuple[float, float, int]]:
    """Tenths of confidence with the share that was right and how many there were."""
    best, said = shares.max(1)
    rows = []
    for low in range(10):
        inside = (best >= low / 10) & (best < (low + 1) / 10 + (low == 9))
        if inside.any():
            rows.append((best[inside].mean().item(), (said == gold)[inside].float().mean().item(), int(inside.sum())))
    return rows


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--model", type=Path, nargs="+", required=True)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--hold", nargs="*", default=["-05"])
    ask.add_argument("--version", default="1")
    args = ask.parse_args()
    model = Reader(SIZES, args.layers)
    steps = [torch.load(folder / "model.pt") for folder in args.model]
    model.load_state_dict({name: sum(step[name] for step in steps) / len(steps) for name in steps[0]})
    files = sorted(FOLDER.glob("*.txt"))
    hidden = [f for f in files if f.stem.endswith(tuple(args.hold))]
    held = plain(read_sentences(hidden)[0])
    unseen = {e.text for e in held}
    pairs = plain([p for p in read_sentences(sorted(PAIRS.glob("*.txt")), parse_pair)[0] if p.text in unseen])
    seen = [s.text for s in read_sentences([f for f in files if f not in hidden])[0] + lexicon_sentences()]
    tokenizer = tokenizer_of()
    vocabulary, rows = pruned(tokenizer, seen)
    names = {i: t for t, i in tokenizer.get_vocab().items()}
    marks = [names[i] for role in ("actor", "recipient") for i in MARKS[role]]
    metadata = {"version": args.version, "types": json.dumps(TYPES), "modes": json.dumps(MODES), "statuses": json.dumps(STATUSES),
                "marks": json.dumps(marks)}  # fmt: skip
    TARGET.mkdir(parents=True, exist_ok=True)
    small = small_tokenizer(BASE / "tokenizer.json", vocabulary)
    (TARGET / "pairs-en.tokenizer.json").write_text(json.dumps(small, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    export(model, rows, vocabulary, metadata, FILE)
    logits = exported_logits(held, vocabulary, tokenizer)
    gold = torch.tensor([[e.labels.event_type, e.labels.plover, e.labels.mode, e.labels.status] for e in held])
    temperatures = [round(temperature(out, gold[:, k]), 2) for k, out in enumerate(logits)]
    label(FILE, {**metadata, "temperatures": json.dumps(temperatures)})
    seal(TARGET)
    calibrated = (logits[0] / temperatures[0]).softmax(1)
    figures = report([out.softmax(1) for out in logits], held)
    figures["pairs"] = report([out.softmax(1) for out in exported_logits(pairs, vocabulary, tokenizer)], pairs)["type"]
    write_card(args, figures, temperatures, reliability(calibrated, gold[:, 0]), (len(held), len(pairs)), len(rows))


def exported_logits(examples: list[Example], vocabulary: dict[str, int], tokenizer: Tokenizer) -> list[torch.Tensor]:
    """What the shipped file gives for examples, one at a time as at run time; a token that it does not have is its unknown one."""
    session = onnxruntime.InferenceSession(str(FILE))
    names = {i: t for t, i in tokenizer.get_vocab().items()}
    rows = []
    for example in examples:
        ids, actor, recipient = encode(tokenizer, example.text, example.actor, example.recipient)
        marks = np.zeros((2, 1, len(ids)), np.float32)
        for k, at in enumerate((actor, recipient)):
            if at >= 0:
                marks[k, 0, at] = 1
        own = [[vocabulary.get(names[i], vocabulary["[UNK]"]) for i in ids]]
        given = {"ids": np.array(own, np.int64), "mask": np.ones((1, len(ids)), np.float32), "actor": marks[0], "recipient": marks[1]}
        rows.append([out[0] for out in session.run(None, given)])
    return [torch.tensor(np.stack(column)) for column in zip(*rows, strict=True)]


def write_card(
    args: argparse.Namespace,
    figures: dict[str, float],
    temperatures: list[float],
    bins: list[tuple[float, float, int]],
    held: tuple[int, int],
    tokens: int,
) -> None:
    """The model card and its reliability plot."""
    sentences = read_sentences(sorted(FOLDER.glob("*.txt")))[0]
    types = collections.Counter(s.event_type for s in sentences)
    statuses = collections.Counter(s.status for s in sentences if s.event_type != "none")
    more = f"{len(read_sentences(sorted(PAIRS.glob('*.txt')), parse_pair)[0]):,}"
    size = sum((TARGET / name).stat().st_size for name in ("pairs-en.onnx", "pairs-en.tokenizer.json")) / 1e6
    text = TEMPLATE.read_text(encoding="utf-8").format(
        layers=args.layers, version=args.version, size=f"{size:.1f}", tokens=f"{tokens:,}", sentences=f"{len(sentences):,}",
        examples=f"{len(lexicon_sentences()):,}", held=held[0], held_pairs=held[1], more=more, temperatures=", ".join(map(str, temperatures)),
        types=", ".join(f"{t} {n}" for t, n in types.most_common()), statuses=", ".join(f"{t} {n}" for t, n in statuses.most_common()),
        **{k: f"{v:.1f}" for k, v in figures.items()},
        bins="\n".join(f"| {mean:.2f} | {right:.2f} | {n} |" for mean, right, n in bins),
    )  # fmt: skip
    CARD.write_text(text, encoding="utf-8")
    PLOT.write_text(plot(bins), encoding="utf-8")
    print(text)


def plot(bins: list[tuple[float, float, int]]) -> str:
    """The reliability plot as SVG: confidence across, share right upwards, the diagonal is perfect."""
    at = lambda x, y: f"{40 + 300 * x:.1f},{320 - 300 * y:.1f}"  # noqa: E731
    dots = "".join(
        f'<circle cx="{40 + 300 * mean:.1f}" cy="{320 - 300 * right:.1f}" r="{3 + n**0.5 / 4:.1f}" fill="#2b6cb0" fill-opacity=".7">'
        f"<title>{n} sentences: confidence {mean:.2f}, right {right:.2f}</title></circle>"
        for mean, right, n in bins
    )
    path = " ".join(at(mean, right) for mean, right, _ in bins)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 360" font-family="sans-serif" font-size="12" role="img">'
        "<title>Reliability of the model's type on held-out sentences</title>"
        f'<rect width="360" height="360" fill="#fff"/><polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4" fill="none"/>'
        f'<polyline points="{at(0, 1)} {at(0, 0)} {at(1, 0)}" stroke="#333" fill="none"/><polyline points="{path}" stroke="#2b6cb0" fill="none"/>{dots}'
        '<text x="150" y="350">confidence</text><text x="14" y="180" transform="rotate(-90 14 180)">share right</text></svg>\n'
    )


if __name__ == "__main__":
    main()
