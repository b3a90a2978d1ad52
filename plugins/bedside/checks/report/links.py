"""Where a rule is explained on the web: its page beside the sources, or else its law or standard."""

import os
from pathlib import Path

from bedside.checks.model import Rule

__all__ = ["rule_url"]


def rule_url(rule: Rule) -> str:
    """Return an absolute address for a rule.

    On GitHub's runners it is the rule's page in the repository that is checked, where there is
    one. The variables: https://docs.github.com/en/actions/reference/workflows-and-actions/variables
    (names known from use; the page could not be opened on 2026-11-22).
    """
    named = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_WORKSPACE")
    server, repository, commit, folder = (os.environ.get(name, "") for name in named)
    page = f"docs/rules/{rule.code}.md"
    if all((server, repository, commit, folder)) and (Path(folder) / page).is_file():
        return f"{server}/{repository}/blob/{commit}/{page}"
    return rule.authority.url
