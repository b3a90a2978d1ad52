"""What a page looks at while it is rendered: whose body, which pictures, or what nobody can compare.

Templates see documents, their posts and the clock through the classes below. A document's facts
(title, dates, tags …) tell nothing of its body; what is neither facts nor body counts as anything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any

from jinja2 import Template

from bedside.post import Post

__all__ = ["Clock", "LookingTemplate", "Looks", "SeenPost", "looking", "noting_pictures", "watch"]

_BODY = frozenset(["content", "minutes", "grade", "json_ld", "source"])
_FACTS = frozenset(
    ["author", "authors", "category", "date", "in_default_lang", "kind", "lang", "locale_date", "meta", "modified",
     "overdue", "post", "posts", "related", "relative_source_path", "save_as", "share_links", "slug", "source_path",
     "stands_for", "status", "summary", "summary_text", "syndication", "tags", "template", "title", "topic_url",
     "translation_key", "translations", "url", "__class__"]
)  # fmt: skip
_DAY = frozenset(
    ["tzinfo", "date", "year", "month", "day", "weekday", "isoweekday", "isocalendar", "__class__"]
)
_OF_POSTS = tuple(one.name for one in fields(Post))
_OF_MOMENTS = (
    "__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__hash__", "__add__", "__radd__", "__sub__",
    "__rsub__", "__str__", "__repr__", "__format__", "__reduce_ex__",
)  # fmt: skip


@dataclass(slots=True)
class Looks:
    """What one page looked at; `is_beyond` where that cannot be told from outside."""

    bodies: set[str] = field(default_factory=set)  # paths of sources
    pictures: set[str] = field(default_factory=set)  # paths under content/
    is_beyond: bool = False


class _Open:
    """The page that is being rendered now; none most of the time."""

    looks: Looks | None = None


@contextmanager
def looking(looks: Looks | None) -> Iterator[None]:
    """Note in `looks` what is looked at meanwhile; None notes nothing."""
    before, _Open.looks = _Open.looks, looks
    try:
        yield
    finally:
        _Open.looks = before


def _beyond() -> None:
    if _Open.looks is not None:
        _Open.looks.is_beyond = True


def noting_pictures(picture: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return the function, which then also tells the page's looks what was asked for."""

    def noted(path: str) -> Any:
        if _Open.looks is not None:
            _Open.looks.pictures.add(path)
        return picture(path)

    return noted


class _Watched:
    """A document whose body and innards are noticed."""

    find_grade: Callable[[], int | None]

    @cached_property
    def grade(self) -> int | None:
        """Return the school grade at which it reads: found when its page is rendered, not before."""
        return self.find_grade()

    def __getattribute__(self, name: str) -> Any:
        looks = _Open.looks
        if looks is None:
            return object.__getattribute__(self, name)
        _Open.looks = None  # what it asks itself on the way is its own affair
        try:
            value = object.__getattribute__(self, name)
            if name in _BODY:
                looks.bodies.add(str(object.__getattribute__(self, "source").path))
            elif name not in _FACTS:
                looks.is_beyond = True
            return value
        finally:
            _Open.looks = looks


def watch(contents: list[Any]) -> None:
    """Make each of Pelican's documents one that is watched."""
    made: dict[type, type] = {}
    for one in contents:
        kind = type(one)
        if kind not in made:
            # The name stays: Pelican makes names of settings of it.
            made[kind] = type(kind.__name__, (_Watched, kind), {})
        one.__class__ = made[kind]


class SeenPost(Post):
    """A post whose text is noticed when a page says it."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        """Return an attribute, and note what it tells."""
        looks = _Open.looks
        if looks is not None and name == "html":
            looks.bodies.add(str(object.__getattribute__(self, "source")))
        elif looks is not None and name == "source":
            looks.is_beyond = True
        return super().__getattribute__(name)

    @classmethod
    def of(cls, post: Post) -> "SeenPost":
        """Return the same post, watched."""
        return cls(**{name: getattr(post, name) for name in _OF_POSTS})


class Clock(datetime):
    """The time of a build: its day is a fact; whoever asks for more is noticed."""

    def __getattribute__(self, name: str) -> Any:
        """Return an attribute, and note whether it tells more than the day."""
        if name not in _DAY:
            _beyond()
        return super().__getattribute__(name)

    @classmethod
    def of(cls, now: datetime) -> "Clock":
        """Return the same moment, watched."""
        return cls.combine(now.date(), now.timetz())


def _noticed(name: str) -> Callable[..., Any]:
    plain = getattr(datetime, name)

    def method(self: Clock, *given: Any) -> Any:
        _beyond()
        return plain(self, *given)

    return method


for _name in _OF_MOMENTS:
    setattr(Clock, _name, _noticed(_name))


class LookingTemplate(Template):
    """A template that, imported for its macros, tells each page what it looked at for the first."""

    _seen: Looks | None = None

    def _get_default_module(self, ctx: Any = None) -> Any:
        if self._module is None:
            self._seen = Looks()
        with looking(self._seen if self._module is None else None):
            module = super()._get_default_module(ctx)
        looks, seen = _Open.looks, self._seen
        if looks is not None and seen is not None:
            looks.bodies |= seen.bodies
            looks.pictures |= seen.pictures
            looks.is_beyond |= seen.is_beyond
        return module
