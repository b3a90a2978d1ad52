"""Text made to hold up a reader is read in a moment by the rules on headings, links and facts."""

from datetime import UTC, datetime

import pytest
from tests.conftest import SmallSite
from tests.growth import grows_with_its_length

from bedside.checks.model import Context, Scope
from bedside.checks.rules.headings import HEADINGS
from bedside.checks.rules.links import LINKS
from bedside.checks.rules.own_facts import OWN_FACTS
from bedside.consents import Consents
from bedside.source import read_source


@pytest.mark.parametrize(
    "piece", ["<a ", "[", "![x", "[![x](y)", "-    ", "> ", "a", "(802", "#", "a@a.", "`", "[a](b"]
)
def test_a_hundred_thousand_characters_take_a_moment(site: SmallSite, piece: str) -> None:
    """No pattern tries more ways than there are characters."""

    def read(size: int) -> None:
        path = site.post("tangle", body=piece * (size // len(piece)))
        project = site.project()
        source = read_source(path, project.content, project.practice.zone)
        context = Context(
            practice=project.practice, consents=Consents(), now=datetime(2026, 11, 22, tzinfo=UTC)
        )
        for rule in (*HEADINGS, *LINKS, *OWN_FACTS):
            list(rule.find([source] if rule.scope is Scope.SOURCES else source, context))

    assert grows_with_its_length(read, 100_000)
