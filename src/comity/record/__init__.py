"""The record: a folder of Delta tables that keeps every coding, each batch whole or not at all."""
