"""The same breaches in Spanish: what is added to a clause's words and to its pattern."""

__all__ = [
    "BEST",
    "CURE",
    "DIAGNOSIS",
    "DOSE",
    "GUARANTEE",
    "MIRACLE",
    "NO_DOCTOR",
    "SAFE",
    "SEND",
    "STOP",
]

_START = r"(?:(?<=\A)|(?<=[.!?:¡\n\"'*(] )|(?<=[\n\"'*(¡]))"
_ILLNESS = (
    r"(?:diabetes|gripe|asma|covid(?:-19)?|neumonía|bronquitis|varicela|culebrilla|anemia|depresión|ansiedad|cáncer|presión alta|hipertensión|migrañas?|reflujo"
    r"|(?:una )?infección(?: de \w+)?|faringitis(?: estreptocócica)?|estreptococo|eccema|psoriasis|gota|artritis)"
)
_DOCTOR = r"(?:médic[oa]s?|doctor(?:a|es)?|hospital|sala de emergencias?|urgencias|911)\b"
DIAGNOSIS = rf"|{_START}(?:usted |su hij[oa] |tú )?(?:tiene|tienes) {_ILLNESS}(?=[.,;!\n]|\Z)|\b(?:parece|suena a) que (?:usted )?tiene[s]? {_ILLNESS}"
DOSE = rf"|{_START}(?:tome|toma|dele|use|déle)(?: a su (?:hij[oa]|beb[eé]))? (?:[\w'-]+ ){{0,4}}?\d[\d,.]* ?(?:mg|miligramos|ml|mililitros|gotas|pastillas|tabletas|cápsulas)\b"
SEND = r"|\b(?:envíenos|mándenos|envíe|mande|envíanos|mándanos) (?:una? )?(?:fotos?|imágenes|imagen|video)s? de (?:su|la|el|tu) (?:[\w-]+ )?(?:sarpullido|erupción|lunar|herida|piel|garganta|mancha|ojo|picadura|hinchazón)\b|\b(?:envíenos|mándenos|escríbanos|cuéntenos) (?:por \w+ )?sus (?:síntomas|resultados|análisis)\b(?! cuando)"
STOP = rf"|{_START}(?:deje|suspenda|interrumpa|deja) (?:de tomar )?(?:su|sus|el|la|los|las) (?:[\w-]+ ){{0,2}}?(?:medicinas?|medicamentos?|pastillas?|insulina|antibióticos?|antidepresivos?|inhalador)\b"
NO_DOCTOR = rf"|\bno (?:necesita|hace falta|es necesario|tiene que) (?:ver|ir|llamar|visitar|acudir)(?: a| al| a la| a un| a una)* {_DOCTOR}"
GUARANTEE = r"|\b(?:resultados?|alivio|éxito|satisfacción|curación)(?: \w+)? garantizad[oa]s?\b|\b(?:le )?garantizamos (?:que|resultados|alivio|su)\b(?! privacidad)"
CURE = r"|\b(?:curamos|nuestr[oa] (?:[\w-]+ ){1,3}?cura) (?:el|la|los|las|su)\b|\bdiga adiós (?:a|al) (?:[\w-]+ ){1,4}?para siempre\b"
SAFE = r"|\b(?:100 ?%|totalmente|completamente|absolutamente) (?:segur[oa]s?|efectiv[oa]s?)\b|\bnuestr[oa]s? [^.!?\n]{0,40}\b(?:sin dolor|indolor|sin efectos secundarios|sin riesgos?)\b"
BEST = r"|\b(?:el|la|los|las) (?:mejor(?:es)?|número uno|principal(?:es)?) (?:médic[oa]s?|doctor(?:a|es)?|clínicas?|dentistas?|pediatras?|consultorios?) (?:de|en|del) (?:la |el |todo )?(?-i:[A-ZÁÉÍÓÚÑ]\w+|ciudad|estado|condado|pueblo|región|país)"
MIRACLE = r"|\b(?:cura|tratamiento|remedio|pastilla|dieta)s? milagros[oa]s?\b"
