"""Links and pictures are found from the file's own folder, or in Pelican's own form from content/."""

import pytest

from bedside.site.targets import resolve


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("flu.md", "posts/flu.md"),
        ("../images/a.png", "images/a.png"),
        ("{static}/images/a.png", "images/a.png"),
        ("{static}../images/a.png", "images/a.png"),
        ("{filename}flu.md#when", "posts/flu.md"),
        ("{attach}/videos/a.mp4", "videos/a.mp4"),
        ("/blog/flu/", None),
        ("https://www.cdc.gov/flu.md", None),
        ("#when", None),
    ],
)
def test_where_a_link_leads(target: str, path: str | None) -> None:
    """Each form names one file under content/; addresses of pages and other sites name none."""
    assert resolve(target, "posts/a.md") == path
