"""The `columninch` command.

`parser.py` knows the commands and imports nothing heavy, so that help comes at once;
`boot.py` opens the desk; `commands/` has a module a command with its `run`.
"""

from columninch.cli.entry import main

__all__ = ["main"]
