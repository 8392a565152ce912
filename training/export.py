"""Write a trained reader as one ONNX file with int8 weights, and the tokenizer with the vocabulary it needs.

Weights are stored as int8 with a scale for each row and turned back to floats before use, so all arithmetic is in floats and a
sentence gets the same answer in any batch.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from network import Reader

FORMAT = "1"  # what `comity.coders.model` can read


class Int8Linear(nn.Module):
    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        scale = linear.weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("weight", (linear.weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", linear.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        return torch.matmul(x, (self.weight.float() * self.scale).t()) + self.bias


class Int8Embedding(nn.Module):
    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("weight", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.weight[ids].float() * self.scale[ids]


def in_int8(module: nn.Module) -> None:
    """Replace every linear layer and embedding below a module."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear):
            setattr(module, name, Int8Linear(child))
        elif isinstance(child, nn.Embedding) and name == "words":
            setattr(module, name, Int8Embedding(child.weight.detach()))
        elif not isinstance(child, nn.Embedding):
            in_int8(child)


def pruned(tokenizer: Tokenizer, texts: Iterable[str], kept: int = 5) -> tuple[dict[str, int], list[int]]:
    """A smaller vocabulary (token -> new id) and the old ids of its rows: marks, single characters, tokens of the texts, then
    short old ids, which are the frequent ones."""
    old = tokenizer.get_vocab()
    seen = {i for text in texts for i in tokenizer.encode(text, add_special_tokens=False).ids}
    special = [i for t, i in old.items() if t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]") or i <= kept - 1]
    ascii_token = lambda t: t.removeprefix("##").isascii()  # noqa: E731
    single = {
        i
        for t, i in old.items()
        if len(t.removeprefix("##")) == 1 and (ascii_token(t) or t.removeprefix("##").isalpha() and ord(t[-1]) < 0x250)
    }
    common = {i for t, i in old.items() if ascii_token(t) and 999 <= i < FREQUENT}
    rows = [*sorted(special), *sorted((seen | single | common) - set(special))]
    name = {i: t for t, i in old.items()}
    return {name[i]: n for n, i in enumerate(rows)}, rows


FREQUENT = 12000  # ids below this are kept anyway: the base vocabulary is sorted by frequency


def small_tokenizer(base: Path, vocabulary: dict[str, int]) -> dict:
    """The base tokenizer's file with another vocabulary."""
    given = json.loads(base.read_text(encoding="utf-8"))
    given["model"]["vocab"] = vocabulary
    given["added_tokens"] = [{**t, "id": vocabulary[t["content"]]} for t in given["added_tokens"] if t["content"] in vocabulary]
    given["truncation"] = given["padding"] = None
    given["post_processor"] = None
    return given


def export(model: Reader, rows: list[int], vocabulary: dict[str, int], metadata: dict[str, str], file: Path) -> None:
    """The model with only the embedding rows of the new vocabulary, as ONNX with its metadata."""
    model = model.eval()
    model.encoder.words = nn.Embedding.from_pretrained(model.encoder.words.weight.detach()[rows])
    in_int8(model)
    ids = torch.randint(5, len(rows), (2, 24))
    mask, actor, recipient = torch.ones(2, 24), torch.zeros(2, 24), torch.zeros(2, 24)
    actor[:, 1] = recipient[:, 5] = 1
    axes = {n: {0: "batch", 1: "length"} for n in ("ids", "mask", "actor", "recipient")}
    outputs = ("type", "plover", "mode", "status")
    torch.onnx.export(model, (ids, mask, actor, recipient), str(file), input_names=list(axes), output_names=list(outputs), opset_version=17,
                      dynamic_axes={**axes, **{o: {0: "batch"} for o in outputs}}, do_constant_folding=False, dynamo=False)  # fmt: skip
    label(file, metadata)


def restored(file: Path, small: Path, words: Tensor, vocabulary: dict[str, int]) -> dict[str, Tensor]:
    """The weights of an exported reader as `Reader` loads them. `words` are the base's embeddings, `vocabulary` its token ids: what
    the exported vocabulary left out stays as the base has it."""
    stored = {t.name: torch.from_numpy(onnx.numpy_helper.to_array(t).copy()) for t in onnx.load(str(file)).graph.initializer}
    scaled = {name.removesuffix(".scale") for name in stored if name.endswith(".scale")}
    state = {name: weight for name, weight in stored.items() if name.rpartition(".")[0] not in scaled or name.endswith(".bias")}
    state |= {f"{name}.weight": stored[f"{name}.weight"].float() * stored[f"{name}.scale"] for name in scaled}
    own = json.loads(small.read_text(encoding="utf-8"))["model"]["vocab"]
    full = words.clone()
    full[[vocabulary[token] for token in own]] = state["encoder.words.weight"][list(own.values())]
    return {**state, "encoder.words.weight": full}


def label(file: Path, metadata: dict[str, str]) -> None:
    """Write what a model says of itself into its file."""
    written = onnx.load(str(file))
    del written.metadata_props[:]
    for key, value in {"format": FORMAT, **metadata}.items():
        entry = written.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(written, str(file))
