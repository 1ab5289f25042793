"""What people do on a desk, a file a noun. Each act leaves a line in the log."""
