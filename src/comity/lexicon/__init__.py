"""Knowledge: data files read into immutable, typed tables."""
