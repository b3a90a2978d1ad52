"""The table of surfaces: how each holds an identifier, and the few cells that may stand."""

import re
from urllib.parse import quote, quote_plus

# One short text for each identifier, with the words about a patient that a gated one needs.
PLANTED = {
    "PHI001": "our patient Sarah Miller",
    "PHI002": "our patient lives in Springfield",
    "PHI003": "our patient born on March 4, 1961",
    "PHI004": "call 617-555-0199",
    "PHI005": "fax 617-555-0162",
    "PHI006": "walt.miller58@gmail.com",
    "PHI007": "SSN 219-09-9999",
    "PHI008": "MRN 4482913",
    "PHI009": "member ID XGH774120985",
    "PHI010": "account 4410-0195",
    "PHI011": "passport 553019284",
    "PHI012": "VIN 1HGCM82633A004352",
    "PHI013": "serial number 1044370719",
    "PHI014": "gofundme.com/f/hips-for-hank",
    "PHI015": "203.0.113.77",
    "PHI016": "fingerprint of our patient",
    "PHI017": "photo of our patient",
    "PHI018": "specimen number S23-0110447",
}
BODY = {
    "paragraph": "Wash your hands.\n\n{planted}.\n",
    "heading": "## {planted}\n\nWash your hands.\n",
    "underlined heading": "{planted}\n=======\n\nWash.\n",
    "list": "- Soap\n- {planted}\n",
    "list in a quote": "> - Wash.\n>   - {planted}\n",
    "definition": "Soap\n:   {planted}\n",
    "abbreviation": "*[HW]: {planted}\n\nHW is good.\n",
    "footnote": "Wash.[^1]\n\n[^1]: {planted}.\n",
    "footnote label": "Wash.[^{slug}]\n\n[^{slug}]: Soap.\n",
    "quote": "> Wash.\n> {planted}.\n",
    "table": "| Step | Note |\n|---|---|\n| 1 | {planted} |\n",
    "attribute in a table": '| A |\n|---|\n| <b title="{planted}">x</b> |\n',
    "picture in a table": "| A |\n|---|\n| ![{planted}](a.png) |\n",
    "code block": "```\n{planted}\n```\n",
    "code block's name": "```text {planted}\nx\n```\n",
    "indented code": "Wash.\n\n    {planted}\n",
    "inline code": "Wash `{planted}` well.\n",
    "alt": "![{planted}](../images/sink.png)\n",
    "alt of raw html": '<img src="../images/sink.png" alt="{planted}">\n',
    "picture's title": '![Sink](a.png "{planted}")\n',
    "picture in a link": "[![{planted}](a.png)](https://www.cdc.gov)\n",
    "picture's address": "![Sink]({slug}.png)\n",
    "srcset": '<img src="a.png" alt="x" srcset="{slug}.png 2x">\n',
    "link text": "[{planted}](https://www.cdc.gov/hands)\n",
    "link title": '[more](https://www.cdc.gov/hands "{planted}")\n',
    "link title in brackets": "[more](https://www.cdc.gov/x ({planted}))\n",
    "query string": "[more](https://www.cdc.gov/hands?about={quoted})\n",
    "query with plus signs": "[more](https://www.cdc.gov/x?q={plus})\n",
    "fragment": "[more](https://www.cdc.gov/x#{quoted})\n",
    "own fragment": "[more](#{slug})\n",
    "path": "[more](https://www.cdc.gov/{quoted}/x)\n",
    "mailto subject": "[more](mailto:hello@larkfield.example?subject={quoted})\n",
    "link definition": "[more][a]\n\n[a]: https://www.cdc.gov/hands?about={quoted}\n",
    "link label": "[Wash][{planted}]\n\n[{planted}]: https://www.cdc.gov\n",
    "definition's title": '[a][1]\n\n[1]: https://www.cdc.gov "{planted}"\n',
    "address in brackets": "<https://www.cdc.gov/?q={quoted}>\n",
    "bare address": "See https://www.cdc.gov/?q={quoted} now.\n",
    "comment": "Wash.\n\n<!-- {planted} -->\n\nDry.\n",
    "comment of many lines": "<!--\nnote\n{planted}\n-->\n",
    "link in a comment": "<!-- [x](https://www.cdc.gov/?q={quoted}) -->\n",
    "conditional comment": "<!--[if IE]> {planted} <![endif]-->\n",
    "allowance's reason": '<!-- bedside: allow PHI101 reason="{planted}" by="elena-marsh" until=2027-01-31 -->\nWash.\n',
    "cdata": "<![CDATA[ {planted} ]]>\n",
    "instruction": "<?php {planted} ?>\n",
    "declaration": '<!DOCTYPE x "{planted}">\n',
    "html text": "<div>{planted}</div>\n",
    "html attribute": '<p data-note="{planted}">Wash.</p>\n',
    "html attribute, other quotes": "<div data-x='{planted}'></div>\n",
    "aria-label": '<p aria-label="{planted}">Wash.</p>\n',
    "title attribute": '<p title="{planted}">Wash.</p>\n',
    "id": '<p id="{slug}">Wash.</p>\n',
    "attribute list": "## Wash {{: #{slug} }}\n",
    "attribute list's title": '*Wash*{{: title="{planted}" }}\n',
    "summary of details": "<details><summary>More</summary>{planted}</details>\n",
    "caption of a picture": '<figure><img src="a.png" alt="x"><figcaption>{planted}</figcaption></figure>\n',
    "caption of a table": "<table><caption>{planted}</caption><tr><td>1</td></tr></table>\n",
    "cell of an html table": "<table><tr><th>Note</th></tr><tr><td>{planted}</td></tr></table>\n",
    "form value": '<input value="{planted}">\n',
    "svg title": "<svg><title>{planted}</title></svg>\n",
    "svg desc": "<svg><desc>{planted}</desc></svg>\n",
    "svg text": '<svg><text x="1"><tspan>{planted}</tspan></text></svg>\n',
    "style sheet": "<style>/* {planted} */</style>\n",
    "script": "<script>// {planted}\n</script>\n",
    "fact": "{{{{ {planted} }}}}\n",
    "hashtag": "Wash.\n\n{hashtag}\n",
}  # fmt: skip
_REFERENCE = (
    "references:\n  - title: {title}\n    publisher: {publisher}\n    url: {url}\n"
    "    read: 2026-01-01"
)
_VIDEO = "video:\n  url: {url}\n  poster: a.png\n  duration: PT1M\n  captions: a.vtt\n  transcript: {words}"
KEYS = {
    "title": "title: {value}",
    "summary": "summary: {value}",
    "folded summary": "summary: >-\n  Wash.\n  {planted}",
    "tags": "tags: [{value}, flu]",
    "image_alt": "image_alt: {value}",
    "long_description": "long_description: {value}",
    "slug": "slug: {value}",
    "author": "author: {value}",
    "translator": "translator: {value}",
    "category": "category: {value}",
    "image": "image: {value}",
    "share text": "share:\n  bluesky: {value}",
    "share text of many lines": "share:\n  mastodon: |\n    Wash\n    {planted}\n    #flu",
    "transcript": _VIDEO.format(url="a.mp4", words="{value}"),
    "film": _VIDEO.format(url="{value}", words="x"),
    "button": "cta:\n  text: {value}\n  url: /contact/",
    "button's address": "cta:\n  text: x\n  url: 'mailto:hello@larkfield.example?body={quoted}'",
    "link in a value": "summary: '[x](https://www.cdc.gov/?q={quoted})'",
    "tag in a value": "summary: '<b title=\"{planted}\">x</b>'",
    "reference": _REFERENCE.format(title="{value}", publisher="CDC", url="https://www.cdc.gov"),
    "publisher": _REFERENCE.format(title="x", publisher="{value}", url="https://www.cdc.gov"),
    "notice in another language": "language_lines:\n  - lang: es\n    name: x\n    text: {value}",
    "unknown key": "note: {value}",
    "yaml anchor": "x: &a {value}",
    "yaml comment": "status: published # {planted}",
    **{key: f"{key}: {{value}}" for key in (
        "date", "expires", "uid", "lang", "type", "consent", "location", "vignette_attested_by",
    )},
}  # fmt: skip
# Cells where these may stand: a cited source's own title, authors, place and contact; a form's words
# in a language of capitals; the author of a page elsewhere. No address can be an anchor's name.
_NO_ADDRESS = {"PHI014"}
_CITED = {"PHI001", "PHI002", "PHI004", "PHI005", "PHI014"}
ALLOWED = {
    **dict.fromkeys(
        ("footnote label", "id", "attribute list", "fragment", "own fragment", "picture's address",
         "srcset", "attribute list's title"), _NO_ADDRESS),
    "path": {"PHI001", "PHI014"},
    # one word: no sign of an address, a date or a number can stand in it
    "hashtag": {"PHI003", "PHI006", "PHI009", "PHI012", "PHI014", "PHI015", "PHI018"},
    "reference": _CITED, "publisher": _CITED,
    "notice in another language": {"PHI001"},
}  # fmt: skip


def planted(template: str, text: str) -> str:
    """Return the template with the text in it, in whatever form the place asks for."""
    words = re.findall(r"\w+", text)
    return template.format(
        planted=text, value=f'"{text}"', quoted=quote(text), plus=quote_plus(text),
        slug=re.sub(r"[^\w@.]+", "-", text), hashtag="#" + "".join(w[0].upper() + w[1:] for w in words),
    )  # fmt: skip
