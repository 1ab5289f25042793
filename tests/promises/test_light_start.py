"""Help comes at once: nothing heavy is imported for it."""

import subprocess
import sys

import pytest

from columninch.cli.parser import COMMANDS

HEAVY = ("django", "trafilatura", "sklearn", "scipy", "numpy", "lxml", "lingua", "urllib3")
ASK = """
import sys
from columninch.cli import main
try:
    main({words!r} + ["--help"])
except SystemExit:
    pass
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize("words", [(), *(command.words for command in COMMANDS)])
def test_help_imports_nothing_heavy(words):
    script = ASK.format(words=list(words), heavy=HEAVY)
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.strip() == "[]"
    assert "usage: columninch" in done.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.words))
def test_each_command_has_an_example_that_names_it(command):
    assert command.example.startswith("columninch " + " ".join(command.words))
