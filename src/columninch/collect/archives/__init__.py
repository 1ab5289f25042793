"""What others archived: an index server's captures, and archive files."""
