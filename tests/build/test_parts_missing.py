"""A practice's folder that lacks a part is told which, and nothing is built."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.errors import BedsideError


@pytest.mark.parametrize("name", ["publishconf.py", "pelicanconf.py", "content"])
def test_a_part_that_is_missing_is_named(
    site: SmallSite, now: datetime, tmp_path: Path, name: str
) -> None:
    """Pelican's own traceback would say nothing of it."""
    project, part = site.project(), site.root / name
    part.rename(tmp_path / "elsewhere")
    with pytest.raises(BedsideError, match=f"{name}.*not there"):
        build_site(project, now, Announced())
    assert not project.output.exists()
