"""Newsletters: from a mail server, a maildir or a mail program's file."""
