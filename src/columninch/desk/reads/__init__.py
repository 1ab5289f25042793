"""What pages and commands ask of the database, a file a noun."""
