"""Lines that somebody used to get an identifier past the gate, and harmless ones it stopped."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_sources
from bedside.checks.model import Context
from bedside.consents import Consents
from bedside.frontmatter import parse, split
from bedside.post import Kind, Source
from bedside.practice import Practice

HEAD = "---\ntitle: A walk\n---\n\n"
FOUND = {
    "contact after 'call us'": (
        "PHI004 PHI006",
        "Rest and drink water. Call us.\n\n617-555-0199, walt.b@szymanski.family\n\nSleep helps too.\n",
    ),
    "contact before 'call us'": (
        "PHI004 PHI006",
        "Harold's daughter sells the tickets. 617-555-0199 or beth@szymanski.family.\n\nCall us if it lasts.\n",
    ),
    "fax after": (
        "PHI005",
        "Rest and drink water. Call us.\n\nFax: 617-555-0161\n\nSleep helps too.\n",
    ),
    "bare number after": (
        "PHI004",
        "Rest and drink water. Call us.\n\n617-555-0199\n\nSleep helps too.\n",
    ),
    "street after": (
        "PHI002",
        "Rest and drink water. Call us.\n\n48 Maple Hollow Road\n\nSleep helps too.\n",
    ),
    "number in the same sentence": ("PHI004", "Call us. 617-555-0199\n"),
    "number beside our office": ("PHI004", "Our office is open. Reach Beth at 617-555-0199.\n"),
    "cell": ("PHI007", "<table><tr><td>123-45-6789</td><td>x</td></tr></table>\n"),
    "heading cell": ("PHI007", "<table><tr><th>123-45-6789</th><th>x</th></tr></table>\n"),
    "summary": ("PHI007", "<details><summary>123-45-6789</summary>x</details>\n"),
    "caption": ("PHI007", "<figure><figcaption>123-45-6789</figcaption>x</figure>\n"),
    "vertical table": ("PHI008", "| Field | Value |\n|---|---|\n| MRN | 482913 |\n"),
    "vertical table with a date": (
        "PHI003",
        "| Field | Value |\n|---|---|\n| DOB | March 4 1961 |\n",
    ),
    "spaced hyphens": ("PHI004", "Ring 617 - 555 - 0199 for the recipe.\n"),
    "slashes": ("PHI004", "Ring 617/555/0199 for the recipe.\n"),
    "middle dots": ("PHI004", "Ring 617·555·0199 for the recipe.\n"),
    "underscores": ("PHI004", "Ring 617_555_0199 for the recipe.\n"),
    "letter O": ("PHI004", "Ring 617-555-O199 for the recipe.\n"),
    "chat link": ("PHI004", "[Write to her](https://wa.me/16175550199).\n"),
    "chat address": ("PHI004", "See https://wa.me/16175550199 for more.\n"),
    "profile with a name": ("PHI014", "See https://www.facebook.com/harold.brzezinski for more.\n"),
    "her profile": ("PHI014", "See [her page](https://instagram.com/kb_runs).\n"),
    "short fundraiser": ("PHI014", "Her GoFundMe: https://gofund.me/abc123\n"),
    "linked fundraiser": ("PHI014", "[Help](https://gofund.me/abc123).\n"),
    "Medicare number": ("PHI009", "The card said 1EG4-TE5-MK73 at the top.\n"),
    "Medicare number without hyphens": ("PHI009", "The card said 1EG4TE5MK73 at the top.\n"),
    "SSN spaced hyphens": ("PHI007", "SSN 123 - 45 - 6789\n"),
    "SSN spaced dashes": ("PHI007", "SSN 123 — 45 — 6789\n"),
    "bare SSN spaced dashes": ("PHI007", "It was 123 — 45 — 6789 there.\n"),
    "SSN slashes": ("PHI007", "It was 123/45/6789 there.\n"),
    "SSN middle dots": ("PHI007", "It was 123·45·6789 there.\n"),
    "SSN bullets": ("PHI007", "It was 123•45•6789 there.\n"),
    "SSN in part": ("PHI007", "SSN: xxx-xx-6789\n"),
    "SSN behind stars": ("PHI007", "The form said ***-**-6789 for SSN: ***-**-6789\n"),
    "SSN with a letter l": ("PHI007", "l23-45-6789 is her SSN\n"),
    "SSN keycaps": (
        "PHI007",
        "It was 1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e3-4\ufe0f\u20e35\ufe0f\u20e3-6\ufe0f\u20e37\ufe0f\u20e38\ufe0f\u20e39\ufe0f\u20e3 there.\n",
    ),
    "SSN Hangul filler": ("PHI007", "It was 123-4\u31645-6789 there.\n"),
    "SSN Braille blank": ("PHI007", "It was 123-4\u28005-6789 there.\n"),
    "SSN variation selector": ("PHI007", "It was 123-4\U000e01005-6789 there.\n"),
    "SSN tag character": ("PHI007", "It was 123-4\U000e00205-6789 there.\n"),
    "birth hyphens": ("PHI003", "DOB: Mar-04-1961\n"),
    "birth in words": ("PHI003", "date of birth: March fourth, nineteen sixty-one\n"),
    "birth run together": ("PHI003", "DOB: 04MAR1961\n"),
    "birth b.": ("PHI003", "The label read b. 03/04/1961 in ink.\n"),
    "position": ("PHI002", "GPS: 44.4759, -73.2121 is where we found him.\n"),
    "AT and DOT": ("PHI006", "Write to walt.s AT gmail DOT com\n"),
    "heading id": ("PHI007", "## Heading {: #mrs-brzezinski-123-45-6789 }\n\nWash.\n"),
    "name in a heading id": ("PHI001", "## Heading {: #mrs-brzezinski }\n\nWash.\n"),
    "footnote id": ("PHI007", "Wash.[^123-45-6789]\n\n[^123-45-6789]: Dry.\n"),
    "seen for": ("PHI001", "Jane Doe was seen for HIV.\n"),
    "family name first": ("PHI001", "Nguyen Thi Lan came in with chest pain and was admitted.\n"),
    "proud of": ("PHI001", "We are so proud of Keisha, who finished chemo on her birthday!\n"),
    "initial and surname": ("PHI001", "The patient, S. Miller, had a stroke.\n"),
    "we helped": ("PHI001", "Last week we helped Harold Brzezinski get over pneumonia.\n"),
    "thank you to": ("PHI001", "Thank you to Tom Delaney for letting us mention his bypass.\n"),
    "a name that is a word": (
        "PHI001",
        "Our patient Will came in with a cough and was diagnosed with asthma.\n",
    ),
    "lower case": ("PHI001", "patient harold brzezinski was seen for pneumonia\n"),
    "tag": ("PHI001", "---\ntitle: T\ntags: [flu, mrs-brzezinski]\n---\n\nWash.\n"),
    "slug": ("PHI001", "---\ntitle: T\nslug: mrs-brzezinski-hip\n---\n\nWash.\n"),
    "Spanish name": ("PHI001", "Nuestra paciente María López fue diagnosticada con diabetes.\n"),
    "Spanish birth label": ("PHI003", "Fecha de nacimiento: 04/03/1961\n"),
    "Spanish birth": ("PHI003", "Nuestra paciente nació el 4 de marzo de 1961.\n"),
    "Spanish title": (
        "PHI001",
        "La señora García vino a la clínica con neumonía y fue ingresada.\n",
    ),
    "Spanish record": ("PHI008", "Historia clínica 482913\n"),
    "Spanish story": (
        "PHI101",
        "Nuestra paciente vino a la clínica con neumonía y fue ingresada.\n",
    ),
    "Spanish date": ("PHI003", "El paciente fue ingresado el 3 de marzo de 2024.\n"),
}
CLEAN = {
    "child of an age": "A 4-year-old child needs 10 to 13 hours of sleep.\n",
    "clinician's own life": "Dr. Okafor grew up in Burlington, and he and his wife have two kids. He ran the Vermont City Marathon last May.\n",
    "invented person": "---\ntitle: A walk\nvignette: fictional\nvignette_attested_by: elena-marsh\n---\n\nImagine a 45-year-old man named Joe. He eats well and walks to work. Joe wants to know about shots.\n",
    "public figure": "---\ntitle: A walk\nvignette: public-figure\nvignette_attested_by: elena-marsh\n---\n\nMichael J. Fox was diagnosed with Parkinson's disease at age 29.\n",
    "own number": "Rest.\n\nCall us at (802) 555-0142.\n\nSleep.\n",
    "baby of an age": "A 6-month-old baby should sleep 14 hours.\n",
    "thanks to an actor": "Thank you to Tom Delaney for the flowers at the flu clinic.\n",
    "lat in words": "Walk 2.500, then rest 3.250 minutes.\n",
    "dates with bullets": "Monday 8-5 • (802) 555-0142\n",
    "Spanish advice": "Un niño de 4 años necesita dormir 10 horas. Llame si su hijo tiene fiebre.\n",
    "organisation's number": "The National Cancer Institute answers at 301-555-0100.\n",
    "footnote": "Wash.[^cdc]\n\n[^cdc]: CDC, 2026.\n",
    "heading id of words": "## When to call {: #when-to-call .wide }\n\nWash.\n",
    "table of doses": "| Age | Dose |\n|---|---|\n| Adults | 500 mg |\n| Children | 100-200 mg |\n",
}


def codes(text: str, practice: Practice, now: datetime) -> set[str]:
    parts = split(text)
    meta, places, values, _mistakes = parse(parts, Path("a.md"), text, practice.zone)
    source = Source(
        path=Path("a.md"), name="a.md", kind=Kind.TEXT, text=text, body=parts.body,
        body_offset=parts.body_offset, meta=meta, places=places, values=values,
    )  # fmt: skip
    context = Context(practice=practice, consents=Consents(), now=now)
    return {one.code for one in check_sources([source], context).findings}


@pytest.mark.parametrize("line", FOUND)
def test_every_attack_line_is_found(line: str, practice: Practice, now: datetime) -> None:
    """A line that once passed gives the finding it should."""
    expected, text = FOUND[line]
    assert set(expected.split()) <= codes(
        text if text.startswith("---") else HEAD + text, practice, now
    )


@pytest.mark.parametrize("line", CLEAN)
def test_harmless_lines_pass(line: str, practice: Practice, now: datetime) -> None:
    """A harmless line gives no finding about patients."""
    text = CLEAN[line]
    found = codes(text if text.startswith("---") else HEAD + text, practice, now)
    assert not {code for code in found if code.startswith("PHI")}
