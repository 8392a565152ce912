"""Sentence splitting and parsing."""
