"""A Facebook page that gets what comes later ahead: one post for a time to come, and a clock to move."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.servers.facebook_fake import FacebookFake
from tests.servers.fault_proxy import Fault
from tests.syndication.networks import NETWORKS, Case
from tests.syndication.stage import Stage

from bedside.outbox import OutboxPage
from bedside.syndication.model import Status

__all__ = ["CASE", "FEED", "LOST", "HandedOver"]

_FACEBOOK = NETWORKS["facebook"]
CASE: Case = replace(_FACEBOOK, account={**_FACEBOOK.account, "schedule_ahead": True})
FEED = _FACEBOOK.post
LOST = Fault(path=FEED, kind="close", is_passed_on=True)  # taken, and its answer never came


@dataclass(slots=True)
class HandedOver:
    """The stage, its page, and the time that both believe in."""

    stage: Stage
    page: FacebookFake
    now: datetime

    @classmethod
    def on(cls, stage: Stage, page: FacebookFake) -> "HandedOver":
        """Ask for the post in three days."""
        made = cls(stage, page, datetime.now(UTC).replace(microsecond=0))
        page.now = made.seconds
        made.ask_for(made.now + timedelta(days=3))
        return made

    def seconds(self) -> float:
        """Return the time as the page counts it."""
        return self.now.timestamp()

    def ask_for(self, at: datetime) -> None:
        """Let the author ask for a time."""
        self.change(texts=(self.stage.text.model_copy(update={"at": at}),))

    def change(self, **changes: Any) -> None:
        """Change the post in the outbox."""
        self.stage.town.posts[0] = self.stage.post.model_copy(update=changes)
        self.stage.town.save()

    def policies(self, *lines: str) -> None:
        """Add policies to practice.toml."""
        file = self.stage.town.root / "practice.toml"
        file.write_text(
            file.read_text().replace("[policies]\n", "\n".join(("[policies]", *lines, "")))
        )

    def say(self, words: str) -> None:
        """Give the post other words."""
        self.change(texts=(self.stage.text.model_copy(update={"text": words}),))

    def page_ends(self, at: datetime) -> None:
        """Let the post's page leave the site at a time."""
        town, post = self.stage.town, self.stage.post
        page = OutboxPage(uid=post.uid, path=post.path, expires=at)
        town.save(built_at=self.now, posts=(post,), pages=(page,))

    def setting(self, old: str, new: str) -> None:
        """Change what practice.toml says."""
        file = self.stage.town.root / "practice.toml"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    def later(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)
        self.page.show_due()

    def command(self, *arguments: str, faults: tuple[Fault, ...] = ()) -> int:
        """Run the command line at this page's time."""
        self.stage.proxy.faults[:] = faults
        code = self.stage.town.run(*arguments, "--now", self.now.isoformat())
        self.stage.proxy.faults.clear()
        self.stage.proxy.settle()
        return code

    def run(self, *faults: Fault) -> tuple[int, Status, int, int]:
        """Announce: exit code, state in the ledger, copies that wait, copies that all can see."""
        code = self.command("syndicate", "--live", faults=faults)
        return code, *self.seen()

    def seen(self) -> tuple[Status, int, int]:
        """Return the state in the ledger, the copies that wait and those that all can see."""
        return self.stage.state.status, len(self.page.waiting), len(self.page.posts)

    def kinds(self) -> list[str]:
        """Return what happened to the announcement, in order."""
        events = self.stage.town.ledger().events()
        return [one.kind.value for one in events if one.key.uid == self.stage.post.uid]
