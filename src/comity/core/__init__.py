"""Values: what a document, a participant, a claim, a date and a place are. Standard library only."""
