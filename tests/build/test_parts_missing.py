"""A practice's folder that lacks a part is told which, and nothing is built."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.errors import BedsideError


@pytest.mark.parametrize("name", ["publishconf.py", "pelicanconf.py", "content", "theme"])
def test_a_part_that_is_missing_is_named(
    site: SmallSite, now: datetime, tmp_path: Path, name: str
) -> None:
    """Pelican's own traceback would say nothing of it."""
    project, part = site.project(), site.root / name
    part.rename(tmp_path / "elsewhere")
    with pytest.raises(
        BedsideError, match=rf"{name}.*not there|Could not find the theme .*{name}:"
    ):
        build_site(project, now, Announced())
    assert not project.output.exists()


@pytest.mark.parametrize(
    ("line", "said"), [("X = (", "never closed"), ("X = nothing", "'nothing' is not defined")]
)
def test_settings_that_do_not_run_are_told_with_their_line(
    site: SmallSite, now: datetime, line: str, said: str
) -> None:
    """The practice's own file is to blame, and which line of it."""
    project, file = site.project(), site.root / "pelicanconf.py"
    file.write_text(f"{line}\n{file.read_text()}")
    with pytest.raises(BedsideError, match=f"pelicanconf.py:1: .*{said}"):
        build_site(project, now, Announced())


@pytest.mark.parametrize("name", ["build", "output"])
def test_a_file_where_a_folder_is_made_is_named(site: SmallSite, name: str) -> None:
    """It is nobody's bug, and it is not removed."""
    (site.root / name).write_text("mine")
    with pytest.raises(BedsideError, match=f"{name}: a file stands where"):
        site.project()
    assert (site.root / name).read_text() == "mine"
