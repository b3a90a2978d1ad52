"""`bedside consent`: entering, listing, revoking and checking, with the file left as people wrote it."""

import re
import tomllib
from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite
from tests.consents.conftest import FLAGS, Run

from bedside.cli.consent import sources_of
from bedside.cli.consent_show import revoked_lines
from bedside.consents import load_consents
from bedside.errors import BedsideError

ADDED = re.compile(r"(C-[0-9A-Z]{6}) is in consents\.toml")


def without(*names: str) -> list[str]:
    """Return the flags without some."""
    pairs = zip(FLAGS[::2], FLAGS[1::2], strict=True)
    return [part for name, value in pairs if name not in names for part in (name, value)]


@pytest.mark.usefixtures("story")
def test_add_keeps_all_that_stood_there(site: SmallSite, run: Run) -> None:
    """Comments and order stay; the new entry is whole, and its id says nothing of anyone."""
    file = site.root / "consents.toml"
    before = file.read_text()
    done = run("consent", "add", *FLAGS)
    assert done.exception is None, done.exception
    found = ADDED.search(done.output)
    assert found
    assert file.read_text().startswith(before)
    consent = load_consents(file).get(found[1])
    assert consent
    assert consent.scope.posts == (UIDS[1],)
    assert consent.scope.channels == ("site", "social")
    assert consent.discloser == site.project().practice.practice.name


@pytest.mark.usefixtures("story")
def test_a_picture_is_named_by_its_file(site: SmallSite, run: Run) -> None:
    """The hash is worked out; a person never types one."""
    site.picture("smile.png")
    done = run("consent", "add", *FLAGS, "--images", "images/smile.png")
    assert done.exception is None, done.exception
    entry = tomllib.loads((site.root / "consents.toml").read_text())["consents"][1]
    assert re.fullmatch("[0-9a-f]{64}", entry["scope"]["images"][0])


@pytest.mark.parametrize(
    ("flag", "answer", "said"),
    [
        ("--right-to-revoke", "no", "does not count"),
        ("--copy-given", "perhaps", "neither yes nor no"),
        ("--signed-on", "11/01/2026", "is no such day"),
        ("--signed-on", "2026-12-25", "is still to come"),
        ("--kind", "story", "patient-story"),
        ("--posts", "content/posts/none.md", "no such file"),
        ("--posts", "a-knee", "is not a post's uid"),
        ("--purpose", "2026-10-01", "holds no words"),
        ("--description", "Jane Doe's wrist", "may hold a name"),
        ("--form-kept-at", "Mrs. Hartley's drawer", "may hold a name"),
        ("--expires-on", "", "no expiry date or event: add --expires-on or --expires-event"),
        ("--expires-on", "2026-10-01", "ends on 2026-10-01, before it was signed on 2026-11-01"),
        ("--signer", "representative", "--authority"),
    ],
)
@pytest.mark.usefixtures("story")
def test_what_makes_a_form_void_is_refused(
    site: SmallSite, run: Run, flag: str, answer: str, said: str
) -> None:
    """Each answer is judged, and nothing is written."""
    before = (site.root / "consents.toml").read_text()
    done = run("consent", "add", *without(flag), flag, answer)
    if flag == "--signer":  # a representative's authority is asked, and then refused when empty
        assert "authority" in str(done.exception)
    else:
        assert said in str(done.exception)
    if "name" in said:
        assert answer not in str(done.exception)  # this may be a log
    assert (site.root / "consents.toml").read_text() == before
    assert not (site.root / "evidence").exists()


@pytest.mark.usefixtures("story")
def test_all_that_is_missing_is_said_at_once(run: Run) -> None:
    """Without a terminal nothing is asked; each missing flag stands in one message."""
    said = str(run("consent", "add").exception)
    assert all(flag in said for flag in ("--kind", "--purpose", "--copy-given", "--form-kept-at"))


def test_revoke_writes_one_line_and_says_what_happens(
    site: SmallSite, story: Path, run: Run
) -> None:
    """It is done, so exit 0. The list names the post, its address and each command."""
    file = site.root / "consents.toml"
    before = file.read_text()
    done = run("consent", "revoke", "c-7q4m2x", "--on", "2026-11-21")
    assert not done.return_value
    signed = "signed_on = 2026-08-14\n"
    assert file.read_text() == before.replace(signed, f"{signed}revoked_on = 2026-11-21\n")
    for words in (
        str(story), "https://larkfield.example/blog/story/", f"--retract {UIDS[0]}",
        "Internet Archive", "Google", "newsletters", "printed", "git keeps every version of content/posts/story.md",
    ):  # fmt: skip
        assert words in done.output, words


@pytest.mark.usefixtures("story")
def test_a_revocation_does_not_wait_for_a_mistake_in_practice_toml(
    site: SmallSite, run: Run
) -> None:
    """It is written down; the mistakes and what is left to do are said behind it, exit 2."""
    facts = site.root / "practice.toml"
    facts.write_text(facts.read_text().replace("[practice]", "[practice]\nphon = 1", 1))
    done = run("consent", "revoke", "C-7Q4M2X", "--on", "2026-11-21")
    assert "revoked_on = 2026-11-21" in (site.root / "consents.toml").read_text()
    assert "C-7Q4M2X is revoked" in done.output
    assert isinstance(done.exception, BedsideError)
    assert done.exception.exit_code == 2
    assert "phon" in str(done.exception)
    assert "still shows" in str(done.exception)


@pytest.mark.usefixtures("story")
def test_revoking_names_each_reuse_of_a_picture(site: SmallSite, run: Run) -> None:
    """A picture that a consent covers is followed by its bytes into every post."""
    site.picture("smile.png")
    run("consent", "add", *FLAGS, "--images", "images/smile.png")
    name = load_consents(site.root / "consents.toml").consents[1].id
    site.post("third", uid=UIDS[2], body="![A smile](../images/smile.png)")
    told = run("consent", "revoke", name, "--on", "2026-11-22").output
    assert "the page of" in told
    assert "posts/third.md" in told
    assert "https://larkfield.example/images/smile.png" in told


@pytest.mark.parametrize(
    ("day", "said"), [("2026-11-23", "still to come"), ("2026-08-13", "before it was signed"), ("soon", "is not a date")]
)  # fmt: skip
@pytest.mark.usefixtures("story")
def test_a_day_that_cannot_be_is_refused(site: SmallSite, run: Run, day: str, said: str) -> None:
    """The file stays as it is."""
    before = (site.root / "consents.toml").read_text()
    done = run("consent", "revoke", "C-7Q4M2X", "--on", day)
    assert isinstance(done.exception, BedsideError)
    assert said in str(done.exception)
    assert (site.root / "consents.toml").read_text() == before


def test_list_shows_state_end_and_use(story: Path, run: Run) -> None:
    """Days to the end are counted, and the post is named."""
    told = run("consent", "list").output
    assert "C-7Q4M2X" in told
    assert "holds" in told
    assert "in 631 days" in told
    assert str(story) in told
    assert "expired" in run("consent", "list", now="2028-08-15").output


@pytest.mark.usefixtures("story")
def test_check_says_every_defect(site: SmallSite, run: Run) -> None:
    """Fine is 0; an end within 30 days is said and is no error; a name and a void consent are."""
    assert run("consent", "check").return_value == 0
    soon = run("consent", "check", now="2028-08-10")
    assert soon.return_value == 0
    assert "CON006" in soon.output
    assert "THIS WEEK" in soon.output
    file = site.root / "consents.toml"
    file.write_text(file.read_text().replace("Locked records cabinet", "Folder of Jane Doe"))
    bad = run("consent", "check", now="2028-09-10")
    assert bad.return_value == 1
    assert {"CON002", "CON007"} <= set(re.findall(r"CON\d+", bad.output))
    assert "Jane" not in bad.output


def test_new_prints_an_id_and_the_open_entry(run: Run) -> None:
    """Two ids differ; neither has a vowel, so no word comes about."""
    first, second = (run("consent", "new", "--post", UIDS[0]).output for _ in range(2))
    ids = [re.findall(r"C-[0-9A-Z]{6}", text)[0] for text in (first, second)]
    assert ids[0] != ids[1]
    assert not set("AEIOU") & set("".join(ids).replace("C-", ""))
    assert f'posts = ["{UIDS[0]}"]' in first


@pytest.mark.usefixtures("story")
def test_revoking_names_each_announcement(site: SmallSite) -> None:
    """The copies that the ledger knows stand under the command that takes them down."""
    project = site.project()
    (consent,) = project.consents.consents
    links = {UIDS[0]: (("Mastodon", "https://social.example/@larkfield/1"),)}
    told = list(revoked_lines(project, consent, sources_of(project), links))
    at = next(n for n, row in enumerate(told) if f"--retract {UIDS[0]} --live" in row)
    assert told[at + 1] == "    Mastodon: https://social.example/@larkfield/1"


@pytest.mark.usefixtures("story")
def test_a_form_is_for_the_post_that_names_it_already(site: SmallSite, run: Run) -> None:
    """A draft made with a code of its own waits for it: nobody copies a uid."""
    site.post("waiting", uid=UIDS[2], extra="consent: C-MTJQFH")
    done = run("consent", "add", "--id", "C-MTJQFH", *without("--posts"))
    assert done.exception is None, done.exception
    consent = load_consents(site.root / "consents.toml").get("C-MTJQFH")
    assert consent
    assert consent.scope.posts == (UIDS[2],)
    assert "into the post" not in done.output
