"""Whether an act happened, when and where: status, dates and places of drafts."""
