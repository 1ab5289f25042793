"""A module is one idea: none grows over four hundred lines, none is called after nothing."""

from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "columninch"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
LONG = {"records.py"}  # every noun of the field, in one place
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_is_one_idea(module):
    if module.name not in LONG:
        assert len(module.read_text().splitlines()) <= 400
    assert module.stem not in EMPTY_NAMES
