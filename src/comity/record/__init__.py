"""The record: Delta tables, in a folder or an object store, that keep every coding, each batch whole or not at all."""
