"""A small practice's content folder with drawn pictures, its consents, and what rules may know."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.checks_site.drawn_pictures import NAMES, draw

from bedside.checks import running
from bedside.checks.model import Context, Rule
from bedside.consents import Consent, Consents, Scope
from bedside.files import sha256
from bedside.post import Post, ReaderLine, Source, Visibility
from bedside.practice import Practice
from bedside.source import read_source

OVERDUE = "The medical review of this article was due on January 5, 2026 and has not been done yet."
RETRACTED = (
    "Record ID,Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n"
    "1,A,10.1000/Retracted.1,0,Retraction\n2,B,unavailable,11111111,Retraction\n"
    "3,C,10.1000/concern.2,0,Expression of concern\n4,D,10.1000/corrected.3,0,Correction\n"
)
UID = "01M2G01H40W17445TDPQJBWKWC"
HIDDEN_UID = "01M3H01H40W17445TDPQJBWKWD"


@pytest.fixture(scope="session")
def _drawn() -> dict[str, bytes]:
    return {name: draw(name) for name in NAMES}


@pytest.fixture
def content(tmp_path: Path, _drawn: dict[str, bytes]) -> Path:
    """Return a content folder with every drawn picture in images/."""
    root = tmp_path / "content"
    for folder in ("posts", "images", "notices"):
        (root / folder).mkdir(parents=True)
    for name, data in _drawn.items():
        (root / "images" / name).write_bytes(data)
    (tmp_path / "practice.toml").write_text("", encoding="utf-8")  # whose folder it is
    (tmp_path / "retracted.csv").write_text(RETRACTED, encoding="utf-8")
    return root


@pytest.fixture
def write_source(content: Path, practice: Practice) -> Callable[..., Source]:
    """Return a function that writes a file under content/ and reads it as a source."""

    def write(text: str, name: str = "posts/example.md") -> Source:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return read_source(path, content, practice.zone)

    return write


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the codes of the rules that read a document, as they do."""
    codes: list[str] = []

    def noted(rule: Rule, source: Source, context: Context) -> object:
        codes.append(rule.code)
        return running.run(rule, source, context)

    monkeypatch.setattr("bedside.checks.engine.run", noted)
    return codes


@pytest.fixture
def context(practice: Practice, consents: Consents, now: datetime) -> Context:
    """Return what rules may know: the sample practice, a few consents, 22 November 2026."""
    return Context(practice=practice, consents=consents, now=now)


@pytest.fixture
def consents(_drawn: dict[str, bytes]) -> Consents:
    """Return consents that hold, ended, were revoked, or are for something else."""
    signed, withdrawn = sha256(_drawn["signed.png"]), sha256(_drawn["withdrawn.png"])
    good = _consent("C-GOOD1", images=(signed,))
    return Consents(
        consents=(
            good,
            good.model_copy(update={"id": "C-ENDED", "expires_on": date(2026, 11, 21)}),
            _consent("C-REVOKED", images=(withdrawn,)).model_copy(
                update={"revoked_on": date(2026, 11, 1)}
            ),
            good.model_copy(update={"id": "C-FUTURE", "signed_on": date(2027, 1, 1)}),
            good.model_copy(update={"id": "C-STAFF", "kind": "staff-release"}),
            good.model_copy(update={"id": "C-PHOTO", "kind": "photo"}),
            good.model_copy(update={"id": "C-QUOTE", "kind": "review-quote"}),
            _consent("C-OTHER", posts=(HIDDEN_UID,)),
            _consent("C-PRINT", channels=("print",)),
        )
    )


def _consent(
    name: str, *, posts: tuple[str, ...] = (UID,), images: tuple[str, ...] = (),
    channels: tuple[str, ...] = ("site",),
) -> Consent:  # fmt: skip
    return Consent.model_validate({
        "id": name, "kind": "patient-story", "description": "A story", "discloser": "The practice",
        "scope": Scope.model_validate({"posts": posts, "images": images, "channels": channels}),
        "recipients": "Readers of the site", "purpose": "Education", "signed_on": "2026-01-05",
        "expires_on": "2027-01-05", "signer": "patient", "right_to_revoke": True,
        "not_conditioned": True, "redisclosure": True, "plain_language": True, "copy_given": True,
        "remuneration": "none", "form_kept_at": "cabinet 2",
    })  # fmt: skip


@pytest.fixture
def posts() -> tuple[Post, ...]:
    """Return a published, a hidden and a draft post at blog/example/, blog/hidden/, blog/draft/."""
    when = datetime(2026, 10, 5, 13, tzinfo=UTC)
    first = Post(
        uid=UID, title="A", slug="example", url="https://larkfield.example/blog/example/",
        path="blog/example/", summary="", html="", lang="en", author="elena-marsh",
        category="prevention", type="article", tags=(), published=when, modified=when,
        visibility=Visibility.PUBLISHED, source=Path("content/posts/example.md"),
    )  # fmt: skip
    hidden = replace(
        first, uid=HIDDEN_UID, slug="hidden", path="blog/hidden/", visibility=Visibility.HIDDEN,
        url="https://larkfield.example/blog/hidden/", reader_lines=(ReaderLine(text=OVERDUE),),
    )  # fmt: skip
    draft = replace(
        first, uid="01M4H01H40W17445TDPQJBWKWE", slug="draft", path="blog/draft/",
        url="https://larkfield.example/blog/draft/", visibility=Visibility.DRAFT,
    )  # fmt: skip
    return first, hidden, draft
