"""An identifier is found however it is hidden, at the exact line and column of its file."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.consents import Consents

HIDDEN = {
    "entities": ("PHI007", "The form said &#50;19-09-9999 at the top."),
    "named entity": ("PHI004", "Ring 617&ndash;555&ndash;0199 for it."),
    "zero width": ("PHI007", "It was 219-0\u200b9-99\u200d99 there."),
    "soft hyphen": ("PHI006", "Write wal\u00adt.miller58@gmail.com now."),
    "full width": ("PHI007", "It was ２１９-０９-９９９９ there."),
    "no-break space": ("PHI004", "Ring (617)\u00a0555\u20110199 for it."),
    "homoglyphs": ("PHI008", "The \u041cR\u039d 4482913 was there."),
    "emphasis": ("PHI004", "Ring 617-555**-**0199 for it."),
    "underscore emphasis": ("PHI007", "It was 219__-__09-9999 there."),
    "line broken": ("PHI007", "It was 219-09-\n9999 there."),
    "escaped": ("PHI007", r"It was 219\-09\-9999 there."),
    "tags inside": ("PHI007", "It was 219-<b>09</b>-9999 there."),
    "comment inside": ("PHI007", "It was 219-09<!-- x -->-9999 there."),
    "percent": ("PHI006", "[x](mailto:walt.miller58%40gmail.com)"),
    "tel": ("PHI004", "[x](tel:+16175550199)"),
    "line break tag": ("PHI007", "It was 219-09-<br>9999 there."),
    "arabic digits": ("PHI007", "It was ٢١٩-٠٩-٩٩٩٩ there."),
    "image in link": ("PHI007", "[![SSN 219-09-9999](a.png)](https://www.cdc.gov)"),
    "unclosed comment": ("PHI007", "<!-- 219-09-9999"),
    "quoted reply": ("PHI007", "> It was 219-09-\n> 9999 there."),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_hiding_does_not_help(how: str, tmp_path: Path, now: datetime) -> None:
    """What a reader would see is what a rule sees."""
    code, text = HIDDEN[how]
    path = tmp_path / "post.md"
    path.write_text(f"Wash your hands.\n\n{text}\n", encoding="utf-8")
    report = check_paths([path], None, Consents(), now)
    assert code in {one.code for one in report.findings}


PLACED = {
    "body": ("Wash.\n\nIt **was** &amp; [is](a.md) 219-09-9999 there.\n", "219-09-9999"),
    "after wide characters": ("Wäsche \u200b\u200b 💉 219-09-9999\n", "219-09-9999"),
    "alt": ("Wash.\n\n![The number 219-09-9999](a.png)\n", "219-09-9999"),
    "comment": ("Wash.\n\n<!-- 219-09-9999 -->\n", "219-09-9999"),
    "code": ("Wash.\n\n```\nx\n219-09-9999\n```\n", "219-09-9999"),
    "table": ("| A | B |\n|---|---|\n| 1 | 219-09-9999 |\n", "219-09-9999"),
    "plain value": ("---\ntitle: It is 219-09-9999\n---\n\nWash.\n", "219-09-9999"),
    "quoted value": ('---\ntitle: "It\'s \\"so\\" 219-09-9999"\n---\n\nWash.\n', "219-09-9999"),
    "folded value": ("---\ntitle: T\nsummary: >\n  Wash your\n  hands 219-09-9999\n---\n\nWash.\n", "219-09-9999"),
    "list value": ("---\ntitle: T\ntags: [flu, 219-09-9999]\n---\n\nWash.\n", "219-09-9999"),
    "yaml comment": ("---\ntitle: T # 219-09-9999\n---\n\nWash.\n", "219-09-9999"),
    "windows line ends": ("---\r\ntitle: T\r\n---\r\n\r\nWash.\r\n219-09-9999\r\n", "219-09-9999"),
}  # fmt: skip


@pytest.mark.parametrize("where", PLACED)
def test_place_is_exact(where: str, tmp_path: Path, now: datetime) -> None:
    """Line and column, counted from 1 in characters, are those of the identifier's first one."""
    text, planted = PLACED[where]
    path = tmp_path / "post.md"
    path.write_bytes(text.encode())
    shown = text.replace("\r\n", "\n")
    at = shown.index(planted)
    line, column = shown[:at].count("\n") + 1, at - (shown[:at].rfind("\n") + 1) + 1
    finding = next(
        one for one in check_paths([path], None, Consents(), now).findings if one.code == "PHI007"
    )
    assert (finding.line, finding.column) == (line, column)
    assert "219" not in finding.message + repr(finding)
