"""Advice to one reader, whom nobody has examined: a diagnosis, a dose, a picture asked for."""

from bedside.checks.claims.clause import Clause, Frame, Pack
from bedside.checks.claims.sources import ONLINE_ADVICE, ONLINE_CONTACT
from bedside.checks.claims.spanish import DIAGNOSIS, DOSE, NO_DOCTOR, SEND, STOP
from bedside.checks.model import Severity

__all__ = ["ADVICE"]

_ADVICE = frozenset(
    {Frame.NEGATED, Frame.QUOTED, Frame.ASKED, Frame.WARNED, Frame.CONDITION}
)  # fmt: skip
_ORDER = _ADVICE - {Frame.CONDITION}
_DISEASE = (
    r"(?:strep(?: throat)?|(?:the |a )?(?:flu|influenza|cold|stomach bug)|covid(?:-19)?|pneumonia|bronchitis|shingles|diabetes|prediabetes|hypertension"
    r"|(?:high|low) blood pressure|asthma|eczema|psoriasis|rosacea|migraines?|depression|anxiety|adhd|(?:skin |breast |lung )?cancer|melanoma|lyme(?: disease)?|mono|gout"
    r"|(?:a |an )?(?:sinus|ear|yeast|kidney|bladder|skin|urinary tract|staph|fungal|viral|bacterial|throat) infection|(?:a |an )?infection|(?:a )?uti|plantar fasciitis|sciatica|(?:a )?(?:herniated|slipped) disc|(?:a )?concussion"
    r"|celiac(?: disease)?|(?:hypo|hyper)thyroidism|an(?:a)?emia|pcos|endometriosis|ibs|(?:acid )?reflux|gerd|(?:an )?ulcer|(?:a )?(?:kidney|gall)\s?stones?|impetigo|ringworm|scabies|hives|chickenpox"
    r"|measles|whooping cough|rsv|croup|pink eye|conjunctivitis|carpal tunnel(?: syndrome)?|sleep apnea|vertigo|a(?:n)? (?:sprain|fracture|hernia|blood clot)|poison ivy|\w{3,}(?:itis|osis))"
)
_YOURS = r"your (?:son|daughter|child|baby|toddler|teen(?:ager)?|mother|father|mom|dad|husband|wife|partner)"
_SURELY = r"(?:(?:almost |most )?(?:definitely|certainly|clearly|probably|likely|surely|obviously|simply|just|really) )?"
_UNIT = r"(?:mg|milligrams?|mcg|micrograms?|ml|milliliters?|iu|units?|tablets?|pills?|capsules?|puffs?|drops?|teaspoons?|tablespoons?|sprays?)\b"
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|half an?)"
_DRUG = (
    r"(?:aspirins?|ibuprofens?|tylenols?|advils?|motrins?|aleves?|acetaminophens?|benadryls?|naproxens?|melatonins?|claritins?|zyrtecs?|sudafeds?|pepto-bismol|imodium|prilosecs?"
    r"|\w{3,}(?:cillin|mycin|statin|pril|sartan|olol|azole|oxetine|cycline|prazole))"
)
_MEDICINE = (
    r"(?:medicines?|medications?|meds|pills?|tablets?|insulin|inhalers?|statins?|antibiotics?|blood thinners?|antidepressants?|steroids?|beta blockers?|water pills?"
    r"|birth control|thyroid (?:pills?|medicine)|metformin|warfarin|prednisone|lithium|\w{3,}(?:pril|sartan|olol|statin|oxetine|azepam))\b"
)
_BODY = r"(?:rash|mole|spot|bump|lump|wound|cut|bite|burn|bruise|blister|hives|skin|throat|tongue|eye|ear|nail|scar|stitches|swelling|incision|sore|wart|cyst|foot|toe|tooth|teeth|breast|stool|urine)s?\b"
_CARER = r"(?:doctors?|clinicians?|providers?|physicians?|pediatricians?|nurse practitioners?|specialists?|dentists?|emergency rooms?|emergency departments?|er|urgent care|hospitals?|911|9-1-1|poison control|ambulance)\b"

ADVICE: tuple[Clause, ...] = (
    Clause(
        code="MED001", name="diagnosis-of-the-reader", pack=Pack.ADVICE, severity=Severity.ERROR,
        says="this tells the reader what they have; nobody has examined them",
        why="A page cannot examine anybody. A reader who believes it may leave out the visit that was needed.",
        fix="Say what the illness can cause, and who should come in.",
        authority=ONLINE_CONTACT, needs="have has rash symptoms cough mole lump results photo like pain got re are tiene tienes", also="you your me us tiene tienes",
        pattern=rf"(?:(?<=\A)|(?<=[.!?:\n\"'*(] )|(?<=[\n\"'*(]))(?:(?:yes|no|so|well|ok|okay|hello|hi|sorry|congratulations)[,!.] |(?:(?:judging|going) (?:from|by)|from|based on|given) (?:your|the|that|this|what|how)\b[^,.;!?\n]{{1,60}}, )?(?:you(?:'ve got| have| do have)|you {_SURELY}have|{_YOURS} {_SURELY}has) (?:got )?{_DISEASE}(?=[.,;!\n]|\Z|\s+(?:and|so|but|from|in your|on your|again)\b)"
                rf"|\b(?:sounds?|looks?|seems?|appears?) (?:to (?:me|us) )?like (?:(?:that|what) )?(?:you(?:'ve got| have)|you {_SURELY}have|{_YOURS} {_SURELY}has) {_DISEASE}"
                rf"|\b(?:that|this|it|your (?:[\w-]+ ){{1,3}}?)\s?{_SURELY}(?:sounds?|looks?|seems?) (?:a lot |very much |just )?like {_DISEASE} to (?:me|us)\b"
                rf"|\byou definitely have {_DISEASE}"
                rf"|\b(?:i|we)(?: am| are|'m|'re)? (?:think|believe|suspect|sure|certain|confident|can tell|'d say|would say)(?: that)? (?:you|{_YOURS}) (?:may |might )?(?:have|has) {_DISEASE}"
                rf"|\byour (?:[\w%.-]+ ){{1,5}}?means? (?:that )?you have {_DISEASE}"
                rf"|(?:(?<=\A)|(?<=[.!?:\n] )|(?<=\n))you(?:'re| are) (?:{_SURELY}(?:diabetic|prediabetic|anemic|hypertensive|asthmatic)|(?:having|getting) (?:a |an )?(?:heart attack|stroke|panic attack|miscarriage|allergic reaction))(?=[.,;!\n]|\Z)"
                rf"|(?:(?<=\A)|(?<=[.!?:\n\"'*(] )|(?<=[\n\"'*(]))(?:that|this|the|your) (?:(?:rash|symptoms?|cough|mole|results?|photo|picture|x-ray|pain|spot|bump|throat) )(?:you (?:sent|describe[d]?|posted) )?(?:is|are|means?|shows?) {_SURELY}(?:called )?{_DISEASE}(?=[.,;!\n]|\Z)" + DIAGNOSIS,
        excuses=_ADVICE,
        bad=("You have strep. Come in for the antibiotic.",
             "Thank you for your message. It sounds like you have shingles.",
             "Your rash is ringworm.", "From your photo, you have strep.",
             "Judging by what you describe, you have shingles.", "That sounds like shingles to me."),
        good=("Strep can cause a fever and a sore throat.", "If you have strep, stay home for a day.",
              "Do you have strep throat?", "You have rights under the law.",
              "Only a swab can show whether you have strep.", "A bark that sounds like croup.",
              "From the day you have strep, stay home."),
    ),
    Clause(
        code="MED002", name="dose-for-the-reader", pack=Pack.ADVICE, severity=Severity.ERROR,
        says="this gives the reader a dose; nobody knows their age, kidneys or other medicines",
        why="The right dose depends on the person. A page is read by children's parents, by pregnant women and by people on blood thinners.",
        fix='Point to the label, or to the office: "follow the label", "ask us for the right dose".',
        authority=ONLINE_CONTACT,
        needs="take use give start try swallow inject chew taking mg milligrams mcg ml puffs tablets tome toma dele", also="0 00 000 0000 00000 one two three four half",
        pattern=rf"(?:(?<=\A)|(?<=[.!?:,;\n\"'*(-] )|(?<=[\n\"'*(])|\b(?:you(?:r child| both)? (?:should|must|need to|have to|ought to|can|may|could)|we (?:recommend|suggest|advise)(?: that you)?|just|then|simply|please|want you to|recommend you|recommend that you|and)\s+)"
                rf"(?:take|taking|use|swallow|chew|inject|try|start (?:with|on|taking)|give (?:him|her|them|your (?:\w+ )?(?:child|baby|toddler|son|daughter|infant|kid|teen)))\s+"
                rf"(?:(?:[\w'-]+ ){{0,4}}?{_NUMBER}(?: ?(?:to|or|-) ?{_NUMBER})?[\s-]?{_UNIT}|{_NUMBER} (?:[\w-]+ )?{_DRUG}\b)" + DOSE,
        excuses=_ORDER,
        unless=r"\b(?:labels?|package|directed|directions|ask|asked|doctor|pharmacist|prescri\w+|prepar\w+|usual(?:ly)?|most adults|adults|maximum|no more than|more than|up to|at most|recommended|typical(?:ly)?|for example|study|studies|trial|researchers|participants|patients (?:were|took|received)|people (?:were|took|received)|folic acid|folate|vitamin d|calcium|fluoride|sunscreen|iodine|etiqueta|pregunte|consulte|indique)\b",
        bad=("Take 400 mg of ibuprofen twice a day.", "You should take 20 mg of omeprazole every morning.",
             "Take two aspirin every four hours."),
        good=("Adults usually take 200 to 400 mg, as the label says.",
              "Ask your doctor whether to take 81 mg of aspirin.", "Do not take 800 mg at once.",
              "Should I take 400 mg?", '"Take 400 mg" is not advice for everyone.',
              "In the study people took 400 mg a day."),
    ),
    Clause(
        code="MED003", name="asks-for-health-details", pack=Pack.ADVICE, severity=Severity.ERROR,
        says="this asks readers to send their own health details where they are not safe",
        why="Mail, comments and direct messages are not private, nobody watches them at night, and an answer there is advice without an examination.",
        fix="Ask them to call, or to use the patient portal.", authority=ONLINE_CONTACT,
        needs="send text email mail dm message snap post upload share tell leave describe drop pm reply whatsapp show envíenos mándenos envíe mande escríbanos cuéntenos envíanos mándanos",
        pattern=rf"\b(?:send|text|e-?mail|dm|message|snap|post|upload|share|whatsapp)\b(?: (?:us|me|it to us|(?:the|our) (?:\w+ ){{1,2}}))? ?(?:with |an? |your |the |some |any ){{0,2}}(?:[\w'-]+ ){{0,2}}?(?:photos?|pictures?|pics?|images?|selfies?|videos?|snapshots?) (?:of|showing) (?:[\w'-]+ ){{0,3}}?{_BODY}"
                rf"|\b(?:send|text|e-?mail|dm|message|pm) (?:us|me|(?:the|our) (?:nurse|office|team|doctor|front desk)|dr\.? \w+)\b[^.!?\n]{{0,30}}?\b(?:your|child's|kid's) (?:\w+ ){{0,2}}?(?:symptoms?|test results?|lab results?|labs|blood work|medical history|medications?|diagnosis|x-rays?|readings)\b"
                rf"|\b(?:e-?mail|text|send|post) your (?:\w+ ){{0,2}}?(?:symptoms?|test results?|lab results?|labs|blood work|medical history|diagnosis|x-rays?) (?:to|here|in|below)\b"
                rf"|\b(?:tell us|share|describe|post|leave|drop|put|list)\b[^.!?\n]{{0,20}}?\b(?:your|about your) (?:\w+ ){{0,2}}?(?:symptoms?|diagnosis|health problems?|condition|test results?|medications?)\b[^.!?\n]{{0,20}}?\b(?:in (?:the|a) (?:comments?|dm|direct message|reply|replies)|below|by (?:dm|direct message|email|e-mail))"
                r"|\breply with (?:your|the) (?:\w+ )?(?:symptoms?|test results?|medications?)\b|\bshow us your (?:[\w-]+ )?(?:rash|mole|wound|bite|tongue) in (?:the|a) (?:comments?|dm)" + SEND,
        excuses=_ORDER,
        unless=r"\b(?:portal|privad[oa]|secure(?:ly)?|encrypted|mychart|at your (?:visit|appointment)|bring)\b",
        bad=("Send us a photo of your rash.", "If you are not sure, send us a photo of your rash.",
             "DM us your symptoms.",
             "Tell us about your symptoms in the comments.",
             "Email your test results to the front desk."),
        good=("Please do not send us a photo of your rash.", "Send us a picture of your pumpkin.",
              "Send a picture of the wound through the patient portal.",
              "Tell us your symptoms when you call."),
    ),
    Clause(
        code="MED004", name="change-a-medicine", pack=Pack.ADVICE,
        says="this tells the reader to stop or change a medicine",
        why="Some medicines are dangerous to stop at once, and the page does not know why they were given.",
        fix='Write "ask us before you stop".', authority=ONLINE_CONTACT,
        needs="stop quit skip halve double drop cut reduce discontinue deje suspenda interrumpa deja",
        pattern=rf"(?:(?<=\A)|(?<=[.!?:,;\n\"'*(-] )|(?<=[\n\"'*(])|\b(?:you (?:can|should|need to|must|could)|just|please|simply|go ahead and|feel free to|(?:is|it's) (?:perfectly )?(?:fine|ok|okay|safe|all right|alright) to)\s+)"
                rf"(?:stop|quit|skip|halve|double|drop|cut|reduce|discontinue)\s+(?:(?:taking|using|back on|down on)\s+)?(?:your|all your|the|this|that|those|these)\s+(?:[\w-]+ ){{0,3}}?{_MEDICINE}" + STOP,
        excuses=_ORDER,
        unless=r"\b(?:if (?:we|told|it says|the label|your? (?:doctor|clinician|provider|surgeon|pharmacist|nurse|get|have|see|notice|develop|feel)|a (?:doctor|nurse|clinician)|(?:the |your |any )?(?:symptoms?|side effects?|bleeding|swelling|breathing|diarrhea))|unless|ask|talk|tells?|told|advised?|says|clinician|provider|surgeon|pharmacist|without|why|whether|before you|only (?:if|when)|instructions?|plan)\b|\b(?:right away|and call|and get|emergency)\b",
        bad=("Stop taking your blood pressure pills once you feel better.",
             "It is fine to quit your statin.", "Skip your insulin on those days."),
        good=("Do not stop taking your medicine.", "Ask us before you stop your antidepressant.",
              "Stop the antibiotic and call us if you get a rash.", "Why do people stop their statins?"),
    ),
    Clause(
        code="MED005", name="no-need-for-care", pack=Pack.ADVICE,
        says="this tells the reader that no doctor is needed; nobody has examined them",
        why="The one reader in a hundred for whom it is wrong cannot tell.",
        fix="Say what may be watched at home, and which signs mean a call.", authority=ONLINE_CONTACT,
        needs="need skip bother bothering reason necesita falta necesario tiene",
        pattern=rf"\b(?:you|your (?:child|baby|son|daughter|toddler)|there(?:'s| is)) (?:really |probably |definitely )?(?:do not|don't|does not|doesn't|will not|won't|no|is no) (?:really |even )?(?:need|reason)(?: for you)? to (?:see|call|visit|go to|bother|contact|come to|ask|rush to) (?:a |an |your |the |our |any )?(?:family )?{_CARER}"
                rf"|(?:(?<=\A)|(?<=[.!?:\n] )|(?<=\n))(?:there is )?no need to (?:see|call|visit|go to|bother|contact|rush to) (?:a |an |your |the |our |any )?{_CARER}"
                rf"|(?:(?<=\A)|(?<=[.!?:\n] )|(?<=\n))(?:just )?skip the (?:doctor|emergency room|er|hospital|urgent care)\b"
                rf"|\b(?:do not|don't) bother (?:going to|calling|seeing|with) (?:a |an |your |the |our )?{_CARER}"
                r"|\b(?:you|your child) (?:do not|don't|does not|doesn't) need (?:a|any|your) doctor(?!'| 's| note| s)" + NO_DOCTOR,
        excuses=frozenset({Frame.QUOTED, Frame.ASKED, Frame.WARNED}),
        unless=r"\b(?:if|unless|when|usually|most|often|as long as|may|might|to get|to (?:have|buy|schedule|order|use|find|start|join|know|refill)|shots?|vaccines?|referral|first|si|para)\b",
        bad=("You do not need to see a doctor for that lump.", "No need to call 911.",
             "Skip the emergency room."),
        good=("If the fever is gone in a day, you do not need to see a doctor.",
              "You do not need to see a doctor to get a flu shot.",
              "Most people with a cold don't need to see a doctor.",
              "When do you not need to see a doctor?"),
    ),
    Clause(
        code="MED006", name="reassures-the-reader", pack=Pack.ADVICE,
        says="this tells the reader that their own sign is harmless; nobody has seen it",
        why="A lump, a mole or a pain in the chest has to be looked at before anybody can say so.",
        fix="Say that most are harmless, and which ones to show us.", authority=ONLINE_ADVICE,
        needs="your that", also="harmless benign nothing serious cancer dangerous normal stress head",
        pattern=r"\b(?:your|that) (?:lump|mole|chest pain|headaches?|bleeding|spot|bump|rash|cough|palpitations|dizziness|numbness) (?:is|are) (?:probably |almost certainly |definitely |just |only |really )?(?:nothing(?: to worry about)?|harmless|benign|not (?:serious|cancer|dangerous)|perfectly normal|only stress|just stress|in your head)\b",
        excuses=frozenset({Frame.QUOTED, Frame.ASKED, Frame.WARNED, Frame.CONDITION}),
        bad=("Your lump is harmless.", "That mole is nothing to worry about."),
        good=("Most lumps are harmless.", "We will tell you if your mole is harmless.",
              "Is that mole harmless?"),
    ),
)  # fmt: skip
