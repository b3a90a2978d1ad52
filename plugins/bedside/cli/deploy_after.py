"""What follows a proven deploy: evidence of it, and the list of what only people can take back."""

import json
import os
from dataclasses import dataclass
from datetime import datetime

import click

from bedside.checks.receipt import load_receipt
from bedside.cli.consent import sources_of
from bedside.deploy.aftermath import what_is_left
from bedside.deploy.base import Reason, Sending
from bedside.deploy.record import Deployment, load_deployment
from bedside.deploy.tell import tell
from bedside.deploy.withdrawn import withdrawn
from bedside.errors import BedsideError, ExitCode
from bedside.evidence.chain import Fact
from bedside.evidence.consents import record_consents
from bedside.evidence.deploys import record_deploy, record_withdrawals
from bedside.files import sha256, sha256_file
from bedside.outbox import load_outbox
from bedside.project import Project

__all__ = ["Before", "follow_up"]


_LOST = (
    "evidence/ has new lines, and this machine may keep no files: set BEDSIDE_EVIDENCE "
    "to a folder and keep that, as .github/scripts/evidence.sh does"
)


@dataclass(slots=True)
class Before:
    """What was known before the deploy, and what it said that it would change."""

    record: Deployment | None
    sending: Sending | None = None

    @classmethod
    def of(cls, project: Project) -> "Before":
        """Read the last deploy's record."""
        return cls(load_deployment(project.build))

    @property
    def removed(self) -> frozenset[str]:
        """Return the paths that this deploy and unproven ones before it took away."""
        owed = self.record.owed if self.record else ()
        changes = self.sending.changes if self.sending else ()
        return frozenset({*owed, *(one.path for one in changes if one.reason is Reason.DELETED)})


def follow_up(
    project: Project, now: datetime, before: Before, done: Deployment, *, is_public: bool
) -> ExitCode:
    """Say what is left to people and write evidence; exit 1 when a consent took something down."""
    for row in tell(project, done) if is_public else ():
        click.echo(row, err="not told" in row)
    shown = before.record.shows.posts if before.record and before.record.shows else {}
    gone = withdrawn(project, sources_of(project), now, before.removed, shown)
    for one in gone:
        click.echo(f"taken down: {one.what}: {one.why}", err=True)
    for row in what_is_left(gone):
        click.echo(row, err=True)
    if is_public:
        try:
            folder = project.evidence
            record_consents(folder, project.consents, now)
            record_deploy(folder, now, done.release, _facts(project))
            record_withdrawals(folder, now, ((one.uid, one.why, len(one.urls)) for one in gone))
        except BedsideError as error:
            click.echo(f"no evidence was written of this deploy: {error}", err=True)
        else:
            if os.environ.get("CI") and not os.environ.get("BEDSIDE_EVIDENCE"):
                click.echo(_LOST, err=True)
    return ExitCode.AUTHOR if gone else ExitCode.FINE


def _facts(project: Project) -> dict[str, Fact]:
    """Return what vouches for the release: hashes, counts, ids; no word of any page."""
    receipt, outbox = load_receipt(project.receipt), load_outbox(project.outbox)
    if receipt is None:
        return {}
    return {
        "receipt_sha256": sha256_file(project.receipt),
        "outbox_sha256": receipt.outbox_sha256,
        "sources_sha256": sha256(json.dumps(receipt.sources, sort_keys=True).encode()),
        "posts": len(receipt.posts),
        "rules": sha256(",".join(receipt.rules).encode()), "rules_run": len(receipt.rules),
        "allowances": [sha256(one.encode()) for one in receipt.suppressions],
        "consents": sorted(f"{one.uid} {one.consent}" for one in outbox.pages if one.consent),
    }  # fmt: skip
