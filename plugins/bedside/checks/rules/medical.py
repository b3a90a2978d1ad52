"""MED rules: advice to one reader and claims that break a clause, one rule for each clause."""

import re
from collections.abc import Iterator
from functools import partial

from bedside.checks.claims import CLAUSES, Clause, Pack, breaks_any, find_clause, packs_of
from bedside.checks.claims.sources import FTC_CONSUMERS
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.post import Source

__all__ = ["CLAIMS", "MEDICAL"]

_PATIENT = compile_late(r"\b(?:patients?|pacientes?)\b", re.IGNORECASE)
_MODEL = compile_late(
    r"\b(?:models?|modelos?|actors?|actress|posed|drawn|drawing|drawings)\b", re.IGNORECASE
)


def _rule(clause: Clause) -> Rule:
    return Rule(
        code=clause.code, name=clause.name, severity=clause.severity,
        summary=f"{clause.says[0].upper()}{clause.says[1:]} ({clause.pack}).",
        why=clause.why, fix=clause.fix, authority=clause.authority,
        find=partial(find_clause, clause), needs=breaks_any, bad=clause.bad, good=clause.good,
    )  # fmt: skip


def _model_called_patient(source: Source, context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or Pack.US not in packs_of(context.practice):
        return
    said = meta.image_alt or ""
    if (
        meta.image_status in {"stock", "staff"}
        and _PATIENT.search(said)
        and not _MODEL.search(said)
    ):
        yield at(
            source, "image_alt", "the picture is of no patient, and its description says so of one"
        )


CLAIMS: tuple[Rule, ...] = tuple(map(_rule, CLAUSES))

MEDICAL: tuple[Rule, ...] = (
    *CLAIMS,
    Rule(
        code="MED034", name="model-called-patient", scope=Scope.SOURCE, find=_model_called_patient,
        severity=Severity.WARNING,
        summary="A stock or staff picture that is described as showing a patient (United States).",
        why="Who is shown as an actual consumer must be one, or be called a model; Texas (22 TAC 164.3(b)(4)) and "
            "California (section 651(b)(3)(B)) say so of patients.",
        fix='Write "a model" in the description, or leave the patient out of it.', authority=FTC_CONSUMERS,
        bad=("---\ntitle: A\nimage: images/a.png\nimage_status: stock\nimage_alt: A patient smiles at a nurse\n---\n",),
        good=("---\ntitle: A\nimage: images/a.png\nimage_status: stock\nimage_alt: A model poses as a patient\n---\n",
              "---\ntitle: A\nimage: images/a.png\nimage_status: stock\nimage_alt: A woman smiles at a nurse\n---\n"),
    ),
)  # fmt: skip
