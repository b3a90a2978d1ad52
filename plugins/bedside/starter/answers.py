"""What a new practice says of itself: the questions, and what is wrong with an answer in plain words."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from bedside.brand import MIN_CONTRAST, Colour, contrast
from bedside.practice_values import Email, Opening, Phone, Url, Zip, Zone, state_code
from bedside.schema import Strict
from bedside.starter.person import person

__all__ = ["ON_PRIMARY", "PAPER", "QUESTIONS", "SURFACE", "Answers", "Question", "checked"]

# The grounds of a new site, which the practice's own colour must be readable on.
PAPER, SURFACE, ON_PRIMARY = "#fbf8f2", "#f1ebdf", "#ffffff"


def _state(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError("is not two letters: write it as OR or VT")
    return state_code(value)


def _person(value: str) -> str:
    if not person(value, "").name:
        raise ValueError("has no name, only a title or letters: write it as Nora Quinn")
    return value


def _readable(value: str) -> str:
    if min(contrast(value, ground) for ground in (PAPER, SURFACE, ON_PRIMARY)) < MIN_CONTRAST:
        raise ValueError("is too light to be read on a light page: choose a darker one")
    return value


Line = Annotated[str, Field(min_length=1, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Answers(Strict):
    """A new practice's facts, each checked as practice.toml checks it."""

    name: Line
    url: Url
    email: Email
    phone: Phone
    street: Line
    city: Line
    state: Annotated[str, AfterValidator(_state)]
    postal_code: Zip
    clinician: Annotated[Line, AfterValidator(_person)]
    credentials: Line
    timezone: Zone
    hours: Opening = "08:00-17:00"
    colour: Annotated[Colour, AfterValidator(_readable)] = "#1f5a4a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How one answer is asked for; `hint` is said when the answer is of another kind."""

    name: str
    ask: str
    hint: str

    @property
    def flag(self) -> str:
        """Return the option that answers it."""
        return "--" + self.name.replace("_", "-")

    @property
    def default(self) -> str:
        """Return the answer that stands when none is given; empty when one is needed."""
        return Answers.model_fields[self.name].default if self.name in _OPTIONAL else ""


_OPTIONAL = {name for name, field in Answers.model_fields.items() if not field.is_required()}
_ONE_LINE = "write it on one line"
QUESTIONS = tuple(
    Question(name=name, ask=ask, hint=hint)
    for name, ask, hint in (
        ("name", "Name of the practice", _ONE_LINE),
        ("url", "Address of its site (https://…)", "write it as https://www.oakelm.example"),
        ("email", "E-mail address that patients may use", "write it as hello@oakelm.example"),
        ("phone", "Main phone number", "write it as (503) 555-0123"),
        ("street", "Street and number", _ONE_LINE),
        ("city", "City", _ONE_LINE),
        ("state", "State (two letters)", "write it as OR or VT"),
        ("postal_code", "ZIP code", "write five digits, or nine as 97000-1234"),
        ("clinician", "First clinician's name", "write it as Nora Quinn"),
        ("credentials", "Letters after their name, e.g. MD, FAAFP", _ONE_LINE),
        ("timezone", "Time zone, e.g. America/New_York, America/Chicago, America/Los_Angeles",
         "write it as America/New_York"),
        ("hours", "Opening hours, Monday to Friday", "write them as 08:00-17:00"),
        ("colour", "Colour of the practice, as #rrggbb", "write # and six of 0-9 and a-f"),
    )
)  # fmt: skip


def checked(question: Question, answer: str) -> str:
    """Return the answer as it will stand in the file. Raises ValueError: what is wrong: what to do."""
    if not answer.strip():
        raise ValueError(f"needs an answer: {question.ask}")
    field = Answers.model_fields[question.name]
    kind: Any = Annotated[field.annotation, field]  # mypy cannot follow a type made at run time
    try:
        value: str = TypeAdapter(kind).validate_python(answer.strip())
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        if detail["type"] != "value_error":
            raise ValueError(f"is not right: {question.hint}") from None
        raise ValueError(str(detail["ctx"]["error"])) from None
    return value
