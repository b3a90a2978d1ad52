"""Figures of a shipped reader on lessons that it never saw."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lessons import Lesson, Lessons
from rows import rows_of

__all__ = ["report"]


@dataclass
class Scored:
    """A shipped model's scores of lessons that it never saw."""

    wanted: np.ndarray
    scores: np.ndarray

    def at(self, threshold: float) -> tuple[float, float]:
        """Return the parts of disclosures and of harmless passages that are flagged."""
        flagged = self.scores >= threshold
        return float(flagged[self.wanted].mean()), float(flagged[~self.wanted].mean())

    def auc(self) -> float:
        """Return the area under the curve."""
        good, bad = self.scores[self.wanted], self.scores[~self.wanted]
        return float(np.mean([(good > one).mean() + (good == one).mean() / 2 for one in bad]))


def scored(lessons: list[Lesson], vocabulary: dict[str, int], file: Path) -> Scored:
    """Score with the file that ships, as it will be used: one block a call."""
    import onnxruntime

    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    wanted, scores = [], []
    for one in lessons:
        for row in rows_of(one, vocabulary, with_title=True):
            found = session.run(None, {"input_ids": np.array([row.pieces], dtype=np.int64)})[0][0]
            scores += [float(found[within].mean()) for within, _, _ in row.parts]
            wanted += [told > 0 for _, told, _ in row.parts]
    return Scored(np.array(wanted), np.round(scores, 1))


def report(lessons: Lessons, vocabulary: dict[str, int], file: Path, threshold: float) -> None:
    """Print figures on what was kept from training."""
    for name, part in lessons.kept.items():
        if {one.told for one in part} == {True, False}:
            result = scored(part, vocabulary, file)
            found, flagged = result.at(threshold)
            print(f"{name}: {len(part)} passages, AUC {result.auc():.3f}, found {found:.1%}, "
                  f"look-alikes flagged {flagged:.1%}")  # fmt: skip
        else:
            result = scored(part, vocabulary, file)
            print(
                f"{name}: {len(part)} passages, flagged {(result.scores >= threshold).mean():.2%}"
            )
