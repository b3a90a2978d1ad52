"""A deploy is refused unless the receipt vouches for every byte, rule and post."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bedside.checks.model import Finding, Severity
from bedside.checks.receipt import Receipt, load_receipt, verify_receipt, write_receipt
from bedside.errors import BedsideError
from bedside.post import Post, Source

URL = "https://larkfield.example"
RULES = ("PHI001", "WEB001")


@dataclass(frozen=True)
class Built:
    """A built folder with its records."""

    output: Path
    outbox: Path
    receipt: Path
    uids: tuple[str, ...]

    def doubts(
        self, *, rules: tuple[str, ...] = RULES, uids: tuple[str, ...] | None = None, url: str = URL
    ) -> list[Finding]:
        """Return what gate 3 would say."""
        return verify_receipt(
            load_receipt(self.receipt), self.output, self.outbox, rules_now=rules, site_url=url,
            posts_needed=self.uids if uids is None else uids, path=self.receipt,
        )  # fmt: skip


@pytest.fixture
def built(tmp_path: Path, posts: tuple[Post, ...], write_source: Callable[..., Source]) -> Built:
    """Return a site of two files with its outbox and receipt."""
    output = tmp_path / "output"
    (output / "blog/example").mkdir(parents=True)
    (output / "blog/example/index.html").write_text("<p>A</p>")
    (output / "feed.atom").write_text("<feed/>")
    outbox = tmp_path / "outbox.json"
    outbox.write_text("{}")
    path = tmp_path / "receipt.json"
    write_receipt(
        path, site_url=URL, built_at=datetime(2026, 11, 22, 12, tzinfo=UTC), rules=RULES,
        sources=[write_source("---\ntitle: A\n---\nText.\n")], posts=posts[:2], output=output,
        outbox=outbox, suppressions=["posts/a.md:1:1 PHI101 allowed"],
        excused=[("blog/example/index.html", "PHI101")], ledger_id="L1", ledger_mark=7,
    )  # fmt: skip
    return Built(output, outbox, path, tuple(post.uid for post in posts[:2]))


def test_an_untouched_build_is_vouched_for(built: Built) -> None:
    """Nothing changed, all rules ran, the posts are there: no doubt."""
    assert built.doubts() == []


def test_the_receipt_comes_back_as_written(built: Built) -> None:
    """Reading gives what was written, with every file's hash and the ledger's mark."""
    receipt = load_receipt(built.receipt)
    assert isinstance(receipt, Receipt)
    assert set(receipt.files) == {"blog/example/index.html", "feed.atom"}
    assert set(receipt.sources) == {"posts/example.md"}
    assert receipt.posts[built.uids[0]] == "blog/example/index.html"
    assert receipt.excused == {"blog/example/index.html": ("PHI101",)}
    assert (receipt.ledger_id, receipt.ledger_mark) == ("L1", 7)


def test_without_a_receipt_the_posts_are_counted(built: Built) -> None:
    """A plugin that did not load leaves no receipt, and that is said with a number."""
    built.receipt.unlink()
    uids = tuple(f"uid-{number}" for number in range(14))
    (finding,) = built.doubts(uids=uids)
    assert finding.message.startswith("no receipt for 14 posts")
    assert finding.severity is Severity.ERROR


def test_a_post_that_was_not_checked_is_counted(built: Built) -> None:
    """A post in the outbox that the receipt does not name was added afterwards."""
    (finding,) = built.doubts(uids=(*built.uids, "another"))
    assert finding.message.startswith("no receipt for 1 post:")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda out: (out / "feed.atom").write_text("<feed></feed>"), "1 file(s) changed since"),
        (lambda out: (out / "feed.atom").unlink(), "1 file(s) gone"),
        (lambda out: (out / "new.html").write_text("A"), "1 file(s) never checked"),
        (lambda out: (out / "link.html").symlink_to("/etc/hostname"), "1 file(s) never checked"),
    ],
)
def test_a_changed_file_is_named(built: Built, change: Callable[[Path], object], said: str) -> None:
    """What was edited, lost or slipped in after the checks is not uploaded."""
    change(built.output)
    (finding,) = built.doubts()
    assert said in finding.message
    assert finding.code == "RCP004"


def test_a_file_replaced_by_a_link_to_the_same_bytes_is_a_change(
    built: Built, tmp_path: Path
) -> None:
    """A link could lead elsewhere tomorrow."""
    twin = tmp_path / "twin"
    (built.output / "feed.atom").rename(twin)
    (built.output / "feed.atom").symlink_to(twin)
    assert [one.code for one in built.doubts()] == ["RCP004"]


def test_rules_that_did_not_run_are_named(built: Built) -> None:
    """After an update of Bedside the old build has not met the new rules."""
    (finding,) = built.doubts(rules=(*RULES, "PHI999"))
    assert "PHI999" in finding.message


def test_another_outbox_is_refused(built: Built) -> None:
    """What would be announced must be what was checked."""
    built.outbox.write_text('{"posts": []}')
    assert [one.code for one in built.doubts()] == ["RCP005"]
    built.outbox.unlink()
    assert [one.code for one in built.doubts()] == ["RCP005"]


def test_a_build_for_another_address_is_refused(built: Built) -> None:
    """A development build cannot go to the practice's own site."""
    assert [one.code for one in built.doubts(url="https://other.example")] == ["RCP002"]


def test_a_receipt_of_another_shape_is_an_error(built: Built) -> None:
    """A broken receipt is refused with what to do, not taken for none."""
    built.receipt.write_text('{"version": 2}')
    with pytest.raises(BedsideError, match="run `bedside build` again"):
        load_receipt(built.receipt)
