"""Fit the screen before the model: which words never stand in a passage about one patient."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from lessons import GENERAL, Lesson, Lessons
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bedside.checks.reader.screen import grams_of, words_of

__all__ = ["add_tempting", "fit_words"]

KEPT = 0.9965  # of the disclosures that the reader finds too, each judged by weights that never saw it, are not cleared
FEWEST = 5  # texts in which a word or a pair stands
LIGHTEST = (
    20  # thousandths: of less no weight is kept; half the share of passages, a third of the file
)


def add_tempting(lessons: Lessons) -> None:
    """Add the paragraphs of health education that words alone take most surely for a patient's."""
    taught = [*lessons.taught, *lessons.general]
    vectorizer = _vectorizer(words_of, 2)
    table = vectorizer.fit_transform(_texts(taught))
    model = _model(0.3).fit(table, [one.told for one in taught])
    odds = model.decision_function(vectorizer.transform(_texts(lessons.general)))
    lessons.taught += [lessons.general[number] for number in np.argsort(-odds)[:GENERAL]]


def fit_words(lessons: Lessons, found: Callable[[Lesson], bool], file: Path) -> tuple[int, int]:
    """Write `word<TAB>thousandths`; return the base and the sum below which a passage is cleared.

    What the reader takes for a patient's is taught beside what is one: the screen stands before it.
    """
    taught = [*lessons.taught, *lessons.general]
    told, read = np.array([one.told for one in taught]), np.array([found(one) for one in taught])
    vectorizer = _vectorizer(grams_of, FEWEST)
    table = vectorizer.fit_transform(_texts(taught))
    model = _model(0.01).fit(table, told | read)
    weights = np.round(1000 * model.coef_[0]).astype(int)
    kept = [
        f"{word}\t{weights[column]}\n"
        for word, column in sorted(vectorizer.vocabulary_.items())
        if abs(weights[column]) >= LIGHTEST
    ]
    file.write_text("".join(kept), encoding="utf-8")
    unseen = cross_val_predict(model, table, told | read, cv=5, method="decision_function")
    least = np.quantile(unseen[told & read], 1 - KEPT)
    return round(1000 * float(model.intercept_[0])), round(1000 * float(least))


def _texts(lessons: Iterable[Lesson]) -> list[str]:
    return [one.text for one in lessons]


def _vectorizer(cut: Callable[[str], Iterable[str]], fewest: int) -> CountVectorizer:
    return CountVectorizer(analyzer=lambda text: sorted(set(cut(text))), min_df=fewest, binary=True)


def _model(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=800, class_weight="balanced")
