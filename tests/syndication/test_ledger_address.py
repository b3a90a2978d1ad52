"""A wrong ledger address is said plainly, and its password never."""

import pytest

from bedside.errors import BedsideError
from bedside.syndication.engine import read_address


@pytest.mark.parametrize(
    "url", ["postgresql://u:hunter2@h:xx/x", "u:hunter2@h", "mysql://u:hunter2@h/x"]
)
def test_a_wrong_address(url: str) -> None:
    """A port that is no number, no address at all, an unknown store: exit 2, no password."""
    with pytest.raises(BedsideError, match=r"ledger .*: ") as caught:
        read_address(url)
    assert caught.value.exit_code == 2
    assert "hunter2" not in str(caught.value)
