"""Many sites with three accounts each on one PostgreSQL server, several workers at once."""

import pytest
from bench.ledger_postgres import ACCOUNTS, measured


def test_workers_that_meet_on_many_sites_lose_and_double_nothing(
    postgres_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Six sites, four workers: each announcement is sent once and recorded once."""
    found = measured(postgres_database, sites=6, workers=4)
    assert sum(found.sent) == 6 * len(ACCOUNTS)
    assert (found.doubled, found.lost, found.open) == (0, 0, 0)
    found.tell()
    assert "copies doubled 0, lost 0, not recorded 0" in capsys.readouterr().out
