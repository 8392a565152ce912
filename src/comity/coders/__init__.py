"""Acts: each coder proposes drafts of claims for a parsed sentence."""
