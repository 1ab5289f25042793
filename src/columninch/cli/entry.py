"""From the command line to a command, and from an error to one line and an exit code."""

from __future__ import annotations

import sys
from importlib import import_module

from columninch.cli.parser import build_parser
from columninch.errors import ColumninchError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code: 0, 1 for an error, 2 for wrong usage."""
    given = build_parser().parse_args(arguments)
    command = import_module(f"columninch.cli.commands.{given.module}")
    try:
        return int(command.run(given) or 0)
    except ColumninchError as error:
        if given.debug:
            raise
        sys.stderr.write(f"columninch: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; what was done is kept\n")
        return 130
    except BrokenPipeError:
        return 0
