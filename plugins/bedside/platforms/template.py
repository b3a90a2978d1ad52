"""Fill a network's template with a post: parts in order, and what is given up first when it is long."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

import regex

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.builder import TextBuilder
from bedside.platforms.counting import HASHTAG, LINK, hashtags_in
from bedside.platforms.cutting import MARK, cut_at_sentence, cut_at_word
from bedside.platforms.hashtags import hashtags
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import graphemes, nfc

__all__ = ["Part", "Template", "fill", "tidy"]

# C0 and C1 controls, half characters (surrogates), and the code points that X refuses: a text never needs them.
# https://github.com/twitter/twitter-text/blob/master/conformance/validate.yml (read 2026-11-21)
_UNWANTED = regex.compile(r"[^\P{Cc}\n\t]|\p{Cs}|[\uFEFF\uFFFE\uFFFF]")
LINK_IN_BIO = {"en": "Link in bio", "es": "Enlace en la biografía"}
SHORT_LINK = 30  # graphemes of a shortened link's visible text, as Bluesky's own app shows it


class Part(StrEnum):
    """What a template is made of. `HOOK` is the author's override, or else the summary."""

    TITLE = "title"
    HOOK = "hook"
    DISCLAIMER = "disclaimer"
    LINK = "link"
    BIO = "bio"  # where links are dead: says where the link is
    TAGS = "tags"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One network's wording as data: parts in order, what it counts, what it allows."""

    platform: str
    parts: tuple[Part, ...]
    limit: Limit
    length: Callable[[str], int]
    slack: int = 0  # kept free where our count may differ from the network's by a little
    max_bytes: int | None = None
    target: int | None = None  # our own texts end here; an author's may use the whole limit
    title: Limit | None = None  # the network takes a title beside the text
    hashtags: int = 0  # how many we add
    max_hashtags: int | None = None  # how many may stand in the text at all
    link_beside: bool = False  # the link travels in a field of its own
    link_may_shorten: bool = False  # the visible text may be shorter than the link (facets)
    account_may_raise: bool = False  # servers or paid accounts can allow more than `limit`
    limit_for: Callable[[str], Limit] | None = None  # where the text itself decides (SMS alphabets)
    joint: str = "\n\n"
    mark: str = MARK  # ends a text that was cut


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """One version of the parts, before it is written."""

    title: str = ""
    hook: str
    disclaimer: str
    link: str
    shown: str = ""
    bio: str = ""
    tags: tuple[str, ...] = ()
    own: bool  # the hook is the author's own wording


def fill(template: Template, post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`: never over the limit, links and tags whole, disclaimer kept."""
    limit = _limit(template, account)
    whole = _wording(template, post, practice)
    room = limit.value - template.slack
    if template.target is not None and not whole.own:
        room = min(room, template.target)

    def fits(version: _Wording) -> bool:
        text = _write(template, version).text
        small = template.max_bytes is None or len(text.encode()) <= template.max_bytes
        most = min(room, template.limit_for(text).value) if template.limit_for else room
        return small and template.length(text) <= most

    final = next((one for one in _versions(template, whole, fits) if fits(one)), None)
    built = _write(template, final) if final else TextBuilder()
    length = template.length(built.text)
    limit = template.limit_for(built.text) if template.limit_for else limit
    title, title_warnings = _title(template, post)
    return ShareText(
        platform=template.platform, text=built.text, length=length, limit=limit, title=title,
        link=post.url if template.link_beside else "", facets=built.facets,
        warnings=(
            *_tag_warnings(template, post), *_warnings(template, whole, final, fits), *title_warnings,
        ),
    )  # fmt: skip


def tidy(text: str) -> str:
    """Return `text` in NFC, without control characters, with single spaces and few blank lines."""
    text = _UNWANTED.sub("", nfc(text).replace("\r\n", "\n"))
    text = regex.sub(r"[^\S\n]+", " ", text)
    return nfc(regex.sub(r" ?\n ?", "\n", regex.sub(r"\n(?: ?\n)+", "\n\n", text)).strip())


def _limit(template: Template, account: Account | None) -> Limit:
    """Return the limit of this account on this network."""
    if account is None or account.max_characters is None:
        return template.limit
    value = account.max_characters
    if not template.account_may_raise:
        value = min(value, template.limit.value)
    return replace(template.limit, value=value, source=f"practice.toml, account {account.id}")


def _wording(template: Template, post: Post, practice: Practice) -> _Wording:
    """Return every part at its longest."""
    override = tidy(post.share.get(template.platform, ""))
    title = " ".join(tidy(post.title).split())
    hook = override or " ".join(tidy(post.summary).split()) or title
    title = "" if override or hook == title else title
    if template.max_hashtags is not None:
        title = _fewer_tags(title, template.max_hashtags)
        hook = _fewer_tags(hook, template.max_hashtags - len(hashtags_in(title)))
    used = [tag.casefold() for part in (title, hook) for tag in hashtags_in(part)]
    added = () if override and used else hashtags(post, practice, template.hashtags)
    free = (template.max_hashtags or template.hashtags) - len(used)
    tags = [tag for tag in added if tag.casefold() not in used][: max(free, 0)]
    return _Wording(
        title=title,
        hook=hook,
        disclaimer=" ".join(tidy(post.share_disclaimer).split()),
        link=nfc(post.url) if Part.LINK in template.parts else "",
        bio=_bio(post),
        tags=tuple(tags),
        own=bool(override),
    )


def _versions(
    template: Template, whole: _Wording, fits: Callable[[_Wording], bool]
) -> Iterator[_Wording]:
    """Yield ever shorter versions: shown link, hashtags, sentences, words, title, and last the link."""
    yield whole
    if template.link_may_shorten and whole.link:
        whole = replace(whole, shown=_short(whole.link))
        yield whole
    for count in reversed(range(len(whole.tags))):
        yield replace(whole, tags=whole.tags[:count])
    bare = replace(whole, tags=())

    def holds(text: str) -> bool:
        return fits(replace(bare, hook=text))

    yield replace(bare, hook=cut_at_sentence(bare.hook, holds) or bare.hook)
    yield replace(bare, hook=cut_at_word(bare.hook, holds, template.mark))
    title = cut_at_word(
        bare.title, lambda text: fits(replace(bare, hook="", title=text)), template.mark
    )
    yield replace(bare, hook="", title=title)
    yield replace(bare, hook="", title="", bio="")
    if bare.disclaimer:
        yield replace(bare, hook="", title="", bio="", link="")


def _write(template: Template, wording: _Wording) -> TextBuilder:
    """Write the parts in the template's order, recording links and tags."""
    builder = TextBuilder()
    for part in template.parts:
        if not getattr(wording, part) or (part is Part.LINK and _holds(wording.hook, wording.link)):
            continue
        if builder.text:
            builder.plain(template.joint)
        match part:
            case Part.LINK:
                builder.link(wording.link, wording.shown)
            case Part.TAGS:
                for index, tag in enumerate(wording.tags):
                    builder.plain(" " if index else "")
                    builder.tag(tag)
            case _:
                builder.prose(getattr(wording, part))
    return builder


def _title(template: Template, post: Post) -> tuple[str, tuple[str, ...]]:
    """Return the title for the network's own field, cut at a word, and what to say about it."""
    if template.title is None:
        return "", ()
    title, most = " ".join(tidy(post.title).split()), template.title.value
    if len(title) <= most:
        return title, ()
    cut = cut_at_word(title, lambda text: len(text) <= most)
    return cut, (f"title: {len(title)} of {most} {template.title.unit}: it was cut at a word",)


def _warnings(
    template: Template, whole: _Wording, final: _Wording | None, fits: Callable[[_Wording], bool]
) -> Iterator[str]:
    """Yield what the author should know about what was left out."""
    if final is None:
        yield "the disclaimer alone is longer than the limit: nothing is written; shorten `share`"
        return
    if whole.own and not fits(replace(whole, tags=(), shown=final.shown)):
        full = template.length(_write(template, replace(whole, tags=())).text)
        yield (
            f"share.{template.platform}: {full} of {template.limit.value} {template.limit.unit} "
            "with disclaimer and link: it was cut; shorten it"
        )
    if whole.link and not final.link:
        yield "the link does not fit beside the disclaimer: it was left out; shorten the slug"
    elif not final.hook:
        yield "no room for the summary beside link and disclaimer: it was left out"


def _tag_warnings(template: Template, post: Post) -> Iterator[str]:
    own = hashtags_in(tidy(post.share.get(template.platform, "")))
    if template.max_hashtags is not None and len(own) > template.max_hashtags:
        yield (
            f"share.{template.platform}: {len(own)} hashtags, {template.max_hashtags} are allowed: "
            "the later ones became plain words"
        )


def _fewer_tags(text: str, most: int) -> str:
    """Turn every hashtag after the first `most` into a plain word."""
    later = list(HASHTAG.finditer(text))[most:]
    for match in reversed(later):
        text = text[: match.start()] + text[match.start() + 1 :]
    return text


def _holds(hook: str, url: str) -> bool:
    """Tell whether the author's words already carry the link; when a cut loses it, it comes back."""
    return url in LINK.findall(hook)


def _bio(post: Post) -> str:
    """Return `Link in bio: larkfield.example`."""
    words = LINK_IN_BIO.get(post.lang.partition("-")[0], LINK_IN_BIO["en"])
    return f"{words}: {urlsplit(post.url).hostname}"


def _short(url: str) -> str:
    """Return `larkfield.example/blog/flu-s…`: what is shown of a link whose facet has it whole."""
    shown = url.partition("://")[2].rstrip("/")
    clusters = graphemes(shown)
    return shown if len(clusters) <= SHORT_LINK else "".join(clusters[: SHORT_LINK - 1]) + "…"
