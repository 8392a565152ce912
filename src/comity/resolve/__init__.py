"""Who is meant: names, agents, pronouns and descriptions become participants."""
