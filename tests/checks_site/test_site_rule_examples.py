"""Every rule that reads sources, pictures, pages or the site finds its bad examples, not its good ones."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.checks_site.drawn_pictures import draw

from bedside.checks.built import read_site
from bedside.checks.consent_file import ConsentFile, read_consent_file
from bedside.checks.image import pictures_of
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.page import parse_page
from bedside.checks.rules import RULES
from bedside.consents import load_consents
from bedside.evidence.consents import record_consents
from bedside.files import sha256
from bedside.post import Post, Source
from bedside.practice import Practice

# Suppressions are run by the engine, which counts what they allowed: tests/checks has them.
OURS = [rule for rule in RULES if rule.scope is not Scope.TEXT and not rule.code.startswith("SUP")]
BAD = [pytest.param(rule, text, id=f"{rule.code}-bad{index}") for rule in OURS
       for index, text in enumerate(rule.bad)]  # fmt: skip
GOOD = [pytest.param(rule, text, id=f"{rule.code}-good{index}") for rule in OURS
        for index, text in enumerate(rule.good)]  # fmt: skip

Found = Callable[[Rule, str], list[Match]]


@pytest.fixture
def find(
    write_source: Callable[..., Source], context: Context, practice: Practice,
    posts: tuple[Post, ...], tmp_path: Path,
) -> Found:  # fmt: skip
    """Return a function that gives an example to its rule in the shape the rule reads."""

    def found(rule: Rule, example: str) -> list[Match]:
        subject: object
        own = context
        match rule.scope:
            case Scope.SOURCE:
                subject = write_source(example)
            case Scope.SOURCES:
                subject = _sources(example, write_source)
                own = replace(context, practice=_facts(example, practice))
            case Scope.IMAGE:
                name, _, words = example.partition("|")
                address = name if "/" in name else f"../images/{name}"
                shown = f"---\ntitle: A\n---\n![{words}]({address})\n"
                text = example if example.startswith("---") else shown
                (subject,) = pictures_of(write_source(text))
            case Scope.CONSENTS:
                subject = _registry(example, tmp_path)
            case Scope.PAGE:
                file = tmp_path / "site" / "blog" / "example" / "index.html"
                url = "https://larkfield.example/blog/example/"
                subject = parse_page(example, file, "blog/example/index.html", url, posts[0])
            case _:
                subject = read_site(_folder(example, tmp_path / "site", posts), posts, practice)
        matches: Iterable[Match] = rule.find(subject, own)
        return list(matches)

    return found


def _files(example: str) -> list[tuple[str, str]]:
    parts = re.split(r"^=== (\S+)\n", example, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _registry(example: str, folder: Path) -> ConsentFile:
    """Write consents.toml; under `=== evidence`, what was recorded before stands in its form."""
    now, _, before = example.partition("=== evidence\n")
    path = folder / "consents.toml"
    if before:
        path.write_text(before, encoding="utf-8")
        when = datetime(2026, 3, 1, tzinfo=UTC)
        record_consents(folder / "evidence", load_consents(path), when)
    path.write_text(now, encoding="utf-8")
    return read_consent_file(path, load_consents(path))


def _facts(example: str, practice: Practice) -> Practice:
    """Return the practice with the tables that `=== practice.toml` has instead of its own."""
    said = tomllib.loads(dict(_files(example)).get("practice.toml", ""))
    if not said:
        return practice
    ours = practice.model_dump()
    return Practice.model_validate(ours | {key: ours[key] | value for key, value in said.items()})


def _sources(example: str, write_source: Callable[..., Source]) -> list[Source]:
    written = [(name, write_source(text, name)) for name, text in _files(example)]
    return [source for name, source in written if name.endswith(".md")]


def _folder(example: str, root: Path, posts: tuple[Post, ...]) -> Path:
    for name, text in _files(example):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        filled = text.strip().replace("@UID@", posts[0].uid).replace("@HIDDEN@", posts[1].uid)
        if picture := re.fullmatch(r"@PICTURE (\S+)@", filled):
            file.write_bytes(draw(picture[1]))
        elif filled == "@PNG 8x8@":
            file.write_bytes(_small())
        else:
            file.write_text(filled, encoding="utf-8")
    return root


def _small() -> bytes:
    import io  # noqa: PLC0415  used here only

    from PIL import Image  # noqa: PLC0415

    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_a_rule_finds_each_of_its_bad_examples(find: Found, rule: Rule, example: str) -> None:
    """What an entry calls bad is found, and what is said of it fits on a line."""
    matches = find(rule, example)
    assert matches
    assert all("\n" not in match.message for match in matches)


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_a_rule_leaves_each_of_its_good_examples_alone(
    find: Found, rule: Rule, example: str
) -> None:
    """What an entry calls good is not found."""
    assert [match.message for match in find(rule, example)] == []


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.code)
def test_a_rule_says_why_on_what_authority_and_what_to_do(rule: Rule) -> None:
    """An entry without its reason, its source or its remedy would be an order."""
    assert rule.why
    assert rule.fix
    assert rule.summary
    assert rule.bad
    assert rule.good
    assert rule.authority.url.startswith("http")
    assert rule.authority.read.year >= 2026


def test_codes_and_names_are_used_once() -> None:
    """A suppression or a report must mean one rule."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_drawn_signed_picture_is_not_the_clean_one() -> None:
    """Consent examples tell two pictures apart by hash, so the two must differ."""
    assert sha256(draw("signed.png")) != sha256(draw("clean.png"))
