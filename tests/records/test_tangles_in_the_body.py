"""Text made to hold up a reader is read in a moment by the rules on headings, links and facts."""

import time
from datetime import UTC, datetime

import pytest
from tests.conftest import SmallSite

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
    path = site.post("tangle", body=piece * (100_000 // len(piece)))
    project = site.project()
    source = read_source(path, project.content, project.practice.zone)
    context = Context(
        practice=project.practice, consents=Consents(), now=datetime(2026, 11, 22, tzinfo=UTC)
    )
    began = time.monotonic()
    for rule in (*HEADINGS, *LINKS, *OWN_FACTS):
        list(rule.find([source] if rule.scope is Scope.SOURCES else source, context))
    assert time.monotonic() - began < 5
