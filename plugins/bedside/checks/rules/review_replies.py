"""PHI102: a public answer to a review or a comment that confirms that its writer is a patient."""

import re
from collections.abc import Iterator

from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.reading import scan_sentences
from bedside.checks.rules.law import AUTHORIZATION

__all__ = ["REPLY_RULE"]

_STARS = r"(?:one|two|three|four|five|single|[1-5])[- ]stars?"
# How an answer begins. A sentence without one of the words below it cannot begin one.
_THANKS = compile_late(
    r"\b(?:thank(?:s| you)(?: so much| very much)?,? (?:for|again)[^.!?\n]{0,40}\b(?:reviews?|feedback|comments?|stars?|kind words|concerns?|sharing|reaching out|letting us know|trusting us|time to write)"
    r"|(?:repl(?:y|ies)|response|responding) (?:from|to|by)\b[^.!?\n]{0,40}\b(?:the (?:practice|owner|office|clinic)|your|review|"
    + _STARS
    + r")"
    r"|(?:owner|office|practice|doctor|dentist|clinic)'s (?:response|reply)\b"
    r"|(?:sorry|apologi[sz]e)[^.!?\n]{0,60}\byour (?:visit|experience|wait|appointment)"
    r"|we (?:do )?appreciate (?:all|every|each|your|the|honest|any)\b[^.!?\n]{0,24}\b(?:reviews?|feedback|comments?|stars?)\b"
    r"|to (?:the|our|this) (?:\w+ )?reviewer\b|(?:regarding|about|as for|re:) your (?:\w+ )?(?:review|comment|post|"
    + _STARS
    + r")"
    r"|gracias por (?:su|tu|la|compartir|dejar)[^.!?\n]{0,40}\b(?:rese\u00f1a|comentarios?|opini\u00f3n|calificaci\u00f3n|estrellas|palabras))",
    re.IGNORECASE,
)
_BEGINS = frozenset({
    "thank", "thanks", "sorry", "apologize", "apologise", "apologies", "reply", "replies", "response",
    "responding", "appreciate", "reviewer", "review", "regarding", "gracias", "comment",
})  # fmt: skip
_WHOSE = r"(?:grand)?(?:son|daughter|mother|father|child)|husband|wife|partner|sister|brother|baby|boy|girl|mom|dad"
_SEEN = r"(?:seen|tested|treated|examined|evaluated|diagnosed|given|offered|prescribed|referred|scheduled|admitted|discharged|late)"
_CARED = r"(?:see|treat|help|meet|have|care for|look after|work with)"
_CARING = r"(?:seeing|treating|helping|meeting|having|caring for|looking after|working with)"
_CONFIRMS = compile_late(
    rf"\b(?:your (?:\w+ ){{0,2}}(?:visit|appointment|procedure|surgery|results?|chart|records?|exam|treatment|prescription|refill|bill|balance|copay|insurance|diagnosis|lab|x-ray|scan|injection|crown|filling|cleaning|follow-up|{_WHOSE}|knee|ear|back|condition|biopsy|braces|root canal|implants?|cast|stitches|pregnancy|delivery|recovery)\b"
    rf"|your (?:\w+ ){{0,2}}(?:teeth|tooth|smile|skin|eyes?|hip|shoulder|foot|heart|test|screening) (?:is|are|was|were|looks?|feels?|came|turned|healed|went)\b"
    r"|(?:when|since|after|before|while|that) you (?:came|saw|were (?:here|still|seen|told|in)|visited|called|left|arrived|checked|waited)|(?:see|saw|seeing|treating|treated|examined|meeting|met|helping|caring for) you\b(?! (?:soon|there|at the))"
    rf"|as (?:we|I) (?:told|explained|discussed|mentioned|said)|you (?:chose|declined|refused|asked|missed|canceled|cancelled|told us|no-showed|walked out|were (?:not )?(?:{_SEEN}|a no-show|here))|being (?:such )?(?:our|an?) (?:\w+ )?patient"
    rf"|(?:this|the) reviewer (?:was|is|has been|came|missed|refused|cancell?ed|had)\b|\b(?:he|she|they) (?:was|were|had been) {_SEEN}\b"
    rf"|(?:pleasure|honou?r|privilege|joy) (?:to {_CARED}|{_CARING}) you|(?:loved|enjoyed) {_CARING} you"
    rf"|(?:glad|happy|pleased|grateful|honou?red|thrilled) (?:that )?(?:we|I|dr\.? \w+) (?:could|were able to|was able to|got to|had the chance to) {_CARED} (?:you|your)"
    rf"|(?:forward to|wait to) (?:{_CARING}|{_CARED}) you (?:again|back|at your|for your|next)"
    r"|(?:our|your) (?:records?|charts?|files?|schedule|system|notes) (?:shows?|indicates?|says?|reflects?|confirms?)|no record of (?:you|your|an?|any) ?(?:visit|appointment|ever|being)?"
    r"|you(?:'re| are|'ve been| have been| were) (?:such )?(?:an?|one of our|our) (?:\w+ )?patients?\b|(?:we|I) (?:do |certainly |well )?remember (?:you|your|our)\b"
    r"|choosing (?:us|our \w+|dr\.? \w+) for your\b|(?:su|tu) (?:visita|cita|cirug\u00eda|tratamiento|hij[oa]|radiograf\u00eda|receta|diagn\u00f3stico|resultados?)\b"
    r"|(?:cuando|desde que) (?:usted )?(?:vino|nos visit\u00f3|l[oa] atendimos)|(?:un placer|un gusto) (?:atender|ver|tratar)l[oa])",
    re.IGNORECASE,
)  # fmt: skip
_SPAN = 700  # characters: a reply is short


def _replies(surface: Surface, context: Context) -> Iterator[Match]:
    if context.excuses(surface.name):
        return
    for found in scan_sentences(_THANKS, surface, context, _BEGINS):
        rest = surface.text[found.start() : found.start() + _SPAN].partition("\n\n")[0]
        is_sorry = "sorry" in found[0].lower()
        if _CONFIRMS.search(rest if is_sorry else rest.replace(found[0], "", 1)):
            yield Match(start=found.start(), end=found.end(),
                        message="a public answer that confirms somebody is a patient")  # fmt: skip
            return


REPLY_RULE = Rule(
    code="PHI102", name="review-reply-confirms-visit",
    summary="An answer to a review or a comment that confirms that the writer is a patient.",
    why="That somebody is a patient is itself protected; an answer may not confirm it, whatever the reviewer wrote.",
    fix="Answer without saying that there was a visit, and invite the writer to call the office.",
    authority=AUTHORIZATION, tier=Tier.HOLD, find=_replies,
    bad=(
        "Thank you for your feedback. We're sorry the wait at your visit ran past an hour.",
        "Thank you for sharing your concerns. When you came to see us about your son's ear, we offered antibiotics.",
        "We appreciate all reviews, also this one. The reviewer was seen without an appointment on a holiday.",
        "Owner's response: It is not true that we turned your father away. He was seen that day by two of us.",
        "To the reviewer who gave us one star: your skin test came back positive, as we said.",
        "Thanks for the five stars! It was a pleasure treating you.",
        "Thank you for the kind words. We look forward to seeing you again in the spring.",
        "We appreciate your feedback. Our records show no such bill.",
        "Thank you for your review. We have no record of you ever being here.",
        "Thank you for your comment. You have been a patient for ten years, so you know us.",
        "Thank you for taking the time to write. I remember our talk about the stress test well.",
        "Regarding your review: you missed two appointments.",
        "Gracias por su rese\u00f1a. Nos alegra que su cirug\u00eda saliera bien.",
    ),
    good=(
        "Thank you for your feedback. Please call our office so that we can listen.",
        "Thank you for sharing this article with friends.",
        "Bring your insurance card to your visit.",
        "Thank you for taking the time to write. Because of privacy law we cannot confirm or deny that any reviewer has been seen here.",
        "We appreciate all reviews. Privacy law does not let us say more in public; our manager is glad to talk by phone.",
        "To the reviewer: we read every comment, and we would like to hear more. Please call the office.",
        "Thank you for your comment. In general, our policy is to call with results within three business days.",
        "Gracias por su comentario. Por favor llame a nuestra oficina.",
        "Thank you for your feedback. We hold ourselves to a high standard and want every person to feel heard.",
    ),
)  # fmt: skip
