"""Fit the screen before the model: which words never stand in a passage about one patient."""

from pathlib import Path

import numpy as np
from lessons import GENERAL, Lesson, Lessons
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bedside.checks.reader.screen import words_of

__all__ = ["add_tempting", "fit_words"]

KEPT = 0.99  # of the disclosures, each judged by weights that never saw it, are not cleared


def add_tempting(lessons: Lessons) -> None:
    """Add the paragraphs of health education that words alone take most surely for a patient's."""
    vectorizer, model = _fitted([*lessons.taught, *lessons.general])
    odds = model.decision_function(vectorizer.transform([one.text for one in lessons.general]))
    lessons.taught += [lessons.general[number] for number in np.argsort(-odds)[:GENERAL]]


def _fitted(lessons: list[Lesson]) -> tuple[CountVectorizer, LogisticRegression]:
    """Return words and their weights, learnt from all the lessons."""
    vectorizer = CountVectorizer(
        analyzer=lambda text: sorted(words_of(text)), min_df=2, binary=True
    )
    table = vectorizer.fit_transform([one.text for one in lessons])
    model = LogisticRegression(C=0.3, max_iter=800, class_weight="balanced")
    return vectorizer, model.fit(table, [one.told for one in lessons])


def fit_words(lessons: Lessons, file: Path) -> tuple[int, int]:
    """Write `word<TAB>thousandths`; return the base and the sum below which a passage is cleared."""
    taught = [*lessons.taught, *lessons.general]
    vectorizer, model = _fitted(taught)
    table = vectorizer.transform([one.text for one in taught])
    weights = {
        word: round(1000 * model.coef_[0][column])
        for word, column in sorted(vectorizer.vocabulary_.items())
    }
    lines = [f"{word}\t{weight}\n" for word, weight in weights.items() if abs(weight) >= 20]
    file.write_text("".join(lines), encoding="utf-8")
    base = round(1000 * float(model.intercept_[0]))
    wanted = np.array([one.told for one in taught])
    unseen = cross_val_predict(model, table, wanted, cv=5, method="decision_function")
    return base, round(1000 * float(np.quantile(unseen[wanted], 1 - KEPT)))
