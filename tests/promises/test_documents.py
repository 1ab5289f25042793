"""What the documents say is there, and what is there they say."""

import re
from pathlib import Path

import pytest

from columninch.cli.parser import COMMANDS
from columninch.desk.config import OPTIONS
from columninch.desk.pipeline import STAGES
from columninch.shares.estimate import ESTIMATORS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_each_setting_is_in_the_operators_guide(option):
    assert f"`{option.name}`" in (ROOT / "docs/operators.md").read_text()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.words))
def test_each_command_is_in_a_document(command):
    told = " ".join(
        (ROOT / name).read_text()
        for name in ("README.md", "docs/operators.md", "docs/editors.md", "CHANGELOG.md")
    )
    assert " ".join(command.words) in told or f"`{command.words[-1]}`" in told


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_each_stage_is_a_step_of_the_architecture(stage):
    assert f"**{stage.name}**" in (ROOT / "ARCHITECTURE.md").read_text()


@pytest.mark.parametrize("key", ESTIMATORS)
def test_each_estimator_is_in_the_methods(key):
    assert f"`{key}`" in (ROOT / "docs/methods.md").read_text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    targets = [link for link in LINK.findall(document.read_text()) if "://" not in link]
    missing = [link for link in targets if not (document.parent / link).exists()]
    assert missing == []
