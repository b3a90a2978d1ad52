"""What a rule is, what it reads and what it says: the whole checks API on one page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.consents.state import may_show, may_tell

if TYPE_CHECKING:
    from bedside.checks.reader import Memory
    from bedside.consents import Consents
    from bedside.practice import Practice

__all__ = [
    "Authority", "Context", "Finding", "Match", "Proof", "Report", "Rule", "Scope", "Severity", "Span",
    "Spot", "Suppression", "Surface", "Tier",
]  # fmt: skip

_OF_PICTURES = "alt"  # the surface of the words for pictures

Span = tuple[int, int]  # where something stands in a file's text: start, end


class Severity(StrEnum):
    """What a finding does: an error stops the gate, the others are said."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Tier(StrEnum):
    """How sure and how grave a PHI, IMG or CON finding is. BLOCK and HOLD are errors."""

    BLOCK = "block"  # identifies a patient: cannot be waved through in the text
    HOLD = "hold"  # one patient's story: needs a consent or an attested vignette
    NOTE = "note"  # allowed, worth knowing


class Scope(StrEnum):
    """What a rule's `find` is given, besides the Context."""

    TEXT = "text"  # one Surface
    SOURCE = "source"  # one Source
    SOURCES = "sources"  # all Sources together, run by checks.across; each Match names its `path`
    IMAGE = "image"  # one picture file, as checks.image.Picture
    CONSENTS = "consents"  # consents.toml, as checks.consent_file.ConsentFile
    PAGE = "page"  # one built page, as checks.page.Page
    SITE = "site"  # the whole built site, as checks.site.Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Why a rule exists: law, standard or study, its address, the day it was read."""

    title: str
    url: str
    read: date
    copy: str = ""  # where it was read, when the official text at `url` could not be opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A place where text can leave, cut out of one file.

    `text` is what a reader or machine sees there; `offsets` maps index in `text` to index in the
    file's text (None where the file is not text: then line and column are 1).
    """

    name: str  # body, title, summary, alt, front-matter:KEY, file-name, link, comment, share:X …
    text: str
    path: Path
    file_text: str = ""
    offsets: Sequence[int] | None = None
    lines: tuple[int, ...] = ()  # of a converted file: each line of `file_text` -> line of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule may know besides the text."""

    practice: "Practice | None"
    consents: "Consents"
    now: datetime
    consent: str | None = None  # the consent id the document carries
    vignette: str | None = None
    cache: dict[str, object] = field(default_factory=dict)  # shared by the rules of one document
    memory: "Memory | None" = None  # of passages that the reader cleared in earlier runs

    @property
    def today(self) -> date:
        """Return the day it is where the practice is."""
        return self.now.astimezone(self.practice.zone if self.practice else UTC).date()

    @property
    def people(self) -> frozenset[str] | None:
        """Return the slugs of the practice's clinicians; None where no practice is known."""
        return frozenset(one.slug for one in self.practice.clinicians) if self.practice else None

    def excuses(self, surface: str) -> bool:
        """Tell whether a story may stand on a surface: signed for, or an attested vignette.

        A form for a picture lets its words be said and no others; what is no form at all, and one
        that ended, has a finding of its own (CON002).
        """
        signed = self.consents.get(self.consent) if self.consent else None
        if self.vignette or not signed:
            return bool(self.vignette or self.consent)
        return may_tell(signed) or (may_show(signed) and surface == _OF_PICTURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where a rule fired within what it was given. `message` never repeats the matched text."""

    start: int = 0
    end: int = 0
    message: str = ""
    fix: str = ""  # instead of the rule's own, where the place decides what to do
    tier: Tier | None = None  # instead of the rule's own
    severity: Severity | None = None
    path: Path | None = None  # the file, where a rule was given several
    alone: bool = False  # counts wherever it stands, though its rule is gated
    direct: bool = (
        False  # only held, and yet nothing that the text itself may allow: it names somebody
    )
    indirect: bool = False  # a date or a town: identifies only with other facts; text may allow it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, whole: why it exists, what it finds, its examples. See docs/rules.md."""

    code: str
    name: str
    summary: str  # what it finds
    why: str
    fix: str  # what the author does about it
    authority: Authority
    scope: Scope = Scope.TEXT
    severity: Severity = Severity.ERROR
    tier: Tier | None = None
    surfaces: frozenset[str] = frozenset()  # empty: every text surface
    needs: Callable[[Surface, "Context"], bool] | None = None  # a surface without it has no match
    is_gathered: bool = False  # its places in a file are told in one finding
    gated: bool = False  # counts near words about one patient only: see checks.doubt
    find: Callable[..., Iterable[Match]]
    bad: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place of a finding. `occurrence` counts the same words in one surface of a document."""

    line: int
    column: int
    surface: str
    occurrence: int = 1
    spans: tuple[Span, ...] = ()  # in the file's text; none where the file is no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a rule fired, ready to report. The matched text is kept out of repr."""

    code: str
    name: str
    severity: Severity
    tier: Tier | None
    path: Path
    line: int
    column: int
    surface: str
    message: str
    fix: str = ""
    matched: str = field(
        default="", repr=False, compare=False
    )  # shown by --show on a terminal only
    subject: str = ""  # the document: its uid, or its name under content/
    spots: tuple[Spot, ...] = field(default=(), repr=False, compare=False)  # every place of it

    def __str__(self) -> str:
        """Render as one line that editors can jump to, without the matched text."""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.name}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The prose of a source in which no rule for text found anything."""

    path: Path
    text: str = field(repr=False)  # the file's
    cut: Callable[[], tuple[str, ...]] = field(repr=False, compare=False)  # gives its lines

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its lines without the marks of headings and lists."""
        return self.cut()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Something found that may stand: where, by whom, until when and why. Never the words."""

    path: Path
    line: int
    column: int
    code: str
    people: tuple[str, ...]  # one for a comment in the text, two for an entry of allowed.toml
    until: date
    reason: str
    since: date | None = None  # an entry of allowed.toml says when it was agreed

    @property
    def is_registered(self) -> bool:
        """Tell whether it stands in allowed.toml, and not in the text."""
        return len(self.people) > 1

    def __str__(self) -> str:
        """Render as one line that editors can jump to."""
        where = " in allowed.toml" if self.is_registered else ""
        people = " and ".join(self.people)
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place} {self.code} allowed{where} by {people} until {self.until}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings of one pass, the number of files checked and every suppression met."""

    findings: tuple[Finding, ...]
    checked: int
    rules: tuple[str, ...]  # codes that ran
    suppressions: tuple[Suppression, ...] = ()
    excused: tuple[tuple[str, str], ...] = ()  # (built page, code) that the page's source excuses
    proofs: tuple[Proof, ...] = ()
    files: tuple[Path, ...] = ()
    surfaces: tuple[tuple[str, int], ...] = ()  # how many of each kind were read
    consents: tuple[str, ...] = ()  # ids that the documents carry
    hidden: tuple[
        tuple[Path, Span], ...
    ] = ()  # identifiers, allowed or not: no screen shows them unasked
    grades: Mapping[tuple[Path, str], float | None] = field(
        default_factory=dict, repr=False, compare=False
    )  # that were worked out just now, by path and text, which no repr may show

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that stop a gate."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)
