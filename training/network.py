"""The network: a BERT encoder with heads that read the two marked participants and the whole sentence."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, POSITIONS = 384, 12, 512


class Layer(nn.Module):
    """One transformer layer: self-attention and a feed-forward part, each with its residual and norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm, self.norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        batch, length = states.shape[0], states.shape[1]
        query, key, value = (
            part(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        weights = torch.softmax(query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, dim=-1)
        seen = (self.drop(weights) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.attention_norm(states + self.drop(self.output(seen)))
        return self.norm(states + self.drop(self.narrow(nn.functional.gelu(self.wide(states)))))


class Encoder(nn.Module):
    """Token ids and mask, both [batch, length], to states [batch, length, WIDTH]."""

    def __init__(self, vocabulary: int, layers: int) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.drop(self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]]))
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


class Reader(nn.Module):
    """Token ids, mask and the places of both opening marks -> logits of type, PLOVER type, mode and status."""

    def __init__(self, sizes: tuple[int, int, int, int], layers: int, vocabulary: int = 30522) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, layers)
        self.mix = nn.Linear(3 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleList(nn.Linear(WIDTH, n) for n in sizes)

    def forward(self, ids: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, ...]:
        """ids: [batch, length]; mask, actor, recipient: the same shape, one where there is a token or the mark opens, else zero."""
        states = self.encoder(ids, mask)
        mean = (mask.unsqueeze(1) @ states).squeeze(1) / mask.sum(dim=1, keepdim=True)
        marks = [(mark.unsqueeze(1) @ states).squeeze(1) for mark in (actor, recipient)]
        mixed = self.drop(nn.functional.gelu(self.mix(torch.cat([mean, *marks], dim=1))))
        return tuple(head(mixed) for head in self.heads)


PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm", "wide": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip


def load_base(model: Reader, file: Path) -> None:
    """Give the encoder the weights of a six-layer BERT; a model of three layers takes every second layer."""
    given = load_file(file)
    layers = len(model.encoder.layers)
    state = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for own in range(layers):
        base = (own + 1) * (6 // layers) - 1
        for name, theirs in PARTS.items():
            for kind in ("weight", "bias"):
                state[f"layers.{own}.{name}.{kind}"] = given[f"encoder.layer.{base}.{theirs}.{kind}"]
    model.encoder.load_state_dict(state)
