"""What an outlet's pages have in common, learned from its own pages."""
