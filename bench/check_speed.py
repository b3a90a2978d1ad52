"""Measure how fast the checks are: `check_speed.py TEXTS.jsonl.gz [TREE …]`.

TEXTS holds one document a line (`text`), health education for instance. Each TREE is a checkout of
Bedside to compare with this one; all are measured in turns (A B A B) and the best turn of each
counts, since other work on the machine only ever adds time. Seconds are CPU seconds, children
included; modules are compiled before.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
COMPILED = tempfile.TemporaryDirectory()
SAMPLE = ("practice.toml", "consents.toml", "content")

READ = """
import gzip, json, sys, time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from bedside.checks.facts import make_facts
from bedside.checks.model import Context, Scope
from bedside.checks.rules import RULES
from bedside.checks.surfaces import cut_surfaces
from bedside.consents import Consents
from bedside.post import Kind, Source

PHI = [one for one in RULES if one.code.startswith("PHI") and one.scope is Scope.TEXT and one.code != "PHI103"]
with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in islice(lines, 0, None, 6)]

def read(text):
    source = Source(path=Path("a.md"), name="a.md", kind=Kind.TEXT, text=text, body=text, body_offset=0, meta=None)
    surfaces = cut_surfaces(source)
    cache = {"facts": make_facts(None), "body": surfaces[0]}
    context = Context(practice=None, consents=Consents(), now=datetime.now(UTC), cache=cache)
    return sum(1 for surface in surfaces for rule in PHI for _ in rule.find(surface, context))

for text in texts[:50]:
    read(text)
start = time.process_time()
for text in texts:
    read(text)
print(sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - start))
"""
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
RULES = f"import bedside.cli.check, bedside.checks.engine; {PEAK}"
WITH_MODEL = f"""
import bedside.cli.check, bedside.checks.engine
from bedside.checks.reader import Place, how_surely
how_surely(Place("Wash your hands.", 0, 16))
{PEAK}
"""


def run(tree: Path, *command: str, cwd: Path | None = None) -> tuple[float, str]:
    """Run Python on a tree; return CPU seconds and what it printed. Findings are no failure."""
    env = {**os.environ, "PYTHONPATH": str(tree / "plugins"), "NO_COLOR": "1"}
    env["PYTHONPYCACHEPREFIX"] = os.environ.get("PYTHONPYCACHEPREFIX", COMPILED.name)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    after = getrusage(RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def check_twice(tree: Path, *paths: str) -> tuple[float, float]:
    """Check files of a new copy of the sample practice twice; return the seconds of each run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in SAMPLE:
            copy = shutil.copytree if (ROOT / one).is_dir() else shutil.copy
            copy(ROOT / one, folder / one)
        (first, said), (second, again) = (
            run(tree, "-m", "bedside", "check", *paths, cwd=folder) for _ in range(2)
        )
    if said != again:
        raise SystemExit("the second run found something else than the first")
    return first, second


def turn(tree: Path, texts: Path) -> dict[str, float]:
    """Measure everything once."""
    post = min((ROOT / "content" / "posts").glob("*.md")).relative_to(ROOT)
    found: dict[str, float] = {
        "MB/s of rules and cheap reader": float(run(tree, "-c", READ, str(texts))[1])
    }
    found["s to start, rules ready"], peak = run(tree, "-c", RULES)
    found["MB then"] = float(peak)
    found["s to start, model loaded too"], peak = run(tree, "-c", WITH_MODEL)
    found["MB with the model"] = float(peak)
    found["s for one post, first run"], found["s for one post, again"] = check_twice(
        tree, str(post)
    )
    found["s for the sample practice, first run"], found["s for the sample practice, again"] = (
        check_twice(tree)
    )
    return found


def main() -> None:
    """Print a table with one column a tree, this one last."""
    texts, trees = Path(sys.argv[1]).resolve(), [*map(Path, sys.argv[2:]), ROOT]
    for tree in trees:  # compiles the modules
        run(tree, "-c", WITH_MODEL)
    turns = [[turn(tree.resolve(), texts) for tree in trees] for _ in range(ROUNDS)]
    for name in turns[0][0]:
        best: Callable[..., float] = max if name.startswith("MB/s") else min
        figures = [best(row[column][name] for row in turns) for column in range(len(trees))]
        print(f"{name:40}" + "".join(f"{one:10.2f}" for one in figures), flush=True)


if __name__ == "__main__":
    main()
