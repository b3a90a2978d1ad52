"""One rule in full, as the Markdown that its page and `bedside rule` show."""

from bedside.checks.model import Authority, Rule, Scope, Tier

__all__ = ["explain", "weight"]

_READS = {
    Scope.TEXT: "every text surface of a file", Scope.SOURCE: "a source file",
    Scope.SOURCES: "all source files together", Scope.IMAGE: "a picture",
    Scope.CONSENTS: "consents.toml",
    Scope.PAGE: "a built page", Scope.SITE: "the whole built site",
}  # fmt: skip
_COMMENT = (
    '<!-- bedside: allow {code} reason="why it may stand" by="your-slug" until=YYYY-MM-DD -->'
)
_LONG = 600  # characters of an example: whole posts are examples too
_NEVER = "It cannot be allowed: mend what it found."
_IN_TEXT = (
    "Put this on its own line above the block (or `allow-line` for one line; in practice.toml `# bedside: allow-line …`), signed by a clinician "
    "of practice.toml and for a year at most:"
)
_IN_REGISTRY = (
    "Not in the text: it identifies a patient. If two people agree that this one may stand, "
    "`bedside check --show` prints the entry for allowed.toml (docs/rules.md, Allowing)."
)
_HELD = "Better: a signed authorization under `consent`, or an attested `vignette`."


def explain(rule: Rule) -> str:
    """Return what the rule finds, why, by which source, examples, how to mend and how to allow."""
    source = rule.authority
    return "\n".join((
        f"{rule.summary}\n",
        f"{weight(rule).capitalize()}. Reads {_READS[rule.scope]}.\n",
        f"## Why\n\n{rule.why}\n",
        f"## What to do\n\n{rule.fix}\n",
        f"## Examples\n\nFound:\n\n{_examples(rule.bad)}\n\nLeft alone:\n\n{_examples(rule.good)}\n",
        f"## Allowing it\n\n{_allowing(rule)}\n",
        f"## Source\n\n[{source.title}]({source.url}), read {source.read}{_copy(source)}.\n",
    ))  # fmt: skip


def _copy(source: Authority) -> str:
    return f" in [a copy]({source.copy})" if source.copy else ""


def weight(rule: Rule) -> str:
    """Return `error`, or `error, block` where the rule has a tier."""
    return f"{rule.severity}, {rule.tier}" if rule.tier else str(rule.severity)


def _allowing(rule: Rule) -> str:
    if rule.code.startswith("SUP") or rule.scope in (Scope.PAGE, Scope.SITE, Scope.SOURCES):
        return _NEVER
    if rule.tier is Tier.BLOCK:
        return _IN_REGISTRY
    lines = f"{_IN_TEXT}\n\n```markdown\n{_COMMENT.format(code=rule.code)}\n```"
    return f"{lines}\n\n{_HELD}" if rule.tier is Tier.HOLD else lines


def _examples(texts: tuple[str, ...]) -> str:
    return "\n".join(map(_example, texts))


def _example(text: str) -> str:
    text = text if len(text) <= _LONG else f"{text[:_LONG].rstrip()} …"
    visible = text.strip().replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")
    visible = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in visible)
    return f"- `` {visible} ``" if "`" in visible else f"- `{visible}`"
