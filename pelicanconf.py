"""Pelican's settings for this practice; everything about the practice is in practice.toml."""

from pathlib import Path

from bedside.practice import load_practice

_ROOT = Path(__file__).resolve().parent
_practice = load_practice(_ROOT / "practice.toml")

PATH = str(_ROOT / "content")
OUTPUT_PATH = str(_ROOT / "output")
THEME = str(_ROOT / "theme")
SITENAME = _practice.practice.name
SITEURL = _practice.base_path
TIMEZONE = _practice.practice.timezone
DEFAULT_LANG = _practice.practice.language
# The order matters: each step gives a value to the next, and the receipt closes the build.
PLUGINS = [
    f"bedside_{step}" for step in ("site", "checks", "cards", "share", "feeds", "outbox", "receipt")
]
