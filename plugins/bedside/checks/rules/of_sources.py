"""The rules that read what people write, in the order of the report: gate 1 loads no others."""

from bedside.checks.model import Rule
from bedside.checks.rules.bold_headings import BOLD_HEADINGS
from bedside.checks.rules.card_text import CARD_TEXT
from bedside.checks.rules.consent import CONSENT
from bedside.checks.rules.consent_file import CONSENT_FILE
from bedside.checks.rules.disclaimers import DISCLAIMERS
from bedside.checks.rules.faces import FACES
from bedside.checks.rules.facts_translated import FACTS_TRANSLATED
from bedside.checks.rules.facts_without_page import FACTS_WITHOUT_PAGE
from bedside.checks.rules.front_matter import FRONT_MATTER
from bedside.checks.rules.front_matter_across import FRONT_MATTER_ACROSS
from bedside.checks.rules.front_matter_below import FRONT_MATTER_BELOW
from bedside.checks.rules.front_matter_names import FRONT_MATTER_NAMES
from bedside.checks.rules.headings import HEADINGS
from bedside.checks.rules.html import HTML
from bedside.checks.rules.html_letters import HTML_LETTERS
from bedside.checks.rules.html_place import HTML_PLACE
from bedside.checks.rules.html_reach import HTML_REACH
from bedside.checks.rules.html_whole import HTML_WHOLE
from bedside.checks.rules.images import IMAGES
from bedside.checks.rules.link_words import WORDS_OF_LINKS
from bedside.checks.rules.links import LINKS
from bedside.checks.rules.media import MEDIA
from bedside.checks.rules.medical import MEDICAL
from bedside.checks.rules.own_facts import OWN_FACTS
from bedside.checks.rules.picture_words import PICTURE_WORDS
from bedside.checks.rules.placeholder import PLACEHOLDERS
from bedside.checks.rules.plain_words import PLAIN_WORDS
from bedside.checks.rules.readability import READABILITY
from bedside.checks.rules.reference_forms import REFERENCE_FORMS
from bedside.checks.rules.references import REFERENCES
from bedside.checks.rules.registry import REGISTRY
from bedside.checks.rules.rows import ROWS
from bedside.checks.rules.safe_harbor import SAFE_HARBOR
from bedside.checks.rules.scripts import SCRIPTS
from bedside.checks.rules.self_told import SELF_TOLD
from bedside.checks.rules.spelling import SPELLING
from bedside.checks.rules.stories import STORIES
from bedside.checks.rules.suppression import SUPPRESSION
from bedside.checks.rules.testimonials import TESTIMONIALS
from bedside.checks.rules.told import TOLD
from bedside.checks.rules.translations import TRANSLATIONS

__all__ = ["SOURCE_RULES"]

SOURCE_RULES: tuple[Rule, ...] = (
    *SAFE_HARBOR,
    *STORIES,
    *SELF_TOLD,
    *ROWS,
    *SCRIPTS,
    *TOLD,
    *SUPPRESSION,
    *REGISTRY,
    *FRONT_MATTER,
    *FRONT_MATTER_NAMES,
    *FRONT_MATTER_ACROSS,
    *HEADINGS,
    *LINKS,
    *OWN_FACTS,
    *PLACEHOLDERS,
    *FRONT_MATTER_BELOW,
    *CARD_TEXT,
    *TRANSLATIONS,
    *FACTS_TRANSLATED,
    *FACTS_WITHOUT_PAGE,
    *HTML,
    *HTML_LETTERS,
    *HTML_WHOLE,
    *HTML_PLACE,
    *HTML_REACH,
    *WORDS_OF_LINKS,
    *BOLD_HEADINGS,
    *IMAGES,
    *FACES,
    *PICTURE_WORDS,
    *MEDIA,
    *CONSENT,
    *MEDICAL,
    *CONSENT_FILE,
    *TESTIMONIALS,
    *DISCLAIMERS,
    *REFERENCES,
    *READABILITY,
    *SPELLING,
    *PLAIN_WORDS,
    *REFERENCE_FORMS,
)
