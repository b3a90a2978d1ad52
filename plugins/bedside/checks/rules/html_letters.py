"""HTM005: letters that stand in another order than they are read, or that nobody sees."""

from collections.abc import Iterator

from bedside.checks.authorities import BIDI
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.rules.html import tags_of
from bedside.checks.surfaces.cut import holds
from bedside.post import Source

__all__ = ["HTML_LETTERS"]

# U+202D and U+202E, as they are or as entities.
_OVERRIDE = compile_late("[\u202d\u202e]|&#(?:0*823[78]|[xX]0*202[dDeE]);")
_TURNS = ("\u202d", "\u202e", "&#")  # one of which each has
# Letters that no font shows (U+E0000 to U+E007F, and runs of U+E0100 to U+E01EF): a text can be written
# in them, and copied. Three flags are spelled with them (UTS #51, emoji tag sequences).
_UNSEEN = compile_late(
    "\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f"
    "|(?P<unseen>[\U000e0000-\U000e007f]+|[\U000e0100-\U000e01ef]{2,}"
    "|&#(?:0*917(?:5[0-9]|6[0-3])\\d|[xX]0*[eE]00[0-7][0-9a-fA-F]);)"
)
# Control characters and separators that are no white space in HTML, U+2028 and U+2029 among them, and what is no
# character: browsers show nothing or a box for them. CSS Text has had it both ways:
# http://lists.w3.org/Archives/Public/www-style/2014Mar/0475.html (read 2026-11-24)
_CONTROL = compile_late(
    "[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]"
    "|&#(?:0*(?:[1-8]|11|1[4-9]|2\\d|3[01]|127|823[23])|[xX]0*(?:[1-8bBeEfF]|1[0-9a-fA-F]|7[fF]|202[89]));"
)


def _turned(source: Source, context: Context) -> Iterator[Match]:
    for found in _OVERRIDE.finditer(source.text) if holds(source.text, _TURNS) else ():
        yield Match(start=found.start(), end=found.end())
    if not source.text.isascii() or "&#" in source.text:
        for found in _UNSEEN.finditer(source.text):
            if found["unseen"]:
                message = "letters that nobody sees and everybody can copy"
                yield Match(start=found.start(), end=found.end(), message=message)
    for found in _CONTROL.finditer(source.text):
        message = (
            "a control character, which most readers do not see: type again what should stand there"
        )
        yield Match(start=found.start(), end=found.end(), message=message)
    for tag in tags_of(source, context):
        if tag.name == "bdo":
            yield Match(start=tag.start, end=tag.end)


_POST = "---\ntitle: A\n---\n"

HTML_LETTERS: tuple[Rule, ...] = (
    Rule(
        code="HTM005", name="letters-turned-or-unseen", scope=Scope.SOURCE, find=_turned,
        summary="A sign or tag that shows letters in another order than they are written, or not at all; a control character.",
        why="A number written backwards reads forwards on the page, what nobody sees is copied with the rest, and no "
            "check can know it. Languages written from right to left do not need it.",
        fix="Take it out, and write the words in the order in which they are read.",
        authority=BIDI,
        bad=(_POST + "It was \u202e9999-90-912\u202c.\n", _POST + "It was &#x202E;9999-90-912.\n",
             _POST + "It was &#8238;9999.\n", _POST + "Rest.\U000e0053\U000e0061\U000e0072\U000e0061\n",
             _POST + "Rest.&#xE0053;&#xE0061;\n", _POST + "It was 9\x0899-90-912\x7f9.\n", _POST + "It was 9&#8;99.\n",
             _POST + "It was 9\u202899.\n", _POST + '<bdo dir="rtl">9999-90-912</bdo>\n'),
        good=(_POST + 'We speak <span lang="ar" dir="rtl">\u0627\u0644\u0639\u0631\u0628\u064a\u0629</span>\u200f.\n',
              _POST + "Our nurse is Welsh \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f.\n",
              _POST + "```html\n<bdo dir=rtl>\n```\n", _POST + "One\tword,&#10;one&#12; page\x0c\u00a0&#8211; two.\r\n"),
    ),
)  # fmt: skip
