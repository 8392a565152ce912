"""Claims in the formats that other programs read: one writer a format."""
