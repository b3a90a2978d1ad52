"""What the rules on wording rest on, each with its address and the day it was read."""

from datetime import date

from bedside.checks.model import Authority

__all__ = [
    "CREDIBILITY",
    "EVERYDAY_WORDS",
    "GRADE",
    "PREFERRED_TERMS",
    "SENTENCE",
    "SHORT_PARAGRAPHS",
]

READ = date(2026, 11, 22)

GRADE = Authority(
    title="AMA and NIH: patient education at sixth grade; adults in the US read at eighth (Clin Orthop 2014)",
    url="https://link.springer.com/10.1007/s11999-014-4071-2", read=READ,
)  # fmt: skip
SENTENCE = Authority(
    title="GOV.UK: sentences of 25 words are difficult, of 29 and more very difficult",
    url="https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit/",
    read=READ,
)  # fmt: skip
SHORT_PARAGRAPHS = Authority(
    title="HHS, Plain Writing in One Page: at most 20 words a sentence, five sentences a paragraph",
    url="https://www.hhs.gov/web/building-and-managing-websites/managing-websites/plain-writing-in-one-page/index.html",
    read=READ,  # as kept by public3.pagefreezer.com on 2021-08-17
)  # fmt: skip
CREDIBILITY = Authority(
    title="Stanford Guidelines for Web Credibility, 10: errors of all types cost trust",
    url="http://www.jasonjgreen.com/pro/writing/credibility.html", read=READ,
)  # fmt: skip
EVERYDAY_WORDS = Authority(
    title="CDC, Everyday Words for Public Health Communication",
    url="https://cdc.gov/ccindex/everydaywords/index.html", read=READ,
)  # fmt: skip
PREFERRED_TERMS = Authority(
    title="CDC, preferred terms for select population groups",
    url="https://www.cdc.gov/health-communication/php/toolkit/preferred-terms.html", read=READ,
)  # fmt: skip
