"""Pages of the web: one that is watched, those that link articles, and lists of addresses."""
