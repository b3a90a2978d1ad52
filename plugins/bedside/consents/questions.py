"""What is asked about a signed form, in the order of the form, and reading each answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from bedside.consents.model import Consent, Scope
from bedside.schema_words import wording

__all__ = ["QUESTIONS", "Look", "Question", "consent_of", "is_asked", "read_answer"]

_YES, _NO = {"y", "yes", "true"}, {"n", "no", "false"}
# 45 CFR 164.508(c)(2), (3) and (4), (b)(3): see consents/model.py for the text.
_VOID = "a form without this does not count (45 CFR 164.508): have a new one signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `default` stands when nothing is answered, and `None` means that one is needed."""

    name: str
    ask: str
    default: str | None = None

    @property
    def flag(self) -> str:
        """Return the option that answers it."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an answer is looked up or judged by who knows the practice's files."""

    post: Callable[[str], str] = str.upper  # a uid or a post's file -> uid
    picture: Callable[[str], str] = str.lower  # a hash or a file -> SHA-256
    objection: Callable[[str], str] = field(default=lambda _: "")  # why a text may not stand there


QUESTIONS = (
    Question(name="kind", ask="What is it for (patient-story, photo, video, review-quote, staff-release)"),
    Question(name="posts", ask="Which posts: their uids or files, with commas", default=""),
    Question(name="images", ask="Which pictures or films: their files, with commas", default=""),
    Question(name="channels", ask="Where it may be shown (site, social, newsletter, print), with commas",
             default="site"),
    Question(name="description", ask="What the form says may be told or shown, in general words"),
    Question(name="discloser", ask="Who may share it (if nobody is named: the practice)"),
    Question(name="recipients", ask="Who will be able to see it"),
    Question(name="purpose", ask="Why it is shared"),
    Question(name="signed_on", ask="Signed on (2026-11-01)"),
    Question(name="expires_on", ask="Last day it counts (2027-11-01); empty if it ends with an event",
             default=""),
    Question(name="expires_event", ask="The event that ends it", default=""),
    Question(name="signer", ask="Who signed (patient or representative)", default="patient"),
    Question(name="authority", ask="The representative's authority (parent, guardian, health-care proxy, executor)",
             default=""),
    Question(name="right_to_revoke", ask="The form says that it may be revoked in writing, and how (yes/no)"),
    Question(name="not_conditioned", ask="The form says that care does not depend on signing (yes/no)"),
    Question(name="redisclosure", ask="The form says that others may pass on what is public (yes/no)"),
    Question(name="plain_language", ask="The form is in plain words (yes/no)"),
    Question(name="not_combined", ask="The form is a paper of its own, no part of another (yes/no)"),
    Question(name="copy_given", ask="Who signed was given a copy (yes/no)"),
    Question(name="remuneration", ask='What anyone was paid or given for it; "none" if nothing'),
    Question(name="form_kept_at", ask="Where the signed paper is kept (a cabinet, a system)"),
)  # fmt: skip
_LISTS = {"posts", "images", "channels"}
_SENTENCES = {"description", "discloser", "recipients", "purpose"}  # a day or a number is none
_KEY = re.compile(r"`?\b([a-z]+(?:_[a-z]+)+)\b`?")
_STATEMENTS = {
    name for name, one in Consent.model_fields.items() if "Literal[True]" in str(one.annotation)
}


def is_asked(question: Question, so_far: Mapping[str, Any]) -> bool:
    """Tell whether the answers before leave the question open."""
    if question.name == "authority":
        return so_far.get("signer") == "representative"
    if question.name == "expires_event":
        return so_far.get("expires_on") is None
    return True


def read_answer(question: Question, answer: str, look: Look) -> Any:
    """Return the value of an answer. Raises ValueError with `what: fix`."""
    name, text = question.name, answer.strip()
    if name in _LISTS:
        finds = {"posts": look.post, "images": look.picture}.get(name, str.lower)
        parts = [finds(part.strip()) for part in text.split(",") if part.strip()]
        return _checked(Scope, name, parts)
    if name in _STATEMENTS:
        return _yes(text)
    if not text and question.default == "":
        return None
    if why := look.objection(text):
        raise ValueError(why)
    if name in _SENTENCES and not any(map(str.isalpha, text)):
        raise ValueError("holds no words: write what the form says")
    return _checked(Consent, name, text)


def consent_of(consent_id: str, answers: Mapping[str, Any]) -> Consent:
    """Put the values together. Raises ValueError with `what: fix` for what only shows in the whole."""
    scope = {name: answers[name] for name in _LISTS}
    rest = {name: value for name, value in answers.items() if name not in _LISTS}
    try:
        return Consent.model_validate({"id": consent_id, "scope": scope, **rest})
    except ValidationError as error:
        raise ValueError(_in_flags(_said(error))) from None


def _in_flags(message: str) -> str:
    """Return a message that names what is asked by its flag, not as the file does."""
    flags = {one.name: one.flag for one in QUESTIONS}
    return _KEY.sub(lambda key: flags.get(key[1], key[0]), message)


def _yes(text: str) -> bool:
    if text.lower() in _YES:
        return True
    raise ValueError(_VOID if text.lower() in _NO else "is neither yes nor no: write yes or no")


def _checked(model: type[Consent] | type[Scope], name: str, value: object) -> Any:
    one = model.model_fields[name]
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[one.annotation, one])  # type: ignore[arg-type]  # made at run time
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise ValueError(_said(error)) from None


def _said(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    return ": ".join(wording(detail, []))
