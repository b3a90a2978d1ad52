"""A source that Pelican would pass over stops the build, with what to do."""

from datetime import datetime

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.errors import BedsideError


@pytest.mark.parametrize("place", ["posts/hands.MD", "notes/hands.md"])
def test_a_file_that_would_be_left_out_is_named(site: SmallSite, now: datetime, place: str) -> None:
    """Its author would look for it on the site in vain."""
    target = site.root / "content" / place
    post = site.post("hands")
    target.parent.mkdir(exist_ok=True)
    post.rename(target)
    with pytest.raises(BedsideError, match=r"small letters.*rename or move it"):
        build_site(site.project(), now, Announced())
