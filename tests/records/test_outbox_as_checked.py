"""What a check has read is what is announced, and what a theme brings along is read too."""

from datetime import datetime

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.errors import BedsideError, ChecksFailed
from bedside.files import read_text, write_atomic
from bedside.syndication.setting import own_outbox


def test_an_outbox_edited_after_the_check_is_refused(site: SmallSite, now: datetime) -> None:
    """Its texts go to the networks: one that nothing has read goes nowhere."""
    site.post("hands")
    project = site.project()
    build_site(project, now, Announced())
    assert own_outbox(project).posts
    write_atomic(project.outbox, read_text(project.outbox).replace("Hands", "Sarah Miller"))
    with pytest.raises(BedsideError, match="is not the one that was checked"):
        own_outbox(project)


def test_an_outbox_without_a_receipt_is_refused(site: SmallSite, now: datetime) -> None:
    """Nobody can tell whether it was checked."""
    site.post("hands")
    project = site.project()
    build_site(project, now, Announced())
    project.receipt.unlink()
    with pytest.raises(BedsideError, match=r"receipt\.json: is missing"):
        own_outbox(project)


def test_a_text_that_the_theme_brings_is_read(site: SmallSite, now: datetime) -> None:
    """It is published like any other; only the licences of fonts are not."""
    theme = site.root / "theme"
    real = theme.resolve()
    theme.unlink()
    (theme / "static").mkdir(parents=True)
    for one in real.iterdir():
        if one.name != "static":
            (theme / one.name).symlink_to(one)
    for one in (real / "static").iterdir():
        (theme / "static" / one.name).symlink_to(one)
    (theme / "static" / "notes.txt").write_text("MRN 4482913")
    site.post("hands")
    with pytest.raises(ChecksFailed) as failed:
        build_site(site.project(), now, Announced())
    assert {one.code for one in failed.value.findings} == {"PHI008"}
