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
    "said": ("PHI007", "It was two one nine, oh nine, nine nine nine nine there."),
    "said over two lines": (
        "PHI004",
        "Call her at six one seven, five five five,\noh one nine nine.",
    ),
    "said in tens": (
        "PHI004",
        "Ring six hundred seventeen, five fifty-five, oh one ninety-nine now.",
    ),
    "said in Spanish": (
        "PHI004",
        "Llame al seis uno siete, cinco cinco cinco, cero uno nueve nueve.",
    ),
    "said in part": ("PHI004", "Ring 617 five five five 0199 for it."),
    "spaced": ("PHI007", "It was 2 1 9 - 0 9 - 9 9 9 9 there."),
    "spaced with a dot": ("PHI004", "Call her on 5 5 5 . 0 1 9 9 tonight."),
    "dotted": ("PHI004", "Ring 6.1.7.5.5.5.0.1.9.9 for it."),
    "in circles": ("PHI007", "It was ②①⑨-⓪⑨-⑨⑨⑨⑨ there."),
    "letters apart": ("PHI006", "Write j a n e @ g m a i l . c o m now."),
    "name in letters": ("PHI001", "Our patient S a r a h  M i l l e r came."),
    "name with hyphens": ("PHI001", "We saw our patient S-a-r-a-h Miller."),
    "name in mathematics": ("PHI001", "We saw our patient 𝐒𝐚𝐫𝐚𝐡 𝐌𝐢𝐥𝐥𝐞𝐫."),
    "label apart": ("PHI003", "D O B : 03 / 14 / 1961"),
    "address in words": ("PHI006", "Write jane (at) example (dot) com now."),
    "braces": ("PHI006", "Write jane{at}example{dot}com now."),
    "entities for brackets": ("PHI006", "Write jane_doe &lt;at&gt; gmail &lt;dot&gt; com now."),
    "Spanish signs": ("PHI006", "Write jane arroba gmail punto com now."),
    "site in words": ("PHI014", "See gofundme dot com slash f slash hips-for-hank."),
    "numbers of a host": ("PHI015", "It came from 203[.]0[.]113[.]77 at night."),
    "day in words": (
        "PHI003",
        "Our patient was admitted on the fourteenth of March with chest pain.",
    ),
    "Spanish day in words": ("PHI003", "El paciente fue operado el catorce de marzo."),
    "hashtag": ("PHI001", "Wash. #OurPatientSarahMiller"),
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
    "said": ("Wash.\n\nIt was 2 1 9 - 0 9 - 9 9 9 9 there.\n", "2 1 9"),
    "said aloud": ("Wash, it is two one nine, oh nine, nine nine nine nine there.\n", "two one"),
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


HARMLESS = (
    "Count one, two, three, four, five, six, seven while you breathe in.",
    "Call one eight hundred two two two, one two two two for poison control.",
    "Take vitamin D 1 000 IU, B 12 and 2 - 3 tablets of B 6 at 8 . 30.",
    "TNF-α, IL-6, CYP2C19*17, BRCA1 c.68_69del and HLA-B27 were measured: 0 . 5, 1 . 0, 2 . 5 ng.",
    "Rate your pain 0 1 2 3 4 5 6 7 8 9 10. Lab values: Na 140, K 4.1, Cl 102, CO2 24, 5.5-7.0 %.",
    "Hepatitis A B C D E, vitamins A D E K, and the A-B-C-D-E of moles. #FluShots #Type2Diabetes #COVID19",
    "Visits are in weeks 4 - 6 - 8 - 12; doses run 0.5 - 1 - 2 - 4 mg; 120 / 80 is fine, so is 1 / 2.",
    "Vision is twenty twenty. One or two, four to six, nine one one or nine eight eight.",
    "The study of March 2019 had 1 234 567 people; DOI 10.1001 / jama.2020.1234.",
    "Look (at) the dot, and (dot) it. El uno, dos y tres de cuatro.",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_spelled_out_is_left_alone(
    text: str, tmp_path: Path, now: datetime
) -> None:
    """Counting, doses, genes and values are nobody's number."""
    path = tmp_path / "post.md"
    path.write_text(f"Wash your hands.\n\n{text}\n", encoding="utf-8")
    found = check_paths([path], None, Consents(), now).findings
    assert not [
        one for one in found if one.code != "PHI103"
    ]  # what the reader makes of clipped values
