"""The stylesheet: brand tokens only, logical sides, our own fonts, motion and print honoured."""

import re

from tests.theme.theme_site import ROOT

CSS_FILE = ROOT / "theme" / "static" / "css" / "site.css"
CSS = re.sub(r"/\*.*?\*/", "", CSS_FILE.read_text(encoding="utf-8"), flags=re.DOTALL)
SCREEN, _, PRINT = CSS.partition("@media print")
TOKENS = {
    "ink", "paper", "primary", "on-primary", "accent", "muted", "surface", "line",
    "heading-font", "body-font", "band", "on-band",
}  # fmt: skip


def test_colours_come_from_the_brand_file() -> None:
    """No colour is named on screen, so that one edit in practice.toml changes all of it."""
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", CSS)
    assert not re.findall(r":\s*(?:white|black|red|green|blue|gr[ae]y)\b", SCREEN)


def test_every_property_used_is_known() -> None:
    """A misspelt custom property would fail silently in a browser."""
    used = set(re.findall(r"var\(--([a-z0-9-]+)", CSS))
    defined = set(re.findall(r"--([a-z0-9-]+)\s*:", CSS))
    assert used - defined - TOKENS == set()
    assert used >= TOKENS


def test_sides_are_logical() -> None:
    """`margin-left` and its like do not turn round for right-to-left text."""
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?:text-align|float):\s*(?:left|right)"
    assert not re.findall(physical, CSS)
    assert not re.findall(r"[;{]\s*(?:left|right|top|bottom|width|height)\s*:", CSS)


def test_fonts_are_ours_and_there() -> None:
    """Each font file stands beside the stylesheet; text shows before it arrives."""
    files = re.findall(r'url\("([^"]+)"\)', CSS)
    assert files
    assert [one for one in files if not (CSS_FILE.parent / one).is_file()] == []
    faces = re.findall(r"@font-face \{([^}]*)\}", CSS)
    ours = [one for one in faces if "url(" in one]
    assert all("font-display: swap" in one for one in ours)
    assert all("local(" in one and "size-adjust" in one for one in faces if one not in ours)
    families = {found[1] for one in faces if (found := re.search(r'font-family: "([^"]+)"', one))}
    assert families == {
        name + end for name in ("Bitter", "Atkinson Hyperlegible Next") for end in ("", " stand-in")
    }
    assert "@import" not in CSS


def test_focus_motion_and_print_are_cared_for() -> None:
    """Focus is never removed without a replacement; motion is opt-in; paper keeps the disclaimer."""
    assert ":focus-visible { outline: 3px solid" in CSS
    assert "transition" not in SCREEN.split("@media (prefers-reduced-motion: no-preference)")[0]
    assert "animation" not in CSS
    hidden = re.search(r"([^{}]+)\{ display: none; \}", PRINT)
    assert hidden is not None
    assert ".nav" in hidden[1]
    assert ".disclaimer" not in hidden[1]
    assert ".print-url { display: block" in PRINT


def test_touch_targets_are_44_pixels() -> None:
    """WCAG 2.5.5 asks 44 CSS pixels: 2.75rem at the browser's 16."""
    assert "--target: 2.75rem" in CSS
    for part in (
        ".button",
        ".nav a",
        ".topics a",
        ".pagination a",
        ".post-links a",
        ".footer-nav a",
    ):
        rule = re.search(
            rf"(?:^|[,}}])\s*{re.escape(part)}[^{{}}]*\{{([^}}]*)\}}", CSS, re.MULTILINE
        )
        assert rule is not None, part
        assert "min-block-size: var(--target)" in rule[1], part
