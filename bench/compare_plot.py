"""Draw what the tools of bench/compare.py find against what they flag wrongly."""

from pathlib import Path

__all__ = ["draw"]

COLOURS = ("#0b5c62", "#5aa7a0", "#b4532a", "#d8a27e", "#6b7280")
Scores = tuple[list[float], list[float]]  # of disclosures, of harmless texts


def draw(tools: dict[str, Scores], file: Path) -> None:
    """Write an SVG: a curve where a tool has a score to vary, its default as a point."""
    import matplotlib as mpl  # noqa: PLC0415  a library of this bench alone

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "bedside", "font.family": "sans-serif", "font.size": 11})
    from matplotlib import pyplot as plt  # noqa: PLC0415  a library of this bench alone

    figure, axes = plt.subplots(figsize=(7.2, 4.6))
    for (name, (told, harmless)), colour in zip(tools.items(), COLOURS, strict=True):
        levels = sorted({score for score in (*told, *harmless) if score > 0})
        curve = [(_share(harmless, one), _share(told, one)) for one in levels]
        if len(curve) > 1:
            axes.plot([x for x, _ in curve], [y for _, y in curve], color=colour, linewidth=1.6)
        x, y = curve[0] if curve else (0.0, 0.0)
        axes.scatter([x], [y], color=colour, s=46, zorder=3, label=f"{name}: {y:.0f} % / {x:.0f} %")
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="harmless passages flagged, %",
             ylabel="disclosures found, %")  # fmt: skip
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower right", frameon=False, title="found / flagged")
    figure.tight_layout()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None})


def _share(scores: list[float], least: float) -> float:
    return 100 * sum(score >= least for score in scores) / max(1, len(scores))
