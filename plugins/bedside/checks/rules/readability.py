"""TXT001 to TXT004: texts, sections, sentences and paragraphs that are hard to read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.checks.wording.authorities import GRADE, SENTENCE, SHORT_PARAGRAPHS
from bedside.checks.wording.grade import LANGUAGES, ease, grade
from bedside.checks.wording.reading import Prose, is_post, prose_of, spot

if TYPE_CHECKING:
    from bedside.checks.wording.blocks import Sentence
    from bedside.post import Source
    from bedside.practice import Policies

__all__ = ["READABILITY", "text_grade"]

# A grade of a few sentences says little: the formulas were made on samples of about 100 words.
_TEXT = (100, 5)  # words, sentences
_SECTION = (50, 4)
_LONG_SENTENCE = 30  # words; GOV.UK calls 29 and more very difficult
_LONG_PARAGRAPH = 120  # words; the advice is five sentences of at most 20


def _hard_text(source: "Source", context: Context) -> Iterator[Match]:
    if (found := text_grade(source, context)) is None:
        return
    policies = _policies(context)
    if found > policies.target_reading_grade:
        message = f"reads at school grade {found}{_scale(source, context)}; {_limits(policies)}"
        yield at(source, "title", message, _severity(source, found, policies))


def text_grade(source: "Source", context: Context) -> float | None:
    """Return the school grade at which a post reads; None for one too short to tell.

    It stays in the document's cache, where a check finds it for its report.
    """
    prose, found = _judged(source, context), None
    if prose and _is_enough(whole := prose.sentences, _TEXT):
        found = round(grade(whole, prose.exempt, prose.lang), 1)
    context.cache["grade"] = found
    return found


def _hard_section(source: "Source", context: Context) -> Iterator[Match]:
    if (prose := _judged(source, context)) is None:
        return
    for part in prose.sections:
        if not part.heading or not _is_enough(part.sentences, _SECTION):
            continue
        found = round(grade(part.sentences, prose.exempt, prose.lang), 1)
        if found > _policies(context).target_reading_grade:
            message = (
                f"“{part.heading}” reads at school grade {found}; {_limits(_policies(context))}"
            )
            # a short section is only said: its grade swings with a single word
            is_sure = _is_enough(part.sentences, _TEXT)
            weight = _severity(source, found, _policies(context)) if is_sure else Severity.WARNING
            yield spot(prose.surface, part.start, part.start + len(part.heading), message, weight)


def _long_sentence(source: "Source", context: Context) -> Iterator[Match]:
    if (prose := prose_of(source, context)) is None:
        return
    for block in prose.blocks():
        for one in block.sentences:
            if one.length > _LONG_SENTENCE:
                yield spot(prose.surface, one.start, one.end, f"a sentence of {one.length} words")


def _long_paragraph(source: "Source", context: Context) -> Iterator[Match]:
    if (prose := prose_of(source, context)) is None:
        return
    for block in prose.blocks():
        length = sum(one.length for one in block.sentences)
        if length > _LONG_PARAGRAPH:
            yield spot(prose.surface, block.start, block.end, f"a paragraph of {length} words")


def _judged(source: "Source", context: Context) -> Prose | None:
    """Return the prose where there is a formula for its language."""
    prose = prose_of(source, context)
    return prose if prose and prose.lang in LANGUAGES else None


def _scale(source: "Source", context: Context) -> str:
    prose = _judged(source, context)
    if prose is None or prose.lang != "es":
        return ""
    return f" ({ease(prose.sentences, prose.exempt):.0f} of 100 on the scale of Fernández Huerta)"


def _is_enough(sentences: list["Sentence"], least: tuple[int, int]) -> bool:
    words, number = least
    return len(sentences) >= number and sum(one.length for one in sentences) >= words


def _policies(context: Context) -> "Policies":
    if context.practice:
        return context.practice.policies
    from bedside.practice import Policies  # noqa: PLC0415  Pydantic loads slowly

    return Policies()


def _limits(policies: "Policies") -> str:
    goal, limit = policies.target_reading_grade, policies.max_reading_grade
    return f"the goal is {goal:g}, the limit {limit:g}"


def _severity(source: "Source", found: float, policies: "Policies") -> Severity:
    """Only a post that would be published is refused: a legal page has the law's own words."""
    is_draft = source.meta is not None and source.meta.status == "draft"
    is_refused = found > policies.max_reading_grade and is_post(source) and not is_draft
    return Severity.ERROR if is_refused else Severity.WARNING


_POST = "---\ntitle: A\nstatus: published\n---\n"
_HARD = (
    "Individuals experiencing persistent cardiovascular symptomatology should immediately "
    "communicate with an appropriately qualified medical professional regarding evaluation. "
)
_EASY = "Call us if your chest hurts. We will see you the same day. Bring the list of your pills. "
_LONG = "We will see you " + "and your child and your mother " * 5 + "on that day."
_PLAIN = "Call us first. "

READABILITY: tuple[Rule, ...] = (
    Rule(
        code="TXT001", name="hard-to-read", scope=Scope.SOURCE, find=_hard_text,
        severity=Severity.WARNING,
        summary="A text whose school grade is above the practice's goal; an error in a post above "
                "its limit. Headings, tables, code and footnotes do not count, nor terms in the "
                "glossary of `practice.toml`, terms that the text explains, and medicines.",
        why="Most grown-ups read at eighth grade, and worry lowers that.",
        fix="Shorten the longest sentences and use everyday words; explain a term once and put it "
            "into `glossary` under `[words]` in practice.toml.", authority=GRADE,
        bad=(_POST + _HARD * 8, "---\ntitle: A\nlang: es\n---\n"
             + "Inmediatamente comuníquese telefónicamente con profesionales especializados para "
               "determinar responsabilidades administrativas correspondientes. " * 14),
        good=(_POST + _EASY * 10, _POST + _HARD * 2, "---\ntitle: A\nlang: fr\n---\n" + _HARD * 8,
              "---\ntitle: A\nlang: es\n---\n" + "Llame a la clínica si tiene fiebre. Le vemos hoy. " * 14),
    ),
    Rule(
        code="TXT002", name="hard-section", scope=Scope.SOURCE, find=_hard_section,
        severity=Severity.WARNING, is_gathered=True,
        summary="A section of four sentences or more above the practice's goal; an error in a post "
                "where it has 100 words or more and is above the limit.",
        why="Readers look for the one part they need: it has to be clear by itself.",
        fix="Split its long sentences; use a list for what comes in threes.", authority=GRADE,
        bad=(_POST + _EASY * 10 + "\n\n## When to call\n\n" + _HARD * 4,),
        good=(_POST + _EASY * 10 + "\n\n## When to call\n\n" + _EASY * 5,
              _POST + "## When to call\n\n" + _HARD * 2,
              _POST + "## Medicines\n\n" + "- acetaminophen\n- ibuprofen\n" * 30),
    ),
    Rule(
        code="TXT003", name="long-sentence", scope=Scope.SOURCE, find=_long_sentence,
        severity=Severity.WARNING, is_gathered=True,
        summary="A sentence of more than 30 words.",
        why="Readers lose the beginning before the end; of 43 words few understand a tenth.",
        fix="Make two sentences of it, or a list.", authority=SENTENCE,
        bad=(_POST + _LONG + "\n", _POST + "- " + _LONG + "\n", _POST + "We open at 8 a.m. and " + _LONG),
        good=(_POST + "We see you. " * 20, _POST + "- fever\n" * 40, _POST + f"| a | b |\n|---|---|\n| {_LONG} | 1 |\n",
              _POST + f"[^1]: {_LONG}\n"),
    ),
    Rule(
        code="TXT004", name="wall-of-text", scope=Scope.SOURCE, find=_long_paragraph,
        severity=Severity.WARNING, is_gathered=True,
        summary="A paragraph of more than 120 words.",
        why="On a phone it fills the screen, and readers skip it.",
        fix="Start a new paragraph where a new thought begins.", authority=SHORT_PARAGRAPHS,
        bad=(_POST + _PLAIN * 50,),
        good=(_POST + (_PLAIN * 30 + "\n\n") * 3, _POST + ("- " + _PLAIN * 5 + "\n") * 12),
    ),
)  # fmt: skip
