"""Whatever is wrong in a file that people write, they are told in plain words, with a line."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import BaseModel

from bedside.checks.allowed_entry import AllowedEntry
from bedside.consents import Consents
from bedside.errors import Mistake
from bedside.frontmatter import FrontMatter, parse, split
from bedside.practice import Practice
from bedside.schema import validate

RAW = re.compile(
    r"pattern|tuple|string_|should (?:match|be|have)|Input|dictionary|instance|literal|NoneType"
    r"|validat|\bdict\b|\bint\b|\bstr\b|parsing",
    re.IGNORECASE,
)
SECRET = "hunter2-is-not-a-name"
WRONG: dict[str, Any] = {
    "nothing": None, "empty": "", "text": SECRET, "long": "x" * 3000, "number": -987_654,
    "fraction": 0.5, "yes": True, "list": [], "lists": [[1]], "table": {}, "strange": {SECRET: 1},
    "day": dt.date(2026, 2, 1), "endless": float("inf"),
}  # fmt: skip


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def paths(model: type[BaseModel], before: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every field, those of nested tables below the first row or key."""
    for name, field in model.model_fields.items():
        here = (*before, name)
        yield here
        origin = get_origin(field.annotation)
        inside = (0,) if origin is tuple else ("a-name",) if origin is dict else ()
        if inside:
            yield (*here, *inside)
        for nested in models(field.annotation):
            yield from paths(nested, (*here, *inside))


def at(place: tuple[Any, ...], value: Any) -> Any:
    """Return the smallest data with `value` at `place`."""
    for part in reversed(place):
        value = [value] if isinstance(part, int) else {part: value}
    return value


def complain(mistakes: list[Mistake], *, what: str) -> None:
    for one in mistakes:
        said = f"{one.what}: {one.fix}"
        assert not RAW.search(said), (what, said)
        assert SECRET not in said, what
        assert one.what, what
        assert one.fix, (what, said)
        assert not re.search(r"\.\d", one.key), one.key


@pytest.mark.parametrize("place", list(paths(FrontMatter)), ids=lambda p: ".".join(map(str, p)))
def test_every_wrong_line_of_front_matter_is_told_plainly(place: tuple[Any, ...]) -> None:
    """Every field with every kind of wrong value: plain words, a remedy, and the line of the key."""
    for kind, value in WRONG.items():
        data = {**at(place, value)}
        text = "---\n" + yaml.safe_dump({"title": "A"}) + yaml.safe_dump(data) + "---\nText.\n"
        if place[0] == "title":
            text = "---\n" + yaml.safe_dump(data) + "---\nText.\n"
        *_, mistakes = parse(split(text), Path("a.md"), text, ZoneInfo("UTC"))
        complain(mistakes, what=f"{place} {kind}")
        assert all(one.line >= 2 for one in mistakes), (place, kind, mistakes)


@pytest.mark.parametrize("model", [Practice, Consents, AllowedEntry])
def test_every_wrong_line_of_a_settings_file_is_told_plainly(model: type[BaseModel]) -> None:
    """The same for practice.toml, consents.toml and allowed.toml; their places come from the file."""
    for place in paths(model):
        for kind, value in WRONG.items():
            if value is None:  # TOML has no such value
                continue
            _, mistakes = validate(model, at(place, value), Path("a.toml"), lambda _: (7, 1))
            assert mistakes or value == []  # no consent at all is a whole registry
            complain(mistakes, what=f"{place} {kind}")


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("accounts", 0, "secret_env"), "s3cret!", "NAME of an environment variable"),
        (("locations", 0, "phone"), "call us", "location 1, phone: is not a phone number"),
        (("clinicians",), [], "clinicians: is empty: write at least one"),
        (("accounts", 0, "status"), "activ", "did you mean `active`?"),
        (("accounts", 0, "monthly_cap_usd"), -3, "is too small: write more than 0"),
        (("accounts", 0, "via"), "bufer", "did you mean `buffer`? write buffer"),
        (("deploy", "keep"), 0, "deploy.keep: is too small: write 1 or more"),
        (("brand", "ink"), "green", "brand.ink: is not a colour: write it as #1f5a4a"),
        (
            ("locations", 0, "hours", "monday", 0),
            "8 to 5",
            "location 1, hours.monday 1: is not two times",
        ),
        (("categories", "Staying Well", "name"), "A", "categories.Staying Well: is not a short"),
        (("locations", 0, "special_hours", 0, "date"), "soon", "is no such day: write it as 2026"),
    ],
)
def test_what_is_said(place: tuple[Any, ...], value: Any, said: str) -> None:
    """A few as people read them."""
    _, mistakes = validate(Practice, at(place, value), Path("practice.toml"), lambda _: (7, 1))
    assert [one for one in map(str, mistakes) if said in one and "s3cret" not in one]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("summary: Flu: the season", "a second `: ` in one line"),
        ("summary: 'Flu", "a quotation mark that is never closed"),
        ("tags: [flu, rsv", "a list that is never closed"),
        ("share: {sms: a", "a `{` that is never closed"),
        ("just words", "a line that is no `key: value`"),
        ("summary: @home", "a value that begins with a sign"),
        ("summary: *home*", "a value that begins with `*`"),
        ("order: 1\norder: 2", "order: is written twice"),
    ],
)
def test_what_yaml_stumbles_over_is_told_plainly(line: str, said: str) -> None:
    """The usual slips have words of their own, and none of them hides the mistake below it."""
    text = f"---\ntitle: A\n{line}\nlang: en_US\n---\nText.\n"
    meta, _, values, mistakes = parse(split(text), Path("a.md"), text, ZoneInfo("UTC"))
    complain(mistakes, what=line)
    assert said in str(mistakes[0])
    assert meta is not None
    assert values["title"] == "A"
    assert any(one.key == "lang" for one in mistakes)
