import pytest

from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from tests.desk.small_press import press_tools, watch_small_press


@pytest.fixture
def tools(tmp_path):
    with press_tools(tmp_path / "archive") as made:
        yield made


@pytest.fixture
def desk(db, tools):
    """A desk that took in the small press, up to a draft; gives its tools."""
    watch_small_press(tools)
    run_pass(STAGES, tools)
    return tools
