"""Calibrate a trained reader on held-out sentences, write it as the shipped files, and say in the model card what it is worth.

usage: python training/ship.py --model FOLDER [--layers 6] [--hold=-05]
"""

import argparse
import collections
import json
from pathlib import Path

import onnxruntime
import torch
from tokenizers import Tokenizer

from examples import MARKS, plain
from export import export, pruned, small_tokenizer
from labels import IGNORED, MODES, STATUSES, TYPES
from lexicon import lexicon_sentences
from network import Reader
from sentences import FOLDER, read_sentences
from train import BASE, SIZES, predict, report, tokenizer_of

TARGET = Path(__file__).parent.parent / "src/comity/data/models"
TEMPLATE = Path(__file__).parent / "card.md"
CARD = Path(__file__).parent.parent / "docs/model.md"
PLOT = CARD.parent / "model-reliability.svg"


def temperature(logits: torch.Tensor, gold: torch.Tensor) -> float:
    """The divisor of the logits under which the held-out labels are likeliest."""
    told = gold != IGNORED
    tried = [0.5 + 0.05 * k for k in range(51)]
    return min(tried, key=lambda t: torch.nn.functional.cross_entropy(logits[told] / t, gold[told]).item())


def logits_of(shares: list[torch.Tensor]) -> list[torch.Tensor]:
    return [s.clamp(min=1e-9).log() for s in shares]


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
    ask.add_argument("--model", type=Path, required=True)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--hold", nargs="*", default=["-05"])
    ask.add_argument("--version", default="1")
    args = ask.parse_args()
    model = Reader(SIZES, args.layers)
    model.load_state_dict(torch.load(args.model / "model.pt"))
    files = sorted(FOLDER.glob("*.txt"))
    held = plain(read_sentences([f for f in files if any(f.stem.endswith(h) for h in args.hold)])[0])
    everything = [s.text for s in read_sentences(files)[0] + lexicon_sentences()]
    tokenizer = tokenizer_of()
    shares = predict(model, held, tokenizer)
    gold = torch.tensor([[e.labels.event_type, e.labels.plover, e.labels.mode, e.labels.status] for e in held])
    logits = logits_of(shares)
    temperatures = [round(temperature(out, gold[:, k]), 2) for k, out in enumerate(logits)]
    calibrated = (logits[0] / temperatures[0]).softmax(1)
    vocabulary, rows = pruned(tokenizer, everything)
    names = {i: t for t, i in tokenizer.get_vocab().items()}
    marks = [names[i] for role in ("actor", "recipient") for i in MARKS[role]]
    TARGET.mkdir(parents=True, exist_ok=True)
    metadata = {"version": args.version, "types": json.dumps(TYPES), "modes": json.dumps(MODES), "statuses": json.dumps(STATUSES),
                "temperatures": json.dumps(temperatures), "marks": json.dumps(marks)}  # fmt: skip
    export(model, rows, vocabulary, metadata, TARGET / "pairs-en.onnx")
    small = small_tokenizer(BASE / "tokenizer.json", vocabulary)
    (TARGET / "pairs-en.tokenizer.json").write_text(json.dumps(small, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    Tokenizer.from_file(str(TARGET / "pairs-en.tokenizer.json"))
    onnxruntime.InferenceSession(str(TARGET / "pairs-en.onnx"))
    write_card(args, report(shares, held), temperatures, reliability(calibrated, gold[:, 0]), len(held), len(rows))


def write_card(
    args: argparse.Namespace,
    figures: dict[str, float],
    temperatures: list[float],
    bins: list[tuple[float, float, int]],
    held: int,
    tokens: int,
) -> None:
    """The model card and its reliability plot."""
    sentences = read_sentences(sorted(FOLDER.glob("*.txt")))[0]
    types = collections.Counter(s.event_type for s in sentences)
    statuses = collections.Counter(s.status for s in sentences if s.event_type != "none")
    size = sum((TARGET / name).stat().st_size for name in ("pairs-en.onnx", "pairs-en.tokenizer.json")) / 1e6
    text = TEMPLATE.read_text(encoding="utf-8").format(
        layers=args.layers, version=args.version, size=f"{size:.1f}", tokens=f"{tokens:,}", sentences=f"{len(sentences):,}",
        examples=f"{len(lexicon_sentences()):,}", held=held, temperatures=", ".join(map(str, temperatures)),
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
