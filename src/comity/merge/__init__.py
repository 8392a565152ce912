"""Claims to events: which claims tell of one act, and what they tell together."""
