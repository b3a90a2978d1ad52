"""The laws, rules and guides that the clauses come from, and what of each was opened."""

from datetime import date

from bedside.checks.model import Authority

__all__ = [
    "AMA_ADVERTISING", "CA_651", "CA_651_C", "FDA_CLEARED", "FDA_COMPOUNDED", "FDA_HEALTH_FRAUD",
    "FDA_REGENERATIVE", "FDA_STRUCTURE", "FDA_WHAT_IT_APPROVES", "FTC_CONSUMERS", "FTC_HEALTH",
    "FTC_INCENTIVES", "FTC_SUPPRESSION", "ONLINE_ADVICE", "ONLINE_CONTACT", "TX_164_3",
]  # fmt: skip

READ = date(2026, 11, 22)

ONLINE_ADVICE = Authority(
    title="Sunnybrook's social media guidelines: no medical advice there",
    url="https://sunnybrook.ca/content/?page=social-media-commenting-policy", read=READ,
)  # fmt: skip
ONLINE_CONTACT = Authority(
    title="ACP and FSMB 2013, online medical professionalism, as MDedge reports it",
    url="https://www.mdedge.com/internalmedicine/article/58367/health-policy/acp-and-fsmb-offer-social-media-guidelines",
    read=READ,
)  # fmt: skip
AMA_ADVERTISING = Authority(
    title="AMA Code of Medical Ethics, advertising and publicity (Opinion 5.02, now 9.6.1)",
    url="http://virtualmentor.ama-assn.org/2010/05/coet1-1005.html", read=READ,
)  # fmt: skip
FDA_HEALTH_FRAUD = Authority(
    title="FDA, health scams: do not take the risk",
    url="https://www.fda.gov/consumers/free-publications-women/health-scams-dont-take-risk",
    read=READ,
)  # fmt: skip
FDA_COMPOUNDED = Authority(
    title="FDA's letters on compounded GLP-1 drugs, phrases as quoted by Holland & Knight",
    url="https://www.mondaq.com/unitedstates/healthcare/1685456/fda-hhs-taking-action-against-telehealths-compounded-drug-advertising",
    read=READ,
)  # fmt: skip
FDA_WHAT_IT_APPROVES = Authority(
    title="Is It Really FDA Approved? (FDA's list, in a digest)",
    url="https://www.druganddevicedigest.com/2017/01/24/is-it-really-fda-approved", read=READ,
)  # fmt: skip
FDA_CLEARED = Authority(
    title="21 CFR 807.97, misbranding by reference to premarket notification",
    url="https://www.ecfr.gov/current/title-21/chapter-I/subchapter-H/part-807/subpart-E/section-807.97",
    copy="https://www.govregs.com/regulations/title21_chapterI-i7_part807_subpartE_section807.97",
    read=READ,
)  # fmt: skip
FDA_REGENERATIVE = Authority(
    title="FDA, consumer alert on regenerative medicine products, stem cells and exosomes",
    url="https://www.fda.gov/vaccines-blood-biologics/consumers-biologics/consumer-alert-regenerative-medicine-products-including-stem-cells-and-exosomes",
    read=READ,
)  # fmt: skip
FDA_STRUCTURE = Authority(
    title="21 U.S.C. 343(r)(6), supplements may not claim to treat disease (as Burdock Group quotes it)",
    url="https://burdockgroup.com/demystifying-dietary-supplement-claims-part-i-what-is-and-what-isn-t-a-structure-function-claim",
    read=READ,
)  # fmt: skip
FTC_HEALTH = Authority(
    title="FTC Health Products Compliance Guidance 2022, as Cooley sums it up",
    url="https://www.cooley.com/news/insight/2023/2023-03-02-ftc-revises-health-products-compliance-guidance",
    read=READ,
)  # fmt: skip
FTC_CONSUMERS = Authority(
    title="16 CFR 255.2, consumer endorsements",
    url="https://www.ecfr.gov/current/title-16/chapter-I/subchapter-B/part-255/section-255.2",
    copy="https://www.law.cornell.edu/cfr/text/16/255.2", read=READ,
)  # fmt: skip
FTC_INCENTIVES = Authority(
    title="16 CFR 465.4, buying positive or negative consumer reviews",
    url="https://www.ecfr.gov/current/title-16/chapter-I/subchapter-D/part-465/section-465.4",
    copy="https://lexbuild.dev/ecfr/title-16/chapter-I/part-465/section-465.4", read=READ,
)  # fmt: skip
FTC_SUPPRESSION = Authority(
    title="16 CFR 465.7, review suppression (summary and heading opened, not the section's text)",
    url="https://www.ecfr.gov/current/title-16/chapter-I/subchapter-D/part-465/section-465.7",
    copy="https://cliclaw.com/library/us-federal-laws/advertising/trade-regulation-rule-use-consumer-reviews-and-testimonials-16",
    read=READ,
)  # fmt: skip
TX_164_3 = Authority(
    title="22 TAC 164.3(b), in force since 9 January 2025 (an unofficial copy of the code)",
    url="https://tac-clone.dsswtx.org/sections/22-9-164-164.3.html", read=READ,
)  # fmt: skip
CA_651 = Authority(
    title="California Business and Professions Code 651(a) to (b)(3)",
    url="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?sectionNum=651.&lawCode=BPC",
    read=READ,
)  # fmt: skip
CA_651_C = Authority(
    title="California Business and Professions Code 651(c), whose text was not opened: ask counsel",
    url="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?sectionNum=651.&lawCode=BPC",
    read=READ,
)  # fmt: skip
