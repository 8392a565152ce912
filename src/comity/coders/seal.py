"""A checksum at the end of the trained model's file, which tells a whole file from a damaged one.

An ONNX file is a protobuf message, and those take further fields at their end: the seal is one more entry of what the model says of itself.
It holds the hash of all that stands before it and that of the tokenizer, so that neither can change alone.
"""

from hashlib import sha256

KEY, VALUE_LENGTH = b"sha256", 129  # two hashes in hexadecimal and the space between
METADATA, ENTRY_KEY, ENTRY_VALUE = b"\x72", b"\x0a", b"\x12"  # the tags of ModelProto.metadata_props and of an entry's parts


def sealed(model: bytes, tokenizer: bytes) -> bytes:
    """A model's file with the seal for this tokenizer in the place of any other."""
    body = model[: _end(model)]
    return body + _entry(_hash(body) + b" " + _hash(tokenizer))


def is_whole(model: bytes) -> bool:
    """Whether a model's file is as it was sealed."""
    end = _end(model)
    return end < len(model) and model[-VALUE_LENGTH:][:64] == _hash(memoryview(model)[:end])


def belongs(tokenizer: bytes, model: bytes) -> bool:
    """Whether a tokenizer is the one that a model's file was sealed with."""
    return _end(model) < len(model) and model[-64:] == _hash(tokenizer)


def _end(model: bytes) -> int:
    """Where the seal begins; the file's end if it has none."""
    entry = _entry(model[-VALUE_LENGTH:])
    return len(model) - len(entry) if len(model) > len(entry) and model.endswith(entry) else len(model)


def _hash(data: bytes | memoryview) -> bytes:
    return sha256(data).hexdigest().encode("ascii")


def _entry(value: bytes) -> bytes:
    return _field(METADATA, _field(ENTRY_KEY, KEY) + _field(ENTRY_VALUE, value))


def _field(tag: bytes, content: bytes) -> bytes:
    """A field as protobuf writes it: tag, length in groups of seven bits, content."""
    length, size = len(content), b""
    while length > 127:
        size += bytes([length & 127 | 128])
        length >>= 7
    return tag + size + bytes([length]) + content
