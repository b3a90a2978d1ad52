"""What FDA takes for misbranding: compounded drugs, cells, supplements, and its own name as a seal."""

from bedside.checks.claims.clause import CLAIM, Clause, Frame, Pack
from bedside.checks.claims.sources import (
    FDA_CLEARED,
    FDA_COMPOUNDED,
    FDA_HEALTH_FRAUD,
    FDA_REGENERATIVE,
    FDA_STRUCTURE,
    FDA_WHAT_IT_APPROVES,
)
from bedside.checks.claims.spanish import MIRACLE
from bedside.checks.model import Severity

__all__ = ["FDA"]

_BRAND = r"(?:ozempic|wegovy|mounjaro|zepbound|rybelsus)"
_APPROVED = r"FDA[- ]?(?:approved|certified)"
_ILLNESS = (
    r"(?:cancers?|diabetes|arthritis|alzheimer'?s?|dementia|autism|adhd|anxiety|depression|infections?|covid(?:-19)?|the flu|flu|colds?|high blood pressure|hypertension"
    r"|heart disease|strokes?|asthma|eczema|psoriasis|migraines?|insomnia|pain|tumou?rs?|lupus|lyme(?: disease)?|hiv|aids|herpes|thyroid disease|gout|parkinson'?s?|seizures|epilepsy|infertility)\b"
)

FDA: tuple[Clause, ...] = (
    Clause(
        code="MED016", name="generic-of-a-brand", pack=Pack.US, severity=Severity.ERROR,
        says="this calls a drug the generic of a brand that has none",
        why="FDA's letters name this phrase: a compounded drug is not a generic, which FDA approves.",
        fix="Name the drug alone, and say that a compounded drug is not FDA approved.",
        authority=FDA_COMPOUNDED, needs="generic generics", also="ozempic wegovy mounjaro zepbound rybelsus",
        pattern=rf"\bgeneric(?:s (?:of|for)| versions? of)? {_BRAND}\b",
        bad=("We carry generic Ozempic.",),
        good=("There is no generic Ozempic.", "Is there a generic Wegovy?"),
    ),
    Clause(
        code="MED017", name="same-as-a-brand", pack=Pack.US, severity=Severity.ERROR,
        says="this says that a product is the same as a brand-name drug",
        why="FDA's letters name \"same active ingredient as\" a brand: it implies an approval that compounded drugs do not have.",
        fix="Leave the brand out, and say that compounded drugs are not reviewed by FDA.",
        authority=FDA_COMPOUNDED, needs="same identical equivalent alternative dupe as like version", also="ozempic wegovy mounjaro zepbound rybelsus",
        pattern=rf"\b(?:same|identical) (?:exact )?(?:active )?(?:ingredients?|drug|medicine|medication|thing|formula|compound|results?)(?: as| found in| in| to)? (?:the )?(?:brand(?:-name)? |name-brand |popular )?{_BRAND}\b"
                rf"|\b(?:as (?:good|safe|effective|strong) as|identical to|equivalent (?:of|to)|(?:cheap|cheaper|affordable) (?:alternative|version) (?:to|of)|(?:just|exactly) like) (?:the )?(?:brand-name )?{_BRAND}\b",
        bad=("It has the same active ingredient as Ozempic and Wegovy.",),
        good=("Compounded semaglutide is not the same drug as Ozempic.",),
    ),
    Clause(
        code="MED018", name="compounded-called-approved", pack=Pack.US, severity=Severity.ERROR,
        says="this calls a compounded drug FDA approved; FDA approves none",
        why="FDA does not review a compounded drug's safety, effect or quality.",
        fix="Write that compounded drugs are not FDA approved.", authority=FDA_WHAT_IT_APPROVES,
        needs="compounded compounding",
        pattern=rf"\bcompound(?:ed|ing)\b[^.!?\n]{{0,60}}\b{_APPROVED}\b|\b{_APPROVED} compound(?:ed|ing)\b",
        unless=r"\b(?:not|never|aren't|isn't|no|unapproved|instead of|unlike|rather than|versions? of|copies of|copy of)\b",
        bad=("Our compounded tirzepatide is FDA approved.",),
        good=("Compounded drugs are not FDA approved.",),
    ),
    Clause(
        code="MED019", name="fda-seal-on-a-place", pack=Pack.US, severity=Severity.ERROR,
        says="FDA approves no clinic, laboratory, person, cosmetic or supplement",
        why="The name of the agency is used as a seal for something that it does not judge.",
        fix="Leave the agency out.", authority=FDA_WHAT_IT_APPROVES, needs="fda",
        pattern=rf"\b{_APPROVED} (?:[\w-]+ ){{0,2}}?(?:clinics?|facilit(?:y|ies)|doctors?|physicians?|labs?|laborator(?:y|ies)|practices?|pharmac(?:y|ies)|(?:dietary |herbal )?supplements?|cosmetics?|exosomes?|prp|stem cell (?:clinics?|therap\w+|injections?))\b"
                rf"|\b(?:our|this) (?:[\w-]+ ){{0,2}}?(?:clinic|facility|lab|laboratory|practice|pharmacy|supplements?|doctors?) (?:is|are) {_APPROVED}\b",
        bad=("We are an FDA-approved clinic.",),
        good=("FDA does not approve clinics.", "The FDA approved the vaccine."),
    ),
    Clause(
        code="MED020", name="device-called-approved", pack=Pack.US,
        says="most devices are cleared, not approved: check which this one is",
        why="Clearance (510(k)) is no official approval, and calling it so is misbranding.",
        fix='Write "cleared by FDA for" and the use, or leave it out.', authority=FDA_CLEARED,
        needs="fda",
        pattern=rf"\b{_APPROVED} (?:[\w-]+ ){{0,3}}?(?:lasers?|microneedling|(?:red |blue )?light (?:therapy|device|panel|mask)|cryotherapy|body contouring|fat[- ]freezing|shockwave|radiofrequency|ultrasound (?:device|facial)|massagers?|machines?|blood pressure (?:cuffs?|monitors?)|thermometers?|watch(?:es)?|whitening)\b"
                rf"|\b(?:our|this) (?:[\w-]+ ){{0,3}}?(?:lasers?|device|machine|light|technology|equipment) (?:is|are) {_APPROVED}\b",
        bad=("We use an FDA-approved laser.",),
        good=("The laser is cleared by FDA for hair removal.",
              "Ask whether the laser was approved or cleared."),
    ),
    Clause(
        code="MED021", name="cells-that-heal", pack=Pack.US, severity=Severity.ERROR,
        says="this offers stem cells, exosomes or birth tissue for a use that FDA has not approved",
        why="Only blood-forming stem cells from cord blood, for disorders of the blood, are approved; no exosome product is.",
        fix="Take the offer down, or name the trial and its number.", authority=FDA_REGENERATIVE,
        needs="stem exosome exosomes wharton amniotic stromal umbilical",
        pattern=r"\b(?:our|we (?:now )?(?:offer|provide|use|inject|perform)|now offering|book|ask us about|try)\b(?:(?!\b(?:not|never|no)\b|n't\b)[^.!?\n]){0,50}\b(?:stem[- ]cells?|exosomes?|wharton'?s jelly|amniotic (?:fluid|tissue|injections?)|stromal vascular|umbilical cord)\b"
                r"|\b(?:stem[- ]cell (?:therapy|treatments?|injections?)|stem cells|exosomes?(?: therapy| injections?)?) (?:can |will )?(?:also |naturally )?(?:cures?|heals?|repairs?|regenerates?|reverses?|regrows?|eliminates?) (?:your |the |a )?(?:[\w-]+ ){0,2}?(?:knees?|joints?|cartilage|arthritis|spine|backs?|hair|neuropathy|alzheimer|parkinson|ms\b|autism|diabetes|pain|hearts?)",
        unless=r"\b(?:transplants?|donors?|donation|marrow|leukemia|lymphoma|research|clinical trials?|registry|bank(?:ing)?)\b",
        bad=("Our stem cell injections repair knees.", "We now offer exosome therapy."),
        good=("A stem cell transplant can treat some blood cancers.",
              "We do not offer stem cell injections."),
    ),
    Clause(
        code="MED022", name="supplement-that-treats", pack=Pack.US, severity=Severity.ERROR,
        says="this says that a supplement or herb treats, cures or prevents a disease",
        why="A supplement may not be said to treat, cure or prevent a disease; that makes it an unapproved drug.",
        fix="Say what has been studied and that it replaces no treatment.", authority=FDA_STRUCTURE,
        needs="supplement supplements herbal cbd oil oils silver elderberry turmeric detox cleanse drip drips homeopathic tea tincture vitamins probiotics",
        pattern=rf"\b(?:herbal \w+|cbd(?: oil)?|essential oils?|colloidal silver|elderberry(?: \w+)?|turmeric|detox(?: \w+)?|cleanses?|iv (?:\w+ )?drips?|homeopath\w+(?: \w+)?|tinctures?|(?:our|this|these) (?:[\w-]+ ){{0,3}}?(?:supplements?|vitamins?|drips?|teas?|probiotics?)) (?:that )?(?:can |will )?(?:also |naturally |safely |effectively )?(?:cures?|treats?|prevents?|heals?|reverses?|kills?|stops?|fights?) (?:[\w-]+ ){{0,3}}?{_ILLNESS}",
                unless=r"\b(?:may|might|could|whether|evidence|study|studies|studied|research\w*|epidiolex|trials?)\b",
        bad=("Our herbal tea cures diabetes.", "CBD oil treats anxiety."),
        good=("Herbal tea does not cure diabetes.", "There is no evidence that elderberry prevents colds.",
              "Some sites say that CBD oil treats cancer."),
    ),
    Clause(
        code="MED023", name="quick-weight-loss", pack=Pack.US, severity=Severity.ERROR,
        says="this promises an amount of weight lost in a time",
        why="FDA names such promises among the signs of a health fraud.",
        fix="Say what people in the studies lost, over how long, and with what side effects.",
        authority=FDA_HEALTH_FRAUD, needs="lose drop shed melt burn",
        pattern=r"(?:(?<=\A)|(?<=[.!?:\n] )|(?<=\n)|\b(?:and|you can|you will|you'll|help you|helps you|want to|ready to)\s+)(?:lose|drop|shed|melt|burn)(?: off| away)? (?:up to |at least |over )?\d+(?: ?(?:to|-) ?\d+)? (?:pounds|lbs?\.?|kilos?|kg|inches)\b[^.!?\n]{0,15}\b(?:in|within|by) (?:just |only |as little as |the first |one |two |a )?[\w-]+",
        excuses=(CLAIM | {Frame.CONDITION}) - {Frame.ASKED},
        bad=("Lose 30 pounds in 30 days.",),
        good=("Call us if you lose 10 pounds in a month without trying.",
              'Beware of "lose 30 pounds in 30 days".'),
    ),
    Clause(
        code="MED024", name="miracle", pack=Pack.US, severity=Severity.ERROR,
        says="this uses the words of health fraud: miracle, secret, all-natural cure",
        why="FDA teaches readers to take these words for a warning.",
        fix="Say what it is and what it does, plainly.", authority=FDA_HEALTH_FRAUD,
        needs="miracle miraculous secret natural ancient doctors pharma milagrosa milagroso milagrosas milagrosos",
        pattern=r"\b(?:miracle|miraculous) (?:[\w-]+ )?(?:cures?|treatments?|drugs?|pills?|shots?|remed(?:y|ies)|weight loss|results?|recover(?:y|ies))\b|\b(?:secret (?:ingredient|formula|cure)|ancient (?:cure|remedy))\b"
                r"|\ball[- ]natural (?:[\w-]+ )?(?:cures?|treatments?|remed(?:y|ies))\b|\b(?:doctors|big pharma) (?:do not|don't|doesn't|won't) want you to know\b" + MIRACLE,
        bad=("A miracle cure for arthritis.", "Try this all-natural cure."),
        good=("There are no miracle cures.", "Miracle cures are a warning sign.",
              'Beware of the word: "miracle cure".'),
    ),
)  # fmt: skip
