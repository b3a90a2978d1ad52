"""The laws, standards and studies that rules rest on, each with its address and the day it was read."""

from datetime import date

from bedside.checks.model import Authority

__all__ = [
    "ALT_FILE_NAME", "AUTHORIZATION", "BIDI", "CANONICAL", "DEFECTIVE_AUTHORIZATION", "DE_IDENTIFICATION", "DOI_FORM",
    "ENDORSEMENTS", "FEED_ID", "LINK_HINTS", "LINK_WORDS", "NOINDEX", "OPEN_GRAPH", "PHOTO_METADATA",
    "REFERENCED_AND_DATED", "RETENTION", "RETRACTION_LIST", "SCRIPT_INJECTION", "TRACKING", "TRANSLATION", "WCAG",
]  # fmt: skip

READ = date(2026, 11, 22)

AUTHORIZATION = Authority(
    title="45 CFR 164.508, uses and disclosures for which an authorization is required",
    url="https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-E/section-164.508",
    copy="http://edocket.access.gpo.gov/cfr_2004/octqtr/45cfr164.508.htm", read=READ,
)  # fmt: skip
DEFECTIVE_AUTHORIZATION = Authority(
    title="HHS, expired, deficient or false authorization (45 CFR 164.508(b))",
    url="https://aspe.hhs.gov/report/nrpm-standards-privacy-individually-identifiable-health-information/8-expired-deficient-or-false-authorization",
    read=READ,
)  # fmt: skip
RETENTION = Authority(
    title="45 CFR 164.530(j), documentation is kept six years (164.508(b)(6) for authorizations)",
    url="https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-E/section-164.530",
    copy="http://www.compliancewiki.org/print-605.html", read=READ,
)  # fmt: skip
ENDORSEMENTS = Authority(
    title="16 CFR 255.2, consumer endorsements: what readers can generally expect",
    url="https://www.ecfr.gov/current/title-16/chapter-I/subchapter-B/part-255/section-255.2",
    copy="https://print.casetext.com/regulation/code-of-federal-regulations/title-16-commercial-practices/chapter-i-federal-trade-commission/subchapter-b-guides-and-trade-practice-rules/part-255-guides-concerning-use-of-endorsements-and-testimonials-in-advertising/section-2552-consumer-endorsements",
    read=READ,
)  # fmt: skip
DE_IDENTIFICATION = Authority(
    title="45 CFR 164.514(b)(2), the Safe Harbor list of identifiers",
    url="https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-E/section-164.514",
    copy="https://hrp.weill.cornell.edu/safe-harbor-de-identification", read=READ,
)  # fmt: skip
PHOTO_METADATA = Authority(
    title="AusCERT, location data kept in published photographs",
    url="https://www.auscert.org.au/blog/2018-08-09-location-location-location", read=READ,
)  # fmt: skip
TRACKING = Authority(
    title="HHS OCR bulletin on online tracking technologies (18 March 2024)",
    url="https://www.dotmed.com/legal/print/story.html?nid=62681", read=READ,
)  # fmt: skip
BIDI = Authority(
    title="Unicode Bidirectional Algorithm (Technical Report 9), directional overrides",
    url="https://www.unicode.org/reports/tr9/tr9-2.html", read=READ,
)  # fmt: skip
SCRIPT_INJECTION = Authority(
    title="OWASP Cross Site Scripting Prevention Cheat Sheet",
    url="https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
    read=READ,
)  # fmt: skip
WCAG = Authority(
    title="Web Content Accessibility Guidelines 2.2",
    url="https://www.w3.org/WAI/WCAG22/wcag.json", read=READ,
)  # fmt: skip
LINK_WORDS = Authority(
    title="Lighthouse audit link-text, links have descriptive text (WCAG 2.4.4)",
    url="https://github.com/GoogleChrome/lighthouse/blob/v12.8.2/core/audits/seo/link-text.js", read=date(2026, 11, 23),
)  # fmt: skip
ALT_FILE_NAME = Authority(
    title="ACT rule: a file name is not an accessible name (WCAG 1.1.1)",
    url="https://github.com/act-rules/act-rules.github.io/pull/263.diff", read=READ,
)  # fmt: skip
REFERENCED_AND_DATED = Authority(
    title="HONcode principle 4, information must be referenced and dated",
    url="https://www.hon.ch/HONcode/Guidelines/hc_p4.html", read=READ,
)  # fmt: skip
NOINDEX = Authority(
    title="Google Search Central, robots meta tag specifications",
    url="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag", read=READ,
)  # fmt: skip
CANONICAL = Authority(
    title="Google Search Central, how to specify a canonical URL",
    url="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    read=READ,
)  # fmt: skip
OPEN_GRAPH = Authority(
    title="Open Graph structured properties, as documented by phoenix_seo",
    url="https://hexdocs.pm/phoenix_seo/SEO.OpenGraph.Image.html", read=READ,
)  # fmt: skip
LINK_HINTS = Authority(
    title="W3C Resource Hints: dns-prefetch, preconnect, prefetch, prerender",
    url="https://dret.github.io/webconcepts/specs/W3C/TR/resource-hints", read=READ,
)  # fmt: skip
FEED_ID = Authority(
    title="Atom IDs stay the same for the lifetime of an entry (IBM CICS, on RFC 4287)",
    url="https://www.ibm.com/docs/en/SSGMCP_5.5.0/fundamentals/web/dfhtl_atom_atomids.html",
    read=READ,
)  # fmt: skip
TRANSLATION = Authority(
    title="Section 1557: machine translations are reviewed by a qualified translator",
    url="https://propio.wizedevelopment.com/2016/07/05/machine-translation-is-approved-by-hhs-or-is-it",
    read=READ,
)  # fmt: skip
DOI_FORM = Authority(
    title="Crossref, DOIs and matching regular expressions",
    url="https://crossref.org/authors/andrew-gilmartin", read=READ,
)  # fmt: skip
RETRACTION_LIST = Authority(
    title="Crossref, Retraction Watch: the file and its columns",
    url="https://crossref.org/documentation/retrieve-metadata/retraction-watch", read=READ,
)  # fmt: skip
LAYOUT_SHIFT = Authority(
    title="How to prevent Cumulative Layout Shift for responsive images",
    url="https://blog.jankoritak.com/how-to-prevent-cumulative-layout-shift-for-responsive-images",
    read=READ,
)  # fmt: skip
FIRST_LOAD = Authority(
    title="Alex Russell, Can You Afford It? Real-world Web Performance Budgets",
    url="https://infrequently.org/2017/10/can-you-afford-it-real-world-web-performance-budgets/",
    read=READ,
)  # fmt: skip
