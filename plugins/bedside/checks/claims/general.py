"""Promises that no practice can keep: cures, guarantees, painless, the best."""

from bedside.checks.claims.clause import CLAIM, Clause, Frame, Pack
from bedside.checks.claims.sources import AMA_ADVERTISING, FTC_HEALTH
from bedside.checks.claims.spanish import BEST, CURE, GUARANTEE, SAFE
from bedside.checks.model import Severity

__all__ = ["GENERAL"]

_DOERS = r"(?:doctors?|physicians?|clinics?|practices?|surgeons?|dentists?|dermatologists?|pediatricians?|specialists?|providers?|nurse practitioners?|offices?|medical (?:group|team|practice|clinic|center)|med ?spas?|hospitals?|therapists?|chiropractors?|optometrists?|orthodontists?|urgent care)"
_HERE = r"(?:in|of|around|across|near|this side of|serving|for) (?:all of |the (?:whole |entire |greater )?|our |your |this )?(?-i:[A-Z][\w.]+|town|city|state|county|area|region|valley|country|nation|world|neighborhood|business|northeast|southwest|miles)"
_OURS = (
    r"\b(?:our|my|we (?:offer|provide|perform|do|use|have)|we're offering|now offering|book|try)\b"
)
_GAP = r"(?:(?!\b(?:not|never|no|less|cannot)\b|n't\b)[^.!?\n]){0,60}?"  # no denial in between
_LONG_LASTING = r"(?:diabetes|arthritis|asthma|alzheimer'?s?|dementia|parkinson'?s?|multiple sclerosis|als|lupus|fibromyalgia|hiv|aids|herpes|psoriasis|eczema|copd|autism|epilepsy|hypertension|high blood pressure|neuropathy|migraines?|crohn'?s?|cancer|back pain|knee pain|tinnitus|the common cold|snoring|hair loss|hay fever|sciatica|allergies)\b"
_TREATMENT = r"(?:[\w-]+ ){0,4}?"

GENERAL: tuple[Clause, ...] = (
    Clause(
        code="MED010", name="promised-cure", pack=Pack.GENERAL, severity=Severity.ERROR,
        says="this promises that the practice cures; no treatment works for everybody",
        why="An unjustified promise of a result is deceptive advertising, and a patient may give up care that helps.",
        fix="Say what the treatment may do, for how many, and what the study was.",
        authority=AMA_ADVERTISING,
        needs="cure cures cured curing reverse reverses reversed eliminate eliminates goodbye heal heals curamos cura adiós",
        pattern=rf"\b(?:we|we'll|dr\.? [\w'-]+|i) (?:can |will |have |has |'ve )?(?:(?:finally|completely|really|often|quickly|permanently|truly|always) )?(?:cured?|cures|reversed?|reverses|eliminates?) (?!the (?:need|use|wait|risk|chance)|course|barriers|waste)"
                rf"|\b(?:our|my) {_TREATMENT}(?:can |will |has |have )?(?:(?:completely|permanently|quickly|naturally|safely) )?(?:cures?|reverses?|eliminates?|heals) (?!the (?:need|use|wait|risk|chance))"
                r"|\bsay good-?bye to (?:your |the )?(?:[\w-]+ ){1,3}?(?:forever|for good|for ever|once and for all)\b"
                r"|\b(?:(?:guaranteed|instant|total|complete|lasting|sure|proven|permanent) cure for|the cure for (?:your|all))\b"
                rf"|\b(?:a|the|your|our|this|real|true|natural|finally,? a|offer(?:ing)? a) cure for (?:your )?{_LONG_LASTING}"
                rf"|\b(?:treatment|therapy|shot|diet|laser|program|protocol|method|device|drops?|it|this|that) (?:can |will )?(?:really |completely |naturally |permanently )?cures (?:your )?{_LONG_LASTING}"
                rf"|\bcure your {_LONG_LASTING}" + CURE,
        unless=r"\b(?:may|might|could|some|sometimes|aim|hope|try|find(?:ing)?|found|search\w*|look(?:ing)? for|someday|possible|potential|toward|until|only cure|discover\w*|develop\w*|quest|race|closer|can help|help|in (?:mice|rats|animals)|scientists?|researchers?|bacteria|ham|meat)\b",
        bad=("We cure back pain.", "Our laser cures nail fungus.", "Say goodbye to migraines forever."),
        good=("This is not a cure.", "Be wary of anyone who promises a cure.",
              "Antibiotics cure strep in most people.", "There is no cure for a cold.",
              '"We cure everything" is what quacks say.'),
    ),
    Clause(
        code="MED011", name="guaranteed-result", pack=Pack.GENERAL, severity=Severity.ERROR,
        says="this guarantees a result",
        why="No result in medicine can be guaranteed; saying so creates an expectation that nothing supports.",
        fix="Say what most people can expect and what can go otherwise.", authority=AMA_ADVERTISING,
        needs="guarantee guaranteed guarantees guaranteeing money garantizado garantizada garantizados garantizadas garantizamos",
        pattern=r"\bguaranteed (?:\w+ )?(?:results?|relief|success|weight loss|outcomes?|cure|recovery|improvement|satisfaction|to (?:work|help|heal|cure|relieve|lose))\b"
                r"|\b(?:we|i|dr\.? [\w'-]+) (?:can |will |fully |personally )?guarantees? (?!(?:you )?(?:a |an |your )?(?:appointment|privacy|seat|spot|call|answer|price|copy|access))"
                r"|\b(?:results?|relief|success|satisfaction|recovery|cure|weight loss|improvement)\b[^.!?\n]{0,20}?\b(?:is|are) (?:fully |100 ?% )?guaranteed\b"
                r"|\b(?:results|relief|success|satisfaction|weight loss) guaranteed\b|\b(?:money-back|satisfaction|results) guarantee\b|\bor your money back\b|\bguaranteed (?=to \w)|\bguaranteed(?=!)" + GUARANTEE,
        excuses=CLAIM - {Frame.DENIED},
        bad=("Guaranteed results in six weeks.", "We guarantee that you will be pain-free."),
        good=("Nobody can guarantee results.", "Be wary of guaranteed results.",
              "A normal test is not a guarantee.", "The law guarantees you a copy of your record.",
              '"Guaranteed results" should make you leave.'),
    ),
    Clause(
        code="MED012", name="without-pain-or-risk", pack=Pack.GENERAL, severity=Severity.ERROR,
        says="this says that a treatment has no pain, no risk or always works",
        why="Every treatment has a risk; a claim that leaves it out is misleading by omission.",
        fix="Say how most people feel during and after it, and name the risks.", authority=FTC_HEALTH,
        needs="painless pain safe effective risk side downtime scar scarless seguro segura seguros efectivo efectiva dolor indolor efectos riesgo riesgos", also="our my we a there the this offering book try completely totally entirely absolutely perfectly 000 percent hundred painless nuestro nuestra nuestros nuestras seguro segura seguros efectivo efectiva",
        pattern=rf"{_OURS}{_GAP}(?:\bpainless\b|\bpain-free (?!range|life|days?|living|movement)|\brisk-free\b|\bscar-free\b|\bscarless\b)(?! (?:quote|consultation|trial|parking))"
                r"|\b(?:100 ?%|100 percent|one hundred percent|completely|totally|entirely|absolutely|perfectly) (?:safe and effective|safe|effective|painless|risk[- ]free|side[- ]effect[- ]free)\b(?! (?:to (?:ask|call|say|talk)|place|space|way to))"
                rf"|{_OURS}{_GAP}\b(?:has|have|with|without) (?:absolutely )?(?:no|zero|any) (?:known )?(?:side effects|risks?|downtime|pain at all)\b"
                r"|(?:(?<=\A)|(?<=[.!?:\n#*] )|(?<=\n))(?:virtually |nearly |totally )?(?:painless|pain-free|risk-free|scar-free|scarless) (?:[\w-]+ ){0,2}?(?:dentistry|injections?|vasectom(?:y|ies)|laser|hair removal|tattoo removal|mole removal|fillers?|botox|extractions?|surgery|shots|vaccinations?|circumcisions?|procedures|treatments?|visits?|care)\b"
                r"|(?:(?<=\A)|(?<=[.!?:\n#*] )|(?<=\n))(?:a|the|our|this) (?:(?:simple|quick|easy|fast|safe), )?(?:completely |totally )?(?:risk-free|scar-free|scarless) (?:[\w-]+ ){0,2}?(?:procedure|treatment|surgery|laser|vaccine|shot|injection|therapy)\b"
                r"|\bthere (?:is|are)(?: absolutely| simply)? (?:no|zero) (?:known )?(?:risks?|side effects) (?:with|in|to|from) (?:our|this|these|the)\b" + SAFE,
        excuses=frozenset({Frame.DENIED, Frame.QUOTED, Frame.ASKED, Frame.WARNED}),
        unless=r"\b(?:no|not|never|nothing|isn't|aren't|none|neither|cannot|can't|if|whether|may|might|until|feel|be|hope|wish)\b (?:[\w,'-]+ ){0,7}?(?:100|one hundred|completely|totally|entirely|absolutely|perfectly)|\bas painless as\b|\bfor most\b|\bfeel perfectly safe\b|\bpainless (?:lump|swelling|sore|bump)",
        bad=("Our vasectomy is painless.", "The treatment is 100% safe.",
             "Our shots have no side effects.", "A risk-free procedure.",
             "There is no risk with this vaccine."),
        good=("An ultrasound is painless.", "No medicine is completely safe.",
              "A painless lump should be looked at.", "There is no risk-free procedure.",
              "There is no risk of catching flu from the shot.",
              "A clinic that says it is 100 % safe leaves something out."),
    ),
    Clause(
        code="MED013", name="best-of-all", pack=Pack.GENERAL,
        says="this calls the practice the best, the first or the leading one; that cannot be shown",
        why="A claim of superiority needs a fact that anybody can check, with its source and year.",
        fix="Say what is true and can be checked: years, training, languages, hours.",
        authority=AMA_ADVERTISING,
        needs="best top leading premier finest number most highest rated greatest renowned class 0 mejor mejores principal principales", also="médico médicos médica doctora doctores clínica clínicas dentista dentistas pediatra pediatras consultorio consultorios doctor doctors physician physicians clinic clinics practice practices surgeon surgeons dentist dentists dentistry dermatologist dermatologists pediatrician pediatricians specialist specialists provider providers practitioner practitioners office offices medical spa spas hospital hospitals therapist therapists chiropractor chiropractors optometrist optometrists orthodontist orthodontists urgent care we",
        pattern=rf"\b(?:best|top|leading|premier|finest|greatest|number[- ]one|no\. ?1|#1|most (?:trusted|experienced|advanced|skilled|respected|qualified)|top-rated|highest[- ]rated|world-class|world-renowned|best-known) (?:[\w-]+ ){{0,3}}?{_DOERS} (?:[\w-]+ ){{0,3}}?{_HERE}"
                rf"|\b(?-i:[A-Z])[\w.]+'s (?:best|top|leading|premier|finest|number[- ]one|#1|most (?:trusted|experienced|advanced)|top-rated|highest[- ]rated) (?:[\w-]+ ){{0,3}}?{_DOERS}\b"
                rf"|\bwe(?:'re| are) (?:simply |proud to be )?(?:the|[\w']+'s) (?:best|top|leading|premier|finest|number[- ]one|#1|most trusted)\b"
                rf"|\bthe best (?:medical |dental |primary |health )?care in (?:town|the (?:state|county|city|area|region|valley|country|world)|(?-i:[A-Z])\w+)"
                rf"|(?<!\w)#1 (?:[\w-]+ ){{0,3}}?{_DOERS} (?:[\w-]+ ){{0,3}}?{_HERE}" + BEST,
        excuses=frozenset({Frame.NEGATED, Frame.QUOTED, Frame.ASKED, Frame.WARNED}),
        unless=r"\b(?:was|were|been|is|are)? ?(?:named|voted|ranked|listed) (?:[\w']+ ){0,6}?by\b|\b(?:find|choose|choosing|looking for|look for|search for|each of the)\b",
        bad=("The best doctors in Larkfield.", "We are the leading dermatology clinic in New England."),
        good=("The best doctor for you is one who listens.", "Walking is the best medicine.",
              "How do I find the best doctor in my area?", "We are not the best clinic in Vermont."),
    ),
    Clause(
        code="MED014", name="better-than-others", pack=Pack.GENERAL,
        says="this sets the practice above others; that needs proof",
        why="A comparison with other practices has to rest on something that can be measured and checked.",
        fix="Leave the others out, or give the measure, its source and its year.",
        authority=AMA_ADVERTISING, needs="than other else unlike", also="doctor doctors physician physicians clinic clinics practice practices surgeon surgeons dentist dentists dentistry dermatologist dermatologists pediatrician pediatricians specialist specialists provider providers practitioner practitioners office offices medical spa spas hospital hospitals therapist therapists chiropractor chiropractors optometrist optometrists orthodontist orthodontists urgent competitor competitors competition town region area county state rest",
        pattern=rf"\b(?:better|safer|faster|superior|more (?:effective|experienced|skilled|advanced|caring)) (?:[\w-]+ )?(?:than|to) (?:those of )?(?:any|all|every|the|most|our|what) (?:of the )?(?:other|others|competitors?|competition|rest)\b(?=[^.!?\n]{{0,40}}(?:{_DOERS}|town|region|area|county|state|competit))"
                rf"|\b(?:better|safer|faster|superior|more (?:effective|experienced|skilled|advanced|caring)) (?:than|to) (?:other|most|typical|any) {_DOERS}"
                rf"|\bno (?:other|one else'?s?) {_DOERS}\b[^.!?\n]{{0,30}}\b(?:gives?|offers?|has|have|can|does|matches|comes close)\b|\bunlike other {_DOERS}",
        bad=("Safer than other clinics.", "No other practice gives you this level of care."),
        good=("Ibuprofen may work better than acetaminophen.", "No other test is needed.",
              "Is one clinic safer than other clinics?"),
    ),
    Clause(
        code="MED015", name="called-proven", pack=Pack.GENERAL,
        says="this calls something clinically or scientifically proven without naming the study",
        why="Such a claim has to rest on controlled studies in people, and the reader is told nothing of them.",
        fix="Say what the study found, and name it among the references.", authority=FTC_HEALTH,
        needs="clinically scientifically medically doctor",
        pattern=r"\b(?:clinically|scientifically|medically)[- ]proven\b|\bdoctor[- ]recommended (?:formula|supplements?|brand|products?)\b",
        bad=("Clinically proven to melt fat.",),
        good=("It has not been clinically proven.", "Be careful with what is called clinically proven."),
    ),
)  # fmt: skip
