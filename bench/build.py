"""Time builds of N generated posts against bare Pelican on the same posts, as paired ratios.

usage: python bench/build.py [N ...]   (default: 100 1000)

Prints the median CPU ratio of paired runs (A B A B), the share that each plugin takes, and how
much longer the largest build takes than the smallest. Both run from compiled modules, as they do
for anyone who has run them once; the first build of each is not counted.
"""

import cProfile
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
SENTENCES = (
    "Most colds clear up without medicine in about ten days.",
    "Rest, fluids and time do most of the work.",
    "Wash your hands often, and teach children to sing while they do.",
    "A fever is one of the ways the body fights an infection.",
    "Call the office when a symptom lasts longer than you expect.",
    "Vaccines teach the immune system what to look for.",
)
BARE_SETTINGS = """
PATH = "content"
OUTPUT_PATH = "output"
PLUGINS = []
SITEURL = "https://larkfield.example"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["posts"]
THEME = "simple"
"""


# Pelican imports every plugin it finds installed, named in PLUGINS or not: ours must not cost it time.
BARE_PELICAN = f"""
import sys
sys.path = [one for one in sys.path if one != {str(ROOT / "plugins")!r}]
from pelican import main
main(["--quiet"])
"""


def write_posts(folder: Path, count: int, *, bare: bool) -> None:
    """Write `count` posts of about 500 words, with our front matter or Pelican's."""
    from ulid import ULID  # noqa: PLC0415  a bench script's own need

    (folder / "content" / "posts").mkdir(parents=True)
    start = datetime(2020, 1, 1, 12, tzinfo=UTC)
    for index in range(count):
        moment = start + timedelta(hours=index)
        paragraphs = [
            " ".join(SENTENCES[(index + row + word) % len(SENTENCES)] for word in range(8))
            for row in range(6)
        ]
        body = "\n\n".join(f"## Part {row + 1}\n\n{text}" for row, text in enumerate(paragraphs))
        header = (
            f"Title: Post {index}\nDate: {moment:%Y-%m-%d %H:%M}\nCategory: news\nTags: tag{index % 20}\n\n"
            if bare
            else f"---\nuid: {ULID.from_datetime(moment)}\ntitle: Post {index}\n"
            f"date: {moment:%Y-%m-%d %H:%M}\nauthor: elena-marsh\ncategory: news\ntype: tip\n"
            f"tags: [tag{index % 20}]\nsummary: Post number {index} about staying well.\n---\n\n"
        )
        (folder / "content" / "posts" / f"post-{index}.md").write_text(header + body + "\n")


def make_ours(folder: Path, count: int) -> list[str]:
    """Make a practice's folder and return the command that builds it."""
    for name in ("practice.toml", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "theme").symlink_to(ROOT / "theme")
    for name in ("pages", "clinicians", "locations", "services", "images"):
        shutil.copytree(ROOT / "content" / name, folder / "content" / name)
    write_posts(folder, count, bare=False)
    return [sys.executable, "-m", "bedside", "--quiet", "build"]


def make_bare(folder: Path, count: int) -> list[str]:
    """Make the same posts for Pelican alone and return the command that builds them."""
    write_posts(folder, count, bare=True)
    (folder / "pelicanconf.py").write_text(BARE_SETTINGS)
    return [sys.executable, "-c", BARE_PELICAN]


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a build from nothing and return its CPU and wall seconds, children included."""
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder.parent.parent / "compiled")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    shutil.rmtree(folder / "output", ignore_errors=True)
    shutil.rmtree(folder / "build", ignore_errors=True)
    before, start = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=env)
    wall, after = time.perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    posts, pages = (
        sum(1 for _ in folder.rglob(name)) for name in ("posts/*.md", "output/**/*.html")
    )
    if pages < posts:
        message = f"{folder}: {pages} pages for {posts} posts: this build did not build the site"
        raise SystemExit(message)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def shares(folder: Path) -> dict[str, float]:
    """Return the part of one build's time spent in each of our plugins."""
    from bedside.building import Announced, build_site  # noqa: PLC0415  measured here
    from bedside.clock import current_time  # noqa: PLC0415
    from bedside.project import open_project  # noqa: PLC0415

    shutil.rmtree(folder / "build", ignore_errors=True)  # the cards kept there
    project = open_project(folder / "practice.toml")
    profile = cProfile.Profile()
    profile.runcall(build_site, project, current_time(), Announced())
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # typeshed leaves it out
    total = sum(row[2] for row in rows.values())
    found: dict[str, float] = {}
    for (file, _line, _name), row in rows.items():
        parts = Path(file).parts
        if "plugins" in parts and "pelican" in parts and (step := parts[-2]).startswith("bedside_"):
            found[step] = max(found.get(step, 0), row[3] / total)
    return found


def measure(root: Path, count: int) -> tuple[float, float]:
    """Print the figures for `count` posts; return the median CPU seconds, ours and bare."""
    ours, bare = root / str(count) / "ours", root / str(count) / "bare"
    ours.mkdir(parents=True)
    bare.mkdir(parents=True)
    commands = make_ours(ours, count), make_bare(bare, count)
    rounds = [(run(commands[0], ours), run(commands[1], bare)) for _ in range(ROUNDS)]
    cpu = statistics.median(a[0] / b[0] for a, b in rounds)
    wall = statistics.median(a[1] / b[1] for a, b in rounds)
    print(
        f"{count} posts: ours / bare Pelican: CPU {cpu:.2f}, wall {wall:.2f} (median of {ROUNDS} pairs)"
    )
    for step, share in sorted(shares(ours).items(), key=lambda row: -row[1]):
        print(f"  {step:18} {share:6.1%} of the build")
    own, theirs = (statistics.median(pair[side][0] for pair in rounds) for side in (0, 1))
    print(f"  {own:.2f} s CPU, bare {theirs:.2f} s", flush=True)
    return own, theirs


def main() -> None:
    """Print a table for each N, then the growth from the smallest to the largest."""
    counts = sorted({int(value) for value in sys.argv[1:]} or {100, 1000})
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for make in (make_ours, make_bare):  # compiles the modules
            folder = root / "first" / make.__name__
            folder.mkdir(parents=True)
            run(make(folder, 1), folder)
        seconds = {count: measure(root, count) for count in counts}
    least, most = counts[0], counts[-1]
    if least != most:
        own, theirs = (seconds[most][side] / seconds[least][side] for side in (0, 1))
        print(
            f"growth {least} -> {most} posts ({most / least:g} times): CPU ours {own:.1f} times, bare {theirs:.1f} times"
        )


if __name__ == "__main__":
    main()
