"""Measures of a coder on the project's own labelled sentences."""
