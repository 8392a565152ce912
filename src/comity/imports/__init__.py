"""Other event data sets as foreign claims: one reader a format, each a plain function from a file to codings without evidence."""
