"""Finding the sources behind an address that a person names."""
